// SPDX-License-Identifier: MIT
#include "overlay/edge_meetings.hpp"

#include "geo/predicates.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>

namespace parkplan::overlay::detail {
namespace {

using geo::Point;

/// Where a point lies beside an edge.
struct Beside {
    double along = 0.0;
    double off = 0.0;
};

class Edge {
public:
    explicit Edge(const ResidualEdge& edge)
        : m_from(edge.from), m_to(edge.to), m_run(m_to.x - m_from.x), m_rise(m_to.y - m_from.y),
          m_squared(m_run * m_run + m_rise * m_rise) {}

    /// Cross product, so in units of the edge's length.
    [[nodiscard]] double scaled_off(Point p) const noexcept {
        return m_run * (p.y - m_from.y) - m_rise * (p.x - m_from.x);
    }
    [[nodiscard]] double length() const noexcept { return std::sqrt(m_squared); }
    /// The place of a point that lies on the edge, ends left out, within `rounding`.
    [[nodiscard]] std::optional<Beside> inside(Point p, double scaled_off,
                                               double rounding) const noexcept {
        if (scaled_off * scaled_off > rounding * rounding * m_squared || p == m_from || p == m_to) {
            return std::nullopt;
        }
        const double size = length();
        const double place = along(p);
        if (!(place > rounding && place < size - rounding)) {
            return std::nullopt;
        }
        return Beside{place, std::abs(scaled_off) / size};
    }
    [[nodiscard]] double along(Point p) const noexcept {
        return (m_run * (p.x - m_from.x) + m_rise * (p.y - m_from.y)) / length();
    }
    [[nodiscard]] double dot(const Edge& other) const noexcept {
        return m_run * other.m_run + m_rise * other.m_rise;
    }

private:
    Point m_from;
    Point m_to;
    double m_run;
    double m_rise;
    double m_squared;
};

/// Where two edges cross, rounded: the same whichever comes first and however they run.
Point crossing_of(const ResidualEdge& a, const ResidualEdge& b) noexcept {
    auto [p, q] = std::minmax({a.from, a.to});
    auto [r, s] = std::minmax({b.from, b.to});
    if (std::pair{r, s} < std::pair{p, q}) {
        std::swap(p, r);
        std::swap(q, s);
    }
    const Point along{q.x - p.x, q.y - p.y};
    const Point other{s.x - r.x, s.y - r.y};
    const double share =
        ((r.x - p.x) * other.y - (r.y - p.y) * other.x) / (along.x * other.y - along.y * other.x);
    return {p.x + share * along.x + 0.0, p.y + share * along.y + 0.0};
}

/// Looks at pairs of edges.
class Meeter {
public:
    Meeter(std::span<const ResidualEdge> edges, double rounding)
        : m_edges(edges), m_rounding(rounding) {}

    void meet(std::uint32_t i, std::uint32_t j) {
        const ResidualEdge& e = m_edges[i];
        const ResidualEdge& f = m_edges[j];
        const Edge by_e{e};
        const double from_e = by_e.scaled_off(f.from);
        const double to_e = by_e.scaled_off(f.to);
        const double reach_e = m_rounding * by_e.length();
        if (std::min(from_e, to_e) > reach_e || std::max(from_e, to_e) < -reach_e) {
            return;
        }
        const Edge by_f{f};
        const double from_f = by_f.scaled_off(e.from);
        const double to_f = by_f.scaled_off(e.to);
        const double reach_f = m_rounding * by_f.length();
        if (std::min(from_f, to_f) > reach_f || std::max(from_f, to_f) < -reach_f) {
            return;
        }
        if (e.from == f.from && e.to == f.to) {
            return;
        }
        m_contacts.clear();
        touch(i, by_e, f.from, from_e);
        touch(i, by_e, f.to, to_e);
        touch(j, by_f, e.from, from_f);
        touch(j, by_f, e.to, to_f);
        if (!m_contacts.empty()) {
            note_unmatched(e, f, by_e.dot(by_f) < 0.0);
        } else if (orientation(e.from, e.to, f.from) * orientation(e.from, e.to, f.to) < 0 &&
                   orientation(f.from, f.to, e.from) * orientation(f.from, f.to, e.to) < 0) {
            cross(i, j);
        }
    }

