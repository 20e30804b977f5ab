// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "geo/edge_index.hpp"
#include "geo/faces.hpp"
#include "geo/solid.hpp"
#include "geo/validity.hpp"
#include "overlay/overlap.hpp"
#include "overlay/topology.hpp"
#include "support/layers.hpp"
#include "support/random_layers.hpp"
#include "support/random_polygons.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

using geo::Point;
using test::Features;
using test::Random;
using test::Ring;

layer::Layer layer_of(const Features& features) {
    test::LayerBuilder builder{"test", "local"};
    for (const geo::MultiPolygon& feature : features) {
        builder.add(feature);
    }
    return builder.build();
}

std::vector<double> gap_areas(const Topology& topology) {
    std::vector<double> areas;
    for (const TopologyGap& gap : topology.gaps) {
        areas.push_back(gap.area.value());
    }
    std::ranges::sort(areas);
    return areas;
}

Topology topology_of(const layer::Layer& layer, unsigned threads = 1, double snap = 0.0) {
    const std::vector<std::uint8_t> all(layer.size(), 1);
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    TaskPool tasks{threads};
    TopologyOptions options;
    options.snap = Metres{snap};
    return find_topology({layer, all}, std::nullopt, measurer, options, tasks);
}

/// What lies between all edges, with the number of features over it.
struct Truth {
    double united = 0.0;
    double excess = 0.0;
    double pairs = 0.0;
    double outside = 0.0;       ///< ∫ m where there is no outline
    std::vector<double> gaps{}; ///< ascending; inside the outline, if there is one
};

bool covers(const geo::MultiPolygonView& feature, Point p) {
    return geo::EdgeIndex{feature}.covers(p) > 0;
}

/// Where the rings of a face cross a horizontal, ascending.
std::vector<double> cuts_of(const geo::PolygonView& face, double y) {
    std::vector<double> cuts;
    for (std::size_t r = 0; r < face.rings(); ++r) {
        const geo::RingView ring = face.ring(r);
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const Point a = ring[k];
            const Point b = ring.after(k);
            if ((a.y <= y) != (b.y <= y)) {
                cuts.push_back(a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y));
            }
        }
    }
    std::ranges::sort(cuts);
    return cuts;
}

/// A point inside a face, far from its boundary: the middle of the widest of some cuts.
Point inside(const geo::PolygonView& face) {
    std::vector<double> heights;
    for (std::size_t r = 0; r < face.rings(); ++r) {
        for (const Point& p : face.ring(r).points()) {
            heights.push_back(p.y);
        }
    }
    std::ranges::sort(heights);
    Point best{};
    double widest = -1.0;
    for (std::size_t i = 1; i < heights.size(); ++i) {
        const double y = (heights[i - 1] + heights[i]) / 2.0;
        const std::vector<double> cuts = cuts_of(face, y);
        for (std::size_t c = 0; c + 1 < cuts.size(); c += 2) {
            const double worth = std::min(cuts[c + 1] - cuts[c], heights[i] - heights[i - 1]);
            if (worth > widest) {
                widest = worth;
                best = {(cuts[c] + cuts[c + 1]) / 2.0, y};
            }
        }
    }
    return best;
}

using Segments = std::vector<std::pair<Point, Point>>;

void add_segments(const geo::MultiPolygonView& view, Segments& segments) {
    for (std::size_t p = 0; p < view.size(); ++p) {
        for (std::size_t r = 0; r < view[p].rings(); ++r) {
            const geo::RingView ring = view[p].ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                segments.emplace_back(ring[i], ring.after(i));
            }
        }
    }
}

