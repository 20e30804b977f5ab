// SPDX-License-Identifier: MIT
#include "overlay/residual_faces.hpp"

#include "geo/canonical.hpp"
#include "geo/faces.hpp"
#include "geo/predicates.hpp"
#include "overlay/inner_point.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

using geo::Point;

Cover cover_at(const Arrangement& all, Point at) {
    Cover cover;
    all.rows.search({at, at}, [&](std::uint32_t row) {
        if (contains(all.coverage.polygon(row), at)) {
            cover.rows.push_back(row);
        }
    });
    std::ranges::sort(cover.rows);
    cover.in_outline = all.outline != nullptr && all.outline->covers(at) > 0;
    return cover;
}

/// True when an odd number of edges lies above a point.
bool encloses(geo::RingView ring, Point p) noexcept {
    bool inside = false;
    Point from = ring.empty() ? Point{} : ring[ring.size() - 1];
    for (const Point& to : ring.points()) {
        if ((from.x <= p.x) != (to.x <= p.x)) {
            const bool above = (from.y > p.y && to.y > p.y) ||
                               ((from.y > p.y || to.y > p.y) &&
                                geo::orientation(std::min(from, to), std::max(from, to), p) < 0);
            inside = inside != above;
        }
        from = to;
    }
    return inside;
}

/// Crossings of those residual edges that are wanted.
template <typename Wanted>
CrossingsAt crossings_in(const Arrangement& all, const Wanted& wanted) {
    return [&all, wanted](double y, double from, double to) {
        std::vector<Line> lines;
        all.edges.search({{from, y}, {to, y}}, [&](std::uint32_t item) {
            if (wanted(item)) {
                lines.push_back({all.edge(item).from, all.edge(item).to});
            }
        });
        return crossings(lines, y);
    };
}

/// Looks at the faces one by one. One per thread.
class Prober {
public:
    explicit Prober(const Arrangement& arrangement) : m_all(arrangement) {}

    /// Nothing for a loop that rounding makes, or that has no inside.
    std::optional<ResidualFace> face_of_loop(std::uint32_t number) {
        const ResidualLoop& loop = m_all.loops.loops[number];
        if (is_rounding(std::abs(loop.area), loop.length, m_all.rounding)) {
            return std::nullopt;
        }
        m_own.clear();
        for (const ResidualEdge& edge : m_all.loops.edges_of(loop)) {
            m_own.push_back({edge.from, edge.to});
        }
        const auto wanted = [this, number](std::uint32_t item) {
            return m_all.loop_of(item) != number;
        };
        ResidualFace face;
        face.loop = number;
        face.box = loop.box;
        if (!cover(face, crossings_in(m_all, wanted))) {
            return std::nullopt;
        }
        face.hollow =
            face.cover.rows.size() == 2 && !loop.clockwise() && is_hollow(loop.box, wanted);
        return face;
    }

    std::optional<ResidualFace> face_of_knot(std::uint32_t knot, const geo::PolygonView& polygon) {
        m_own.clear();
        ResidualFace face;
        face.knot = knot;
        geo::PolygonColumn column;
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const geo::RingView ring = polygon.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                m_own.push_back({ring[i], ring.after(i)});
                face.box.add(ring[i]);
                column.add_point(ring[i]);
            }
            column.end_ring();
        }
        column.end_polygon();
        column.end_feature();
        if (is_rounding(geo::planar_area(column[0]), geo::perimeter(column[0]), m_all.rounding)) {
            return std::nullopt;
        }
        if (!cover(face, crossings_in(m_all, [this, knot](std::uint32_t item) {
                       return m_all.loops.loops[m_all.loop_of(item)].knot != knot;
                   }))) {
            return std::nullopt;
        }
        face.hollow = true;
        face.polygon = geo::MultiPolygon{std::move(column)};
        return face;
    }

