// SPDX-License-Identifier: MIT
#pragma once

#include "geo/edge_index.hpp"
#include "geo/point.hpp"
#include "overlay/zone_grid.hpp"

#include <span>
#include <vector>

namespace parkplan::overlay {

/// Makes of the few edges of an area that meet a window edges that cover the window just as the
/// whole area does. The kernel would need every edge above the window as well: of those only the
/// sum of their signs matters, which is known at one corner and changes only where an edge of the
/// few ends above the window. So lines along the window's top stand for them. Exact: no coordinate
/// is computed. Keeps its memory; one per thread.
class WindowEdges {
public:
    /// `refs` are edges of `area`, among them all that meet `window`, none whose box does not. The
    /// result is sorted, and valid until the next call.
    [[nodiscard]] std::span<const geo::SlabEdge> operator()(const geo::EdgeIndex& area,
                                                            std::span<const ZoneGrid::EdgeRef> refs,
                                                            const geo::Box& window);

private:
    /// The sum of the signs above the window changes.
    struct Event {
        double x = 0.0;
        double change = 0.0;
    };
    void note_end(geo::Point end, double change, const geo::Box& window);
    void add_lines(double above, const geo::Box& window);

    std::vector<Event> m_events{};
    std::vector<geo::SlabEdge> m_edges{};
};

} // namespace parkplan::overlay