/// An empty outline is none.
Truth truth_of(const Features& features, const geo::MultiPolygon& outline = {}) {
    Segments segments;
    add_segments(outline.view(), segments);
    for (const geo::MultiPolygon& feature : features) {
        add_segments(feature.view(), segments);
    }
    const geo::MultiPolygon faces = geo::faces_between(std::move(segments));
    Truth truth;
    for (std::size_t i = 0; i < faces.view().size(); ++i) {
        const geo::PolygonView face = faces.view()[i];
        double area = 0.0;
        for (std::size_t r = 0; r < face.rings(); ++r) {
            const double ring = geo::CanonicalRing{face.ring(r)}.area();
            area += r == 0 ? ring : -ring;
        }
        const Point at = inside(face);
        const auto m = static_cast<double>(
            std::ranges::count_if(features, [&](const geo::MultiPolygon& feature) {
                return covers(feature.view(), at);
            }));
        const bool within = outline.empty() || covers(outline.view(), at);
        truth.outside += within ? 0.0 : m * area;
        truth.united += m >= 1.0 ? area : 0.0;
        truth.excess += m >= 1.0 ? (m - 1.0) * area : 0.0;
        truth.pairs += m * (m - 1.0) / 2.0 * area;
        if (m == 0.0 && within && area > 1e-9) {
            truth.gaps.push_back(area);
        }
    }
    std::ranges::sort(truth.gaps);
    return truth;
}

double value(ExactArea area) {
    return area.value().value();
}

class TopologyLaws : public testing::TestWithParam<std::size_t> {};

INSTANTIATE_TEST_SUITE_P(Kinds, TopologyLaws,
                         testing::Range(std::size_t{0}, test::kinds_of_features));

TEST_P(TopologyLaws, AgreeWithTheFacesBetweenAllEdges) {
    Random random{100 + GetParam()};
    for (int round = 0; round < 24; ++round) {
        const Features features = test::random_features(random, GetParam());
        const Truth truth = truth_of(features);
        const Topology found = topology_of(layer_of(features));
        constexpr double rounded = 2e-5; // sums of areas rounded to 1e-6
        SCOPED_TRACE(fmt::format("round {}", round));
        EXPECT_NEAR(value(found.ledger.union_area), truth.united, rounded);
        EXPECT_NEAR(value(found.ledger.overlap_excess), truth.excess, rounded);
        EXPECT_NEAR(value(found.ledger.overlap_pairs), truth.pairs, 10.0 * rounded);
        EXPECT_THAT(gap_areas(found), testing::Pointwise(testing::DoubleNear(1e-7), truth.gaps));
    }
}

TEST_P(TopologyLaws, AgreeWithTheFacesWithinAnOutline) {
    Random random{700 + GetParam()};
    for (int round = 0; round < 24; ++round) {
        const Features features = test::random_features(random, GetParam());
        const layer::Layer layer = layer_of(features);
        const geo::Box all = layer.box();
        const auto along = [&](double low, double high) {
            return std::floor(low + (high - low) * random.between(-0.1, 1.1));
        };
        const double x = along(all.min.x, all.max.x);
        const double y = along(all.min.y, all.max.y);
        const geo::MultiPolygon outline =
            test::rectangle(x, y, x + std::ceil((all.max.x - all.min.x) * 0.6) + 1.0,
                            y + std::ceil((all.max.y - all.min.y) * 0.6) + 1.0);
        const Truth truth = truth_of(features, outline);
        const layer::Layer around = layer_of({outline});
        const std::vector<std::uint8_t> usable(layer.size(), 1);
        const std::vector<std::uint8_t> one(1, 1);
        const measure::Measurer measurer{layer.crs(), layer.box(), {}};
        TaskPool tasks{1};
        const Topology found =
            find_topology({layer, usable}, Side{around, one}, measurer, {}, tasks);
        SCOPED_TRACE(fmt::format("round {}", round));
        EXPECT_THAT(gap_areas(found), testing::Pointwise(testing::DoubleNear(1e-7), truth.gaps));
        EXPECT_NEAR(value(found.ledger.outside), truth.outside, 2e-5);
        EXPECT_NEAR(value(found.ledger.union_area), truth.united, 2e-5);
    }
}

