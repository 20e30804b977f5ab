// SPDX-License-Identifier: MIT
#include "overlay/find_topology.hpp"

#include "geo/box_tree.hpp"
#include "geo/edge_index.hpp"
#include "overlay/edge_meetings.hpp"
#include "overlay/near_misses.hpp"
#include "overlay/residual_faces.hpp"
#include "overlay/residual_loops.hpp"
#include "overlay/topology_gaps.hpp"
#include "overlay/topology_outline.hpp"
#include "overlay/topology_overlaps.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace parkplan::overlay::detail {
namespace {

void book(Booked& account, SquareMetres area) {
    ++account.count;
    account.area += ExactArea{area};
}

bool is_small(const TopologyOptions& options, SquareMetres area, Metres width) {
    return area < options.min_area || width < options.min_width;
}

bool is_listed(const TopologyOptions& options, const FoundGap& found) {
    return !found.rounding && !(found.gap.width > options.max_gap_width) &&
           !is_small(options, found.gap.area, found.gap.width);
}

bool is_sliver(const TopologyOptions& options, Metres width, double thinness) {
    return width < options.sliver_width && thinness < options.sliver_thinness;
}

/// Edges with their vertices matched, linked.
struct Residual {
    geo::detail::BoxTree tree;
    ResidualLoops loops{};
    std::vector<ResidualEdge> sources{};
    std::vector<VertexOnEdge> unmatched{};
    double rounding = 0.0;
};

/// Whether the edges before any split are needed in any case.
enum class Sources : bool { dropped, kept };

/// Vertices are put where edges cross or touch until none do. A new vertex is rounded, which can
/// make edges cross anew; what still does at the last is left to the engine.
Residual residual_of(std::vector<ResidualEdge> edges, Sources keep, TaskPool& tasks) {
    constexpr int most_rounds = 8;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        edges[i].source = static_cast<std::uint32_t>(i);
    }
    const double rounding = rounding_of(edges);
    Residual residual{geo::detail::BoxTree{boxes_of(edges)}, {}, {}, {}, rounding};
    EdgeMeetings meetings = find_edge_meetings(edges, residual.tree, rounding, tasks);
    residual.unmatched = std::move(meetings.unmatched);
    if (keep == Sources::kept || !residual.unmatched.empty()) {
        residual.sources = edges;
    }
    std::optional<ResidualLoops> loops;
    for (int round = 1; round < most_rounds && !meetings.splits.empty(); ++round) {
        edges = split_edges(edges, meetings.splits);
        // Both are in part for one thread only. Mostly there is nothing new, and the links hold.
        constexpr std::size_t both = 2;
        tasks.for_each(both, [&](std::size_t which) {
            if (which == 0) {
                residual.tree = geo::detail::BoxTree{boxes_of(edges)};
                meetings = find_new_meetings(edges, residual.tree, rounding, tasks);
            } else {
                loops = link_loops(edges, {});
            }
        });
    }
    const bool linked = loops && meetings.splits.empty() && meetings.crossings.empty();
    residual.loops = linked ? *std::move(loops) : link_loops(edges, meetings.crossings);
    return residual;
}

Arrangement arrangement_of(Residual&& residual, const Coverage& coverage,
                           const geo::detail::BoxTree& rows, const geo::EdgeIndex* outline) {
    return {coverage,
            rows,
            std::move(residual.tree),
            std::move(residual.loops),
            std::move(residual.sources),
            outline,
            residual.rounding};
}

/// What of the outline is not covered: its edges cancel those of features that run along it.
std::vector<FoundGap> gaps_within(const geo::MultiPolygon& outline, const Arrangement& features,
                                  const measure::Measurer& measurer, TaskPool& tasks) {
    std::vector<ResidualEdge> edges = features.sources;
    const std::vector<ResidualEdge> around = edges_of_outline(outline.view());
    edges.insert(edges.end(), around.begin(), around.end());
    const geo::EdgeIndex outline_edges{outline.view()};
    const Arrangement both =
        arrangement_of(residual_of(unmatched_of(edges), Sources::dropped, tasks), features.coverage,
                       features.rows, &outline_edges);
    return find_gaps(both, find_faces(both, tasks), measurer, tasks);
}

