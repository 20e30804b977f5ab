// SPDX-License-Identifier: MIT
#include "geo/box_tree.hpp"
#include "geo/canonical.hpp"
#include "overlay/edge_meetings.hpp"
#include "overlay/residual_faces.hpp"
#include "overlay/residual_loops.hpp"
#include "overlay/topology_gaps.hpp"
#include "overlay/topology_overlaps.hpp"
#include "overlay/topology_text.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::overlay::detail {
namespace {

using test_text::box;
using test_text::drawn;
using test_text::topology_of;
using testing::ElementsAre;

/// A layer whose crossing edges were not split, as if every vertex put there had been rounded to a
/// place where they cross again: the loops that cross form knots.
class Knotted {
public:
    explicit Knotted(const std::vector<std::string>& wkts)
        : m_layer(drawn(wkts)), m_measurer(m_layer.crs(), m_layer.box(), {}) {
        Coverage::Piece piece;
        piece.polygons = m_layer.table().polygons;
        piece.first_vertices = first_vertices(piece.polygons);
        piece.unmatched = EdgeMatcher{}.match(piece.polygons);
        for (std::size_t row = 0; row < piece.polygons.size(); ++row) {
            piece.boxes.push_back(geo::box_of(piece.polygons[row]));
        }
        m_coverage.add(0, std::move(piece));
        m_coverage.close();
        m_rows.emplace(m_coverage.take_boxes());
        const std::vector<ResidualEdge> edges = m_coverage.residual(m_tasks);
        geo::detail::BoxTree tree{boxes_of(edges)};
        const double rounding = rounding_of(edges);
        const EdgeMeetings meetings = find_edge_meetings(edges, tree, rounding, m_tasks);
        m_arrangement.emplace(Arrangement{m_coverage, *m_rows, std::move(tree),
                                          link_loops(edges, meetings.crossings), edges, nullptr,
                                          rounding});
        m_faces = find_faces(*m_arrangement, m_tasks);
    }

    [[nodiscard]] std::size_t knots() const { return m_arrangement->loops.knots.size(); }

    /// "area [rows]" of every face, sorted.
    [[nodiscard]] std::vector<std::string> faces() const {
        std::vector<std::string> lines;
        for (const ResidualFace& face : m_faces) {
            const double area = face.knot == ResidualLoop::none
                                    ? m_arrangement->loops.loops[face.loop].area
                                    : geo::planar_area(face.polygon.view());
            lines.push_back(fmt::format("{:.9g} {}", area, face.cover.rows));
        }
        std::ranges::sort(lines);
        return lines;
    }

    /// What is found, as find_topology tells it without tolerances.
    [[nodiscard]] Topology found() {
        Topology topology;
        topology.overlaps = find_overlaps(*m_arrangement, m_faces, m_measurer, m_tasks).overlaps;
        for (FoundGap& gap : find_gaps(*m_arrangement, m_faces, m_measurer, m_tasks)) {
            topology.gaps.push_back(std::move(gap.gap));
        }
        return topology;
    }

private:
    layer::Layer m_layer;
    measure::Measurer m_measurer;
    TaskPool m_tasks{1};
    Coverage m_coverage{};
    std::optional<geo::detail::BoxTree> m_rows{};
    std::optional<Arrangement> m_arrangement{};
    std::vector<ResidualFace> m_faces{};
};

TEST(Knots, ArePartedIntoTheFacesBetweenTheirEdges) {
    const Knotted squares{{box(0, 0, 4, 4), box(2, 2, 6, 6)}};
    EXPECT_EQ(squares.knots(), 1U);
    EXPECT_THAT(squares.faces(), ElementsAre("12 [0]", "12 [1]", "4 [0, 1]"));
}

TEST(Knots, LeaveLoopsApartThatTouchNoneOfThem) {
    const Knotted squares{{box(0, 0, 4, 4), box(2, 2, 6, 6), box(10, 0, 12, 2)}};
    EXPECT_EQ(squares.knots(), 1U);
    EXPECT_THAT(squares.faces(), ElementsAre("12 [0]", "12 [1]", "4 [0, 1]", "4 [2]"));
}

/// Bars that cross each other at four places, with a gap between them, and one more over it all.
const std::array<std::vector<std::string>, 3> cases{{
    {box(0, 0, 10, 2), box(0, 6, 10, 8), box(1, -1, 3, 9), box(7, -1, 9, 9)},
    {box(0, 0, 10, 2), box(0, 6, 10, 8), box(1, -1, 3, 9), box(7, -1, 9, 9), box(2, 1, 8, 7)},
    {box(0, 0, 4, 4), "POLYGON((1 -1,3 -1,2 5,1 -1))", box(20, 0, 24, 4), box(22, 2, 26, 6)},
}};

TEST(Knots, TellTheOverlapsAndGapsThatSplitEdgesTell) {
    for (const std::vector<std::string>& wkts : cases) {
        Knotted knotted{wkts};
        EXPECT_GE(knotted.knots(), 1U);
        const Topology by_knots = knotted.found();
        const Topology expected = topology_of(wkts);
        EXPECT_EQ(test_text::overlaps(by_knots), test_text::overlaps(expected));
        EXPECT_EQ(test_text::gaps(by_knots), test_text::gaps(expected));
        EXPECT_FALSE(expected.overlaps.empty());
    }
}

} // namespace
} // namespace parkplan::overlay::detail
