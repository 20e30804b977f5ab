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
    std::ranges::sort(rooms, std::greater<>{});
    return rooms;
}

struct Span {
    double from = 0.0;
    double to = 0.0;
    bool doubtful = false; ///< another line runs along the ring at this end
    [[nodiscard]] double width() const noexcept { return to - from; }
};

/// The better of two spans: one without doubt, then the wider.
const Span& better(const Span& a, const Span& b) noexcept {
    return a.doubtful != b.doubtful ? (a.doubtful ? b : a) : (a.width() >= b.width() ? a : b);
}

/// The better end of a span that others cut.
Span next_to_rings(double from, double to, const std::vector<double>& others) {
    const auto first = std::ranges::upper_bound(others, from);
    const auto last = std::ranges::lower_bound(others, to);
    const bool along_from = first != others.begin() && *(first - 1) == from;
    const bool along_to = last != others.end() && *last == to;
    if (first >= last) {
        return {from, to, along_from && along_to};
    }
    return better({from, *first, along_from}, {*(last - 1), to, along_to});
}

/// The best of what `spans_at(y)` offers at all heights. A few are enough where there is no doubt.
template <typename SpansAt>
std::optional<Point> best_point(std::span<const Line> rings, const SpansAt& spans_at) {
    constexpr std::size_t enough = 3;
    std::optional<Point> best;
    double most = 0.0;
    bool doubtful = true;
    std::size_t tried = 0;
    for (const auto& [room, y] : heights(rings)) {
        if (tried++ >= enough && best && !doubtful) {
            break;
        }
        for (const Span& span : spans_at(y)) {
            const double x = span.from + span.width() / 2.0;
            const double worth = std::min(room, span.width());
            const bool surer = doubtful && !span.doubtful;
            if (worth > 0.0 && span.from < x && x < span.to &&
                (surer || (span.doubtful == doubtful && worth > most))) {
                most = worth;
                doubtful = span.doubtful;
                best = Point{x, y};
            }
        }
    }
    return best;
}

} // namespace

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

std::optional<Point> inner_point(std::span<const Line> rings, const CrossingsAt& others) {
    return best_point(rings, [&](double y) {
        const std::vector<double> own = crossings(rings, y);
        std::vector<Span> spans;
        if (own.empty()) {
            return spans;
        }
        const std::vector<double> between = others(y, own.front(), own.back());
        for (std::size_t i = 0; i + 1 < own.size(); i += 2) {
            spans.push_back(next_to_rings(own[i], own[i + 1], between));
        }
        return spans;
    });
}

std::optional<Point> outer_point(std::span<const Line> rings, const CrossingsAt& others) {
    return best_point(rings, [&](double y) {
        const std::vector<double> own = crossings(rings, y);
        if (own.empty()) {
            return std::vector<Span>{};
        }
        const double to = own.front();
        const double from = to - (own.back() - to);
        const std::vector<double> between = others(y, from, to);
        const auto after = std::ranges::lower_bound(between, to);
        const bool along = after != between.end() && *after == to;
        const double last = after == between.begin() ? from : *(after - 1);
        return std::vector<Span>{{std::max(from, last), to, along}};
    });
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
