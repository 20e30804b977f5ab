// SPDX-License-Identifier: MIT
#include "overlay/layer_solids.hpp"

#include "core/error.hpp"
#include "geo/canonical.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <utility>

namespace parkplan::overlay {
namespace {

using Points = std::vector<geo::Point>;

Points canonical_points(geo::RingView ring) {
    const geo::CanonicalRing canonical{ring};
    Points points(canonical.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i] = canonical[i];
    }
    return points;
}

std::partial_ordering by_box(const geo::Box& a, const geo::Box& b) {
    const std::partial_ordering order = a.min <=> b.min;
    return order != std::partial_ordering::equivalent ? order : a.max <=> b.max;
}

} // namespace

geo::MultiPolygon canonical_area(const geo::MultiPolygonView& area) {
    std::vector<std::vector<Points>> polygons;
    for (std::size_t p = 0; p < area.size(); ++p) {
        std::vector<Points>& rings = polygons.emplace_back();
        for (std::size_t r = 0; r < area[p].rings(); ++r) {
            rings.push_back(canonical_points(area[p].ring(r)));
        }
        if (!rings.empty()) {
            std::sort(rings.begin() + 1, rings.end());
        }
    }
    std::sort(polygons.begin(), polygons.end());
    geo::PolygonColumn column;
    for (const std::vector<Points>& rings : polygons) {
        for (const Points& ring : rings) {
            for (const geo::Point& p : ring) {
                column.add_point(p);
            }
            column.end_ring();
        }
        column.end_polygon();
    }
    column.end_feature();
    return geo::MultiPolygon{std::move(column)};
}

LayerSolids::LayerSolids(const layer::Layer& layer, std::span<const std::uint8_t> usable)
    : m_layer(&layer), m_boxes(layer.size()), m_solids(layer.size()) {
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (usable[row] != 0) {
            m_boxes[row] = geo::box_of(layer.table().polygons[row]);
        }
    }
}

void LayerSolids::build(std::span<const std::uint32_t> rows, TaskPool& tasks) {
    tasks.for_each(rows.size(), [&](std::size_t i) {
        const std::uint32_t row = rows[i];
        try {
            m_solids[row].emplace(
                geo::solid_of(canonical_area(m_layer->table().polygons[row]).view()));
        } catch (Error& error) {
            error.add_context({.source = {},
                               .layer = m_layer->info().name,
                               .feature = m_layer->key(row),
                               .rule = {}});
            throw;
        }
    });
}

bool comes_before(const geo::Solid& a, const geo::Solid& b) {
    const std::partial_ordering order = by_box(a.box(), b.box());
    if (order != std::partial_ordering::equivalent) {
        return order == std::partial_ordering::less;
    }
    const geo::MultiPolygon points_a = a.polygons();
    const geo::MultiPolygon points_b = b.polygons();
    return std::ranges::lexicographical_compare(points_a.view().points(), points_b.view().points());
}

geo::Solid union_of(std::vector<const geo::Solid*> areas) {
    std::ranges::sort(
        areas, [](const geo::Solid* a, const geo::Solid* b) { return comes_before(*a, *b); });
    return geo::unite(areas);
}

geo::Solid union_of(std::span<const geo::Solid> areas) {
    std::vector<const geo::Solid*> all;
    all.reserve(areas.size());
    for (const geo::Solid& area : areas) {
        all.push_back(&area);
    }
    return union_of(std::move(all));
}

} // namespace parkplan::overlay
