// SPDX-License-Identifier: MIT
#include "rules/self_held_sums.hpp"

#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <span>

namespace parkplan::rules {
namespace {

using review::TableCell;

std::optional<ExactNumber> number_of(ExactArea area) {
    return ExactNumber::of(area.value().value());
}

} // namespace

SelfHeldSums::SelfHeldSums(const review::RuleInput& input, const Selection& selection,
                           const ShareField& shares, const NumberField& weights)
    : m_input(input), m_selection(selection), m_shares(shares), m_weights(weights), m_groups(input),
      m_sums(m_groups.groups().size()) {
    for (std::size_t row = 0; row < selection.chosen().size(); ++row) {
        if (selection.chosen()[row] != 0) {
            add(row);
        } else if (selection.possible()[row] != 0) {
            add_loose(row);
        }
    }
}

void SelfHeldSums::add(std::size_t row) {
    const std::vector<ParcelPart> parts = by_group(m_groups.parts(row));
    const std::optional<std::size_t> group = m_groups.group_of(row);
    if (!m_weights.stated() && !parts.empty()) {
        for (const ParcelPart& part : parts) {
            add_to(m_sums[part.group], row, number_of(part.area));
        }
        add_to(m_all, row, number_of(m_groups.whole(row)));
        return;
    }
    const std::optional<ExactNumber> weight = m_weights.stated() ? m_weights.at(row) : std::nullopt;
    if (!weight || (!group && parts.empty())) {
        add_loose(row);
        return;
    }
    if (group) {
        add_to(m_sums[*group], row, weight);
    } else {
        const std::vector<ExactNumber> shares = shared_out(*weight, parts);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            add_to(m_sums[parts[i].group], row, shares[i]);
        }
    }
    add_to(m_all, row, weight);
}

void SelfHeldSums::add_to(Sum& sum, std::size_t row,
                          const std::optional<ExactNumber>& weight) const {
    const std::optional<double> share = m_shares.at(row);
    const ExactNumber its = weight.value_or(ExactNumber{});
    ++sum.parcels;
    if (!share) {
        ++sum.without;
        sum.open_weight += its;
        return;
    }
    sum.weight += its;
    sum.held += ExactNumber::of(its.value() * *share).value_or(ExactNumber{});
}

bool SelfHeldSums::may_be_in(std::size_t row, std::size_t group) const {
    if (const std::optional<std::size_t> its = m_groups.group_of(row)) {
        return *its == group || m_groups.groups()[*its].kind == ParcelGroup::Kind::no_value;
    }
    const std::span<const ParcelPart> parts = m_groups.parts(row);
    return parts.empty() ? m_weights.stated() || m_groups.may_hold(row, group)
                         : std::ranges::find(parts, group, &ParcelPart::group) != parts.end();
}

/// A parcel that counts with a weight that is not known.
void SelfHeldSums::add_loose(std::size_t row) {
    const layer::GeometryState state = m_input.layer("layer").layer.table().states[row];
    if (!m_weights.stated() && state == layer::GeometryState::not_polygon) {
        return; // it has no land
    }
    const std::optional<double> share = m_shares.at(row);
    const auto loosen = [&](Sum& sum) {
        ++sum.parcels;
        ++sum.without;
        sum.loose = true;
        sum.loose_lowest = std::min(sum.loose_lowest, share.value_or(0.0));
        sum.loose_highest = std::max(sum.loose_highest, share.value_or(1.0));
    };
    for (std::size_t group = 0; group < m_sums.size(); ++group) {
        if (m_groups.groups()[group].judged() && may_be_in(row, group)) {
            loosen(m_sums[group]);
        }
    }
    loosen(m_all);
}

std::optional<Bounded> SelfHeldSums::share_of(const Sum& sum) {
    const double all = (sum.weight + sum.open_weight).value();
    if (!(all > 0.0)) {
        return sum.loose ? std::optional{Bounded{
                               sum.loose_lowest, sum.loose_lowest, sum.loose_highest, {}}}
                         : std::nullopt;
    }
    Bounded share;
    share.lowest = sum.held.value() / all;
    share.highest = (sum.held + sum.open_weight).value() / all;
    share.value = sum.weight > ExactNumber{} ? sum.held.value() / sum.weight.value() : share.lowest;
    if (sum.loose) {
        share.lowest = std::min(share.lowest, sum.loose_lowest);
        share.highest = std::max(share.highest, sum.loose_highest);
    }
    return share;
}