std::vector<UnmatchedVertices> by_pair(const Arrangement& arrangement,
                                       const std::vector<VertexOnEdge>& all, TaskPool& tasks) {
    struct Vertex {
        std::uint32_t a = 0;
        std::uint32_t b = 0;
        geo::Point at{};
        double distance = 0.0;
        auto operator<=>(const Vertex&) const = default;
    };
    const auto parts = tasks.map<std::vector<Vertex>>(all.size(), [&](std::size_t i) {
        std::vector<Vertex> vertices;
        for (const auto& [a, b] : arrangement.owners(all[i].e, all[i].f)) {
            vertices.push_back({a, b, all[i].at, all[i].distance});
        }
        return vertices;
    });
    std::vector<Vertex> vertices;
    for (const std::vector<Vertex>& part : parts) {
        vertices.insert(vertices.end(), part.begin(), part.end());
    }
    std::ranges::sort(vertices);
    std::vector<UnmatchedVertices> records;
    for (const Vertex& vertex : vertices) {
        if (records.empty() || records.back().a != vertex.a || records.back().b != vertex.b) {
            records.push_back({vertex.a, vertex.b, {}, {}});
        }
        UnmatchedVertices& record = records.back();
        std::vector<geo::Point>& points = record.points.points;
        if (points.empty() || points.back() != vertex.at) {
            points.push_back(vertex.at);
        }
        if (vertex.distance > arrangement.rounding) {
            record.farthest = std::max(record.farthest, Metres{vertex.distance});
        }
    }
    return records;
}

/// Sorts what was found into lists and accounts.
class Bookkeeper {
public:
    Bookkeeper(const TopologyOptions& options, const TopologyLedger& ledger) : m_options(options) {
        m_topology.ledger = ledger;
    }

    void enter(FoundOverlaps&& found) {
        TopologyLedger& ledger = m_topology.ledger;
        for (TopologyOverlap& overlap : found.overlaps) {
            ledger.overlap_pairs += ExactArea{overlap.area};
            if (is_small(m_options, overlap.area, overlap.width)) {
                book(ledger.small_overlaps, overlap.area);
                continue;
            }
            overlap.sliver = is_sliver(m_options, overlap.width, overlap.thinness);
            if (overlap.sliver) {
                book(ledger.sliver_overlaps, overlap.area);
            }
            m_topology.overlaps.push_back(overlap);
        }
        ledger.rounding_overlaps.count += found.rounding.count;
        ledger.rounding_overlaps.area += found.rounding.area;
        ledger.overlap_excess = found.excess;
        ledger.union_area = ledger.sum_area - found.excess;
    }

    void enter(std::vector<FoundGap>&& gaps) {
        TopologyLedger& ledger = m_topology.ledger;
        for (FoundGap& found : gaps) {
            TopologyGap& gap = found.gap;
            if (found.rounding) {
                book(ledger.rounding_gaps, gap.area);
                continue;
            }
            if (gap.width > m_options.max_gap_width) {
                book(ledger.open_space, gap.area);
                continue;
            }
            ledger.gap_area += ExactArea{gap.area};
            if (is_small(m_options, gap.area, gap.width)) {
                book(ledger.small_gaps, gap.area);
                continue;
            }
            gap.sliver = is_sliver(m_options, gap.width, gap.thinness);
            if (gap.sliver) {
                book(ledger.sliver_gaps, gap.area);
            }
            m_topology.gaps.push_back(std::move(gap));
        }
    }

    void enter(std::vector<FoundOutside>&& outside) {
        TopologyLedger& ledger = m_topology.ledger;
        for (FoundOutside& found : outside) {
            OutsidePiece& piece = found.piece;
            ledger.outside += ExactArea{piece.area};
            if (is_small(m_options, piece.area, piece.width)) {
                book(ledger.small_outside, piece.area);
                continue;
            }
            piece.sliver = is_sliver(m_options, piece.width, found.thinness);
            m_topology.outside.push_back(std::move(piece));
        }
    }

