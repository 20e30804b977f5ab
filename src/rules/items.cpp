// SPDX-License-Identifier: MIT
#include "rules/items.hpp"

#include "core/text.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace parkplan::rules {

std::optional<Items> items_of(const layer::AttributeColumn& column, std::size_t row,
                              std::string_view separator) {
    const std::optional<std::string> value = value_of(column, row);
    if (!value || separator.empty()) {
        return value ? std::optional{Items{*value}} : std::nullopt;
    }
    Items items = split_list(*value, separator);
    std::ranges::sort(items);
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items.empty() ? std::nullopt : std::optional{std::move(items)};
}

std::string_view separator_of(const plan::RuleConfig& config) {
    return stated(config, "separator") ? std::string_view{config.text("separator")}
                                       : std::string_view{};
}

Items without(const Items& items, const Items& others) {
    Items rest;
    std::ranges::set_difference(items, others, std::back_inserter(rest));
    return rest;
}

std::string joined(const Items& items, std::string_view between) {
    return fmt::format("{}", fmt::join(items, between));
}

BiText listed(const Items& items) {
    return {joined(items, ", "), joined(items, "、")};
}

} // namespace parkplan::rules
