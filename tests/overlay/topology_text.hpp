// SPDX-License-Identifier: MIT
#pragma once

#include "geo/canonical.hpp"
#include "overlay/topology.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Drawn coverages, and what is found in them as lines of text.
namespace parkplan::overlay::test_text {

[[nodiscard]] inline layer::Layer drawn(const std::vector<std::string>& wkts) {
    test::LayerBuilder builder{"test", "local"};
    for (const std::string& wkt : wkts) {
        builder.add(wkt);
    }
    return builder.build();
}

[[nodiscard]] inline Topology topology_of(const std::vector<std::string>& wkts,
                                          const TopologyOptions& options = {},
                                          const std::vector<std::string>& outline = {}) {
    const layer::Layer layer = drawn(wkts);
    const layer::Layer around = drawn(outline);
    const std::vector<std::uint8_t> all(layer.size(), 1);
    const std::vector<std::uint8_t> all_around(around.size(), 1);
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    TaskPool tasks{1};
    return find_topology({layer, all},
                         outline.empty() ? std::nullopt : std::optional{Side{around, all_around}},
                         measurer, options, tasks);
}

/// "0 crosses 1 area width", "multiple" and "sliver" behind it.
[[nodiscard]] inline std::vector<std::string> overlaps(const Topology& topology) {
    static constexpr std::array names{"crosses", "inside", "covers", "equals"};
    std::vector<std::string> lines;
    for (const TopologyOverlap& overlap : topology.overlaps) {
        lines.push_back(fmt::format("{} {} {} {:.9g} {:.9g}{}{}", overlap.a,
                                    names.at(static_cast<std::size_t>(overlap.relation)), overlap.b,
                                    overlap.area.value(), overlap.width.value(),
                                    overlap.multiple ? " multiple" : "",
                                    overlap.sliver ? " sliver" : ""));
    }
    return lines;
}

/// "enclosed area width [rows] points".
[[nodiscard]] inline std::vector<std::string> gaps(const Topology& topology) {
    static constexpr std::array names{"enclosed", "pinched", "outline"};
    std::vector<std::string> lines;
    for (const TopologyGap& gap : topology.gaps) {
        EXPECT_NEAR(gap.area.value(), geo::planar_area(gap.polygon.view()), 1e-9);
        lines.push_back(fmt::format(
            "{} {:.9g} {:.9g} {}{}", names.at(static_cast<std::size_t>(gap.kind)), gap.area.value(),
            gap.width.value(), gap.neighbours, gap.sliver ? " sliver" : ""));
    }
    return lines;
}

[[nodiscard]] inline std::vector<std::string> unmatched(const Topology& topology) {
    std::vector<std::string> lines;
    for (const UnmatchedVertices& record : topology.unmatched) {
        std::string line = fmt::format("{} {}", record.a, record.b);
        for (const geo::Point& p : record.points.points) {
            line += fmt::format(" ({} {})", p.x, p.y);
        }
        lines.push_back(line + fmt::format(" {:.9g}", record.farthest.value()));
    }
    return lines;
}

[[nodiscard]] inline std::vector<std::string> near_misses(const Topology& topology) {
    std::vector<std::string> lines;
    for (const NearMiss& miss : topology.near_misses) {
        std::string line = fmt::format("{} {} {:.9g}", miss.a, miss.b, miss.farthest.value());
        for (const std::vector<geo::Point>& part : miss.lines.lines) {
            line += fmt::format(" ({} {}, {} {})", part[0].x, part[0].y, part[1].x, part[1].y);
        }
        lines.push_back(line);
    }
    return lines;
}

/// Sum, pairs, excess, union, gaps in m².
[[nodiscard]] inline std::string ledger(const Topology& topology) {
    const TopologyLedger& ledger = topology.ledger;
    const auto text = [](ExactArea area) { return fmt::format("{:.9g}", area.value().value()); };
    return fmt::format("{} {} {} {} {}", text(ledger.sum_area), text(ledger.overlap_pairs),
                       text(ledger.overlap_excess), text(ledger.union_area), text(ledger.gap_area));
}

[[nodiscard]] inline std::string box(double x0, double y0, double x1, double y1) {
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x0, y0, x1, y1);
}

} // namespace parkplan::overlay::test_text