    [[nodiscard]] EdgeMeetings& found() noexcept { return m_found; }

private:
    struct Contact {
        Point at{};
        double distance = 0.0;
    };

    void touch(std::uint32_t edge, const Edge& by, Point p, double scaled_off) {
        if (const auto place = by.inside(p, scaled_off, m_rounding)) {
            m_found.splits.push_back({edge, place->along, p});
            m_contacts.push_back({p, place->off});
        }
    }

    void cross(std::uint32_t i, std::uint32_t j) {
        m_found.crossings.emplace_back(std::min(i, j), std::max(i, j));
        const Point at = crossing_of(m_edges[i], m_edges[j]);
        for (const std::uint32_t edge : {i, j}) {
            const Edge by{m_edges[edge]};
            if (at != m_edges[edge].from && at != m_edges[edge].to) {
                m_found.splits.push_back({edge, by.along(at), at});
            }
        }
    }

    /// The edges run along each other where they have two points in common.
    void note_unmatched(const ResidualEdge& e, const ResidualEdge& f, bool opposite) {
        const std::size_t shared = (e.from == f.to ? 1U : 0U) + (e.to == f.from ? 1U : 0U);
        if (!opposite || m_contacts.size() + shared < 2) {
            return;
        }
        for (const Contact& contact : m_contacts) {
            m_found.unmatched.push_back({std::min(e.source, f.source), std::max(e.source, f.source),
                                         contact.at, contact.distance});
        }
    }

    std::span<const ResidualEdge> m_edges;
    double m_rounding;
    std::vector<Contact> m_contacts{};
    EdgeMeetings m_found{};
};

template <typename T>
void sort_once(std::vector<T>& all) {
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

template <typename T>
void append(std::vector<T>& all, const std::vector<T>& part) {
    all.insert(all.end(), part.begin(), part.end());
}

struct Loop {
    std::size_t count = 0;
    std::size_t grain = 0;
    TaskPool& tasks;
};

/// Calls look(meeter, i) for all i, and collects what the meeters found.
template <typename Look>
EdgeMeetings in_parts(std::span<const ResidualEdge> edges, double rounding, const Loop& loop,
                      const Look& look) {
    std::vector<EdgeMeetings> parts((loop.count + loop.grain - 1) / loop.grain);
    loop.tasks.for_ranges(loop.count, loop.grain, [&](std::size_t first, std::size_t last) {
        Meeter meeter{edges, rounding};
        for (std::size_t i = first; i < last; ++i) {
            look(meeter, i);
        }
        parts[first / loop.grain] = std::move(meeter.found());
    });
    EdgeMeetings all;
    for (const EdgeMeetings& part : parts) {
        append(all.splits, part.splits);
        append(all.crossings, part.crossings);
        append(all.unmatched, part.unmatched);
    }
    sort_once(all.splits);
    sort_once(all.crossings);
    sort_once(all.unmatched);
    return all;
}

/// Gives the parts of all edges, in order, to `take`: of an edge without splits itself.
template <typename Take>
void for_each_part(std::span<const ResidualEdge> edges, std::span<const Split> splits,
                   const Take& take) {
    auto next = splits.begin();
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        const ResidualEdge& edge = edges[i];
        Point from = edge.from;
        const bool is_new = next != splits.end() && next->edge == i;
        for (; next != splits.end() && next->edge == i; ++next) {
            if (from != next->at) {
                take(ResidualEdge{from, next->at, edge.row, edge.source, true});
                from = next->at;
            }
        }
        take(ResidualEdge{from, edge.to, edge.row, edge.source, is_new});
    }
}

/// Tells of most keys that they, and those of edges that run against them, were not added.
class KeyFilter {
public:
    explicit KeyFilter(std::size_t keys) : m_bits(std::bit_ceil(keys * bits_a_key + 64) / 64, 0) {}

    void add(const EdgeKey& key) noexcept { m_bits[word(key)] |= bit(key); }
    [[nodiscard]] bool may_hold(const EdgeKey& key) const noexcept {
        return (m_bits[word(key)] & bit(key)) != 0;
    }

private:
    static constexpr std::size_t bits_a_key = 16;

