// SPDX-License-Identifier: MIT
#include "overlay/topology_gaps.hpp"

#include "core/units.hpp"
#include "geo/box_tree.hpp"
#include "geo/canonical.hpp"
#include "geo/edge_index.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <optional>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

using geo::Point;

void add_loop(const ResidualLoops& loops, const ResidualLoop& loop, geo::PolygonColumn& column) {
    for (const ResidualEdge& edge : loops.edges_of(loop)) {
        column.add_point(edge.from);
    }
    column.end_ring();
}

/// What lies in a gap, as faces.
struct Islands {
    std::vector<std::uint32_t> loops{}; ///< faces of loops around it
    std::vector<std::uint32_t> knots{};
};

class Search {
public:
    Search(const Arrangement& arrangement, std::span<const ResidualFace> faces,
           const measure::Measurer& measurer, TaskPool& tasks)
        : m_all(arrangement), m_faces(faces), m_measurer(measurer), m_tasks(tasks) {}

    std::vector<FoundGap> run() {
        for (std::uint32_t i = 0; i < m_faces.size(); ++i) {
            if (is_gap(m_faces[i])) {
                m_gaps.push_back(i);
            }
        }
        m_islands.resize(m_gaps.size());
        if (m_gaps.empty()) {
            return {};
        }
        find_islands();
        find_low_places();
        std::vector<FoundGap> found =
            m_tasks.map<FoundGap>(m_gaps.size(), [this](std::size_t i) { return make_gap(i); });
        std::ranges::sort(found, [](const FoundGap& a, const FoundGap& b) {
            return std::ranges::lexicographical_compare(a.gap.polygon.view().points(),
                                                        b.gap.polygon.view().points());
        });
        // Loops that run along each other all the way are around one gap.
        const auto same = [](const FoundGap& a, const FoundGap& b) {
            return std::ranges::equal(a.gap.polygon.view().points(), b.gap.polygon.view().points());
        };
        found.erase(std::unique(found.begin(), found.end(), same), found.end());
        return found;
    }

private:
    using LowPlace = std::pair<Point, std::uint32_t>; // vertex, loop

    [[nodiscard]] const ResidualLoop* loop_of(const ResidualFace& face) const {
        return face.loop == ResidualLoop::none ? nullptr : &m_all.loops.loops[face.loop];
    }
    [[nodiscard]] bool is_gap(const ResidualFace& face) const {
        const ResidualLoop* loop = loop_of(face);
        return is_low(face.cover) && (loop == nullptr || loop->clockwise());
    }
    /// A loop with ground outside of it that could be a gap's.
    [[nodiscard]] bool is_island(const ResidualFace& face) const {
        const ResidualLoop* loop = loop_of(face);
        return loop != nullptr && !loop->clockwise() && is_low(cover_outside(m_all, *loop));
    }
    [[nodiscard]] bool is_low(const Cover& cover) const {
        return cover.rows.empty() && (m_all.outline == nullptr || cover.in_outline);
    }

    /// Every island, and every knot, goes to the smallest gap around it.
    void find_islands() {
        std::vector<geo::Box> boxes;
        for (const std::uint32_t gap : m_gaps) {
            boxes.push_back(m_faces[gap].box);
        }
        const geo::detail::BoxTree tree{boxes};
        m_shells.resize(m_gaps.size());
        std::uint32_t last_knot = ResidualLoop::none;
        for (std::uint32_t i = 0; i < m_faces.size(); ++i) {
            const ResidualFace& face = m_faces[i];
            const bool new_knot = face.knot != ResidualLoop::none && face.knot != last_knot;
            const ResidualLoop* loop = loop_of(face);
            if (!new_knot && (loop == nullptr || loop->clockwise())) {
                continue;
            }
            const std::optional<std::size_t> around = gap_around(face, tree);
            if (around && new_knot) {
                m_islands[*around].knots.push_back(face.knot);
            } else if (around && is_island(face)) {
                m_islands[*around].loops.push_back(i);
            }
            last_knot = new_knot ? face.knot : last_knot;
        }
        for (Islands& islands : m_islands) {
            take_once(islands.loops);
        }
    }

    /// Loops may run along each other all the way.
    void take_once(std::vector<std::uint32_t>& loops) const {
        const auto points = [this](std::uint32_t face) {
            std::vector<Point> all;
            for (const ResidualEdge& edge : m_all.loops.edges_of(*loop_of(m_faces[face]))) {
                all.push_back(edge.from);
            }
            return all;
        };
        if (loops.size() < 2) {
            return;
        }
        std::vector<std::pair<std::vector<Point>, std::uint32_t>> keyed;
        keyed.reserve(loops.size());
        for (const std::uint32_t face : loops) {
            keyed.emplace_back(points(face), face);
        }
        std::ranges::sort(keyed);
        loops.clear();
        for (std::size_t i = 0; i < keyed.size(); ++i) {
            if (i == 0 || keyed[i].first != keyed[i - 1].first) {
                loops.push_back(keyed[i].second);
            }
        }
    }

