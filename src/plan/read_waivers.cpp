// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/sections.hpp"
#include "plan/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::plan {
namespace {

BiText target_hint() {
    return told(
        "a waiver names a finding, fingerprint = \"…\" (from results.json), or a rule's word "
        "on one feature, rule = \"…\" and key = \"…\"");
}

std::string fingerprint_of(const TomlNode& node, const Scope& scope) {
    constexpr std::size_t digits = 16;
    std::string text = lower_case(text_of(node, "fingerprint", scope));
    const bool hexadecimal = std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (text.size() != digits || !hexadecimal) {
        scope.refuse(
            node.location,
            told("'fingerprint' is {}; {} hexadecimal digits are needed", describe(node), digits),
            told("results.json and the findings layers name the fingerprint of each finding"));
    }
    return text;
}

std::string rule_of(const TomlNode& node, std::span<const RuleConfig> rules, const Scope& scope) {
    const std::string& id = text_of(node, "rule", scope);
    std::vector<std::string> known;
    std::ranges::transform(rules, std::back_inserter(known), &RuleConfig::id);
    if (std::ranges::find(known, id) == known.end()) {
        scope.refuse(node.location, told("unknown rule '{}'", id),
                     known.empty() ? told("the plan has no [[rules]]") : did_you_mean(id, known));
    }
    return id;
}

void read_target(const TableReader& reader, Location at, std::span<const RuleConfig> rules,
                 const Scope& scope, Waiver& waiver) {
    const TomlEntry* const fingerprint = reader.find("fingerprint");
    const TomlEntry* const rule = reader.find("rule");
    const TomlEntry* const key = reader.find("key");
    if (fingerprint != nullptr) {
        if (const TomlEntry* const other = rule != nullptr ? rule : key) {
            scope.refuse(other->location, told("'{}' stands beside 'fingerprint'", other->key),
                         target_hint());
        }
        waiver.fingerprint = fingerprint_of(fingerprint->node, scope);
        return;
    }
    if (rule == nullptr && key == nullptr) {
        scope.refuse(at, told("neither 'fingerprint' nor 'rule' and 'key'"), target_hint());
    }
    waiver.rule = rule_of(reader.require("rule", told("rule is the id of a [[rules]] entry")).node,
                          rules, scope);
    waiver.key = text_of(
        reader
            .require(
                "key",
                told("key is the key of the feature; key = \"\" stands for the layer as a whole"))
            .node,
        "key", scope);
}

Waiver read_waiver(const TomlNode& node, const std::string& file,
                   std::span<const RuleConfig> rules) {
    const Scope top{.file = file, .layer{}, .rule{}, .prefix{}};
    const TomlTable& table = table_of(node, "waivers", same("[[waivers]]"), top);
    const Scope scope{.file = file, .layer{}, .rule{}, .prefix = told("waiver: ")};
    const TableReader reader{table, node.location, scope};
    reader.allow_only({"fingerprint", "rule", "key", "reason", "until"});
    Waiver waiver;
    waiver.location = node.location;
    read_target(reader, node.location, rules, scope, waiver);
    waiver.reason =
        trim(reader.text("reason", told("reason says why this is accepted, and by whom")));
    if (const TomlEntry* const until = reader.find("until")) {
        waiver.until = date_of(until->node, "until", scope);
    }
    return waiver;
}

bool same_target(const Waiver& a, const Waiver& b) {
    return a.fingerprint == b.fingerprint && a.rule == b.rule && a.key == b.key;
}

} // namespace

std::vector<Waiver> read_waivers(const TomlEntry& entry, const std::string& file,
                                 std::span<const RuleConfig> rules) {
    const Scope scope{.file = file, .layer{}, .rule{}, .prefix{}};
    const auto* const array = std::get_if<TomlArray>(&entry.node.value);
    if (array == nullptr) {
        scope.refuse(entry.node.location,
                     told("'waivers' is {}; an array of tables is needed", describe(entry.node)),
                     told("every waiver starts with a line [[waivers]]"));
    }
    std::vector<Waiver> waivers;
    for (const TomlNode& node : *array) {
        Waiver waiver = read_waiver(node, file, rules);
        const auto first = std::ranges::find_if(
            waivers, [&waiver](const Waiver& other) { return same_target(waiver, other); });
        if (first != waivers.end()) {
            scope.refuse(waiver.location, told("the same is waived twice"),
                         told("first waived at {}:{}:{}", file, first->location.line,
                              first->location.column));
        }
        waivers.push_back(std::move(waiver));
    }
    return waivers;
}

} // namespace parkplan::plan
