// SPDX-License-Identifier: MIT
#include "geo/common_area.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace parkplan::geo {
namespace {

/// Adds the moments of the strip between the x-axis and a line from (u, from) to (u + width, to).
void add_strip(double sign, double u, double width, double from, double to, Moments& sum) noexcept {
    const double first = width * width * (from + 2.0 * to) / 6.0;
    const double second = width * width * width * (from + 3.0 * to) / 12.0;
    const double a = width * (from + to) / 2.0;
    const double my = width * (from * from + from * to + to * to) / 6.0;
    sum.a += sign * a;
    sum.mx += sign * (u * a + first);
    sum.my += sign * my;
    sum.mxx += sign * (u * (u * a + 2.0 * first) + second);
    sum.mxy +=
        sign * (u * my + width * width * (from * from + 2.0 * from * to + 3.0 * to * to) / 24.0);
    sum.myy += sign * width * (from + to) * (from * from + to * to) / 12.0;
}

Box common_part(const Box& a, const Box& b) noexcept {
    return {{std::max(a.min.x, b.min.x), std::max(a.min.y, b.min.y)},
            {std::min(a.max.x, b.max.x), std::min(a.max.y, b.max.y)}};
}

bool has_area(const Box& box) noexcept {
    return box.min.x < box.max.x && box.min.y < box.max.y;
}

} // namespace

void CommonAreaMeter::localise(const std::vector<SlabEdge>& edges, Point origin,
                               std::vector<Line>& lines) {
    lines.clear();
    for (const SlabEdge& edge : edges) {
        const Point left{edge.left.x - origin.x, edge.left.y - origin.y};
        const Point right{edge.right.x - origin.x, edge.right.y - origin.y};
        lines.push_back({left, right, (right.y - left.y) / (right.x - left.x), edge.sign});
    }
}

/// The strip below the lower of two lines over their common range. At an end of a line its own
/// vertex counts, not what its slope makes of it.
void CommonAreaMeter::add_pair(const Line& a, const Line& b, CommonArea& sum) noexcept {
    const double from = std::max(a.left.x, b.left.x);
    const double to = std::min(a.right.x, b.right.x);
    const auto at_from = [from](const Line& line) {
        return line.left.x == from ? line.left.y : line.left.y + (from - line.left.x) * line.slope;
    };
    const auto at_to = [to](const Line& line) {
        return line.right.x == to ? line.right.y : line.left.y + (to - line.left.x) * line.slope;
    };
    const double a_from = at_from(a);
    const double b_from = at_from(b);
    const double a_to = at_to(a);
    const double b_to = at_to(b);
    const double gap_from = a_from - b_from;
    const double gap_to = a_to - b_to;
    const double low_from = std::min(a_from, b_from);
    const double low_to = std::min(a_to, b_to);
    const double width = to - from;
    const double sign = a.sign * b.sign;
    if ((gap_from < 0.0 && gap_to > 0.0) || (gap_from > 0.0 && gap_to < 0.0)) {
        const double share = gap_from / (gap_from - gap_to);
        // The mean of both lines depends on no order of the two.
        const double by_a = a_from + share * (a_to - a_from);
        const double by_b = b_from + share * (b_to - b_from);
        const double at = (by_a + by_b) / 2.0;
        const double left = share * width;
        add_strip(sign, from, left, low_from, at, sum.moments);
        add_strip(sign, from + left, width - left, at, low_to, sum.moments);
    } else {
        add_strip(sign, from, width, low_from, low_to, sum.moments);
    }
    sum.noise += width * std::max({std::abs(a.left.y), std::abs(a.right.y), std::abs(b.left.y),
                                   std::abs(b.right.y)});
}

/// Pairs every line with those of the other area over the same range of x, in an order that only
/// the lines decide.
CommonArea CommonAreaMeter::sum(Point origin) {
    CommonArea sum{{}, origin, 0.0};
    m_active.clear();
    std::size_t next = 0;
    for (const Line& a : m_lines_a) {
        for (; next < m_lines_b.size() && m_lines_b[next].left.x < a.right.x; ++next) {
            m_active.push_back(&m_lines_b[next]);
        }
        // The lines of `a` start ever farther right: what ends before this one is done with.
        std::erase_if(m_active, [&](const Line* b) { return b->right.x <= a.left.x; });
        for (const Line* b : m_active) {
            if (b->left.x < a.right.x) {
                add_pair(a, *b, sum);
            }
        }
    }
    sum.noise *= 8.0 * std::numeric_limits<double>::epsilon();
    return sum;
}

CommonArea CommonAreaMeter::sum_gathered(Point origin) {
    std::ranges::sort(m_edges_a);
    std::ranges::sort(m_edges_b);
    if (m_edges_b < m_edges_a) {
        std::swap(m_edges_a, m_edges_b);
    }
    localise(m_edges_a, origin, m_lines_a);
    localise(m_edges_b, origin, m_lines_b);
    return sum(origin);
}

CommonArea CommonAreaMeter::operator()(const EdgeIndex& a, const EdgeIndex& b) {
    const Box window = common_part(a.box(), b.box());
    m_edges_a.clear();
    m_edges_b.clear();
    if (has_area(window)) {
        a.gather(window, m_edges_a);
        b.gather(window, m_edges_b);
    }
    return sum_gathered(window.min);
}

CommonArea CommonAreaMeter::operator()(const MultiPolygonView& a, const MultiPolygonView& b) {
    const Box window = common_part(box_of(a), box_of(b));
    m_edges_a.clear();
    m_edges_b.clear();
    if (has_area(window)) {
        gather_edges(a, window, m_edges_a);
        gather_edges(b, window, m_edges_b);
    }
    return sum_gathered(window.min);
}

} // namespace parkplan::geo
