// SPDX-License-Identifier: MIT
#include "overlay/overlap.hpp"

#include "core/error.hpp"
#include "geo/box_index.hpp"
#include "geo/canonical.hpp"
#include "geo/common_area.hpp"
#include "geo/point.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/pair_meter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace parkplan::overlay {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

bool inside(const geo::Box& inner, const geo::Box& outer) {
    return outer.min.x <= inner.min.x && outer.min.y <= inner.min.y && inner.max.x <= outer.max.x &&
           inner.max.y <= outer.max.y;
}

/// The boxes decide first: the engine's predicates cost more than the overlay itself.
Relation relation_of(const geo::Solid& a, const geo::Solid& b) {
    const bool a_fits = inside(a.box(), b.box());
    const bool b_fits = inside(b.box(), a.box());
    const bool a_inside = a_fits && covers(b, a);
    const bool b_inside = b_fits && covers(a, b);
    if (a_inside) {
        return b_inside ? Relation::identical : Relation::a_inside_b;
    }
    return b_inside ? Relation::b_inside_a : Relation::crossing;
}

std::vector<std::uint32_t> rows_of(const std::vector<Pair>& pairs) {
    std::vector<std::uint32_t> rows;
    rows.reserve(2 * pairs.size());
    for (const auto& [a, b] : pairs) {
        rows.push_back(a);
        rows.push_back(b);
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

/// Of pairs of boxes that meet those whose features share interior, which the kernel tells: the
/// engine would be asked about every pair of neighbours.
std::vector<Pair> sharing(const std::vector<Pair>& pairs, const geo::PolygonColumn& polygons,
                          TaskPool& tasks) {
    constexpr std::size_t grain = 256;
    std::vector<std::uint8_t> shares(pairs.size());
    tasks.for_ranges(pairs.size(), grain, [&](std::size_t first, std::size_t last) {
        geo::CommonAreaMeter meter;
        for (std::size_t i = first; i < last; ++i) {
            const geo::CommonArea common =
                meter(polygons[pairs[i].first], polygons[pairs[i].second]);
            shares[i] = common.moments.a > common.noise ? 1 : 0;
        }
    });
    std::vector<Pair> kept;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (shares[i] != 0) {
            kept.push_back(pairs[i]);
        }
    }
    return kept;
}

/// By the kernel; by the polygon where that finds nothing but rounding.
SquareMetres area_of(const Overlap& overlap, const geo::PolygonColumn& polygons,
                     const measure::Measurer& measurer) {
    detail::PairMeter meter{measurer};
    const auto figures = meter(polygons[overlap.a], polygons[overlap.b]);
    return figures && figures->area ? *figures->area : measurer.piece_area(overlap.polygon.view());
}

std::optional<Overlap> overlap_of(Pair pair, const LayerSolids& solids,
                                  const geo::PolygonColumn& polygons,
                                  const measure::Measurer& measurer) {
    const geo::Solid& a = solids[pair.first];
    const geo::Solid& b = solids[pair.second];
    const geo::Solid common = comes_before(b, a) ? intersection(b, a) : intersection(a, b);
    Overlap overlap{pair.first, pair.second, common.polygons(), {}, {}, {}, false};
    if (overlap.polygon.empty()) {
        return std::nullopt;
    }
    overlap.area = area_of(overlap, polygons, measurer);
    overlap.width = Metres{2.0 * overlap.area.value() /
                           measurer.piece_perimeter(overlap.polygon.view()).value()};
    overlap.relation = relation_of(a, b);
    overlap.rounding = within_rounding(overlap.polygon.view());
    return overlap;
}

} // namespace

bool within_rounding(const geo::MultiPolygonView& piece) {
    constexpr double allowed_units = 4.0;
    double largest = 0.0;
    for (const geo::Point& p : piece.points()) {
        largest = std::max({largest, std::abs(p.x), std::abs(p.y)});
    }
    const double unit = std::nextafter(largest, std::numeric_limits<double>::infinity()) - largest;
    return 2.0 * geo::planar_area(piece) <= allowed_units * unit * geo::perimeter(piece);
}

std::vector<Overlap> overlaps_within(const layer::Layer& layer,
                                     std::span<const std::uint8_t> usable,
                                     const measure::Measurer& measurer, TaskPool& tasks) {
    LayerSolids solids{layer, usable};
    const std::vector<Pair> pairs =
        sharing(geo::BoxIndex{solids.boxes()}.meeting_pairs(), layer.table().polygons, tasks);
    solids.build(rows_of(pairs), tasks);

    auto found = tasks.map<std::optional<Overlap>>(pairs.size(), [&](std::size_t i) {
        try {
            return overlap_of(pairs[i], solids, layer.table().polygons, measurer);
        } catch (Error& error) {
            error.add_context({.source = {},
                               .layer = layer.info().name,
                               .feature = fmt::format("{}, {}", layer.key(pairs[i].first),
                                                      layer.key(pairs[i].second)),
                               .rule = {}});
            throw;
        }
    });
    std::vector<Overlap> overlaps;
    for (std::optional<Overlap>& overlap : found) {
        if (overlap) {
            overlaps.push_back(*std::move(overlap));
        }
    }
    return overlaps;
}

} // namespace parkplan::overlay
