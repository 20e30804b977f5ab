// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "core/error.hpp"
#include "core/language.hpp"
#include "core/units.hpp"
#include "crs/crs.hpp"
#include "plan/toml_document.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::plan {

/// The part of the plan that messages are about. Private to this folder, like all of the file.
struct Scope {
    std::string file{};  ///< the plan as the user named it
    std::string layer{}; ///< id, inside [layers.x]
    std::string rule{};  ///< id, inside [[rules]]
    BiText prefix{};     ///< "[measure]: " and the like where neither says it

    /// Throws Error{plan} at a place of the file.
    [[noreturn]] void refuse(Location at, const BiText& message, BiText hint = {}) const;
    /// Throws Error{plan} with the message and hint of `error`, about the value of `name`.
    [[noreturn]] void refuse(Location at, std::string_view name, const Error& error) const;
};

/// "the integer 42", "the text 'abc'", "a table": for messages.
[[nodiscard]] BiText describe(const TomlNode& node);

/// Reads one value and checks its type. Throw Error{plan} that names the value, what it is and
/// what it should be.
[[nodiscard]] const std::string& text_of(const TomlNode& node, std::string_view name,
                                         const Scope& scope);
enum class Repeats : bool { refused, allowed };
/// An array of texts, without empty ones.
[[nodiscard]] std::vector<std::string> texts_of(const TomlNode& node, std::string_view name,
                                                const Scope& scope,
                                                Repeats repeats = Repeats::refused);
[[nodiscard]] const TomlTable& table_of(const TomlNode& node, std::string_view name,
                                        const BiText& example, const Scope& scope);
[[nodiscard]] crs::Crs crs_of(const TomlNode& node, std::string_view name, const Scope& scope);
[[nodiscard]] Metres point_accuracy_of(const TomlNode& node, std::string_view name,
                                       const Scope& scope);
/// Refuses a method that has no area in the working CRS.
void check_method(AreaMethod method, const crs::Crs& working, const TomlNode& node,
                  const Scope& scope);
/// A calendar date, ISO: a date of TOML or the text of one.
[[nodiscard]] std::string date_of(const TomlNode& node, std::string_view name, const Scope& scope);
/// Text of a quantity with its unit; a bare number becomes text too, for parse_area and
/// parse_length to say that the unit is missing.
[[nodiscard]] std::string quantity_text_of(const TomlNode& node, std::string_view name,
                                           const BiText& example, const Scope& scope);

/// Position of `word` among `words`. Throws Error{plan} "unknown `noun` 'word'" with a hint.
[[nodiscard]] std::size_t choice_of(const TomlNode& node, std::string_view name,
                                    std::span<const std::string> words, const Scope& scope);

/// Reads the keys of one table. Keys that nobody knows are refused first, for a misspelt key is
/// a better message than a missing one.
class TableReader {
public:
    /// `at` is where a missing key is reported; `noun` is "key" or "parameter".
    TableReader(const TomlTable& table, Location at, const Scope& scope,
                BiText noun = {"key", "键"})
        : m_table(table), m_at(at), m_scope(scope), m_noun(std::move(noun)) {}

    /// Throws Error{plan} for the first key that is not among `known`.
    void allow_only(std::span<const std::string> known) const;
    void allow_only(std::initializer_list<std::string> known) const;

    /// The entry of a key, or nullptr.
    [[nodiscard]] const TomlEntry* find(std::string_view key) const noexcept;
    /// The entry of a mandatory key; throws Error{plan} with `hint` when it is missing.
    [[nodiscard]] const TomlEntry& require(std::string_view key, const BiText& hint) const;

    /// A mandatory text that is not empty.
    [[nodiscard]] const std::string& text(std::string_view key, const BiText& hint) const;
    /// An optional text; empty when missing.
    [[nodiscard]] std::string text_or_empty(std::string_view key) const;

private:
    const TomlTable& m_table;
    Location m_at;
    const Scope& m_scope;
    BiText m_noun;
};

} // namespace parkplan::plan
