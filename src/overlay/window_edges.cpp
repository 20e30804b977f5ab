// SPDX-License-Identifier: MIT
#include "overlay/window_edges.hpp"

#include <algorithm>
#include <cmath>

namespace parkplan::overlay {

/// The boundary is closed: where an edge of the few ends above the window, edges that are none of
/// them go on, and those lie above the window as far as they lie over it.
void WindowEdges::note_end(geo::Point end, double change, const geo::Box& window) {
    if (end.x > window.min.x && end.x < window.max.x && end.y > window.max.y) {
        m_events.push_back({end.x, change});
    }
}

std::span<const geo::SlabEdge> WindowEdges::operator()(const geo::EdgeIndex& area,
                                                       std::span<const ZoneGrid::EdgeRef> refs,
                                                       const geo::Box& window) {
    m_events.clear();
    m_edges.clear();
    const geo::Point corner{window.min.x, window.max.y};
    double above = area.covers(corner);
    for (const ZoneGrid::EdgeRef& ref : refs) {
        const geo::SlabEdge& edge = area.edges()[ref.edge];
        if (edge.sign == 0.0) { // vertical: what it ends goes on at its other end
            const double change = std::copysign(1.0, edge.sign);
            note_end(edge.left, change, window);
            note_end(edge.right, -change, window);
            continue;
        }
        if (edge.left.x <= corner.x && corner.x < edge.right.x && lies_above(edge, corner)) {
            above -= edge.sign;
        }
        note_end(edge.left, -edge.sign, window);
        note_end(edge.right, edge.sign, window);
        m_edges.push_back(edge);
    }
    add_lines(above, window);
    std::ranges::sort(m_edges, geo::before);
    return m_edges;
}

void WindowEdges::add_lines(double above, const geo::Box& window) {
    std::ranges::sort(m_events, {}, &Event::x);
    double from = window.min.x;
    for (const Event& event : m_events) {
        if (above != 0.0 && event.x > from) {
            m_edges.push_back({{from, window.max.y}, {event.x, window.max.y}, above});
        }
        from = event.x;
        above += event.change;
    }
    if (above != 0.0 && window.max.x > from) {
        m_edges.push_back({{from, window.max.y}, {window.max.x, window.max.y}, above});
    }
}

} // namespace parkplan::overlay
