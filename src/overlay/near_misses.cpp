// SPDX-License-Identifier: MIT
#include "overlay/near_misses.hpp"

#include "geo/box_tree.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

using geo::Point;
using Segment = std::pair<Point, Point>;

/// Parts of two edges that face each other.
struct Facing {
    std::uint32_t a = 0; ///< row; a < b
    std::uint32_t b = 0;
    Segment one{};
    Segment other{};
    double farthest = 0.0;
    /// How the ends lie: the first beside the first, beside the second, or the parts cross.
    enum class Ends : std::uint8_t { beside, turned, crossing } ends = Ends::beside;
    friend auto operator<=>(const Facing&, const Facing&) = default;
};

/// Coordinates along and off an edge.
class Frame {
public:
    explicit Frame(const ResidualEdge& edge)
        : m_origin(edge.from),
          m_length(std::hypot(edge.to.x - edge.from.x, edge.to.y - edge.from.y)),
          m_along{(edge.to.x - edge.from.x) / m_length, (edge.to.y - edge.from.y) / m_length} {}

    [[nodiscard]] double length() const noexcept { return m_length; }
    [[nodiscard]] Point local(Point p) const noexcept {
        const double dx = p.x - m_origin.x;
        const double dy = p.y - m_origin.y;
        return {dx * m_along.x + dy * m_along.y, dy * m_along.x - dx * m_along.y};
    }
    [[nodiscard]] Point place(Point local) const noexcept {
        return {m_origin.x + local.x * m_along.x - local.y * m_along.y,
                m_origin.y + local.x * m_along.y + local.y * m_along.x};
    }

private:
    Point m_origin;
    double m_length;
    Point m_along;
};

/// The part of the line p → q that lies within `snap` of the x-axis and over [0, length].
std::optional<Segment> clipped(Point p, Point q, double length, double snap) {
    double from = 0.0;
    double to = 1.0;
    const auto clip = [&](double start, double change, double low, double high) {
        if (change == 0.0) {
            if (start < low || start > high) {
                to = -1.0;
            }
            return;
        }
        const double at_low = (low - start) / change;
        const double at_high = (high - start) / change;
        from = std::max(from, std::min(at_low, at_high));
        to = std::min(to, std::max(at_low, at_high));
    };
    clip(p.x, q.x - p.x, 0.0, length);
    clip(p.y, q.y - p.y, -snap, snap);
    if (!(from < to)) {
        return std::nullopt;
    }
    const auto at = [&](double t) { return Point{p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)}; };
    return Segment{at(from), at(to)};
}

/// True when they had to change places.
bool sort_ends(Segment& segment) {
    const bool turned = segment.second < segment.first;
    if (turned) {
        std::swap(segment.first, segment.second);
    }
    return turned;
}

class Looker {
public:
    Looker(const Arrangement& arrangement, std::span<const FoundGap> gaps,
           const geo::detail::BoxTree& gap_boxes, double snap)
        : m_all(arrangement), m_gaps(gaps), m_gap_boxes(gap_boxes), m_snap(snap) {}

    void look(std::uint32_t i, std::uint32_t j) {
        // The frame is that of the smaller edge: rows may change places.
        const auto ends = [this](std::uint32_t item) {
            return std::pair{m_all.edge(item).from, m_all.edge(item).to};
        };
        const ResidualEdge& e = m_all.edge(ends(i) < ends(j) ? i : j);
        const ResidualEdge& f = m_all.edge(ends(i) < ends(j) ? j : i);
        if (e.row == outline_row || f.row == outline_row) {
            return;
        }
        const Frame frame{e};
        const Point from = frame.local(f.from);
        const Point to = frame.local(f.to);
        const auto part = clipped(from, to, frame.length(), m_snap);
        if (from.x <= to.x || !part || part->first.x - part->second.x <= m_all.rounding) {
            return;
        }
        note_vertices(e, f);
        note_vertices(f, e);
        const Point middle{(part->first.x + part->second.x) / 2.0,
                           (part->first.y + part->second.y) / 4.0};
        if (std::abs(middle.y) <= m_all.rounding || !open(frame.place(middle))) {
            return;
        }
        Segment of_e{frame.place({part->first.x, 0.0}), frame.place({part->second.x, 0.0})};
        Segment of_f{frame.place(part->first), frame.place(part->second)};
        const bool turned_e = sort_ends(of_e);
        const bool turned = turned_e != sort_ends(of_f);
        for (const auto& [a, b] : m_all.owners(e.source, f.source)) {
            found.push_back({a, b, of_e, of_f,
                             std::max(std::abs(part->first.y), std::abs(part->second.y)),
                             part->first.y * part->second.y < 0.0 ? Facing::Ends::crossing
                             : turned                             ? Facing::Ends::turned
                                                                  : Facing::Ends::beside});
        }
    }

