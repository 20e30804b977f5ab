// SPDX-License-Identifier: MIT
#include "layer/crs_change.hpp"

#include "core/error.hpp"
#include "geo/path_column.hpp"
#include "geo/polygon_column.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace parkplan::layer {
namespace {

void mark_unreadable(Table& table, std::size_t row, const BiText& reason) {
    table.states[row] = GeometryState::unreadable;
    table.notices.push_back({"PP-0109", row, {{"reason", reason}}});
}

/// Changes feature by feature, so that one without an image costs nobody else the place.
void change_each(Table& table, const crs::Transform& transform) {
    geo::PolygonColumn changed;
    geo::PolygonColumn one;
    for (std::size_t row = 0; row < table.size(); ++row) {
        one.clear();
        one.add_feature(table.polygons[row]);
        try {
            transform.apply(one.mutable_points());
            changed.add_feature(one[0]);
        } catch (const Error& error) {
            mark_unreadable(table, row, error.message());
            changed.end_feature();
        }
    }
    table.polygons = std::move(changed);
}

void change_paths(Table& table, const crs::Transform& transform) {
    geo::PathColumn changed = table.paths;
    try {
        transform.apply(changed.mutable_points());
    } catch (const Error&) {
        changed.clear();
        for (const std::size_t row : table.paths.rows()) {
            geo::PathColumn one;
            one.add_row(row, table.paths.of(row));
            try {
                transform.apply(one.mutable_points());
                changed.append(one, 0);
            } catch (const Error&) {
                continue; // its state stays, without a place
            }
        }
    }
    table.paths = std::move(changed);
}

} // namespace

void change_crs(Table& table, const crs::Transform& transform) {
    if (!table.paths.empty()) {
        change_paths(table, transform);
    }
    geo::PolygonColumn changed = table.polygons;
    try {
        transform.apply(changed.mutable_points());
        table.polygons = std::move(changed);
    } catch (const Error&) {
        change_each(table, transform);
    }
}

CrsChange::CrsChange(crs::Crs from, crs::Crs to)
    : m_from(std::move(from)), m_to(std::move(to)), m_same(same(m_from, m_to)),
      m_info(own_transform().info()) {}

CrsChange::~CrsChange() = default;

const crs::Transform& CrsChange::own_transform() const {
    const std::scoped_lock lock{m_mutex};
    std::unique_ptr<const crs::Transform>& own = m_transforms[std::this_thread::get_id()];
    if (!own) {
        own = std::make_unique<const crs::Transform>(m_from, m_to);
    }
    return *own;
}

void CrsChange::apply(Table& table) const {
    if (!changes_nothing()) {
        change_crs(table, own_transform());
    }
}

} // namespace parkplan::layer