std::optional<Bounded> SelfHeldSums::share(std::size_t group) const {
    // Parcels of no group may belong to any.
    Sum sum = m_sums[group];
    for (std::size_t row = 0; row < m_selection.chosen().size(); ++row) {
        const std::optional<std::size_t> its = m_groups.group_of(row);
        if (m_selection.chosen()[row] != 0 && its && *its != group &&
            m_groups.groups()[*its].kind == ParcelGroup::Kind::no_value) {
            sum.loose = true;
            sum.loose_lowest = std::min(sum.loose_lowest, m_shares.at(row).value_or(0.0));
            sum.loose_highest = std::max(sum.loose_highest, m_shares.at(row).value_or(1.0));
        }
    }
    return share_of(sum);
}

std::optional<Metres> SelfHeldSums::sigma_per_metre(std::size_t group, double share) const {
    const double weight = m_sums[group].weight.value();
    if (m_weights.stated() || !(weight > 0.0)) {
        return std::nullopt;
    }
    const Metres sigma = m_groups.sigma_per_metre(group, [&](std::size_t row) {
        const bool counts = m_selection.chosen()[row] != 0;
        return counts ? m_shares.at(row).value_or(share) - share : 0.0;
    });
    return Metres{sigma.value() / weight};
}

void SelfHeldSums::add_row(const std::vector<TableCell>& head, const Sum& sum,
                           review::ResultTable& table) {
    constexpr double percent = 100.0;
    const std::optional<Bounded> share = share_of(sum);
    std::vector<TableCell>& cells = table.rows.emplace_back(head);
    cells.emplace_back(static_cast<double>(sum.parcels));
    cells.emplace_back(static_cast<double>(sum.without));
    cells.push_back(sum.loose ? TableCell{} : TableCell{(sum.weight + sum.open_weight).value()});
    cells.push_back(sum.without > 0 ? TableCell{} : TableCell{sum.held.value()});
    cells.push_back(share && share->known() ? TableCell{percent * share->value} : TableCell{});
    cells.push_back(share ? TableCell{percent * share->lowest} : TableCell{});
    cells.push_back(share ? TableCell{percent * share->highest} : TableCell{});
}

review::ResultTable SelfHeldSums::table() const {
    review::ResultTable table = table_of(m_input, "self_held", {"Self-held shares", "自持比例"});
    const BiText weight = m_weights.stated() ? m_weights.title() : BiText{"area", "面积"};
    const std::string unit = m_weights.stated() ? "" : "m2";
    table.columns = m_groups.columns();
    table.columns.push_back({.id = "parcels", .title = {"parcels", "地块数"}, .decimals = 0});
    table.columns.push_back(
        {.id = "without", .title = {"without a value", "缺值地块数"}, .decimals = 0});
    table.columns.push_back({.id = "weight", .title = weight, .unit = unit});
    table.columns.push_back({.id = "held", .title = {"of it self-held", "其中自持"}, .unit = unit});
    table.columns.push_back({.id = "share", .title = {"self-held share", "自持比例"}, .unit = "%"});
    table.columns.push_back({.id = "lowest", .title = {"at least", "不低于"}, .unit = "%"});
    table.columns.push_back({.id = "highest", .title = {"at most", "不高于"}, .unit = "%"});
    const std::span<const ParcelGroup> groups = m_groups.groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].judged() || m_sums[i].parcels > 0) {
            add_row(groups[i].head, m_sums[i], table);
        }
    }
    if (groups.size() > 1) {
        add_row(m_groups.head_of_all(), m_all, table);
    }
    table.note = {"weighted by the column before; where values are missing the share lies between "
                  "the last two columns",
                  "按左侧权重列加权；有缺值时，比例在最后两列之间"};
    return table;
}

} // namespace parkplan::rules
