// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/rule.hpp"
#include "rules/ratio_unit.hpp"
#include "rules/stated.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::rules {

/// The values that projects must reach, by cluster: those of the table 'values', else the one of
/// the plan file.
class AdmissionLimits {
public:
    AdmissionLimits(const review::RuleInput& input, const RatioUnit& unit)
        : m_input(input), m_unit(unit), m_by_table(stated(input.config, "values")) {
        if (m_by_table) {
            read_table();
        }
    }

    /// A value in the rule's unit, or why there is none.
    struct Limit {
        std::optional<double> value{};
        BiText why{};
    };
    /// For a project of a cluster, or of none that is stated.
    [[nodiscard]] Limit of(const std::optional<std::string>& cluster);

    /// What is to be said of the table: rows that cannot be used (PP-0554), clusters with several
    /// values (PP-0553) or none of their own (PP-0552), an indicator that it does not have
    /// (PP-0551). For all that of() was asked.
    [[nodiscard]] std::vector<review::Finding> findings() const;

    /// Throws Error{plan} for parameters of the table that do not go together.
    static void check(const plan::RuleConfig& config);

private:
    struct Entry {
        std::optional<double> value{};
        std::size_t rows = 0;
    };

    void read_table();
    void read_row(std::size_t row, const std::string& cluster);
    [[nodiscard]] std::optional<double> general() const;
    [[nodiscard]] review::Finding without_value(const std::string& cluster,
                                                std::size_t projects) const;

    const review::RuleInput& m_input;
    const RatioUnit& m_unit;
    bool m_by_table;
    std::map<std::string, Entry> m_entries{};       ///< by cluster
    std::map<std::string, std::size_t> m_without{}; ///< cluster -> projects that asked
    std::vector<std::string> m_other_indicators{};  ///< of rows that are not this rule's
    std::vector<review::Finding> m_of_table{};
};

} // namespace parkplan::rules
