// SPDX-License-Identifier: MIT
#include "overlay/table_tally.hpp"

namespace parkplan::overlay {

std::uint32_t ClassNames::number_of(std::optional<std::string_view> name) {
    const auto next = static_cast<std::uint32_t>(m_names.size());
    if (!name) {
        if (!m_null) {
            m_null = next;
            m_names.emplace_back();
        }
        return *m_null;
    }
    const auto found = m_numbers.find(*name);
    if (found != m_numbers.end()) {
        return found->second;
    }
    m_names.emplace_back(*name);
    m_numbers.emplace(*name, next);
    return next;
}

std::size_t TableTally::cell(std::uint32_t zone, std::uint32_t name) {
    if (m_last < m_cells.size() && m_cells[m_last].zone == zone && m_cells[m_last].name == name) {
        return m_last;
    }
    constexpr unsigned half = 32;
    const auto [place, is_new] =
        m_places.try_emplace((std::uint64_t{zone} << half) | name, m_cells.size());
    if (is_new) {
        m_cells.push_back({zone, name, 0, {}});
        m_sums.resize(m_sums.size() + m_values);
    }
    m_last = place->second;
    return m_last;
}

void TableTally::add_values(std::size_t at, std::span<const ExactNumber> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        m_sums[at * m_values + i] += values[i];
    }
}

void TableTally::add(std::optional<std::string_view> name, const FeatureCut& cut,
                     const FeatureShares& shares, SharedValues values) {
    const std::uint32_t number = m_classes.number_of(name);
    for (std::size_t i = 0; i < shares.shares.size(); ++i) {
        const std::size_t at = cell(shares.shares[i].zone, number);
        m_cells[at].area += shares.shares[i].area;
        ++m_cells[at].features;
        add_values(at, std::span{shares.values}.subspan(i * m_values, m_values));
    }
    ++m_totals.features;
    m_totals.split += shares.split ? 1U : 0U;
    m_totals.redone += cut.redone ? 1U : 0U;
    m_totals.rounding_parts += cut.rounding_parts;
    m_totals.rounding += ExactArea{cut.rounding_area};
    m_totals.area += shares.area;
    m_totals.multiple += shares.multiple;
    m_totals.residual += shares.residual;
    for (std::size_t i = 0; i < m_values; ++i) {
        ValueTotals& totals = m_totals.values[i];
        totals.total += values[i].value_or(ExactNumber{});
        totals.multiple += shares.multiple_values[i];
        totals.residual += shares.residual_values[i];
        totals.missing += values[i] ? 0U : 1U;
    }
}

void TableTally::add_excluded(SharedValues values) {
    ++m_totals.excluded;
    for (std::size_t i = 0; i < m_values; ++i) {
        m_totals.values[i].excluded += values[i].value_or(ExactNumber{});
    }
}

void TableTally::add(const TableTally& part) {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < part.m_classes.size(); ++i) {
        const std::optional<std::string>& name = part.m_classes[i];
        numbers.push_back(
            m_classes.number_of(name ? std::optional<std::string_view>{*name} : std::nullopt));
    }
    for (std::size_t i = 0; i < part.m_cells.size(); ++i) {
        const TableCell& more = part.m_cells[i];
        const std::size_t at = cell(more.zone, numbers[more.name]);
        m_cells[at].area += more.area;
        m_cells[at].features += more.features;
        add_values(at, part.sums(i));
    }
    const TableTotals& more = part.m_totals;
    m_totals.features += more.features;
    m_totals.excluded += more.excluded;
    m_totals.split += more.split;
    m_totals.redone += more.redone;
    m_totals.rounding_parts += more.rounding_parts;
    m_totals.area += more.area;
    m_totals.multiple += more.multiple;
    m_totals.residual += more.residual;
    m_totals.rounding += more.rounding;
    for (std::size_t i = 0; i < m_values; ++i) {
        m_totals.values[i].total += more.values[i].total;
        m_totals.values[i].excluded += more.values[i].excluded;
        m_totals.values[i].multiple += more.values[i].multiple;
        m_totals.values[i].residual += more.values[i].residual;
        m_totals.values[i].missing += more.values[i].missing;
    }
}

void TableTally::clear() noexcept {
    m_classes = {};
    m_cells.clear();
    m_sums.clear();
    m_places.clear();
    m_totals = {};
    m_totals.values.resize(m_values);
}

} // namespace parkplan::overlay
