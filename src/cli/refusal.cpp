// SPDX-License-Identifier: MIT
#include "cli/refusal.hpp"

#include "core/told.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::cli {
namespace {

constexpr std::string_view place = "{}";

/// What stands in `text` where `form` has its one, two or three places; nothing when it is another
/// text.
std::optional<std::array<std::string, 3>> read_as(std::string_view form, std::string_view text) {
    std::array<std::string, 3> found;
    std::size_t count = 0;
    std::size_t at = form.find(place);
    while (true) {
        const std::string_view before = form.substr(0, at);
        if (!text.starts_with(before)) {
            return std::nullopt;
        }
        text.remove_prefix(before.size());
        if (at == std::string_view::npos) {
            return text.empty() ? std::optional{found} : std::nullopt;
        }
        form.remove_prefix(at + place.size());
        at = form.find(place);
        const std::string_view after = form.substr(0, at);
        const std::size_t end = after.empty() ? text.size() : text.find(after);
        if (end == std::string_view::npos || count == found.size()) {
            return std::nullopt;
        }
        found.at(count) = text.substr(0, end);
        ++count;
        text.remove_prefix(end);
    }
}

} // namespace

BiText refusal_text(std::string_view english) {
    if (const auto read = read_as("{} is required", english)) {
        return told("{} is required", read->at(0));
    }
    if (const auto read = read_as("The following argument was not expected: {}", english)) {
        return told("The following argument was not expected: {}", read->at(0));
    }
    if (const auto read = read_as("The following arguments were not expected: {}", english)) {
        return told("The following arguments were not expected: {}", read->at(0));
    }
    if (const auto read = read_as("{}: {} required {} missing", english)) {
        return told("{}: {} required {} missing", read->at(0), read->at(1), read->at(2));
    }
    if (const auto read = read_as("Expected exactly {} arguments to {}, got {}", english)) {
        return told("Expected exactly {} arguments to {}, got {}", read->at(0), read->at(1),
                    read->at(2));
    }
    if (const auto read = read_as("{}: At Most {} required but received {}", english)) {
        return told("{}: At Most {} required but received {}", read->at(0), read->at(1),
                    read->at(2));
    }
    if (const auto read = read_as("Could not convert: {} = {}", english)) {
        return told("Could not convert: {} = {}", read->at(0), read->at(1));
    }
    if (const auto read = read_as("{}: a name is needed, it is empty", english)) {
        return told("{}: a name is needed, it is empty", read->at(0));
    }
    return foreign(english);
}

} // namespace parkplan::cli
