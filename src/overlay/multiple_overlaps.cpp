// SPDX-License-Identifier: MIT
#include "core/units.hpp"
#include "geo/box_tree.hpp"
#include "geo/common_area.hpp"
#include "geo/disjoint_sets.hpp"
#include "geo/edge_index.hpp"
#include "geo/solid.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/pair_meter.hpp"
#include "overlay/topology_overlaps.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::overlay::detail {
namespace {

/// Which rows overlap which.
class Neighbours {
public:
    explicit Neighbours(std::span<const TopologyOverlap> overlaps) {
        for (const TopologyOverlap& overlap : overlaps) {
            m_all.emplace_back(overlap.a, overlap.b);
            m_all.emplace_back(overlap.b, overlap.a);
        }
        std::ranges::sort(m_all);
    }

    /// Rows that overlap both.
    [[nodiscard]] std::vector<std::uint32_t> common(std::uint32_t a, std::uint32_t b) const {
        const std::span<const Row> of_a = of(a);
        const std::span<const Row> of_b = of(b);
        std::vector<std::uint32_t> rows;
        for (std::size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
            if (of_a[i].second == of_b[j].second) {
                rows.push_back(of_a[i].second);
            }
            const bool forward = of_a[i].second <= of_b[j].second;
            (forward ? i : j) += 1;
        }
        return rows;
    }

private:
    using Row = std::pair<std::uint32_t, std::uint32_t>;

    [[nodiscard]] std::span<const Row> of(std::uint32_t row) const {
        const auto first = std::lower_bound(m_all.begin(), m_all.end(), Row{row, 0});
        const auto last = std::lower_bound(first, m_all.end(), Row{row + 1, 0});
        return {first, last};
    }

    std::vector<Row> m_all{};
};

geo::Box common_part(const geo::Box& a, const geo::Box& b) noexcept {
    return {{std::max(a.min.x, b.min.x), std::max(a.min.y, b.min.y)},
            {std::min(a.max.x, b.max.x), std::min(a.max.y, b.max.y)}};
}

/// Tells where three rows may lie over each other.
class TriplePlaces {
public:
    TriplePlaces(const Coverage& coverage, std::span<const geo::Box> places)
        : m_coverage(coverage), m_places(places) {}

    /// Those of `others` that may cover some of an overlap.
    [[nodiscard]] std::vector<std::uint32_t> candidates(const TopologyOverlap& overlap,
                                                        std::vector<std::uint32_t> others) const {
        if (others.empty()) {
            return others;
        }
        const geo::Box both = common_part(box(overlap.a), box(overlap.b));
        std::erase_if(others, [&](std::uint32_t other) {
            const geo::Box all = common_part(both, box(other));
            bool found = false;
            if (!all.empty()) {
                m_places.search(all, [&found](std::uint32_t) { found = true; });
            }
            return !found;
        });
        return others;
    }

private:
    [[nodiscard]] geo::Box box(std::uint32_t row) const {
        return geo::box_of(m_coverage.polygon(row));
    }

    const Coverage& m_coverage;
    geo::detail::BoxTree m_places;
};

bool third_covers(const Coverage& coverage, const TopologyOverlap& overlap,
                  const std::vector<std::uint32_t>& others) {
    if (others.empty()) {
        return false;
    }
    const geo::MultiPolygon common =
        common_polygon(coverage.polygon(overlap.a), coverage.polygon(overlap.b));
    const geo::EdgeIndex edges{common.view()};
    geo::CommonAreaMeter meter;
    return std::ranges::any_of(others, [&](std::uint32_t other) {
        const geo::CommonArea area = meter(edges, geo::EdgeIndex{coverage.polygon(other)});
        if (area.moments.a <= area.noise) {
            return false;
        }
        const geo::MultiPolygon piece = common_polygon(common.view(), coverage.polygon(other));
        return !piece.empty() && !within_rounding(piece.view());
    });
}

/// Rows that multiple overlaps tie together, and those overlaps.
struct Cluster {
    std::vector<std::uint32_t> rows{};
    std::vector<std::size_t> overlaps{};
};

std::vector<Cluster> clusters_of(std::span<const TopologyOverlap> overlaps) {
    std::vector<std::uint32_t> rows;
    for (const TopologyOverlap& overlap : overlaps) {
        if (overlap.multiple) {
            rows.push_back(overlap.a);
            rows.push_back(overlap.b);
        }
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    const auto number = [&rows](std::uint32_t row) {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(rows, row) - rows.begin());
    };
    geo::detail::DisjointSets sets{rows.size()};
    for (const TopologyOverlap& overlap : overlaps) {
        if (overlap.multiple) {
            sets.join(number(overlap.a), number(overlap.b));
        }
    }
    std::map<std::uint32_t, Cluster> clusters;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        clusters[sets.find(i)].rows.push_back(rows[i]);
    }
    for (std::size_t i = 0; i < overlaps.size(); ++i) {
        if (overlaps[i].multiple) {
            clusters[sets.find(number(overlaps[i].a))].overlaps.push_back(i);
        }
    }
    std::vector<Cluster> all;
    all.reserve(clusters.size());
    for (auto& [root, cluster] : clusters) {
        all.push_back(std::move(cluster));
    }
    return all;
}