private:
    template <typename Wanted>
    [[nodiscard]] bool is_hollow(const geo::Box& box, const Wanted& wanted) const {
        bool found = false;
        m_all.edges.search(box, [&](std::uint32_t item) {
            if (!found && wanted(item)) {
                const Line line{m_all.edge(item).from, m_all.edge(item).to};
                found = lies_inside(m_own, line.middle());
            }
        });
        return found;
    }

    bool cover(ResidualFace& face, const CrossingsAt& others) const {
        const std::optional<Point> at = inner_point(m_own, others);
        if (!at) {
            return false;
        }
        face.at = *at;
        face.cover = cover_at(m_all, *at);
        return true;
    }

    const Arrangement& m_all;
    std::vector<Line> m_own{};
};

std::vector<ResidualFace> faces_of_knot(const Arrangement& all, std::uint32_t knot) {
    std::vector<std::pair<Point, Point>> segments;
    for (const std::uint32_t loop : all.loops.knots[knot]) {
        for (const ResidualEdge& edge : all.loops.edges_of(all.loops.loops[loop])) {
            segments.emplace_back(std::min(edge.from, edge.to), std::max(edge.from, edge.to));
        }
    }
    const geo::MultiPolygon polygons = geo::faces_between(std::move(segments));
    Prober prober{all};
    std::vector<ResidualFace> faces;
    for (std::size_t i = 0; i < polygons.view().size(); ++i) {
        if (auto face = prober.face_of_knot(knot, polygons.view()[i])) {
            faces.push_back(*std::move(face));
        }
    }
    return faces;
}

} // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> Arrangement::owners(std::uint32_t e,
                                                                         std::uint32_t f) const {
    std::vector<std::uint32_t> of_e;
    std::vector<std::uint32_t> of_f;
    coverage.add_owners(sources[e], rows, of_e);
    coverage.add_owners(sources[f], rows, of_f);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const std::uint32_t a : of_e) {
        for (const std::uint32_t b : of_f) {
            if (a != b) {
                pairs.emplace_back(std::min(a, b), std::max(a, b));
            }
        }
    }
    return pairs;
}

Cover cover_outside(const Arrangement& arrangement, const ResidualLoop& loop) {
    std::vector<Line> own;
    for (const ResidualEdge& edge : arrangement.loops.edges_of(loop)) {
        own.push_back({edge.from, edge.to});
    }
    const std::uint32_t number = arrangement.loops.loop_of[loop.first];
    const std::optional<Point> at =
        outer_point(own, crossings_in(arrangement, [&arrangement, number](std::uint32_t item) {
                        return arrangement.loop_of(item) != number;
                    }));
    return at ? cover_at(arrangement, *at) : Cover{};
}

bool is_rounding(double area, double length, double rounding) noexcept {
    return 2.0 * area <= rounding * length;
}

bool contains(const geo::MultiPolygonView& area, geo::Point p) noexcept {
    bool inside = false;
    for (std::size_t part = 0; part < area.size(); ++part) {
        for (std::size_t r = 0; r < area[part].rings(); ++r) {
            inside = inside != encloses(area[part].ring(r), p);
        }
    }
    return inside;
}

std::vector<ResidualFace> find_faces(const Arrangement& arrangement, TaskPool& tasks) {
    constexpr std::size_t grain = 256;
    const std::vector<ResidualLoop>& loops = arrangement.loops.loops;
    std::vector<std::vector<ResidualFace>> parts((loops.size() + grain - 1) / grain);
    tasks.for_ranges(loops.size(), grain, [&](std::size_t first, std::size_t last) {
        Prober prober{arrangement};
        for (std::size_t i = first; i < last; ++i) {
            if (loops[i].knot != ResidualLoop::none) {
                continue;
            }
            if (auto face = prober.face_of_loop(static_cast<std::uint32_t>(i))) {
                parts[first / grain].push_back(*std::move(face));
            }
        }
    });
    std::vector<std::vector<ResidualFace>> of_knots =
        tasks.map<std::vector<ResidualFace>>(arrangement.loops.knots.size(), [&](std::size_t i) {
            return faces_of_knot(arrangement, static_cast<std::uint32_t>(i));
        });
    std::vector<ResidualFace> faces;
    for (auto* all : {&parts, &of_knots}) {
        for (std::vector<ResidualFace>& part : *all) {
            std::ranges::move(part, std::back_inserter(faces));
        }
    }
    return faces;
}

} // namespace parkplan::overlay::detail
