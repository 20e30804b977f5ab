// SPDX-License-Identifier: MIT
#include "overlay/zone_outline.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace parkplan::overlay {

geo::EdgeIndex outline_of(std::span<const geo::EdgeIndex> areas) {
    std::vector<geo::SlabEdge> all;
    for (const geo::EdgeIndex& area : areas) {
        all.insert(all.end(), area.edges().begin(), area.edges().end());
    }
    std::ranges::sort(all, geo::before);
    std::vector<geo::SlabEdge> left;
    for (std::size_t first = 0; first < all.size();) {
        geo::SlabEdge edge = all[first];
        const bool vertical = edge.left.x == edge.right.x;
        double sum = 0.0;
        for (; first < all.size() && all[first].left == edge.left && all[first].right == edge.right;
             ++first) {
            sum += vertical ? std::copysign(1.0, all[first].sign) : all[first].sign;
        }
        if (sum != 0.0) {
            edge.sign = vertical ? std::copysign(0.0, sum) : sum;
            left.push_back(edge);
        }
    }
    geo::EdgeIndex outline;
    outline.assign(std::move(left));
    return outline;
}

} // namespace parkplan::overlay
