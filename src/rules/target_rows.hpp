// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/rule.hpp"
#include "rules/planned_value.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {

/// Whether a feature counts towards a target: `open` where a field that decides it has no value.
enum class RowState : std::uint8_t { out, open, in };

/// What is told of the features of a target, each once however many readings come upon it.
class TargetNotes {
public:
    explicit TargetNotes(const review::RuleInput& input) : m_input(input) {}

    /// A field of a feature that may count has no value (PP-0464).
    void without_value(std::string_view layer, const std::string& field, std::size_t row);
    /// A listed value that no feature has (PP-0226).
    void never_there(std::string_view layer, const std::string& field, const std::string& value);
    /// A feature that counts and cannot be summed (PP-0465).
    void left_out(std::string_view layer, std::size_t row, const BiText& why);

    void report(review::RuleResult& result) const;

private:
    using Field = std::pair<std::string, std::string>; ///< layer parameter, field

    const review::RuleInput& m_input;
    std::map<Field, std::set<std::size_t>> m_without{};
    std::map<Field, std::set<std::string>> m_never{};
    std::map<std::pair<std::string, std::size_t>, BiText> m_left_out{};
};

/// The features of a layer that meet several conditions at once.
class TargetRows {
public:
    /// `layer` is the parameter that names it.
    TargetRows(const review::RuleInput& input, std::string_view layer);

    /// Only features with one of the values, or with a year of the span.
    void keep_values(const std::string& field, std::span<const std::string> values,
                     TargetNotes& notes);
    void keep_years(const std::string& field, YearSpan years);
    /// Tells of the fields without a value of features that may count; after all conditions.
    void note_open(TargetNotes& notes) const;

    [[nodiscard]] const std::vector<RowState>& states() const noexcept { return m_states; }
    /// Why there is nothing to sum: a condition that no feature of the layer meets. Empty where
    /// each is met by some feature; a sum over those that meet all may then be 0.
    [[nodiscard]] const BiText& no_data() const noexcept { return m_no_data; }
    /// The years that features of the layer have.
    [[nodiscard]] const std::set<int>& years_there() const noexcept { return m_years; }

private:
    void meet(std::size_t row, bool known, bool met, const std::string& field);

    const review::RuleInput& m_input;
    std::string_view m_layer;
    std::vector<RowState> m_states;
    std::vector<std::pair<std::size_t, std::string>> m_unknown{}; ///< row, field
    std::set<int> m_years{};
    BiText m_no_data{};
};

} // namespace parkplan::rules
