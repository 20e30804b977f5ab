// SPDX-License-Identifier: MIT
#include "report/paint.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace parkplan::report {
namespace {

std::string in_style(std::string_view text, std::string_view style, Colour colour) {
    return colour == Colour::off ? std::string{text}
                                 : fmt::format("\x1b[{}m{}\x1b[0m", style, text);
}

} // namespace

std::string painted(std::string_view text, Level level, Colour colour) {
    switch (level) {
    case Level::info:
        return in_style(text, "36", colour);
    case Level::warning:
        return in_style(text, "33", colour);
    case Level::error:
        break;
    }
    return in_style(text, "31", colour);
}

std::string painted(std::string_view text, review::Outcome outcome, Colour colour) {
    switch (outcome) {
    case review::Outcome::pass:
        return in_style(text, "32", colour);
    case review::Outcome::fail:
        return in_style(text, "31", colour);
    case review::Outcome::undecided:
    case review::Outcome::not_checked:
        break;
    }
    return in_style(text, "33", colour);
}

std::string heading(std::string_view text, Colour colour) {
    return in_style(text, "1", colour);
}

} // namespace parkplan::report