    /// Loops that rounding makes.
    void enter(const ResidualLoops& loops, double rounding) {
        for (const ResidualLoop& loop : loops.loops) {
            if (loop.knot == ResidualLoop::none &&
                is_rounding(std::abs(loop.area), loop.length, rounding)) {
                book(loop.clockwise() ? m_topology.ledger.rounding_gaps
                                      : m_topology.ledger.rounding_overlaps,
                     SquareMetres{std::abs(loop.area)});
            }
        }
    }

    [[nodiscard]] Topology& topology() noexcept { return m_topology; }

private:
    const TopologyOptions& m_options;
    Topology m_topology{};
};

/// Tells that the next step begins.
class Steps {
public:
    explicit Steps(Progress* progress) : m_progress(progress) {}

    void next() {
        if (m_progress != nullptr) {
            m_progress->report("compare", m_done++, all);
        }
    }

private:
    static constexpr std::size_t all = 6;
    Progress* m_progress;
    std::size_t m_done = 0;
};

} // namespace

Topology find_topology(Coverage& coverage, const TopologyTask& task, const TopologyLedger& ledger,
                       TaskPool& tasks) {
    const geo::MultiPolygon outline =
        task.outline ? united(*task.outline, tasks) : geo::MultiPolygon{};
    const bool keep = task.outline || task.options.snap > Metres{};
    Steps steps{task.progress};
    steps.next();
    std::vector<ResidualEdge> edges = coverage.residual(tasks);
    steps.next();
    // Both are in part for one thread only.
    std::optional<Residual> residual;
    std::optional<geo::detail::BoxTree> rows;
    constexpr std::size_t both = 2;
    tasks.for_each(both, [&](std::size_t which) {
        if (which == 0) {
            residual.emplace(
                residual_of(std::move(edges), keep ? Sources::kept : Sources::dropped, tasks));
        } else {
            rows.emplace(coverage.take_boxes());
        }
    });
    std::vector<VertexOnEdge> unmatched = std::move(residual->unmatched);
    const Arrangement arrangement = arrangement_of(*std::move(residual), coverage, *rows, nullptr);
    steps.next();
    const std::vector<ResidualFace> faces = find_faces(arrangement, tasks);
    steps.next();
    Bookkeeper books{task.options, ledger};
    Topology& topology = books.topology();
    books.enter(arrangement.loops, arrangement.rounding);
    FoundOverlaps overlaps = find_overlaps(arrangement, faces, task.measurer, tasks);
    steps.next();
    if (task.outline) {
        std::vector<FoundOutside> outside =
            find_outside(coverage, outline.view(), task.measurer, tasks);
        topology.ledger.outline_area = ExactArea{task.measurer.piece_area(outline.view())};
        topology.ledger.outside_excess = outside_excess(outside, overlaps.overlaps, task.measurer);
        books.enter(std::move(outside));
    }
    books.enter(std::move(overlaps));
    std::vector<FoundGap> gaps = task.outline
                                     ? gaps_within(outline, arrangement, task.measurer, tasks)
                                     : find_gaps(arrangement, faces, task.measurer, tasks);
    steps.next();
    if (task.options.snap > Metres{}) {
        std::vector<FoundGap> listed; // what is told of as a gap is no near miss
        std::ranges::copy_if(gaps, std::back_inserter(listed),
                             [&](const FoundGap& gap) { return is_listed(task.options, gap); });
        Near near = find_near(arrangement, listed, task.options.snap, tasks);
        topology.near_misses = std::move(near.misses);
        unmatched.insert(unmatched.end(), near.unmatched.begin(), near.unmatched.end());
    }
    topology.unmatched = by_pair(arrangement, unmatched, tasks);
    books.enter(std::move(gaps));
    return std::move(topology);
}

} // namespace parkplan::overlay::detail
