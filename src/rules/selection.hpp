// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// Names of the parameters by which a rule chooses features of a layer.
struct SelectionParams {
    std::string_view layer;
    std::string_view field;
    std::string_view values;
};

/// The features of a layer that count for a rule: all, or those whose field holds one of the listed
/// values.
class Selection {
public:
    Selection(const review::RuleInput& input, SelectionParams params);

    /// By row: 1 where the feature counts, usable or not.
    [[nodiscard]] const std::vector<std::uint8_t>& chosen() const noexcept { return m_chosen; }
    /// By row: 1 where the feature counts or may count, because its field is empty.
    [[nodiscard]] const std::vector<std::uint8_t>& possible() const noexcept { return m_possible; }
    /// By row: 1 where the feature counts and can be overlaid.
    [[nodiscard]] const std::vector<std::uint8_t>& usable() const noexcept { return m_usable; }
    [[nodiscard]] std::size_t count() const noexcept { return m_count; }
    /// "land use (0802, 1001)".
    [[nodiscard]] BiText title() const;
    /// Tells of listed values that no feature has (PP-0226), of features without a value (PP-0227),
    /// and books the land of these; of values that differ from a listed one by blanks (PP-0242).
    void report(review::RuleResult& result) const;

private:
    void choose_by_value();

    const review::RuleInput& m_input;
    SelectionParams m_params;
    std::vector<std::uint8_t> m_chosen;
    std::vector<std::uint8_t> m_possible;
    std::vector<std::uint8_t> m_usable;
    std::size_t m_count = 0;
    std::map<std::string, std::size_t> m_listed{}; ///< value -> features that have it
    std::vector<std::string> m_other_values{};     ///< of features that do not count, each once
    std::vector<std::size_t> m_without_value{};    ///< rows
};

/// PP-0242 for every value of a field that is none of `listed` but for blanks: its features do not
/// count, and should perhaps.
[[nodiscard]] std::vector<review::Finding> blank_slips(const review::RuleInput& input,
                                                       std::string_view layer_param,
                                                       std::string_view field_or_role,
                                                       std::span<const std::string> listed);

/// Throws Error{plan} when only one of the two parameters is stated.
void check_selection(const plan::RuleConfig& config, const SelectionParams& params);

} // namespace parkplan::rules
