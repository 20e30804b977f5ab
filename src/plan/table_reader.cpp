// SPDX-License-Identifier: MIT
#include "plan/table_reader.hpp"

#include "core/date.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "core/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>
#include <variant>

namespace parkplan::plan {
namespace {

/// Says what a value is.
struct Describer {
    BiText operator()(const std::string& text) const { return told("the text '{}'", text); }
    BiText operator()(std::int64_t value) const { return told("the integer {}", value); }
    BiText operator()(double value) const { return told("the number {}", format_shortest(value)); }
    BiText operator()(bool value) const { return told("the truth value {}", value); }
    BiText operator()(const TomlDate& date) const { return told("the date {}", date.text); }
    BiText operator()(const TomlTime& /*time*/) const { return told("a time"); }
    BiText operator()(const TomlArray& /*array*/) const { return told("an array"); }
    BiText operator()(const TomlTable& /*table*/) const { return told("a table"); }
};

[[noreturn]] void refuse_type(const TomlNode& node, std::string_view name, const BiText& needed,
                              const Scope& scope) {
    scope.refuse(node.location, told("'{}' is {}; {} is needed", name, describe(node), needed));
}

} // namespace

void Scope::refuse(Location at, const BiText& message, BiText hint) const {
    throw Error{ErrorKind::plan, BiText{prefix.en + message.en, prefix.zh + message.zh},
                Where{.source = fmt::format("{}:{}:{}", file, at.line, at.column),
                      .layer = layer,
                      .feature{},
                      .rule = rule},
                std::move(hint)};
}

void Scope::refuse(Location at, std::string_view name, const Error& error) const {
    refuse(at, told("'{}': {}", name, error.message()), error.hint());
}

BiText describe(const TomlNode& node) {
    return std::visit(Describer{}, node.value);
}

const std::string& text_of(const TomlNode& node, std::string_view name, const Scope& scope) {
    const auto* const text = std::get_if<std::string>(&node.value);
    if (text == nullptr) {
        refuse_type(node, name, told("text in quotes"), scope);
    }
    return *text;
}

std::vector<std::string> texts_of(const TomlNode& node, std::string_view name, const Scope& scope,
                                  Repeats repeats) {
    const auto* const array = std::get_if<TomlArray>(&node.value);
    if (array == nullptr) {
        refuse_type(node, name, told("an array of texts such as [\"a\", \"b\"]"), scope);
    }
    if (array->empty()) {
        scope.refuse(node.location, told("'{}' is empty; one text or more is needed", name));
    }
    std::vector<std::string> texts;
    for (const TomlNode& element : *array) {
        const std::string& text = text_of(element, name, scope);
        if (text.empty()) {
            scope.refuse(element.location, told("'{}' holds an empty text", name));
        }
        if (repeats == Repeats::refused && std::ranges::find(texts, text) != texts.end()) {
            scope.refuse(element.location, told("'{}' holds '{}' twice", name, text));
        }
        texts.push_back(text);
    }
    return texts;
}

const TomlTable& table_of(const TomlNode& node, std::string_view name, const BiText& example,
                          const Scope& scope) {
    const auto* const table = std::get_if<TomlTable>(&node.value);
    if (table == nullptr) {
        refuse_type(node, name, told("a table such as {}", example), scope);
    }
    return *table;
}

crs::Crs crs_of(const TomlNode& node, std::string_view name, const Scope& scope) {
    const auto* const text = std::get_if<std::string>(&node.value);
    if (text == nullptr) {
        refuse_type(node, name, told("text such as \"EPSG:4548\""), scope);
    }
    try {
        return crs::Crs::parse(*text);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::internal) {
            throw;
        }
        scope.refuse(node.location, name, error);
    }
}

