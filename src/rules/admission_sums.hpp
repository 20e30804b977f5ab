// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_number.hpp"
#include "review/rule.hpp"
#include "rules/ratio_unit.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace parkplan::rules {

/// The units of an indicator.
struct AdmissionUnits {
    CountedUnit above{}; ///< of the numerators
    bool by_area = true; ///< divided by measured areas
    CountedUnit below{}; ///< of the denominators; m2 for areas
    RatioUnit unit{};    ///< of the ratio
    Fraction by{};       ///< from the units of both to that of the ratio
};

/// As a rule states them; check_units has been there.
[[nodiscard]] AdmissionUnits units_of(const plan::RuleConfig& config);

/// Throws Error{plan} for units that are not known or do not go together.
void check_units(const plan::RuleConfig& config);

/// Numerators and denominators of projects, added up by cluster.
class AdmissionSums {
public:
    explicit AdmissionSums(const AdmissionUnits& units) : m_units(units) {}

    /// Counts a project of a cluster, or of none that is stated, with the value it is held to.
    void count(const std::optional<std::string>& cluster, std::optional<double> limit);
    /// Adds its numbers, where it has both.
    void add(const std::optional<std::string>& cluster, double above, double below);

    /// A row for each cluster, by name: sums, and their ratio, which is that of the cluster as a
    /// whole and not the mean of its projects.
    [[nodiscard]] review::ResultTable table(const review::RuleInput& input) const;

private:
    struct Sums {
        std::size_t projects = 0;
        std::size_t counted = 0; ///< with both numbers
        ExactNumber above{};     ///< in grains: see admission_sums.cpp
        ExactNumber below{};
        std::optional<double> limit{};
    };

    const AdmissionUnits& m_units;
    std::map<std::string, Sums> m_sums{}; ///< "": no cluster is stated
};

} // namespace parkplan::rules
