// SPDX-License-Identifier: MIT
#include "cli/topology_result.hpp"

#include "cli/overlay_layer.hpp"
#include "geo/point.hpp"
#include "geo/shape.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

report::FoundGapKind kind_of(overlay::GapKind kind) noexcept {
    switch (kind) {
    case overlay::GapKind::pinched:
        return report::FoundGapKind::pinched;
    case overlay::GapKind::outline:
        return report::FoundGapKind::outline;
    case overlay::GapKind::enclosed:
        break;
    }
    return report::FoundGapKind::enclosed;
}

report::CountedArea counted(const overlay::Booked& booked) noexcept {
    return {booked.count, booked.area};
}

report::TopologySummary summary_of(const overlay::TopologyLedger& ledger) {
    return {.sum_area = ledger.sum_area,
            .overlap_pairs = ledger.overlap_pairs,
            .overlap_excess = ledger.overlap_excess,
            .union_area = ledger.union_area,
            .gap_area = ledger.gap_area,
            .sliver_overlaps = counted(ledger.sliver_overlaps),
            .sliver_gaps = counted(ledger.sliver_gaps),
            .small_overlaps = counted(ledger.small_overlaps),
            .small_gaps = counted(ledger.small_gaps),
            .small_outside = counted(ledger.small_outside),
            .rounding_overlaps = counted(ledger.rounding_overlaps),
            .rounding_gaps = counted(ledger.rounding_gaps),
            .open_space = counted(ledger.open_space),
            .outside = ledger.outside,
            .outside_excess = ledger.outside_excess,
            .outline_area = ledger.outline_area};
}

/// Makes entries that name features by their keys.
class Entries {
public:
    explicit Entries(const layer::RowNames& names) : m_names(names) {}

    [[nodiscard]] report::FoundOverlap operator()(const overlay::TopologyOverlap& overlap) const {
        return {.a = name(overlap.a),
                .b = name(overlap.b),
                .relation = relation_of(overlap.relation),
                .area = overlap.area,
                .width = overlap.width,
                .thinness = overlap.thinness,
                .multiple = overlap.multiple,
                .sliver = overlap.sliver};
    }
    [[nodiscard]] report::FoundGap operator()(overlay::TopologyGap& gap) const {
        report::FoundGap found{.kind = kind_of(gap.kind),
                               .area = gap.area,
                               .width = gap.width,
                               .thinness = gap.thinness,
                               .sliver = gap.sliver,
                               .place = std::move(gap.polygon)};
        found.neighbours.reserve(gap.neighbours.size());
        for (const std::uint32_t row : gap.neighbours) {
            found.neighbours.push_back(name(row));
        }
        return found;
    }
    [[nodiscard]] report::FoundOutside operator()(overlay::OutsidePiece& piece) const {
        return {.feature = name(piece.row),
                .area = piece.area,
                .width = piece.width,
                .sliver = piece.sliver,
                .place = std::move(piece.polygon)};
    }
    [[nodiscard]] report::FoundVertices operator()(overlay::UnmatchedVertices& pair) const {
        return {.a = name(pair.a),
                .b = name(pair.b),
                .farthest = pair.farthest,
                .points = std::move(pair.points)};
    }
    [[nodiscard]] report::FoundNearMiss operator()(overlay::NearMiss& miss) const {
        return {.a = name(miss.a),
                .b = name(miss.b),
                .farthest = miss.farthest,
                .lines = std::move(miss.lines)};
    }

    template <typename Found, typename List>
    [[nodiscard]] std::vector<Found> all(List& list) const {
        std::vector<Found> entries;
        entries.reserve(list.size());
        for (auto& entry : list) {
            entries.push_back((*this)(entry));
        }
        return entries;
    }

private:
    [[nodiscard]] report::FeatureName name(std::uint32_t row) const {
        return {m_names.key(row), m_names.fid(row), row};
    }

    const layer::RowNames& m_names;
};

void place_overlaps(const Coverage& coverage, const std::vector<overlay::TopologyOverlap>& overlaps,
                    OverlapPlaces places, TaskPool& tasks,
                    std::vector<report::FoundOverlap>& found) {
    if (places == OverlapPlaces::centroids) {
        for (std::size_t i = 0; i < overlaps.size(); ++i) {
            found[i].place = geo::MultiPoint{{overlaps[i].centroid}};
        }
        return;
    }
    tasks.for_each(overlaps.size(), [&](std::size_t i) {
        found[i].place = geo::Shape{coverage.builder.overlap_polygon(overlaps[i].a, overlaps[i].b)};
    });
}

} // namespace

report::TopologyResult topology_result(Coverage& coverage, overlay::Topology found,
                                       OverlapPlaces places, TaskPool& tasks) {
    const Entries entries{coverage.names};
    report::TopologyResult result;
    result.layer.info = coverage.source;
    result.layer.features = coverage.names.size();
    result.layer.excluded = found.ledger.excluded;
    result.layer.area = found.ledger.sum_area;
    result.layer.findings = std::move(coverage.findings);
    result.plane = coverage.measurer->plane();
    if (result.plane) { // the measurer knows the plane alone
        result.plane->own = same(*coverage.source.crs, coverage.plane);
    }
    result.method = coverage.measurer->piece_method();
    result.validity = coverage.measurer->options().validity;
    result.with_polygons = places == OverlapPlaces::polygons;
    result.overlaps = entries.all<report::FoundOverlap>(found.overlaps);
    place_overlaps(coverage, found.overlaps, places, tasks, result.overlaps);
    result.gaps = entries.all<report::FoundGap>(found.gaps);
    result.outside = entries.all<report::FoundOutside>(found.outside);
    result.unmatched = entries.all<report::FoundVertices>(found.unmatched);
    result.near_misses = entries.all<report::FoundNearMiss>(found.near_misses);
    result.summary = summary_of(found.ledger);
    return result;
}

} // namespace parkplan::cli
