// SPDX-License-Identifier: MIT
#include "cli/guard.hpp"

#include "report/findings_text.hpp"
#include "report/json_parts.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <exception>
#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::cli {
namespace {

/// True when the words ask for JSON, whatever else is wrong with them.
bool wants_json(std::span<const std::string> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--format=json" ||
            (words[i] == "--format" && i + 1 < words.size() && words[i + 1] == "json")) {
            return true;
        }
    }
    return false;
}

int end_with(const Error& error, const Console& console, std::span<const std::string> words) {
    print_error(console.err, error);
    // A stream that failed may hold a part of a result: nothing is said after that.
    if (wants_json(words) && console.out) {
        const bool named = !words.empty() && !words.front().starts_with("-");
        console.out << report::failure_document(named ? words.front() : "", error) << std::flush;
    }
    return exit_code(error.kind());
}

} // namespace

void print_error(std::ostream& err, const Error& error) {
    const std::string_view what = error.kind() == ErrorKind::internal ? "internal error" : "error";
    err << fmt::format("parkplan: {}: {}\n", what, error.describe());
    if (!error.hint().empty()) {
        err << fmt::format("  hint: {}\n", error.hint());
    }
}

void print_findings(std::ostream& err, std::span<const review::Finding> findings,
                    Language language) {
    for (const review::Finding& finding : findings) {
        err << report::finding_text(finding, {language, {}, {}}, 0);
    }
}

int guarded(const std::function<int()>& body, const Console& console,
            std::span<const std::string> words) {
    try {
        return body();
    } catch (const Error& error) {
        return end_with(error, console, words);
    } catch (const std::exception& error) {
        return end_with(Error{ErrorKind::internal, error.what()}, console, words);
    }
}

} // namespace parkplan::cli
