// SPDX-License-Identifier: MIT
#include "overlay/nearest_rows.hpp"

#include "geo/box_tree.hpp"
#include "geo/path_column.hpp"
#include "geo/polygon_column.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>

namespace parkplan::overlay {
namespace {

geo::DistanceIndex index_of(const layer::Table& table, std::size_t row) {
    return table.polygons[row].empty() ? geo::DistanceIndex{table.paths.of(row)}
                                       : geo::DistanceIndex{table.polygons[row]};
}

geo::Box box_of(const layer::Table& table, std::size_t row) {
    return table.polygons[row].empty() ? geo::box_of(table.paths.of(row))
                                       : geo::box_of(table.polygons[row]);
}

/// The rows that are looked for, ready to be compared with many subjects.
class Targets {
public:
    Targets(const Side& side, TaskPool& tasks)
        : m_side(side), m_boxes(boxes_of(side)), m_tree(m_boxes), m_indexes(side.layer.size()) {
        tasks.for_each(side.layer.size(), [&](std::size_t row) {
            if (side.usable[row] != 0) {
                m_indexes[row] = index_of(side.layer.table(), row);
            }
        });
    }

    [[nodiscard]] std::optional<NearestRow> nearest_to(const geo::MultiPolygonView& subject) const {
        const geo::DistanceIndex index{subject};
        const geo::Box box = geo::box_of(subject);
        double bound = bound_of(box);
        std::optional<NearestRow> best;
        m_tree.descend([&](const geo::Box& node) { return may_hold(node, box, bound); },
                       [&](std::size_t place) {
                           const std::uint32_t row = m_tree.item(place);
                           const auto found = geo::nearest(index, m_indexes[row], bound);
                           if (found && (!best || comes_before({row, *found}, *best))) {
                               best = {row, *found};
                               bound = found->distance;
                           }
                       });
        return best;
    }

private:
    static std::vector<geo::Box> boxes_of(const Side& side) {
        std::vector<geo::Box> boxes(side.layer.size());
        for (std::size_t row = 0; row < boxes.size(); ++row) {
            if (side.usable[row] != 0) {
                boxes[row] = box_of(side.layer.table(), row);
            }
        }
        return boxes;
    }

    /// Rounding must hide no box that holds something as near as the bound.
    static bool may_hold(const geo::Box& node, const geo::Box& box, double bound) noexcept {
        constexpr double slack = 1e-12;
        const double largest = std::max(
            {std::abs(box.min.x), std::abs(box.min.y), std::abs(box.max.x), std::abs(box.max.y)});
        return geo::distance(node, box) <= bound + slack * largest;
    }

    /// Something lies no farther away than this: what a box holds is within its reach.
    [[nodiscard]] double bound_of(const geo::Box& box) const {
        double bound = std::numeric_limits<double>::infinity();
        m_tree.descend([&](const geo::Box& node) { return geo::distance(node, box) <= bound; },
                       [&](std::size_t place) {
                           bound = std::min(bound, geo::reach(m_boxes[m_tree.item(place)], box));
                       });
        return bound * (1.0 + 1e-12);
    }

    [[nodiscard]] bool comes_before(const NearestRow& one, const NearestRow& other) const {
        const auto rank = [this](const NearestRow& n) {
            return std::tie(n.nearest.distance, n.nearest.a, n.nearest.b, m_side.layer.key(n.row),
                            n.row);
        };
        return rank(one) < rank(other);
    }

    const Side& m_side;
    std::vector<geo::Box> m_boxes;
    geo::detail::BoxTree m_tree;
    std::vector<geo::DistanceIndex> m_indexes;
};

} // namespace

std::vector<std::optional<NearestRow>> nearest_rows(const Side& subjects, const Side& others,
                                                    TaskPool& tasks) {
    const Targets targets{others, tasks};
    return tasks.map<std::optional<NearestRow>>(
        subjects.layer.size(), [&](std::size_t row) -> std::optional<NearestRow> {
            if (subjects.usable[row] == 0) {
                return std::nullopt;
            }
            return targets.nearest_to(subjects.layer.table().polygons[row]);
        });
}

} // namespace parkplan::overlay
