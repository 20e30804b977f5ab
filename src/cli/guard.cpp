// SPDX-License-Identifier: MIT
#include "cli/guard.hpp"

#include "core/platform.hpp"
#include "report/findings_text.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

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

int end_with(const Error& error, const Console& console, std::span<const std::string> words,
             Language language) {
    print_error(console.err, error, language);
    // A stream that failed may hold a part of a result: nothing is said after that.
    if (wants_json(words) && console.out) {
        const bool named = !words.empty() && !words.front().starts_with("-");
        console.out << report::failure_document(named ? words.front() : "", error) << std::flush;
    }
    return exit_code(error.kind());
}

} // namespace

void print_error(std::ostream& err, const Error& error, Language language) {
    using report::pick;
    const std::string_view what = error.kind() == ErrorKind::internal
                                      ? pick(language, "internal error: ", "内部错误：")
                                      : pick(language, "error: ", "错误：");
    err << fmt::format("parkplan: {}{}\n", what, error.describe(language));
    if (!error.hint().en.empty()) {
        err << fmt::format("  {}{}\n", pick(language, "hint: ", "提示："),
                           error.hint().in(language));
    }
}

Language language_of(std::span<const std::string> words) {
    Language language = platform::environment_language();
    constexpr std::string_view option = "--lang";
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        const std::string_view word = words[i];
        std::string_view stated;
        if (word.starts_with(option) && word.substr(option.size()).starts_with('=')) {
            stated = word.substr(option.size() + 1);
        } else if (word == option && i + 1 < words.size()) {
            stated = words[i + 1];
        }
        if (stated == "zh" || stated == "en") {
            language = stated == "zh" ? Language::chinese : Language::english;
        }
    }
    return language;
}

void print_findings(std::ostream& err, std::span<const review::Finding> findings,
                    Language language) {
    for (const review::Finding& finding : findings) {
        err << report::finding_text(finding, {language, {}, {}}, 0);
    }
}

int guarded(const std::function<int()>& body, const Console& console,
            std::span<const std::string> words, Language language) {
    try {
        return body();
    } catch (const Error& error) {
        return end_with(error, console, words, language);
    } catch (const std::exception& error) {
        return end_with(Error{ErrorKind::internal, error.what()}, console, words, language);
    }
}

} // namespace parkplan::cli
