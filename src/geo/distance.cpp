// SPDX-License-Identifier: MIT
#include "geo/distance.hpp"

#include "geo/predicates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>
#include <utility>

namespace parkplan::geo {
namespace {

Box box_of(const SlabEdge& edge) noexcept {
    return {{edge.left.x, std::min(edge.left.y, edge.right.y)},
            {edge.right.x, std::max(edge.left.y, edge.right.y)}};
}

double length(double x, double y) noexcept {
    return std::sqrt(x * x + y * y);
}

/// True when two edges share a point. Exact.
bool meet(const SlabEdge& e, const SlabEdge& f) noexcept {
    if (!box_of(e).meets(box_of(f))) {
        return false;
    }
    // Of two collinear edges all four turns are 0, and their boxes meet only when they do.
    return orientation(f.left, f.right, e.left) * orientation(f.left, f.right, e.right) <= 0 &&
           orientation(e.left, e.right, f.left) * orientation(e.left, e.right, f.right) <= 0;
}

struct Foot {
    double distance = 0.0;
    Point at{};
};

/// The point of an edge that is nearest to `p`.
Foot foot_of(Point p, const SlabEdge& edge) noexcept {
    const Point along{edge.right.x - edge.left.x, edge.right.y - edge.left.y};
    const Point from_left{p.x - edge.left.x, p.y - edge.left.y};
    const Point from_right{p.x - edge.right.x, p.y - edge.right.y};
    const double dot = from_left.x * along.x + from_left.y * along.y;
    if (!(dot > 0.0)) {
        return {length(from_left.x, from_left.y), edge.left};
    }
    if (from_right.x * along.x + from_right.y * along.y >= 0.0) {
        return {length(from_right.x, from_right.y), edge.right};
    }
    const double squared = along.x * along.x + along.y * along.y;
    const double cross = along.x * from_left.y - along.y * from_left.x;
    const double t = dot / squared;
    return {std::abs(cross) / std::sqrt(squared),
            {edge.left.x + t * along.x, edge.left.y + t * along.y}};
}

/// Distance of two ranges of a coordinate.
double gap(double low_a, double high_a, double low_b, double high_b) noexcept {
    return std::max({0.0, low_b - high_a, low_a - high_b});
}

/// How much rounding may make a distance of boxes larger than one of points in them.
double slack_of(const Box& a, const Box& b) noexcept {
    const double largest =
        std::max({std::abs(a.min.x), std::abs(a.min.y), std::abs(a.max.x), std::abs(a.max.y),
                  std::abs(b.min.x), std::abs(b.min.y), std::abs(b.max.x), std::abs(b.max.y)});
    return 8.0 * std::numeric_limits<double>::epsilon() * largest;
}

} // namespace

DistanceIndex::DistanceIndex(const MultiPolygonView& area) {
    for (std::size_t p = 0; p < area.size(); ++p) {
        take(area[p]);
    }
    build();
}

DistanceIndex::DistanceIndex(const PolygonView& part) {
    take(part);
    build();
}

DistanceIndex::DistanceIndex(const PathsView& paths) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
        take_path(paths[i]);
    }
    build();
}

/// Edges without a side: they cover nothing.
void DistanceIndex::take_path(std::span<const Point> path) {
    const std::size_t before = m_edges.size();
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (path[i - 1] != path[i]) {
            m_edges.push_back(
                {std::min(path[i - 1], path[i]), std::max(path[i - 1], path[i]), 0.0});
        }
    }
    if (m_edges.size() == before) {
        m_edges.push_back({path.front(), path.front(), 0.0});
    }
    m_shells.push_back(path.front());
}

void DistanceIndex::take(const PolygonView& part) {
    append_edges(part, m_edges);
    if (part.rings() > 0 && !part.shell().empty()) {
        m_shells.push_back(part.shell()[0]);
    }
}

void DistanceIndex::build() {
    if (m_edges.empty()) {
        return;
    }
    m_levels.push_back(0);
    for (std::size_t i = 0; i < m_edges.size(); i += fan) {
        Box box;
        for (std::size_t e = i; e < std::min(i + fan, m_edges.size()); ++e) {
            box.add(box_of(m_edges[e]));
        }
        m_boxes.push_back(box);
    }
    m_levels.push_back(m_boxes.size());
    for (std::size_t first = 0, last = m_boxes.size(); last - first > 1;) {
        for (std::size_t i = first; i < last; i += fan) {
            Box box;
            for (std::size_t c = i; c < std::min(i + fan, last); ++c) {
                box.add(m_boxes[c]);
            }
            m_boxes.push_back(box);
        }
        first = last;
        last = m_boxes.size();
        m_levels.push_back(last);
    }
}

DistanceIndex::Range DistanceIndex::children(Node node) const noexcept {
    const std::size_t below =
        node.level == 0 ? m_edges.size() : m_levels[node.level] - m_levels[node.level - 1];
    return {node.index * fan, std::min((node.index + 1) * fan, below)};
}