Metres point_accuracy_of(const TomlNode& node, std::string_view name, const Scope& scope) {
    const std::string text =
        quantity_text_of(node, name, told("text such as \"5cm\" or the name of a preset"), scope);
    try {
        return parse_point_accuracy(text);
    } catch (const Error& error) {
        scope.refuse(node.location, name, error);
    }
}

void check_method(AreaMethod method, const crs::Crs& working, const TomlNode& node,
                  const Scope& scope) {
    const bool planar = method == AreaMethod::planar;
    if (working.kind() == crs::CrsKind::local && !planar) {
        scope.refuse(node.location,
                     told("method '{}' needs a place on the earth; with crs = \"local\" "
                          "only 'planar' can be measured",
                          name_of(method)));
    }
    const bool plane_has_areas =
        working.kind() != crs::CrsKind::geographic && !working.web_mercator();
    if (planar && !plane_has_areas) {
        scope.refuse(node.location,
                     told("method 'planar' has no area in '{}'; a projected crs such as "
                          "\"EPSG:4548\" or another method is needed",
                          working.label()));
    }
}

std::string date_of(const TomlNode& node, std::string_view name, const Scope& scope) {
    if (const auto* const date = std::get_if<TomlDate>(&node.value)) {
        return date->text;
    }
    const auto* const text = std::get_if<std::string>(&node.value);
    if (text == nullptr || !is_calendar_date(*text)) {
        refuse_type(node, name, told("a calendar date such as 2026-01-31"), scope);
    }
    return *text;
}

std::string quantity_text_of(const TomlNode& node, std::string_view name, const BiText& example,
                             const Scope& scope) {
    if (const auto* const text = std::get_if<std::string>(&node.value)) {
        return *text;
    }
    if (const auto* const integer = std::get_if<std::int64_t>(&node.value)) {
        return fmt::format("{}", *integer);
    }
    if (const auto* const real = std::get_if<double>(&node.value)) {
        return format_shortest(*real);
    }
    refuse_type(node, name, example, scope);
}

std::size_t choice_of(const TomlNode& node, std::string_view name,
                      std::span<const std::string> words, const Scope& scope) {
    const std::string& word = text_of(node, name, scope);
    const auto choice = std::ranges::find(words, word);
    if (choice == words.end()) {
        scope.refuse(node.location, told("unknown {0} '{1}'", name, word),
                     did_you_mean(word, words));
    }
    return static_cast<std::size_t>(std::distance(words.begin(), choice));
}

void TableReader::allow_only(std::span<const std::string> known) const {
    for (const TomlEntry& entry : m_table) {
        if (std::ranges::find(known, entry.key) == known.end()) {
            m_scope.refuse(entry.location, told("unknown {} '{}'", m_noun, entry.key),
                           did_you_mean(entry.key, known));
        }
    }
}

void TableReader::allow_only(std::initializer_list<std::string> known) const {
    allow_only(std::span<const std::string>{known.begin(), known.size()});
}

const TomlEntry* TableReader::find(std::string_view key) const noexcept {
    const auto entry = std::ranges::find(m_table, key, &TomlEntry::key);
    return entry == m_table.end() ? nullptr : &*entry;
}

const TomlEntry& TableReader::require(std::string_view key, const BiText& hint) const {
    const TomlEntry* const entry = find(key);
    if (entry == nullptr) {
        m_scope.refuse(m_at, told("missing {} '{}'", m_noun, key), hint);
    }
    return *entry;
}

const std::string& TableReader::text(std::string_view key, const BiText& hint) const {
    const TomlEntry& entry = require(key, hint);
    const std::string& text = text_of(entry.node, key, m_scope);
    if (trim(text).empty()) {
        m_scope.refuse(entry.node.location, told("'{}' is empty", key), hint);
    }
    return text;
}

std::string TableReader::text_or_empty(std::string_view key) const {
    const TomlEntry* const entry = find(key);
    return entry == nullptr ? std::string{} : text_of(entry->node, key, m_scope);
}

} // namespace parkplan::plan