    [[nodiscard]] std::size_t word(const EdgeKey& key) const noexcept {
        return (key.key >> 32U) & (m_bits.size() - 1);
    }
    static std::uint64_t bit(const EdgeKey& key) noexcept {
        return std::uint64_t{1} << (key.key >> 1U & 63U);
    }

    std::vector<std::uint64_t> m_bits;
};

} // namespace

EdgeMeetings find_edge_meetings(std::span<const ResidualEdge> edges,
                                const geo::detail::BoxTree& tree, double rounding,
                                TaskPool& tasks) {
    constexpr std::size_t grain = 512;
    return in_parts(
        edges, rounding, {tree.groups(), grain, tasks}, [&](Meeter& meeter, std::size_t group) {
            tree.join(group, rounding,
                      [&meeter](std::uint32_t i, std::uint32_t j) { meeter.meet(i, j); });
        });
}

EdgeMeetings find_new_meetings(std::span<const ResidualEdge> edges,
                               const geo::detail::BoxTree& tree, double rounding, TaskPool& tasks) {
    constexpr std::size_t grain = 8192;
    return in_parts(edges, rounding, {edges.size(), grain, tasks},
                    [&](Meeter& meeter, std::size_t number) {
                        const ResidualEdge& edge = edges[number];
                        if (!edge.is_new) {
                            return;
                        }
                        geo::Box box;
                        box.add(edge.from);
                        box.add(edge.to);
                        box = {{box.min.x - rounding, box.min.y - rounding},
                               {box.max.x + rounding, box.max.y + rounding}};
                        tree.search(box, [&](std::uint32_t other) {
                            if (other != number && (!edges[other].is_new || number < other)) {
                                meeter.meet(static_cast<std::uint32_t>(number), other);
                            }
                        });
                    });
}

std::vector<ResidualEdge> split_edges(std::span<const ResidualEdge> edges,
                                      std::span<const Split> splits) {
    KeyFilter made{splits.size()};
    for_each_part(edges, splits, [&made](const ResidualEdge& part) {
        if (part.is_new) {
            made.add(edge_key(part.from, part.to));
        }
    });
    std::vector<EdgeKey> keys;
    std::vector<std::uint8_t> stays;
    std::vector<std::size_t> doubtful; // parts that something new may run against
    stays.reserve(edges.size() + splits.size());
    for_each_part(edges, splits, [&](const ResidualEdge& part) {
        const EdgeKey key = edge_key(part.from, part.to);
        const bool doubt = made.may_hold(key);
        if (doubt) {
            keys.push_back(key);
            doubtful.push_back(stays.size());
        }
        stays.push_back(doubt ? 0 : 1);
    });
    KeyMatcher matcher;
    matcher(keys, [&](std::size_t i) { stays[doubtful[i]] = 1; });
    std::vector<ResidualEdge> left;
    left.reserve(stays.size());
    auto stay = stays.begin();
    for_each_part(edges, splits, [&](const ResidualEdge& part) {
        if (*stay++ != 0) {
            left.push_back(part);
        }
    });
    return left;
}

std::vector<ResidualEdge> unmatched_of(std::span<const ResidualEdge> edges) {
    std::vector<EdgeKey> keys;
    keys.reserve(edges.size());
    for (const ResidualEdge& edge : edges) {
        keys.push_back(edge_key(edge.from, edge.to));
    }
    std::vector<ResidualEdge> left;
    KeyMatcher matcher;
    matcher(keys, [&](std::size_t i) { left.push_back(edges[i]); });
    return left;
}

std::vector<geo::Box> boxes_of(std::span<const ResidualEdge> edges) {
    std::vector<geo::Box> boxes(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        boxes[i].add(edges[i].from);
        boxes[i].add(edges[i].to);
    }
    return boxes;
}

double rounding_of(std::span<const ResidualEdge> edges) {
    double largest = 0.0;
    for (const ResidualEdge& edge : edges) {
        largest = std::max({largest, std::abs(edge.from.x), std::abs(edge.from.y)});
    }
    constexpr double units = 4.0;
    return units * (std::nextafter(largest, std::numeric_limits<double>::infinity()) - largest);
}

} // namespace parkplan::overlay::detail
