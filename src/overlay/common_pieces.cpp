// SPDX-License-Identifier: MIT
#include "overlay/common_pieces.hpp"

#include "core/error.hpp"
#include "geo/solid.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/overlap.hpp"
#include "overlay/united.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace parkplan::overlay {
namespace {

using Rows = std::vector<std::uint32_t>;

Rows each_once(Rows rows) {
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

LayerSolids solids_of(const Side& side, Rows rows, TaskPool& tasks) {
    LayerSolids solids{side.layer, side.usable};
    solids.build(each_once(std::move(rows)), tasks);
    return solids;
}

CommonPiece piece_of(const PairArea& pair, const geo::Solid& a, const geo::Solid& b,
                     const measure::Measurer& measurer) {
    const geo::Solid common = comes_before(b, a) ? intersection(b, a) : intersection(a, b);
    CommonPiece piece{pair.a, pair.b, common.polygons(), pair.area, {}};
    if (!piece.polygon.empty()) {
        piece.width = Metres{2.0 * piece.area.value() /
                             measurer.piece_perimeter(piece.polygon.view()).value()};
    }
    return piece;
}

} // namespace

CommonPieces common_pieces(const Side& a, const Side& b, const measure::Measurer& measurer,
                           TaskPool& tasks) {
    const PairAreas found = common_areas(a, b, measurer, tasks);
    Rows rows_a;
    Rows rows_b;
    for (const PairArea& pair : found.pairs) {
        rows_a.push_back(pair.a);
        rows_b.push_back(pair.b);
    }
    const LayerSolids solids_a = solids_of(a, std::move(rows_a), tasks);
    const LayerSolids solids_b = solids_of(b, std::move(rows_b), tasks);
    auto pieces = tasks.map<CommonPiece>(found.pairs.size(), [&](std::size_t i) {
        const PairArea& pair = found.pairs[i];
        try {
            return piece_of(pair, solids_a[pair.a], solids_b[pair.b], measurer);
        } catch (Error& error) {
            error.add_context(
                {.source = {},
                 .layer = fmt::format("{}, {}", a.layer.info().name, b.layer.info().name),
                 .feature = fmt::format("{}, {}", a.layer.key(pair.a), b.layer.key(pair.b)),
                 .rule = {}});
            throw;
        }
    });
    CommonPieces result{{}, found.rounding_pairs, found.rounding_area};
    for (CommonPiece& piece : pieces) {
        if (piece.polygon.empty() || within_rounding(piece.polygon.view())) {
            ++result.rounding_pairs;
            result.rounding_area += ExactArea{piece.area};
        } else {
            result.pieces.push_back(std::move(piece));
        }
    }
    return result;
}

SquareMetres land_of(std::span<const CommonPiece* const> pieces,
                     const measure::Measurer& measurer) {
    if (pieces.empty()) {
        return {};
    }
    if (pieces.size() == 1) {
        return pieces.front()->area;
    }
    std::vector<const geo::MultiPolygon*> polygons;
    polygons.reserve(pieces.size());
    for (const CommonPiece* piece : pieces) {
        polygons.push_back(&piece->polygon);
    }
    return measurer.piece_area(united(polygons).view());
}

} // namespace parkplan::overlay