    std::vector<Facing> found{};
    std::vector<VertexOnEdge> unmatched{};

private:
    /// Vertices of `other` near the inside of `edge`, and not near its ends.
    void note_vertices(const ResidualEdge& edge, const ResidualEdge& other) {
        const Frame frame{edge};
        for (const Point& p : {other.from, other.to}) {
            const Point at = frame.local(p);
            const double off = std::abs(at.y);
            if (off > m_all.rounding && off <= m_snap && at.x > 0.0 && at.x < frame.length() &&
                std::hypot(at.x, at.y) > m_snap &&
                std::hypot(frame.length() - at.x, at.y) > m_snap) {
                unmatched.push_back({std::min(edge.source, other.source),
                                     std::max(edge.source, other.source), p, off});
            }
        }
    }

    /// True for ground that no row covers, and that is no gap.
    [[nodiscard]] bool open(Point p) const {
        bool covered = false;
        m_all.rows.search({p, p}, [&](std::uint32_t row) {
            covered = covered || contains(m_all.coverage.polygon(row), p);
        });
        m_gap_boxes.search({p, p}, [&](std::uint32_t gap) {
            covered = covered || contains(m_gaps[gap].gap.polygon.view(), p);
        });
        return !covered;
    }

    const Arrangement& m_all;
    std::span<const FoundGap> m_gaps;
    const geo::detail::BoxTree& m_gap_boxes;
    double m_snap;
};

std::vector<NearMiss> by_pair(std::vector<Facing> all) {
    std::ranges::sort(all);
    std::vector<NearMiss> misses;
    for (const Facing& facing : all) {
        if (misses.empty() || misses.back().a != facing.a || misses.back().b != facing.b) {
            misses.push_back({facing.a, facing.b, {}, {}});
        }
        NearMiss& miss = misses.back();
        for (const Segment& part : {facing.one, facing.other}) {
            miss.lines.lines.push_back({part.first, part.second});
        }
        if (facing.ends != Facing::Ends::crossing) {
            const bool turned = facing.ends == Facing::Ends::turned;
            const auto& [first, second] = facing.other;
            miss.strips.push_back({facing.one.first, facing.one.second, turned ? first : second,
                                   turned ? second : first});
        }
        miss.farthest = std::max(miss.farthest, Metres{facing.farthest});
    }
    for (NearMiss& miss : misses) {
        std::ranges::sort(miss.lines.lines);
        const auto last = std::unique(miss.lines.lines.begin(), miss.lines.lines.end());
        miss.lines.lines.erase(last, miss.lines.lines.end());
    }
    return misses;
}

} // namespace

Near find_near(const Arrangement& arrangement, std::span<const FoundGap> gaps, Metres snap,
               TaskPool& tasks) {
    std::vector<geo::Box> boxes;
    for (const FoundGap& gap : gaps) {
        boxes.push_back(geo::box_of(gap.gap.polygon.view()));
    }
    const geo::detail::BoxTree gap_boxes{boxes};
    constexpr std::size_t grain = 256;
    const geo::detail::BoxTree& edges = arrangement.edges;
    std::vector<std::pair<std::vector<Facing>, std::vector<VertexOnEdge>>> parts(
        (edges.groups() + grain - 1) / grain);
    tasks.for_ranges(edges.groups(), grain, [&](std::size_t first, std::size_t last) {
        Looker looker{arrangement, gaps, gap_boxes, snap.value()};
        for (std::size_t group = first; group < last; ++group) {
            edges.join(group, snap.value(),
                       [&looker](std::uint32_t i, std::uint32_t j) { looker.look(i, j); });
        }
        parts[first / grain] = {std::move(looker.found), std::move(looker.unmatched)};
    });
    std::vector<Facing> facing;
    Near near;
    for (const auto& [found, unmatched] : parts) {
        facing.insert(facing.end(), found.begin(), found.end());
        near.unmatched.insert(near.unmatched.end(), unmatched.begin(), unmatched.end());
    }
    near.misses = by_pair(std::move(facing));
    std::ranges::sort(near.unmatched);
    near.unmatched.erase(std::unique(near.unmatched.begin(), near.unmatched.end()),
                         near.unmatched.end());
    return near;
}

} // namespace parkplan::overlay::detail
