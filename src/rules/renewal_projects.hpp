// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "review/rule.hpp"
#include "rules/listed_values.hpp"
#include "rules/near_name.hpp"
#include "rules/selection.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace parkplan::rules {

/// How a building is renewed: by one of the listed modes, in their order, by several, or by one
/// that is not known.
class RenewalModes {
public:
    explicit RenewalModes(const review::RuleInput& input)
        : m_values(input, "projects", "mode", "modes") {}

    [[nodiscard]] std::size_t lines() const noexcept { return m_values.size() + 2; }
    [[nodiscard]] std::size_t several() const noexcept { return m_values.size(); }
    [[nodiscard]] std::size_t unknown() const noexcept { return m_values.size() + 1; }
    [[nodiscard]] BiText title(std::size_t line) const;
    [[nodiscard]] ListedValues& values() noexcept { return m_values; }

private:
    ListedValues m_values;
};

/// The projects of the period, and the buildings that they name.
class RenewalProjects {
public:
    explicit RenewalProjects(const review::RuleInput& input);

    /// Rows of the projects that name a building, ascending.
    [[nodiscard]] const std::vector<std::size_t>& naming(std::size_t building) const {
        return m_naming[building];
    }
    /// The line of RenewalModes for a building that a project names.
    [[nodiscard]] std::size_t line_of(std::size_t building) const;
    [[nodiscard]] const RenewalModes& modes() const noexcept { return m_modes; }
    /// True for a building whose key others have, too: which one is meant is not known.
    [[nodiscard]] bool is_ambiguous(std::size_t building) const {
        return m_ambiguous[building] != 0;
    }
    /// The building that is taken for all that have its key: itself where the key is its own.
    [[nodiscard]] std::size_t first_of_key(std::size_t building) const { return m_first[building]; }
    /// True when projects may name more buildings than are known.
    [[nodiscard]] bool open() const noexcept { return m_open; }
    [[nodiscard]] std::size_t count() const noexcept { return m_count; }
    void report(review::RuleResult& result) const;

    static void check(const plan::RuleConfig& config);

private:
    enum class Period : std::uint8_t { inside, outside, unknown };

    void read_buildings();
    void read_project(std::size_t row);
    [[nodiscard]] Period period_of(std::size_t row);
    void read_mode(std::size_t row);
    void name_building(std::size_t project, const std::string& name);
    [[nodiscard]] review::Finding missing(std::size_t row, std::string_view param) const;

    const review::RuleInput& m_input;
    Selection m_selection;
    RenewalModes m_modes;
    std::map<std::string, std::size_t> m_rows{}; ///< of the buildings by key
    NearNames m_near_buildings{{}, 0};
    std::vector<std::uint8_t> m_ambiguous;          ///< by building
    std::vector<std::vector<std::size_t>> m_naming; ///< by building
    std::vector<std::size_t> m_first;               ///< by building: the first of its key
    std::map<std::size_t, std::size_t> m_mode_of{}; ///< project -> line
    std::vector<review::Finding> m_findings{};
    std::size_t m_count = 0;
    bool m_open = false;
};

} // namespace parkplan::rules