double DistanceIndex::signs_above(Node node, Point p) const noexcept {
    const Box& around = box(node);
    if (p.x < around.min.x || p.x > around.max.x || p.y > around.max.y) {
        return 0.0;
    }
    double sum = 0.0;
    const auto [first, last] = children(node);
    for (std::size_t c = first; c < last; ++c) {
        if (node.level > 0) {
            sum += signs_above({node.level - 1, c}, p);
        } else if (m_edges[c].left.x <= p.x && p.x < m_edges[c].right.x &&
                   lies_above(m_edges[c], p)) {
            sum += m_edges[c].sign;
        }
    }
    return sum;
}

bool DistanceIndex::covers(Point p) const noexcept {
    return !empty() && signs_above(top(), p) != 0.0;
}

/// One search for the nearest edges of two areas.
class DistanceIndex::Search {
public:
    Search(const DistanceIndex& a, const DistanceIndex& b, double at_most)
        : m_a(a), m_b(b), m_bound(at_most), m_slack(slack_of(a.box(a.top()), b.box(b.top()))) {}

    [[nodiscard]] std::optional<Nearest> run() {
        if (shell_inside(m_a, m_b) || shell_inside(m_b, m_a)) {
            return Nearest{};
        }
        look_into(m_a.top(), m_b.top());
        return m_best;
    }

private:
    static bool shell_inside(const DistanceIndex& shells, const DistanceIndex& area) noexcept {
        return std::ranges::any_of(shells.m_shells, [&](Point p) { return area.covers(p); });
    }

    [[nodiscard]] bool too_far(double gap) const noexcept {
        return gap > m_bound + m_slack || (m_best && m_best->distance == 0.0);
    }

    void look_into(Node i, Node j) {
        if (too_far(distance(m_a.box(i), m_b.box(j)))) {
            return;
        }
        if (i.level == 0 && j.level == 0) {
            compare(m_a.children(i), m_b.children(j));
        } else if (i.level >= j.level) {
            descend(m_a, i, m_b.box(j), [&](std::size_t c) { look_into({i.level - 1, c}, j); });
        } else {
            descend(m_b, j, m_a.box(i), [&](std::size_t c) { look_into(i, {j.level - 1, c}); });
        }
    }

    /// The nearest children first: what they find keeps the others short.
    template <typename Visit>
    static void descend(const DistanceIndex& index, Node node, const Box& other,
                        const Visit& visit) {
        std::array<std::pair<double, std::size_t>, fan> order{};
        const auto [first, last] = index.children(node);
        for (std::size_t c = first; c < last; ++c) {
            order.at(c - first) = {distance(index.box({node.level - 1, c}), other), c};
        }
        const std::span nearest_first{order.data(), last - first};
        std::ranges::sort(nearest_first);
        for (const auto& [gap, child] : nearest_first) {
            visit(child);
        }
    }

    void compare(Range edges_a, Range edges_b) {
        for (std::size_t i = edges_a.first; i < edges_a.last; ++i) {
            const SlabEdge& e = m_a.m_edges[i];
            for (std::size_t j = edges_b.first; j < edges_b.last; ++j) {
                const SlabEdge& f = m_b.m_edges[j];
                if (!too_far(distance(box_of(e), box_of(f)))) {
                    compare(e, f);
                }
            }
        }
    }

    void compare(const SlabEdge& e, const SlabEdge& f) {
        if (meet(e, f)) {
            m_best = Nearest{};
            m_bound = 0.0;
            return;
        }
        for (const Point p : {e.left, e.right}) {
            const Foot foot = foot_of(p, f);
            take({foot.distance, p, foot.at});
        }
        for (const Point p : {f.left, f.right}) {
            const Foot foot = foot_of(p, e);
            take({foot.distance, foot.at, p});
        }
    }

    void take(const Nearest& found) {
        const auto rank = [](const Nearest& n) {
            return std::tuple{n.distance, std::min(n.a, n.b), std::max(n.a, n.b), n.a};
        };
        if (found.distance <= m_bound && (!m_best || rank(found) < rank(*m_best))) {
            m_best = found.distance > 0.0 ? found : Nearest{};
            m_bound = found.distance;
        }
    }

    const DistanceIndex& m_a;
    const DistanceIndex& m_b;
    std::optional<Nearest> m_best{};
    double m_bound;
    double m_slack;
};

std::optional<Nearest> nearest(const DistanceIndex& a, const DistanceIndex& b, double at_most) {
    if (a.empty() || b.empty()) {
        return std::nullopt;
    }
    return DistanceIndex::Search{a, b, at_most}.run();
}

double distance(const Box& a, const Box& b) noexcept {
    if (a.empty() || b.empty()) {
        return std::numeric_limits<double>::infinity();
    }
    return length(gap(a.min.x, a.max.x, b.min.x, b.max.x), gap(a.min.y, a.max.y, b.min.y, b.max.y));
}

double reach(const Box& a, const Box& b) noexcept {
    if (a.empty() || b.empty()) {
        return std::numeric_limits<double>::infinity();
    }
    return length(std::max(a.max.x, b.max.x) - std::min(a.min.x, b.min.x),
                  std::max(a.max.y, b.max.y) - std::min(a.min.y, b.min.y));
}

} // namespace parkplan::geo
