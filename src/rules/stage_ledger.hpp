// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "core/levelling.hpp"
#include "review/rule.hpp"
#include "rules/listed_values.hpp"
#include "rules/number_field.hpp"
#include "rules/parcel_groups.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::rules {

/// The stages of parcels: lines of the ledger are the listed stages in their order, other values,
/// and parcels without one.
class Stages {
public:
    explicit Stages(const review::RuleInput& input);

    [[nodiscard]] std::size_t lines() const noexcept { return m_values.size() + 2; }
    [[nodiscard]] std::size_t line_of(std::size_t row) const { return m_lines[row]; }
    [[nodiscard]] bool is_listed(std::size_t line) const { return line < m_values.size(); }
    [[nodiscard]] BiText title(std::size_t line) const;
    [[nodiscard]] const std::string& name(std::size_t line) const { return m_values.name(line); }
    /// A finding for every parcel whose stage is not known: PP-0501, PP-0503, PP-0504.
    [[nodiscard]] std::vector<review::Finding> findings();

private:
    ListedValues m_values;
    std::vector<std::size_t> m_lines{}; ///< by row
};

/// Areas of parcels by group and stage; the lines of a group add up to it.
class StageLedger {
public:
    StageLedger(const review::RuleInput& input, const ParcelGroups& groups, const Stages& stages,
                const NumberField& values);

    [[nodiscard]] ExactArea area(std::size_t group, std::size_t line) const {
        return m_lines[group][line].area;
    }
    [[nodiscard]] ExactArea area(std::size_t group) const;
    [[nodiscard]] review::ResultTable table() const;
    /// "待开发 12.50 %, …" of a group.
    [[nodiscard]] BiText summary(std::size_t group) const;

private:
    struct Line {
        std::size_t parcels = 0;
        ExactArea area{};
        ExactNumber value{};
        std::size_t without = 0; ///< parcels without a number
    };
    using Lines = std::vector<Line>;

    void add(std::size_t row);
    static void add(Line& line, ExactArea area, const std::optional<ExactNumber>& value);
    void add_rows(const std::vector<review::TableCell>& head, const Lines& lines,
                  review::ResultTable& table) const;
    static void add_unknown(const ParcelGroup& group, review::ResultTable& table);
    [[nodiscard]] BiText note() const;

    const review::RuleInput& m_input;
    const ParcelGroups& m_groups;
    const Stages& m_stages;
    const NumberField& m_values;
    AreaStep m_step;
    std::vector<Lines> m_lines{}; ///< by group
    Lines m_all{};
};

} // namespace parkplan::rules
