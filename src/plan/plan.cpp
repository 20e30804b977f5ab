// SPDX-License-Identifier: MIT
#include "plan/plan.hpp"

#include "core/fail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace parkplan::plan {
namespace {

template <typename T>
const T& param(const RuleConfig& rule, std::string_view name, std::string_view type) {
    const auto found = rule.params.find(name);
    const T* const value = found == rule.params.end() ? nullptr : std::get_if<T>(&found->second);
    if (value == nullptr) {
        fail(ErrorKind::internal, "rule '{}' of kind '{}' has no parameter '{}' that is {}",
             rule.id, rule.kind, name, type);
    }
    return *value;
}

} // namespace

std::string LayerConfig::field(const std::string& role_or_name) const {
    const auto role = fields.find(role_or_name);
    return role == fields.end() ? role_or_name : role->second;
}

Location LayerConfig::location_of(std::string_view name) const {
    const auto stated = key_locations.find(name);
    return stated == key_locations.end() ? location : stated->second;
}

bool RuleConfig::has(std::string_view name) const {
    return params.contains(name);
}

const std::string& RuleConfig::text(std::string_view name) const {
    return param<std::string>(*this, name, "text");
}

const std::vector<std::string>& RuleConfig::list(std::string_view name) const {
    return param<std::vector<std::string>>(*this, name, "a list");
}

SquareMetres RuleConfig::area(std::string_view name) const {
    return param<SquareMetres>(*this, name, "an area");
}

Metres RuleConfig::length(std::string_view name) const {
    return param<Metres>(*this, name, "a length");
}

std::int64_t RuleConfig::integer(std::string_view name) const {
    return param<std::int64_t>(*this, name, "an integer");
}

double RuleConfig::number(std::string_view name) const {
    return param<double>(*this, name, "a number");
}

const LayerConfig* Plan::find_layer(std::string_view id) const noexcept {
    const auto layer = std::ranges::find(layers, id, &LayerConfig::id);
    return layer == layers.end() ? nullptr : &*layer;
}

std::size_t Plan::layer_index(std::string_view id) const {
    const auto layer = std::ranges::find(layers, id, &LayerConfig::id);
    if (layer == layers.end()) {
        fail(ErrorKind::internal, "the plan has no layer '{}'", id);
    }
    return static_cast<std::size_t>(std::distance(layers.begin(), layer));
}

std::string Plan::place_of(Location location) const {
    return fmt::format("{}:{}:{}", file.string(), location.line, location.column);
}

} // namespace parkplan::plan
