// SPDX-License-Identifier: MIT
#include "rules/self_held_sums.hpp"

#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <cmath>
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
    : m_input(input), m_selection(selection), m_shares(shares), m_weights(weights),
      m_limit(input.config.number("at_least")), m_groups(input), m_sums(m_groups.groups().size()) {
    for (std::size_t row = 0; row < selection.chosen().size(); ++row) {
        if (selection.possible()[row] != 0 && may_be_anywhere(row)) {
            m_anywhere.loosen(share_of_row(row));
        }
        if (selection.chosen()[row] != 0) {
            add(row);
        } else if (selection.possible()[row] != 0) {
            add_loose(row);
        }
    }
}

std::optional<double> SelfHeldSums::share_of_row(std::size_t row) const {
    const std::optional<double> share = m_shares.at(row);
    return share ? std::optional{m_limit.of(*share)} : std::nullopt;
}

void SelfHeldSums::Sum::loosen(const std::optional<double>& share) {
    loose = true;
    loose_lowest = std::min(loose_lowest, share.value_or(0.0));
    loose_highest = std::max(loose_highest, share.value_or(1.0));
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
    sum.held += its.times(steps_of(*share));
}

/// False for what has no land, where land is the weight.
bool SelfHeldSums::may_weigh(std::size_t row) const {
    return m_weights.stated() ||
           m_input.layer("layer").layer.table().states[row] != layer::GeometryState::not_polygon;
}

bool SelfHeldSums::may_be_anywhere(std::size_t row) const {
    const std::optional<std::size_t> group = m_groups.group_of(row);
    return group && m_groups.groups()[*group].kind == ParcelGroup::Kind::no_value && may_weigh(row);
}

bool SelfHeldSums::may_be_in(std::size_t row, std::size_t group) const {
    const std::span<const ParcelPart> parts = m_groups.parts(row);
    return parts.empty() ? m_weights.stated() || m_groups.may_hold(row, group)
                         : std::ranges::find(parts, group, &ParcelPart::group) != parts.end();
}

/// A parcel that counts with a weight that is not known.
void SelfHeldSums::add_loose(std::size_t row) {
    if (!may_weigh(row)) {
        return;
    }
    const auto loosen = [share = share_of_row(row)](Sum& sum) {
        ++sum.parcels;
        ++sum.without;
        sum.loosen(share);
    };
    loosen(m_all);
    if (const std::optional<std::size_t> group = m_groups.group_of(row)) {
        loosen(m_sums[*group]);
        return;
    }
    for (std::size_t group = 0; group < m_sums.size(); ++group) {
        if (m_groups.groups()[group].judged() && may_be_in(row, group)) {
            loosen(m_sums[group]);
        }
    }
}

std::optional<Bounded> SelfHeldSums::share_of(const Sum& sum) const {
    const ExactNumber all = sum.weight + sum.open_weight;
    if (all == ExactNumber{}) {
        return sum.loose ? std::optional{Bounded{
                               sum.loose_lowest, sum.loose_lowest, sum.loose_highest, {}}}
                         : std::nullopt;
    }
    Bounded share;
    share.lowest = m_limit.of(sum.held, all);
    share.highest = m_limit.of(sum.held + sum.open_weight.times(share_steps), all);
    share.value = sum.weight > ExactNumber{} ? m_limit.of(sum.held, sum.weight) : share.lowest;
    if (sum.loose) {
        share.lowest = std::min(share.lowest, sum.loose_lowest);
        share.highest = std::max(share.highest, sum.loose_highest);
    }
    return share;
}

std::optional<Bounded> SelfHeldSums::share(std::size_t group) const {
    Sum sum = m_sums[group];
    if (m_anywhere.loose) {
        sum.loosen(m_anywhere.loose_lowest);
        sum.loosen(m_anywhere.loose_highest);
    }
    const bool in_zone = m_groups.groups()[group].kind == ParcelGroup::Kind::zone;
    if (in_zone && sum.loose && sum.weight + sum.open_weight == ExactNumber{}) {
        return Bounded{0.0, 0.0, 1.0, {}}; // whether a parcel lies here at all is not known
    }
    return share_of(sum);
}

std::optional<Metres> SelfHeldSums::sigma_per_metre(std::size_t group) const {
    const Sum& sum = m_sums[group];
    const double all = (sum.weight + sum.open_weight).value();
    if (m_weights.stated() || !(all > 0.0)) {
        return std::nullopt;
    }
    const auto sigma_of = [&](double missing, ExactNumber held) {
        constexpr double step = 1.0 / static_cast<double>(share_steps);
        const double share = held.value() / static_cast<double>(share_steps) / all;
        const Metres sigma = m_groups.sigma_per_metre(group, [&](std::size_t row) {
            const bool counts = m_selection.chosen()[row] != 0;
            const double beyond = counts ? m_shares.at(row).value_or(missing) - share : 0.0;
            return std::abs(beyond) < step ? 0.0 : beyond; // equal shares move nothing
        });
        return Metres{sigma.value() / all};
    };
    const Metres of_lowest = sigma_of(0.0, sum.held);
    if (sum.open_weight == ExactNumber{}) {
        return of_lowest;
    }
    return std::max(of_lowest, sigma_of(1.0, sum.held + sum.open_weight.times(share_steps)));
}

void SelfHeldSums::add_row(const std::vector<TableCell>& head, const Sum& sum,
                           review::ResultTable& table) const {
    constexpr double percent = 100.0;
    const std::optional<Bounded> share = share_of(sum);
    std::vector<TableCell>& cells = table.rows.emplace_back(head);
    cells.emplace_back(static_cast<double>(sum.parcels));
    cells.emplace_back(static_cast<double>(sum.without));
    cells.push_back(sum.loose ? TableCell{} : TableCell{(sum.weight + sum.open_weight).value()});
    cells.push_back(sum.without > 0
                        ? TableCell{}
                        : TableCell{sum.held.value() / static_cast<double>(share_steps)});
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
