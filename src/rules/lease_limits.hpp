// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {

/// The longest term that a parcel may have: by its value of 'limit_by' from the table 'limits',
/// else 'max_years'. A code in the table holds for its subclasses, too; the longest code decides.
class LeaseLimits {
public:
    explicit LeaseLimits(const review::RuleInput& input);

    struct Limit {
        std::optional<double> years{};
        BiText why{}; ///< there is none
        BiText by{};  ///< what the limit is for
    };
    /// To be asked once for each parcel that counts.
    [[nodiscard]] Limit of(std::size_t row);
    /// What is wrong with the table, and values that it does not have.
    [[nodiscard]] std::vector<review::Finding> findings() const;

    /// Throws Error{plan} for parameters that do not go together.
    static void check(const plan::RuleConfig& config);
    /// True when the plan states a limit.
    [[nodiscard]] static bool stated(const plan::RuleConfig& config);

private:
    struct Entry {
        std::optional<double> years{};
        std::size_t rows = 0;
        std::size_t row = 0; ///< the first
    };

    void read_table();
    [[nodiscard]] std::optional<double> general() const;
    [[nodiscard]] const std::pair<const std::string, Entry>* find(const std::string& value) const;

    const review::RuleInput& m_input;
    bool m_by_table;
    std::map<std::string, Entry> m_entries{};
    std::map<std::string, std::size_t> m_without{}; ///< value -> parcels
    std::vector<review::Finding> m_findings{};
};

} // namespace parkplan::rules
