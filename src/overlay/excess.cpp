// SPDX-License-Identifier: MIT
#include "overlay/excess.hpp"

#include "core/error.hpp"
#include "geo/box_index.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/overlap.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace parkplan::overlay {
namespace {

using Rows = std::vector<std::uint32_t>;

std::vector<Rows> covering_rows(const LayerSolids& subjects, const LayerSolids& covers,
                                const MayCover& may_cover, TaskPool& tasks) {
    const geo::BoxIndex index{covers.boxes()};
    return tasks.map<Rows>(subjects.boxes().size(), [&](std::size_t i) {
        const auto row = static_cast<std::uint32_t>(i);
        Rows rows = index.query(subjects.boxes()[row]);
        if (may_cover) {
            std::erase_if(rows, [&](std::uint32_t cover) { return !may_cover(row, cover); });
        }
        return rows;
    });
}

Rows rows_in_use(const std::vector<Rows>& lists) {
    Rows rows;
    for (const Rows& list : lists) {
        rows.insert(rows.end(), list.begin(), list.end());
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

Rows usable_rows(const Side& side) {
    Rows rows;
    for (std::uint32_t row = 0; row < side.usable.size(); ++row) {
        if (side.usable[row] != 0) {
            rows.push_back(row);
        }
    }
    return rows;
}

geo::MultiPolygon outside(const geo::Solid& subject, const Rows& rows, const LayerSolids& covers) {
    if (rows.empty()) {
        return subject.polygons();
    }
    if (rows.size() == 1) {
        return difference(subject, covers[rows.front()]).polygons();
    }
    std::vector<const geo::Solid*> areas;
    areas.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        areas.push_back(&covers[row]);
    }
    return difference(subject, union_of(std::move(areas))).polygons();
}

} // namespace

std::vector<std::optional<Excess>> excess_over(const Side& subjects, const Side& covers,
                                               const MayCover& may_cover,
                                               const measure::Measurer& measurer, TaskPool& tasks) {
    LayerSolids areas{subjects.layer, subjects.usable};
    LayerSolids cover_areas{covers.layer, covers.usable};
    const std::vector<Rows> near = covering_rows(areas, cover_areas, may_cover, tasks);
    areas.build(usable_rows(subjects), tasks);
    cover_areas.build(rows_in_use(near), tasks);

    return tasks.map<std::optional<Excess>>(
        subjects.layer.size(), [&](std::size_t row) -> std::optional<Excess> {
            if (subjects.usable[row] == 0) {
                return std::nullopt;
            }
            try {
                Excess excess{outside(areas[row], near[row], cover_areas), {}, false};
                if (!excess.polygon.empty()) {
                    excess.area = measurer.piece_area(excess.polygon.view());
                    excess.rounding = within_rounding(excess.polygon.view());
                }
                return excess;
            } catch (Error& error) {
                error.add_context({.source = {},
                                   .layer = subjects.layer.info().name,
                                   .feature = subjects.layer.key(row),
                                   .rule = {}});
                throw;
            }
        });
}

} // namespace parkplan::overlay