TEST_P(TopologyLaws, UnionIsThatOfTheEngine) {
    Random random{200 + GetParam()};
    for (int round = 0; round < 12; ++round) {
        const Features features = test::random_features(random, GetParam());
        std::vector<geo::Solid> solids;
        std::vector<const geo::Solid*> all;
        solids.reserve(features.size());
        for (const geo::MultiPolygon& feature : features) {
            solids.push_back(geo::solid_of(feature.view()));
            all.push_back(&solids.back());
        }
        const Topology found = topology_of(layer_of(features));
        EXPECT_NEAR(value(found.ledger.union_area), geo::unite(all).area(), 2e-5);
    }
}

TEST_P(TopologyLaws, OverlapsAreThoseOfTheEngine) {
    Random random{300 + GetParam()};
    for (int round = 0; round < 12; ++round) {
        const layer::Layer layer = layer_of(test::random_features(random, GetParam()));
        const std::vector<std::uint8_t> all(layer.size(), 1);
        const measure::Measurer measurer{layer.crs(), layer.box(), {}};
        TaskPool tasks{1};
        std::vector<std::string> wanted;
        for (const Overlap& overlap : overlaps_within(layer, all, measurer, tasks)) {
            if (!overlap.rounding) {
                wanted.push_back(fmt::format("{} {} {:.6f} {:.6f}", overlap.a, overlap.b,
                                             overlap.area.value(), overlap.width.value()));
            }
        }
        std::vector<std::string> found;
        for (const TopologyOverlap& overlap : topology_of(layer).overlaps) {
            found.push_back(fmt::format("{} {} {:.6f} {:.6f}", overlap.a, overlap.b,
                                        overlap.area.value(), overlap.width.value()));
        }
        EXPECT_EQ(found, wanted) << "round " << round;
    }
}

/// All that was found, with the rows called by `names`, in an order of its own.
std::vector<std::string> text_of(const Topology& topology, const std::vector<std::size_t>& names) {
    std::vector<std::string> lines;
    const auto pair = [&](std::uint32_t a, std::uint32_t b) {
        return fmt::format("{} {}", std::min(names[a], names[b]), std::max(names[a], names[b]));
    };
    for (const TopologyOverlap& o : topology.overlaps) {
        const bool turned = names[o.b] < names[o.a] && (o.relation == Relation::a_inside_b ||
                                                        o.relation == Relation::b_inside_a);
        const int relation =
            turned ? 3 - static_cast<int>(o.relation) : static_cast<int>(o.relation);
        lines.push_back(fmt::format("overlap {} {} {} {} {} {} {}", pair(o.a, o.b), o.area.value(),
                                    o.width.value(), o.thinness, relation, o.multiple, o.sliver));
    }
    for (const TopologyGap& g : topology.gaps) {
        std::vector<std::size_t> rows;
        for (const std::uint32_t row : g.neighbours) {
            rows.push_back(names[row]);
        }
        std::ranges::sort(rows);
        std::string points;
        for (const Point& p : g.polygon.view().points()) {
            points += fmt::format(" {} {}", p.x, p.y);
        }
        lines.push_back(fmt::format("gap {} {} {} {} {}{}", g.area.value(), g.width.value(),
                                    static_cast<int>(g.kind), g.sliver, rows, points));
    }
    for (const UnmatchedVertices& u : topology.unmatched) {
        std::string points;
        for (const Point& p : u.points.points) {
            points += fmt::format(" {} {}", p.x, p.y);
        }
        lines.push_back(
            fmt::format("unmatched {} {}{}", pair(u.a, u.b), u.farthest.value(), points));
    }
    for (const NearMiss& n : topology.near_misses) {
        std::string points;
        for (const std::vector<Point>& line : n.lines.lines) {
            points += fmt::format(" {} {},{} {}", line[0].x, line[0].y, line[1].x, line[1].y);
        }
        lines.push_back(fmt::format("near {} {}{}", pair(n.a, n.b), n.farthest.value(), points));
    }
    std::ranges::sort(lines);
    const TopologyLedger& ledger = topology.ledger;
    lines.push_back(fmt::format("{} {} {} {} {} {}", value(ledger.sum_area),
                                value(ledger.overlap_pairs), value(ledger.overlap_excess),
                                value(ledger.gap_area), ledger.rounding_overlaps.count,
                                ledger.rounding_gaps.count));
    return lines;
}

