// SPDX-License-Identifier: MIT
#include "overlay/inner_point.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace parkplan::overlay::detail {
namespace {

using geo::Point;

bool spans(const Line& line, double y) noexcept {
    return (line.a.y <= y) != (line.b.y <= y);
}

double crossing(const Line& line, double y) noexcept {
    const Point& low = std::min(line.a, line.b);
    const Point& high = std::max(line.a, line.b);
    return low.x + (y - low.y) * ((high.x - low.x) / (high.y - low.y));
}

std::vector<double> crossings(std::span<const Line> lines, double y) {
    std::vector<double> at;
    for (const Line& line : lines) {
        if (spans(line, y)) {
            at.push_back(crossing(line, y));
        }
    }
    std::ranges::sort(at);
    return at;
}

/// Heights between vertices, the most roomy first, with their room.
std::vector<std::pair<double, double>> heights(std::span<const Line> rings) {
    std::vector<double> at;
    at.reserve(rings.size());
    for (const Line& line : rings) {
        at.push_back(line.a.y);
    }
    std::ranges::sort(at);
    std::vector<std::pair<double, double>> rooms;
    for (std::size_t i = 1; i < at.size(); ++i) {
        const double middle = at[i - 1] + (at[i] - at[i - 1]) / 2.0;
        if (at[i - 1] < middle && middle < at[i]) {
            rooms.emplace_back(at[i] - at[i - 1], middle);
        }
    }
    constexpr std::size_t enough = 3;
    const std::size_t wanted = std::min(enough, rooms.size());
    std::partial_sort(rooms.begin(), rooms.begin() + static_cast<std::ptrdiff_t>(wanted),
                      rooms.end(), std::greater<>{});
    rooms.resize(wanted);
    return rooms;
}

struct Span {
    double from = 0.0;
    double to = 0.0;
    [[nodiscard]] double width() const noexcept { return to - from; }
};

/// The wider of the two ends of a span that others cut.
Span next_to_rings(Span span, const std::vector<double>& others) {
    const auto first = std::ranges::upper_bound(others, span.from);
    const auto last = std::ranges::lower_bound(others, span.to);
    if (first >= last) {
        return span;
    }
    const Span left{span.from, *first};
    const Span right{*(last - 1), span.to};
    return left.width() >= right.width() ? left : right;
}

} // namespace

std::optional<Point> inner_point(std::span<const Line> rings, std::span<const Line> others) {
    std::optional<Point> best;
    double most = 0.0;
    for (const auto& [room, y] : heights(rings)) {
        const std::vector<double> own = crossings(rings, y);
        const std::vector<double> between = crossings(others, y);
        for (std::size_t i = 0; i + 1 < own.size(); i += 2) {
            const Span span = next_to_rings({own[i], own[i + 1]}, between);
            const double x = span.from + span.width() / 2.0;
            const double worth = std::min(room, span.width());
            if (worth > most && span.from < x && x < span.to) {
                most = worth;
                best = Point{x, y};
            }
        }
    }
    return best;
}

bool lies_inside(std::span<const Line> rings, Point p) noexcept {
    bool inside = false;
    for (const Line& line : rings) {
        if (spans(line, p.y) && crossing(line, p.y) > p.x) {
            inside = !inside;
        }
    }
    return inside;
}

} // namespace parkplan::overlay::detail
