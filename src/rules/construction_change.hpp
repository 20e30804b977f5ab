// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/language.hpp"
#include "core/levelling.hpp"
#include "core/units.hpp"
#include "overlay/change_balance.hpp"
#include "review/finding.hpp"
#include "review/rule.hpp"
#include "rules/change_classes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace parkplan::rules {

/// What became of 建设用地 (construction land) in one zone.
class ConstructionChange {
public:
    ConstructionChange(const overlay::ChangeMatrix& matrix, const ChangeClasses& classes);

    [[nodiscard]] ExactArea before() const;
    [[nodiscard]] ExactArea after() const;
    [[nodiscard]] ExactArea gained() const { return area(Construction::no, Construction::yes); }
    [[nodiscard]] ExactArea lost() const { return area(Construction::yes, Construction::no); }
    /// 净增: gained − lost.
    [[nodiscard]] ExactArea net() const { return gained() - lost(); }
    /// The least and the most that it can be, whatever the land of unknown class was and is.
    [[nodiscard]] ExactArea lowest() const;
    [[nodiscard]] ExactArea highest() const;
    [[nodiscard]] bool has_doubt() const { return lowest() != highest(); }

    /// 减/增; nothing where nothing is known to be built on.
    [[nodiscard]] std::optional<double> ratio() const;
    /// The least and the most that it can be, whatever the land of unknown class was and is;
    /// nothing where no land can be newly built on, or need be.
    [[nodiscard]] std::optional<double> lowest_ratio() const;
    [[nodiscard]] std::optional<double> highest_ratio() const;
    /// Whether lost >= ratio · gained, whatever the land of unknown class was and is: without
    /// regard to the accuracy of points. The ratio is 0 to most_ratio.
    [[nodiscard]] review::Outcome judge_ratio(double ratio) const;

    static constexpr double most_ratio = 1e6;

    /// "construction land 10.00 ha before, 1.00 ha gained …", for people: levelled, as the table.
    [[nodiscard]] BiText summary(const AreaStep& step) const;
    /// Columns: before, gained, lost, after and net in m²; the same in ha, and what came from and
    /// went to land of unknown class: after = before + gained − lost + from − to. The ratio.
    [[nodiscard]] static std::vector<review::TableColumn> columns(const AreaStep& step);
    void add_cells(const AreaStep& step, std::vector<review::TableCell>& row) const;

private:
    static constexpr std::size_t states = 3;

    /// In steps that add up: after = before + gained − lost + from − to.
    struct Levelled {
        std::int64_t before = 0;
        std::int64_t gained = 0;
        std::int64_t lost = 0;
        std::int64_t from_unknown = 0;
        std::int64_t to_unknown = 0;
        std::int64_t after = 0;
        std::int64_t net = 0;
    };
    [[nodiscard]] Levelled levelled(const AreaStep& step) const;
    /// With all that may have been gained, or lost.
    [[nodiscard]] ExactArea most_gained() const;
    [[nodiscard]] ExactArea most_lost() const;

    [[nodiscard]] ExactArea area(Construction from, Construction to) const {
        return m_areas.at(static_cast<std::size_t>(from)).at(static_cast<std::size_t>(to));
    }

    std::array<std::array<ExactArea, states>, states> m_areas{}; ///< by state before, after
};

/// The net change compared with a limit.
struct NetJudgement {
    review::Outcome outcome = review::Outcome::not_checked;
    SquareMetres margin{};              ///< of the known figure
    std::optional<Metres> break_even{}; ///< the accuracy from which on it would be open
};
/// `sigma_per_metre` is that of the net change; without an accuracy the values decide.
[[nodiscard]] NetJudgement judge_net(const ConstructionChange& change, SquareMetres limit,
                                     Metres sigma_per_metre, std::optional<Metres> accuracy,
                                     double coverage_factor);

} // namespace parkplan::rules