    std::optional<std::size_t> gap_around(const ResidualFace& face,
                                          const geo::detail::BoxTree& tree) {
        std::optional<std::size_t> best;
        tree.search({face.at, face.at}, [&](std::uint32_t gap) {
            const ResidualFace& other = m_faces[m_gaps[gap]];
            if (&other == &face || (other.knot != ResidualLoop::none && other.knot == face.knot)) {
                return;
            }
            if (shell(gap).covers(face.at) > 0 && (!best || size(gap) < size(*best))) {
                best = gap;
            }
        });
        return best;
    }

    [[nodiscard]] double size(std::size_t gap) const {
        const ResidualFace& face = m_faces[m_gaps[gap]];
        const ResidualLoop* loop = loop_of(face);
        return loop != nullptr ? -loop->area : geo::planar_area(face.polygon.view());
    }

    const geo::EdgeIndex& shell(std::size_t gap) {
        std::optional<geo::EdgeIndex>& index = m_shells[gap];
        if (!index) {
            index.emplace(ground(m_faces[m_gaps[gap]]).view());
        }
        return *index;
    }

    /// The polygon inside a loop, or the face of a knot.
    [[nodiscard]] geo::MultiPolygon ground(const ResidualFace& face) const {
        const ResidualLoop* loop = loop_of(face);
        if (loop == nullptr) {
            return geo::MultiPolygon{face.polygon.view()};
        }
        geo::PolygonColumn column;
        add_loop(m_all.loops, *loop, column);
        column.end_polygon();
        column.end_feature();
        return geo::MultiPolygon{std::move(column)};
    }

