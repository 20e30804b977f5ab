// SPDX-License-Identifier: MIT
#include "layer/table.hpp"

#include "core/fail.hpp"
#include "core/text.hpp"
#include "layer/readable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace parkplan::layer {

Table::Table(const Schema& schema) {
    columns.reserve(schema.size());
    for (const Field& field : schema.fields()) {
        columns.emplace_back(field.type);
    }
}

namespace {

/// Throws when so many more vertices would not fit into a column.
void require_room(const geo::PolygonColumn& polygons, std::size_t more) {
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    if (more > most - polygons.points().size()) {
        fail(ErrorKind::input, "the layer has more than {} vertices; split it", most);
    }
}

} // namespace

void Table::append(const Table& other) {
    require_room(polygons, other.polygons.points().size());
    const std::size_t first_row = size();
    fids.insert(fids.end(), other.fids.begin(), other.fids.end());
    states.insert(states.end(), other.states.begin(), other.states.end());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i].append(other.columns[i]);
    }
    for (std::size_t row = 0; row < other.polygons.size(); ++row) {
        polygons.add_feature(other.polygons[row]);
    }
    paths.append(other.paths, first_row);
    for (Notice notice : other.notices) {
        if (notice.row) {
            notice.row = *notice.row + first_row;
        }
        notices.push_back(std::move(notice));
    }
}

void Table::append(const Table& other, std::span<const std::size_t> rows) {
    const std::size_t first_row = size();
    for (const std::size_t row : rows) {
        const geo::MultiPolygonView polygon = other.polygons[row];
        require_room(polygons, polygon.points().size());
        polygons.add_feature(polygon);
        paths.add_row(size(), other.paths.of(row));
        fids.push_back(other.fids[row]);
        states.push_back(other.states[row]);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].append(other.columns[i], row);
        }
    }
    for (Notice notice : other.notices) {
        if (notice.row) {
            const auto place = std::ranges::lower_bound(rows, *notice.row);
            if (place == rows.end() || *place != *notice.row) {
                continue;
            }
            notice.row = first_row + static_cast<std::size_t>(place - rows.begin());
        }
        notices.push_back(std::move(notice));
    }
}

void Table::clear() noexcept {
    fids.clear();
    for (AttributeColumn& column : columns) {
        column.clear();
    }
    polygons.clear();
    paths.clear();
    states.clear();
    notices.clear();
}

std::string key_of(const Table& table, std::size_t row, std::optional<std::size_t> key_column) {
    if (key_column) {
        auto text = table.columns[*key_column].as_text(row);
        if (text && !trim(*text).empty() && is_readable(*text)) {
            return *std::move(text);
        }
    }
    return fmt::format("#{}", table.fids[row]);
}

} // namespace parkplan::layer