/// The rows in an order that only their points decide.
std::vector<std::uint32_t> by_points(const Coverage& coverage, std::vector<std::uint32_t> rows) {
    using Points = std::vector<geo::Point>;
    std::vector<std::pair<Points, std::uint32_t>> keyed;
    keyed.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        const geo::MultiPolygon area = canonical_area(coverage.polygon(row));
        const auto points = area.view().points();
        keyed.emplace_back(Points{points.begin(), points.end()}, row);
    }
    std::ranges::sort(keyed);
    std::ranges::transform(keyed, rows.begin(), [](const auto& entry) { return entry.second; });
    return rows;
}

/// Every row adds what of it the rows before it cover: a point under m rows counts m - 1 times.
ExactArea excess_of(const Cluster& cluster, const Coverage& coverage,
                    const measure::Measurer& measurer, std::span<const TopologyOverlap> overlaps) {
    const std::vector<std::uint32_t> order = by_points(coverage, cluster.rows);
    std::map<std::uint32_t, std::size_t> place;
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
    }
    std::vector<std::vector<std::uint32_t>> before(order.size());
    for (const std::size_t i : cluster.overlaps) {
        const std::size_t a = place[overlaps[i].a];
        const std::size_t b = place[overlaps[i].b];
        before[std::max(a, b)].push_back(order[std::min(a, b)]);
    }
    ExactArea sum;
    for (std::size_t i = 0; i < order.size(); ++i) {
        std::vector<geo::Solid> pieces;
        pieces.reserve(before[i].size());
        for (const std::uint32_t row : before[i]) {
            const geo::MultiPolygon common =
                common_polygon(coverage.polygon(row), coverage.polygon(order[i]));
            pieces.push_back(geo::solid_of(common.view()));
        }
        if (!pieces.empty()) {
            sum += ExactArea{measurer.piece_area(union_of(pieces).polygons().view())};
        }
    }
    return sum;
}

} // namespace

ExactArea mark_multiple(const Coverage& coverage, std::span<const geo::Box> triple,
                        const measure::Measurer& measurer, std::span<TopologyOverlap> overlaps,
                        TaskPool& tasks) {
    const Neighbours neighbours{overlaps};
    const TriplePlaces places{coverage, triple};
    tasks.for_each(overlaps.size(), [&](std::size_t i) {
        TopologyOverlap& overlap = overlaps[i];
        overlap.multiple = third_covers(coverage, overlap, neighbours.common(overlap.a, overlap.b));
    });
    const std::vector<Cluster> clusters = clusters_of(overlaps);
    const std::vector<ExactArea> parts = tasks.map<ExactArea>(clusters.size(), [&](std::size_t i) {
        return excess_of(clusters[i], coverage, measurer, overlaps);
    });
    ExactArea sum;
    for (const ExactArea& part : parts) {
        sum += part;
    }
    for (const TopologyOverlap& overlap : overlaps) {
        if (!overlap.multiple) {
            sum += ExactArea{overlap.area};
        }
    }
    return sum;
}

} // namespace parkplan::overlay::detail
