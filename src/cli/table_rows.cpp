// SPDX-License-Identifier: MIT
#include "cli/table_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

double share(ExactArea part, ExactArea whole) noexcept {
    return whole > ExactArea{} ? part.value().value() / whole.value().value() : 0.0;
}

/// By name, null last; the classes of one zone stand together.
bool name_before(const std::optional<std::string>& a, const std::optional<std::string>& b) {
    return a && b ? *a < *b : a.has_value() && !b.has_value();
}

report::TabulationRow row_of(const overlay::TableTally& tally, std::size_t cell,
                             const OverlayLayer& zones) {
    const overlay::TableCell& found = tally.cells()[cell];
    report::TabulationRow row;
    row.name = tally.classes()[found.name];
    row.features = found.features;
    row.area = found.area;
    row.of_layer = share(found.area, tally.totals().area);
    if (found.zone != overlay::no_zone) {
        row.zone = zones.layer.key(found.zone);
        row.zone_fid = zones.layer.table().fids[found.zone];
        row.of_zone = share(found.area, ExactArea{zones.areas[found.zone]});
    }
    const std::span<const ExactNumber> sums = tally.sums(cell);
    row.sums.assign(sums.begin(), sums.end());
    return row;
}

/// A zone in which nothing lies has a row, too: that it is empty is an answer.
void add_empty_zones(const overlay::TableTally& tally, const OverlayLayer& zones,
                     std::vector<report::TabulationRow>& rows) {
    std::vector<std::uint8_t> met(zones.usable.size(), 0);
    for (const overlay::TableCell& cell : tally.cells()) {
        if (cell.zone != overlay::no_zone) {
            met[cell.zone] = 1;
        }
    }
    for (std::size_t zone = 0; zone < met.size(); ++zone) {
        if (zones.usable[zone] != 0 && met[zone] == 0) {
            report::TabulationRow& row = rows.emplace_back();
            row.zone = zones.layer.key(zone);
            row.zone_fid = zones.layer.table().fids[zone];
            row.sums.resize(tally.totals().values.size());
        }
    }
}

void add_accounts(const overlay::TableTotals& totals, report::TabulationResult& result) {
    for (std::size_t i = 0; i < totals.values.size(); ++i) {
        const overlay::ValueTotals& value = totals.values[i];
        report::FieldAccount account;
        account.field = result.head.sum_fields[i];
        for (const report::TabulationRow& row : result.rows) {
            account.zones += row.sums[i];
        }
        for (const report::TabulationRow& row : result.outside) {
            account.outside += row.sums[i];
        }
        account.multiple = value.multiple;
        account.residual = value.residual;
        account.sum = value.total;
        account.excluded = value.excluded;
        account.missing = value.missing;
        result.fields.push_back(std::move(account));
    }
}

} // namespace

void fill_in(const overlay::TableTally& tally, const OverlayLayer& zones,
             report::TabulationResult& result) {
    const bool by_key = zones.layer.info().key_column.has_value();
    for (std::size_t cell = 0; cell < tally.cells().size(); ++cell) {
        report::TabulationRow row = row_of(tally, cell, zones);
        const bool outside = tally.cells()[cell].zone == overlay::no_zone;
        (outside ? result.outside_area : result.zones_area) += row.area;
        (outside ? result.outside : result.rows).push_back(std::move(row));
    }
    add_empty_zones(tally, zones, result.rows);
    const auto before = [by_key](const report::TabulationRow& a, const report::TabulationRow& b) {
        if (by_key && a.zone != b.zone) {
            return a.zone < b.zone;
        }
        return a.zone_fid != b.zone_fid ? a.zone_fid < b.zone_fid : name_before(a.name, b.name);
    };
    std::ranges::sort(result.rows, before);
    std::ranges::sort(result.outside, before);
    const overlay::TableTotals& totals = tally.totals();
    result.features = totals.features + totals.excluded;
    result.excluded = totals.excluded;
    result.split = totals.split;
    result.redone = totals.redone;
    result.rounding_parts = totals.rounding_parts;
    result.multiple = totals.multiple;
    result.residual = totals.residual;
    result.rounding = totals.rounding;
    result.sum = totals.area;
    add_accounts(totals, result);
}

void PartWriter::append(std::string& text, const layer::Table& table,
                        const overlay::RowTabulator::Row& row) const {
    const std::string key = layer::key_of(table, row.row, m_layer.key_column);
    const std::size_t fields = m_head.sum_fields.size();
    for (std::size_t i = 0; i < row.shares.shares.size(); ++i) {
        const overlay::FeatureShares::Share& part = row.shares.shares[i];
        report::FeaturePart line;
        line.key = key;
        line.fid = table.fids[row.row];
        if (part.zone != overlay::no_zone) {
            line.zone = m_zones.key(part.zone);
            line.zone_fid = m_zones.table().fids[part.zone];
        }
        line.name = row.name;
        line.area = part.area;
        line.share = share(part.area, row.shares.area);
        line.values = std::span{row.shares.values}.subspan(i * fields, fields);
        if (m_format == Format::json) {
            report::append_part_json(text, m_head, line);
        } else {
            report::append_part_csv(text, m_head, line);
        }
    }
}

} // namespace parkplan::cli
