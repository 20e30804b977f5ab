// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "plan/plan.hpp"
#include "plan/sample_rules.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Any bytes are a Plan or an Error{plan} with a place in the file. Use path = "." for layers:
/// the current folder always exists.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace parkplan;
    // libFuzzer hands over bytes; the parser wants characters.
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    try {
        const plan::Plan plan = plan::read_plan_text(text, "plan.toml", plan::test::sample_rules);
        if (plan.layers.empty() || plan.name.zh.empty() || plan.formats.empty()) {
            std::abort();
        }
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::plan || !error.where().source.starts_with("plan.toml:")) {
            std::abort();
        }
    }
    return 0;
}