/// The same feature with other ring starts and directions.
geo::MultiPolygon stored_anew(Random& random, const geo::MultiPolygon& feature) {
    std::vector<std::vector<Ring>> polygons;
    for (std::size_t p = 0; p < feature.view().size(); ++p) {
        std::vector<Ring>& rings = polygons.emplace_back();
        for (std::size_t r = 0; r < feature.view()[p].rings(); ++r) {
            const auto points = feature.view()[p].ring(r).points();
            Ring ring{points.begin(), points.end()};
            ring = test::started_at(ring, random.below(ring.size()));
            rings.push_back(random.below(2) == 0 ? test::reversed(ring) : ring);
        }
    }
    return test::feature(polygons);
}

TEST_P(TopologyLaws, StorageAndThreadsChangeNothing) {
    Random random{400 + GetParam()};
    for (int round = 0; round < 12; ++round) {
        const Features features = test::random_features(random, GetParam());
        std::vector<std::size_t> order(features.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        constexpr double snap = 0.3;
        const std::vector<std::string> plain =
            text_of(topology_of(layer_of(features), 1, snap), order);
        EXPECT_EQ(text_of(topology_of(layer_of(features), 4, snap), order), plain);
        for (std::size_t i = order.size(); i > 1; --i) {
            std::swap(order[i - 1], order[random.below(i)]);
        }
        Features others;
        for (const std::size_t name : order) {
            others.push_back(stored_anew(random, features[name]));
        }
        EXPECT_EQ(text_of(topology_of(layer_of(others), 2, snap), order), plain)
            << "round " << round;
    }
}

TEST_P(TopologyLaws, TheCutIntoPiecesChangesNothing) {
    Random random{500 + GetParam()};
    for (int round = 0; round < 8; ++round) {
        const layer::Layer layer = layer_of(test::random_features(random, GetParam()));
        std::vector<std::size_t> names(layer.size());
        std::iota(names.begin(), names.end(), std::size_t{0});
        const measure::Measurer measurer{layer.crs(), layer.box(), {}};
        TopologyBuilder builder{measurer};
        TopologyBuilder::Session session = builder.session();
        const std::size_t size = 1 + random.below(5);
        std::size_t number = 0;
        for (std::size_t first = 0; first < layer.size(); first += size) {
            const std::size_t last = std::min(first + size, layer.size());
            geo::PolygonColumn piece;
            for (std::size_t row = first; row < last; ++row) {
                piece.add_feature(layer.table().polygons[row]);
            }
            const std::vector<std::uint8_t> usable(last - first, 1);
            static_cast<void>(session.add(number++, piece, usable));
        }
        TaskPool tasks{2};
        EXPECT_EQ(text_of(builder.finish({}, std::nullopt, tasks), names),
                  text_of(topology_of(layer), names));
    }
}

TEST_P(TopologyLaws, PolygonsOfOverlapsHaveTheirAreas) {
    Random random{600 + GetParam()};
    for (int round = 0; round < 8; ++round) {
        const layer::Layer layer = layer_of(test::random_features(random, GetParam()));
        const measure::Measurer measurer{layer.crs(), layer.box(), {}};
        TopologyBuilder builder{measurer};
        static_cast<void>(builder.session().add(0, layer.table()));
        TaskPool tasks{1};
        const Topology found = builder.finish({}, std::nullopt, tasks);
        for (const TopologyOverlap& overlap : found.overlaps) {
            EXPECT_NEAR(geo::planar_area(builder.overlap_polygon(overlap.a, overlap.b).view()),
                        overlap.area.value(), 1e-9 + 1e-11 * overlap.area.value());
        }
    }
}

} // namespace
} // namespace parkplan::overlay
