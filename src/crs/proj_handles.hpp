// SPDX-License-Identifier: MIT
#pragma once

#include <proj.h>

#include <memory>
#include <string>
#include <string_view>

namespace parkplan::crs::detail {

struct DestroyPj {
    void operator()(PJ* object) const noexcept { proj_destroy(object); }
};
using PjPtr = std::unique_ptr<PJ, DestroyPj>;

/// One PROJ context per owner: never shared between threads, network off, silent (its messages
/// are kept for the Error).
class Context {
public:
    Context();
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    Context(Context&&) = delete;
    Context& operator=(Context&&) = delete;

    [[nodiscard]] PJ_CONTEXT* get() const noexcept { return m_context; }
    /// What PROJ said last; emptied by the call.
    [[nodiscard]] std::string take_message();

private:
    PJ_CONTEXT* m_context;
    std::string m_message{};
};

/// The calling thread's context, for objects that live within one call.
[[nodiscard]] Context& thread_context();

/// Makes an object from its definition; Error{crs} with PROJ's reason.
[[nodiscard]] PjPtr create(Context& context, std::string_view definition);

} // namespace parkplan::crs::detail