    /// Vertices at which boundaries of ground without features touch.
    void find_low_places() {
        constexpr std::size_t grain = 256;
        std::vector<std::vector<LowPlace>> parts((m_faces.size() + grain - 1) / grain);
        m_tasks.for_ranges(m_faces.size(), grain, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                add_low_places(m_faces[i], parts[first / grain]);
            }
        });
        for (const std::vector<LowPlace>& part : parts) {
            m_low_places.insert(m_low_places.end(), part.begin(), part.end());
        }
        std::ranges::sort(m_low_places);
    }

    void add_low_places(const ResidualFace& face, std::vector<LowPlace>& places) const {
        const ResidualLoop* loop = loop_of(face);
        if (loop == nullptr || !branches(*loop) || !(is_gap(face) || is_island(face))) {
            return;
        }
        for (std::uint32_t e = loop->first; e < loop->first + loop->size; ++e) {
            if (m_all.loops.branches[e] != 0) {
                places.emplace_back(m_all.loops.edges[e].from, face.loop);
            }
        }
    }

    [[nodiscard]] bool branches(const ResidualLoop& loop) const {
        const auto all = std::span{m_all.loops.branches}.subspan(loop.first, loop.size);
        return std::ranges::find(all, 1) != all.end();
    }

    [[nodiscard]] FoundGap make_gap(std::size_t number) const {
        const ResidualFace& face = m_faces[m_gaps[number]];
        const Islands& islands = m_islands[number];
        FoundGap found;
        found.loop = face.loop;
        const std::vector<std::uint32_t> rings = rings_of(face, islands);
        TopologyGap& gap = found.gap;
        gap.polygon = polygon_of(face, islands);
        const geo::MultiPolygonView polygon = gap.polygon.view();
        gap.area = m_measurer.piece_area(polygon);
        const double length = m_measurer.piece_perimeter(polygon).value();
        gap.width = Metres{2.0 * gap.area.value() / length};
        gap.thinness = 4.0 * std::numbers::pi * gap.area.value() / (length * length);
        found.rounding = within_rounding(polygon);
        add_neighbours(face, islands, rings, gap);
        if (gap.kind == GapKind::enclosed && pinched(rings)) {
            gap.kind = GapKind::pinched;
        }
        return found;
    }

    /// The loops around a gap, and around what lies in it.
    [[nodiscard]] std::vector<std::uint32_t> rings_of(const ResidualFace& face,
                                                      const Islands& islands) const {
        std::vector<std::uint32_t> rings;
        for (const std::uint32_t island : islands.loops) {
            rings.push_back(m_faces[island].loop);
        }
        if (face.loop != ResidualLoop::none) {
            rings.push_back(face.loop);
        }
        return rings;
    }

    [[nodiscard]] geo::MultiPolygon polygon_of(const ResidualFace& face,
                                               const Islands& islands) const {
        if (islands.knots.empty() && face.loop != ResidualLoop::none) {
            geo::PolygonColumn column;
            add_loop(m_all.loops, m_all.loops.loops[face.loop], column);
            for (const std::uint32_t island : islands.loops) {
                add_loop(m_all.loops, m_all.loops.loops[m_faces[island].loop], column);
            }
            column.end_polygon();
            column.end_feature();
            return canonical_area(geo::MultiPolygon{std::move(column)}.view());
        }
        std::vector<geo::Solid> solids;
        for (const std::uint32_t island : islands.loops) {
            solids.push_back(geo::solid_of(canonical_area(ground(m_faces[island]).view()).view()));
        }
        for (const ResidualFace& other : m_faces) {
            if (other.knot != ResidualLoop::none &&
                std::ranges::find(islands.knots, other.knot) != islands.knots.end()) {
                solids.push_back(geo::solid_of(other.polygon.view()));
            }
        }
        geo::MultiPolygon whole = canonical_area(ground(face).view());
        if (solids.empty()) {
            return whole;
        }
        return difference(geo::solid_of(whole.view()), union_of(solids)).polygons();
    }

    void add_neighbours(const ResidualFace& face, const Islands& islands,
                        std::span<const std::uint32_t> rings, TopologyGap& gap) const {
        std::vector<std::uint32_t> rows;
        for (const std::uint32_t ring : rings) {
            const ResidualLoop& loop = m_all.loops.loops[ring];
            for (std::uint32_t e = loop.first; e < loop.first + loop.size; ++e) {
                rows.push_back(m_all.loops.edges[e].row);
                if (m_all.loops.branches[e] != 0) {
                    add_rows_of_same(m_all.loops.edges[e], rows);
                }
            }
        }
        if (face.loop == ResidualLoop::none || !islands.knots.empty()) {
            add_rows_along(gap.polygon.view(), rows);
        }
        std::ranges::sort(rows);
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        if (!rows.empty() && rows.back() == outline_row) {
            rows.pop_back();
            gap.kind = GapKind::outline;
        }
        gap.neighbours = std::move(rows);
    }

    /// Rows that have the same edge.
    void add_rows_of_same(const ResidualEdge& edge, std::vector<std::uint32_t>& rows) const {
        m_all.edges.search({edge.from, edge.from}, [&](std::uint32_t item) {
            const ResidualEdge& other = m_all.edge(item);
            if (other.from == edge.from && other.to == edge.to) {
                rows.push_back(other.row);
            }
        });
    }

    /// Rows with residual edges along the boundary, which the engine may have cut.
    void add_rows_along(const geo::MultiPolygonView& polygon,
                        std::vector<std::uint32_t>& rows) const {
        for (std::size_t p = 0; p < polygon.size(); ++p) {
            for (std::size_t r = 0; r < polygon[p].rings(); ++r) {
                const geo::RingView ring = polygon[p].ring(r);
                for (std::size_t i = 0; i < ring.size(); ++i) {
                    add_rows_along(ring[i], ring.after(i), rows);
                }
            }
        }
    }

    void add_rows_along(Point from, Point to, std::vector<std::uint32_t>& rows) const {
        const Point middle{from.x + (to.x - from.x) / 2.0, from.y + (to.y - from.y) / 2.0};
        const double near = 2.0 * m_all.rounding;
        const geo::Box around{{middle.x - near, middle.y - near},
                              {middle.x + near, middle.y + near}};
        m_all.edges.search(around, [&](std::uint32_t item) {
            const ResidualEdge& edge = m_all.edge(item);
            const double run = edge.to.x - edge.from.x;
            const double rise = edge.to.y - edge.from.y;
            const double off = run * (middle.y - edge.from.y) - rise * (middle.x - edge.from.x);
            if (std::abs(off) <= near * std::hypot(run, rise)) {
                rows.push_back(edge.row);
            }
        });
    }

    [[nodiscard]] bool other_passes(Point at, std::span<const std::uint32_t> rings) const {
        auto place = std::lower_bound(m_low_places.begin(), m_low_places.end(), LowPlace{at, 0});
        for (; place != m_low_places.end() && place->first == at; ++place) {
            if (std::ranges::find(rings, place->second) == rings.end()) {
                return true;
            }
        }
        return false;
    }

    /// True when another such boundary passes through a vertex of these.
    [[nodiscard]] bool pinched(std::span<const std::uint32_t> rings) const {
        for (const std::uint32_t ring : rings) {
            const ResidualLoop& loop = m_all.loops.loops[ring];
            for (std::uint32_t e = loop.first; e < loop.first + loop.size; ++e) {
                if (m_all.loops.branches[e] == 0) {
                    continue;
                }
                const Point at = m_all.loops.edges[e].from;
                if (other_passes(at, rings)) {
                    return true;
                }
            }
        }
        return false;
    }

    const Arrangement& m_all;
    std::span<const ResidualFace> m_faces;
    const measure::Measurer& m_measurer;
    TaskPool& m_tasks;
    std::vector<std::uint32_t> m_gaps{}; ///< faces
    std::vector<Islands> m_islands{};    ///< by gap
    std::vector<std::optional<geo::EdgeIndex>> m_shells{};
    std::vector<LowPlace> m_low_places{}; ///< ascending
};

} // namespace

std::vector<FoundGap> find_gaps(const Arrangement& arrangement, std::span<const ResidualFace> faces,
                                const measure::Measurer& measurer, TaskPool& tasks) {
    return Search{arrangement, faces, measurer, tasks}.run();
}

} // namespace parkplan::overlay::detail
