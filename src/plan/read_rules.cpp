// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/parse_units.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/sections.hpp"
#include "plan/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

namespace parkplan::plan {
namespace {

constexpr std::array<std::string_view, 7> common_keys{
    "id", "rule", "severity", "group", "clause", "not_checked", "not_checked_en"};

std::vector<std::string> layer_ids(const RuleContext& context) {
    std::vector<std::string> ids;
    std::ranges::transform(context.layers, std::back_inserter(ids), &LayerConfig::id);
    return ids;
}

std::string layer_of(const TomlNode& node, std::string_view name, const RuleContext& context,
                     const Scope& scope) {
    const std::string& id = text_of(node, name, scope);
    const std::vector<std::string> known = layer_ids(context);
    if (std::ranges::find(known, id) == known.end()) {
        scope.refuse(node.location, told("'{}' names the unknown layer '{}'", name, id),
                     did_you_mean(id, known));
    }
    return id;
}

std::string full_text_of(const TomlNode& node, std::string_view name, const Scope& scope) {
    const std::string& text = text_of(node, name, scope);
    if (text.empty()) {
        scope.refuse(node.location, told("'{}' is empty", name));
    }
    return text;
}

/// The share that a text such as "80%" states; nothing for other texts.
std::optional<double> share_from(std::string_view text) {
    constexpr double percent = 100.0;
    if (!text.ends_with('%')) {
        return std::nullopt;
    }
    try {
        return parse_number(trim(text.substr(0, text.size() - 1))) / percent;
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::int64_t integer_of(const TomlNode& node, std::string_view name, const Scope& scope) {
    const auto* const value = std::get_if<std::int64_t>(&node.value);
    if (value == nullptr || *value < 0) {
        scope.refuse(node.location,
                     told("'{}' is {}; an integer of 0 or more without quotes is needed", name,
                          describe(node)));
    }
    return *value;
}

double number_of(const TomlNode& node, std::string_view name, const Scope& scope) {
    const auto* const integer = std::get_if<std::int64_t>(&node.value);
    const auto* const real = std::get_if<double>(&node.value);
    const double value = integer != nullptr ? static_cast<double>(*integer)
                         : real != nullptr  ? *real
                                            : -1.0;
    if (!(value >= 0.0) || !std::isfinite(value)) {
        scope.refuse(node.location,
                     told("'{}' is {}; a number of 0 or more without quotes is needed", name,
                          describe(node)));
    }
    return value;
}

/// "80%" or 0.8.
double share_of(const TomlNode& node, std::string_view name, const Scope& scope) {
    double value = -1.0;
    if (const auto* const text = std::get_if<std::string>(&node.value)) {
        value = share_from(*text).value_or(value);
    } else if (std::holds_alternative<std::int64_t>(node.value) ||
               std::holds_alternative<double>(node.value)) {
        value = number_of(node, name, scope);
    }
    if (!(value >= 0.0 && value <= 1.0)) {
        scope.refuse(node.location, told("'{}' is {}; a share such as \"80%\" or 0.8 is needed",
                                         name, describe(node)));
    }
    return value;
}

/// Reads a quantity by `parse`, which throws Error{usage} for what it does not understand.
template <typename Parse>
auto quantity_of(const TomlNode& node, std::string_view name, const BiText& example,
                 const Scope& scope, const Parse& parse) {
    const std::string text = quantity_text_of(node, name, example, scope);
    try {
        return parse(text);
    } catch (const Error& error) {
        scope.refuse(node.location, name, error);
    }
}

Repeats repeats_of(const ParamInfo& info) noexcept {
    return info.repeats ? Repeats::allowed : Repeats::refused;
}

ParamValue param_of(const TomlNode& node, const ParamInfo& info, const RuleContext& context,
                    const Scope& scope) {
    switch (info.type) {
    case ParamType::layer:
        return layer_of(node, info.name, context, scope);
    case ParamType::fields:
        if (std::holds_alternative<std::string>(node.value)) {
            return std::vector<std::string>{full_text_of(node, info.name, scope)};
        }
        return texts_of(node, info.name, scope, repeats_of(info));
    case ParamType::area:
        return quantity_of(node, info.name, told("an area such as \"2km2\""), scope, parse_area);
    case ParamType::length:
        return quantity_of(node, info.name, told("a length such as \"5cm\""), scope, parse_length);
    case ParamType::integer:
        return integer_of(node, info.name, scope);
    case ParamType::number:
        return number_of(node, info.name, scope);
    case ParamType::share:
        return share_of(node, info.name, scope);
    case ParamType::text_list:
        return texts_of(node, info.name, scope, repeats_of(info));
    case ParamType::field:
    case ParamType::text:
        break;
    }
    return full_text_of(node, info.name, scope);
}

std::int64_t integer_from(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        fail(ErrorKind::internal, "'{}' is no integer", text);
    }
    return value;
}

/// The value of a parameter that the plan does not state.
ParamValue fallback_of(const ParamInfo& info) {
    switch (info.type) {
    case ParamType::area:
        return parse_area(info.fallback);
    case ParamType::length:
        return parse_length(info.fallback);
    case ParamType::integer:
        return integer_from(info.fallback);
    case ParamType::number:
        return parse_number(info.fallback);
    case ParamType::share:
        return share_from(info.fallback).value();
    case ParamType::fields:
    case ParamType::text_list:
        return split_list(info.fallback, ",");
    case ParamType::layer:
    case ParamType::field:
    case ParamType::text:
        break;
    }
    return std::string{info.fallback};
}

void read_params(const TableReader& reader, const RuleInfo& kind, const RuleContext& context,
                 const Scope& scope, RuleConfig& rule) {
    for (const ParamInfo& info : kind.params) {
        if (info.required && rule.not_checked.zh.empty()) {
            static_cast<void>(reader.require(
                info.name, told("'{}' ({}): {}", info.name, name_of(info.type), owned(info.help))));
        }
        if (const TomlEntry* const entry = reader.find(info.name)) {
            rule.params.emplace(info.name, param_of(entry->node, info, context, scope));
            rule.param_locations.emplace(info.name, entry->node.location);
            if (info.type == ParamType::layer) {
                rule.layers.push_back(
                    std::get<std::string>(rule.params.at(std::string{info.name})));
            }
        } else if (!info.fallback.empty()) {
            try {
                rule.params.emplace(info.name, fallback_of(info));
            } catch (const Error& error) {
                fail(ErrorKind::internal, "fallback of '{}' in rule kind '{}': {}", info.name,
                     kind.kind, error.what());
            }
        }
    }
}

const RuleInfo& kind_of(const TableReader& reader, const RuleContext& context, const Scope& scope) {
    std::vector<std::string> kinds;
    for (const RuleInfo* const info : context.kinds) {
        kinds.emplace_back(info->kind);
    }
    const TomlEntry& entry = reader.require("rule", told("known: {}", list_of(kinds)));
    const std::string& name = text_of(entry.node, "rule", scope);
    const auto kind = std::ranges::find(kinds, name);
    if (kind == kinds.end()) {
        scope.refuse(entry.node.location, told("unknown rule kind '{}'", name),
                     did_you_mean(name, kinds));
    }
    return *context.kinds[static_cast<std::size_t>(kind - kinds.begin())];
}

void check_keys(const TableReader& reader, const RuleInfo& kind) {
    std::vector<std::string> known;
    for (const ParamInfo& info : kind.params) {
        known.emplace_back(info.name);
    }
    known.insert(known.end(), common_keys.begin(), common_keys.end());
    reader.allow_only(known);
}

void read_severity(const TableReader& reader, const Scope& scope, RuleConfig& rule) {
    const TomlEntry* const severity = reader.find("severity");
    if (severity != nullptr) {
        static constexpr std::array levels{Level::error, Level::warning, Level::info};
        const std::array<std::string, 3> words{"error", "warning", "info"};
        rule.level = levels[choice_of(severity->node, "severity", words, scope)];
    }
    rule.group = reader.text_or_empty("group");
    if (!rule.group.empty() && rule.level != Level::info) {
        const Location at =
            severity != nullptr ? severity->node.location : reader.require("group", {}).location;
        scope.refuse(at, told("group '{}' stands beside severity '{}'; findings in a group "
                              "never count, so severity = \"info\" is needed",
                              rule.group, name_of(rule.level)));
    }
}

Citation read_clause(const TomlEntry& entry, const RuleContext& context, const Scope& rule_scope) {
    const TomlTable& table = table_of(
        entry.node, "clause", same(R"({ source = "S3", place = "第三章 第二节" })"), rule_scope);
    Scope scope = rule_scope;
    scope.prefix = told("clause: ");
    const TableReader reader{table, entry.node.location, scope};
    reader.allow_only({"source", "place", "quote"});
    Citation clause;
    clause.source = reader.text("source", told("source is the id of a [sources.x]"));
    const auto source = std::ranges::find(context.sources, clause.source, &Source::id);
    if (source == context.sources.end()) {
        std::vector<std::string> known;
        std::ranges::transform(context.sources, std::back_inserter(known), &Source::id);
        scope.refuse(reader.require("source", {}).node.location,
                     told("unknown source '{}'", clause.source),
                     known.empty() ? told("the plan has no [sources.x]")
                                   : did_you_mean(clause.source, known));
    }
    clause.document = source->title;
    clause.status = source->status;
    clause.place =
        reader.text("place", told("place says where in the document: chapter and section"));
    clause.quote = reader.text_or_empty("quote");
    return clause;
}

/// Why the plan does not have a rule checked; in Chinese, or in both languages.
BiText read_not_checked(const TableReader& reader, const Scope& scope) {
    BiText why{reader.text_or_empty("not_checked_en"), reader.text_or_empty("not_checked")};
    if (const TomlEntry* const entry = reader.find("not_checked");
        entry != nullptr && why.zh.empty()) {
        scope.refuse(entry->node.location, told("'not_checked' is empty; it says why"));
    }
    if (why.zh.empty() && !why.en.empty()) {
        scope.refuse(reader.require("not_checked_en", {}).node.location,
                     told("'not_checked_en' stands without 'not_checked'"));
    }
    if (why.en.empty()) {
        why.en = why.zh;
    }
    return why;
}

RuleConfig read_rule(const TomlNode& node, const RuleContext& context) {
    Scope scope{.file = context.file, .layer{}, .rule{}, .prefix{}};
    const TomlTable& table = table_of(node, "rules", same("[[rules]]"), scope);
    const TableReader reader{table, node.location, scope};
    RuleConfig rule;
    rule.location = node.location;
    rule.id = reader.text(
        "id", told("every rule has an id that is unique in the plan, such as 'clusters.area'"));
    scope.rule = rule.id;
    const RuleInfo& kind = kind_of(reader, context, scope);
    rule.kind = kind.kind;
    rule.level = kind.level;
    rule.not_checked = read_not_checked(reader, scope);
    check_keys(TableReader{table, node.location, scope, {"parameter", "参数"}}, kind);
    read_params(TableReader{table, node.location, scope, {"parameter", "参数"}}, kind, context,
                scope, rule);
    read_severity(reader, scope, rule);
    if (const TomlEntry* const clause = reader.find("clause")) {
        rule.clause = read_clause(*clause, context, scope);
    }
    return rule;
}

} // namespace

std::vector<RuleConfig> read_rules(const TomlEntry& entry, const RuleContext& context) {
    const Scope scope{.file = context.file, .layer{}, .rule{}, .prefix{}};
    const auto* const array = std::get_if<TomlArray>(&entry.node.value);
    if (array == nullptr) {
        scope.refuse(entry.node.location,
                     told("'rules' is {}; an array of tables is needed", describe(entry.node)),
                     told("every rule starts with a line [[rules]]"));
    }
    std::vector<RuleConfig> rules;
    for (const TomlNode& node : *array) {
        RuleConfig rule = read_rule(node, context);
        const auto first = std::ranges::find(rules, rule.id, &RuleConfig::id);
        if (first != rules.end()) {
            scope.refuse(rule.location, told("rule id '{}' is used twice", rule.id),
                         told("first used at {}:{}:{}", context.file, first->location.line,
                              first->location.column));
        }
        rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace parkplan::plan
