// SPDX-License-Identifier: MIT
#include "overlay/topology_outline.hpp"

#include "core/units.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

std::optional<FoundOutside> outside_of(std::uint32_t row, const geo::MultiPolygonView& feature,
                                       const geo::EdgeIndex& edges, const geo::Solid& outline,
                                       const measure::Measurer& measurer) {
    const geo::Box box = geo::box_of(feature);
    const bool met = edges.may_meet(box);
    if (feature.empty() || (!met && edges.covers(box.min) > 0)) {
        return std::nullopt;
    }
    FoundOutside found;
    found.piece.row = row;
    const geo::MultiPolygon whole = canonical_area(feature);
    found.piece.polygon = met ? difference(geo::solid_of(whole.view()), outline).polygons() : whole;
    const geo::MultiPolygonView polygon = found.piece.polygon.view();
    if (polygon.empty() || within_rounding(polygon)) {
        return std::nullopt;
    }
    found.piece.area = measurer.piece_area(polygon);
    const double length = measurer.piece_perimeter(polygon).value();
    found.piece.width = Metres{2.0 * found.piece.area.value() / length};
    found.thinness = 4.0 * std::numbers::pi * found.piece.area.value() / (length * length);
    return found;
}

} // namespace

geo::MultiPolygon united(const Side& outline, TaskPool& tasks) {
    LayerSolids solids{outline.layer, outline.usable};
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < outline.layer.size(); ++row) {
        if (outline.usable[row] != 0) {
            rows.push_back(row);
        }
    }
    if (rows.size() == 1) {
        return canonical_area(outline.layer.table().polygons[rows.front()]);
    }
    solids.build(rows, tasks);
    std::vector<const geo::Solid*> all;
    all.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        all.push_back(&solids[row]);
    }
    return union_of(std::move(all)).polygons();
}

std::vector<FoundOutside> find_outside(const Coverage& coverage,
                                       const geo::MultiPolygonView& outline,
                                       const measure::Measurer& measurer, TaskPool& tasks) {
    const geo::EdgeIndex edges{outline};
    const geo::Solid solid = geo::solid_of(outline);
    constexpr std::size_t grain = 1024;
    std::vector<std::vector<FoundOutside>> parts((coverage.rows() + grain - 1) / grain);
    tasks.for_ranges(coverage.rows(), grain, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const auto row = static_cast<std::uint32_t>(i);
            if (auto found = outside_of(row, coverage.polygon(row), edges, solid, measurer)) {
                parts[first / grain].push_back(*std::move(found));
            }
        }
    });
    std::vector<FoundOutside> all;
    for (std::vector<FoundOutside>& part : parts) {
        std::ranges::move(part, std::back_inserter(all));
    }
    return all;
}

ExactArea outside_excess(std::span<const FoundOutside> outside,
                         std::span<const TopologyOverlap> overlaps,
                         const measure::Measurer& measurer) {
    const auto row_of = [](const FoundOutside& found) { return found.piece.row; };
    std::vector<std::uint8_t> shared(outside.size(), 0);
    for (const TopologyOverlap& overlap : overlaps) {
        const auto a = std::ranges::lower_bound(outside, overlap.a, {}, row_of);
        const auto b = std::ranges::lower_bound(outside, overlap.b, {}, row_of);
        if (a != outside.end() && b != outside.end() && row_of(*a) == overlap.a &&
            row_of(*b) == overlap.b) {
            shared[static_cast<std::size_t>(a - outside.begin())] = 1;
            shared[static_cast<std::size_t>(b - outside.begin())] = 1;
        }
    }
    ExactArea excess;
    std::vector<geo::Solid> solids;
    for (std::size_t i = 0; i < outside.size(); ++i) {
        if (shared[i] != 0) {
            excess += ExactArea{outside[i].piece.area};
            solids.push_back(geo::solid_of(outside[i].piece.polygon.view()));
        }
    }
    if (solids.empty()) {
        return excess;
    }
    return excess - ExactArea{measurer.piece_area(union_of(solids).polygons().view())};
}

} // namespace parkplan::overlay::detail
