// SPDX-License-Identifier: MIT
#include "geo/edge_sweep.hpp"

#include "geo/predicates.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace parkplan::geo::detail {
namespace {

/// An edge from its smaller to its larger end.
struct Segment {
    Point low;
    Point high;
};

class Sweep {
public:
    explicit Sweep(const Boundary& boundary)
        : m_boundary(boundary), m_status(Below{&m_segments}), m_place(boundary.points.size()),
          m_taken_out(boundary.points.size()) {
        m_segments.reserve(boundary.points.size());
        for (std::uint32_t e = 0; e < boundary.points.size(); ++e) {
            const Point a = boundary.start(e);
            const Point b = boundary.end(e);
            m_segments.push_back({std::min(a, b), std::max(a, b)});
        }
        m_place.assign(boundary.points.size(), m_status.end());
    }

    std::vector<std::uint32_t> run() {
        for (const Event& event : events()) {
            if (event.ends) {
                erase(event.edge);
            } else {
                insert(event.edge);
            }
        }
        std::vector<std::uint32_t> out;
        for (std::uint32_t e = 0; e < m_taken_out.size(); ++e) {
            if (m_taken_out[e]) {
                out.push_back(e);
            }
        }
        return out;
    }

private:
    struct Event {
        Point at;
        bool ends; ///< at one point edges begin before others end, so that they see each other
        std::uint32_t edge;
    };

    /// Order of two edges in the status, both of which the sweep line meets.
    struct Below {
        const std::vector<Segment>* segments;

        bool operator()(std::uint32_t e, std::uint32_t f) const noexcept {
            const Segment& a = (*segments)[e];
            const Segment& b = (*segments)[f];
            int b_side = 0;
            if (a.low < b.low) {
                b_side = orientation(a.low, a.high, b.low);
            } else if (b.low < a.low) {
                b_side = -orientation(b.low, b.high, a.low);
            }
            if (b_side == 0) { // they meet where the later one begins: look where it goes
                b_side = a.low < b.low ? orientation(a.low, a.high, b.high)
                                       : -orientation(b.low, b.high, a.high);
            }
            return b_side != 0 ? b_side > 0 : e < f;
        }
    };

    using Status = std::set<std::uint32_t, Below>;

    [[nodiscard]] std::vector<Event> events() const {
        std::vector<Event> events;
        events.reserve(m_segments.size() * 2);
        for (std::uint32_t e = 0; e < m_segments.size(); ++e) {
            events.push_back({m_segments[e].low, false, e});
            events.push_back({m_segments[e].high, true, e});
        }
        std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
            return std::tie(a.at, a.ends, a.edge) < std::tie(b.at, b.ends, b.edge);
        });
        return events;
    }

    void insert(std::uint32_t edge) {
        const Status::iterator place = m_status.insert(edge).first;
        m_place[edge] = place;
        if (place != m_status.begin() && take_out_if_meeting(std::prev(place), place)) {
            return;
        }
        if (std::next(place) != m_status.end()) {
            take_out_if_meeting(place, std::next(place));
        }
    }

    void erase(std::uint32_t edge) {
        if (m_taken_out[edge]) {
            return;
        }
        close_gap(m_status.erase(m_place[edge]));
    }

    /// `after` and the edge before it have become neighbours.
    void close_gap(Status::iterator after) {
        if (after != m_status.end() && after != m_status.begin()) {
            take_out_if_meeting(std::prev(after), after);
        }
    }

    bool take_out_if_meeting(Status::iterator lower, Status::iterator upper) {
        if (!meet(*lower, *upper)) {
            return false;
        }
        m_taken_out[*lower] = true;
        m_taken_out[*upper] = true;
        close_gap(m_status.erase(lower, std::next(upper)));
        return true;
    }

    [[nodiscard]] bool meet(std::uint32_t e, std::uint32_t f) const noexcept {
        if (m_boundary.next(e) == f || m_boundary.next(f) == e) {
            return false;
        }
        const Segment& a = m_segments[e];
        const Segment& b = m_segments[f];
        return !(a.high < b.low) && !(b.high < a.low) &&
               orientation(a.low, a.high, b.low) * orientation(a.low, a.high, b.high) <= 0 &&
               orientation(b.low, b.high, a.low) * orientation(b.low, b.high, a.high) <= 0;
    }

    const Boundary& m_boundary;
    std::vector<Segment> m_segments{};
    Status m_status;
    std::vector<Status::iterator> m_place;
    std::vector<bool> m_taken_out;
};

} // namespace

std::vector<std::uint32_t> edges_that_meet(const Boundary& boundary) {
    return Sweep{boundary}.run();
}

} // namespace parkplan::geo::detail
