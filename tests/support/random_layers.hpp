// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "geo/shape.hpp"
#include "geo/validity.hpp"
#include "support/random_polygons.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace parkplan::test {

using Features = std::vector<geo::MultiPolygon>;

[[nodiscard]] inline geo::MultiPolygon rectangle(double x0, double y0, double x1, double y1) {
    return lone({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}});
}

/// Rectangles of an integer grid: shared vertices, edges that partly coincide, vertices on edges,
/// equal and contained features, gaps that touch at points.
[[nodiscard]] inline Features grid_boxes(Random& random) {
    Features all;
    const std::size_t count = 3 + random.below(25);
    for (std::size_t i = 0; i < count; ++i) {
        const auto x = static_cast<double>(random.below(12));
        const auto y = static_cast<double>(random.below(12));
        const double width = 1.0 + static_cast<double>(random.below(6));
        all.push_back(rectangle(x, y, x + width, y + 1.0 + static_cast<double>(random.below(6))));
    }
    return all;
}

[[nodiscard]] inline Features stars(Random& random) {
    Features all;
    const std::size_t count = 3 + random.below(25);
    for (std::size_t i = 0; i < count; ++i) {
        const double x = random.between(0.0, 100.0);
        const geo::Point centre{x, random.between(0.0, 100.0)};
        all.push_back(lone(star_ring(random, centre, 25.0, 4 + random.below(20))));
    }
    return all;
}

[[nodiscard]] inline Features skylines(Random& random) {
    Features all;
    const std::size_t count = 3 + random.below(12);
    for (std::size_t i = 0; i < count; ++i) {
        const auto x = static_cast<double>(random.below(20));
        const geo::Point corner{x, static_cast<double>(random.below(15))};
        all.push_back(lone(skyline_ring(random, corner, 2 + random.below(8), 6)));
    }
    return all;
}

/// Adds a cell of a coverage: as it is, or with a fault. It may be missing, be there twice, have a
/// vertex moved or one too many, or have a hole, which may be filled.
inline void add_cell(Random& random, Ring shell, Features& all) {
    enum Fate : std::size_t { missing, moved, bent, hollow, twice, fates = 12 };
    const std::size_t fate = random.below(fates);
    if (fate == missing) {
        return;
    }
    if (fate == moved) {
        shell[random.below(4)].x += random.between(-1.5, 1.5);
    }
    if (fate == bent) {
        const std::size_t edge = random.below(4);
        const geo::Point a = shell[edge];
        const geo::Point b = shell[(edge + 1) % 4];
        const double x = (a.x + b.x) / 2.0 + random.between(-1.0, 1.0);
        shell.insert(shell.begin() + static_cast<std::ptrdiff_t>(edge) + 1,
                     {x, (a.y + b.y) / 2.0 + random.between(-1.0, 1.0)});
    }
    if (fate == hollow) {
        const geo::Point c{(shell[0].x + shell[2].x) / 2.0, (shell[0].y + shell[2].y) / 2.0};
        const Ring hole{{c.x - 0.5, c.y - 0.5}, {c.x + 0.5, c.y - 0.5}, {c.x, c.y + 0.5}};
        all.push_back(feature({{shell, reversed(hole)}}));
        if (random.below(2) == 0) {
            all.push_back(lone(hole));
        }
        return;
    }
    all.push_back(lone(shell));
    if (fate == twice) {
        all.push_back(lone(shell));
    }
}

/// Cells of an irregular net, some with faults.
[[nodiscard]] inline Features coverage(Random& random, double shift) {
    const std::size_t n = 3 + random.below(5);
    std::vector<geo::Point> nodes;
    for (std::size_t y = 0; y <= n; ++y) {
        for (std::size_t x = 0; x <= n; ++x) {
            const double east = 10.0 * static_cast<double>(x) + random.between(-3.0, 3.0);
            nodes.push_back(
                {east + shift, 10.0 * static_cast<double>(y) + random.between(-3.0, 3.0)});
        }
    }
    Features all;
    for (std::size_t y = 0; y < n; ++y) {
        for (std::size_t x = 0; x < n; ++x) {
            const std::size_t at = y * (n + 1) + x;
            add_cell(random, {nodes[at], nodes[at + 1], nodes[at + n + 2], nodes[at + n + 1]}, all);
        }
    }
    std::erase_if(all, [](const geo::MultiPolygon& one) {
        return !geo::measurable(geo::find_defects(one.view()));
    });
    return all;
}

/// Features that may overlap in every way; `kind` is below kinds_of_features.
[[nodiscard]] inline Features random_features(Random& random, std::size_t kind) {
    switch (kind) {
    case 0:
        return grid_boxes(random);
    case 1:
        return stars(random);
    case 2:
        return skylines(random);
    case 3:
        return coverage(random, 0.0);
    default: { // two of them, one over the other
        Features all = coverage(random, 0.0);
        for (geo::MultiPolygon& feature : coverage(random, random.between(0.0, 30.0))) {
            all.push_back(std::move(feature));
        }
        return all;
    }
    }
}

inline constexpr std::size_t kinds_of_features = 5;

} // namespace parkplan::test
