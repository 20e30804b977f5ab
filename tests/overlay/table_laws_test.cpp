// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "geo/solid.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/tabulated.hpp"
#include "support/layers.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::Ring;
using testing::IsEmpty;

constexpr geo::Point corner{440000.0, 4420000.0};
constexpr std::size_t side = 5; ///< zones in a row
constexpr double zone_width = 300.0;

/// A partition of a square: a jittered net whose meshes are cut into `pieces` edges on each side.
/// Neighbours share every vertex.
class Net {
public:
    Net(std::uint64_t seed, std::size_t pieces) : m_pieces(pieces) {
        test::Random random{seed};
        const std::size_t lines = side * pieces + 1;
        const double step = zone_width / static_cast<double>(pieces);
        m_points.resize(lines * lines);
        for (std::size_t row = 0; row < lines; ++row) {
            for (std::size_t column = 0; column < lines; ++column) {
                const auto jitter = [&](std::size_t at) {
                    return at == 0 || at + 1 == lines ? 0.0 : random.between(-0.3, 0.3) * step;
                };
                const double dx = jitter(column);
                m_points[row * lines + column] = {
                    corner.x + static_cast<double>(column) * step + dx,
                    corner.y + static_cast<double>(row) * step + jitter(row)};
            }
        }
    }

    /// A mesh of `size` steps, from a place counted in steps.
    [[nodiscard]] Ring mesh(std::size_t column, std::size_t row, std::size_t size) const {
        Ring ring;
        for (std::size_t i = 0; i < size; ++i) {
            ring.push_back(at(column + i, row));
        }
        for (std::size_t i = 0; i < size; ++i) {
            ring.push_back(at(column + size, row + i));
        }
        for (std::size_t i = size; i > 0; --i) {
            ring.push_back(at(column + i, row + size));
        }
        for (std::size_t i = size; i > 0; --i) {
            ring.push_back(at(column, row + i));
        }
        return ring;
    }

    /// All meshes of that size.
    [[nodiscard]] std::vector<Ring> meshes(std::size_t size) const {
        std::vector<Ring> rings;
        for (std::size_t row = 0; row < side * m_pieces; row += size) {
            for (std::size_t column = 0; column < side * m_pieces; column += size) {
                rings.push_back(mesh(column, row, size));
            }
        }
        return rings;
    }

private:
    [[nodiscard]] geo::Point at(std::size_t column, std::size_t row) const {
        return m_points[row * (side * m_pieces + 1) + column];
    }

    std::size_t m_pieces;
    std::vector<geo::Point> m_points{};
};

std::vector<Ring> stars(std::uint64_t seed, std::size_t count, double reach) {
    test::Random random{seed};
    std::vector<Ring> rings;
    for (std::size_t i = 0; i < count; ++i) {
        const double extent = static_cast<double>(side) * zone_width;
        const double x = corner.x + random.between(0.0, extent);
        const geo::Point centre{x, corner.y + random.between(0.0, extent)};
        rings.push_back(
            test::star_ring(random, centre, random.between(5.0, reach), 3 + random.below(40)));
    }
    return rings;
}

/// Each feature is a class of its own, so that the table tells of each.
layer::Layer layer_of(const std::vector<Ring>& rings) {
    test::LayerBuilder builder{"test"};
    for (const Ring& ring : rings) {
        builder.add(test::lone(ring));
    }
    layer::Layer plain = builder.build();
    layer::SourceInfo info = plain.info();
    info.schema = layer::Schema{{{"id", layer::FieldType::integer, ""}}};
    layer::Table table = plain.table();
    table.columns.emplace_back(layer::FieldType::integer);
    for (std::size_t row = 0; row < rings.size(); ++row) {
        table.columns[0].add_integer(static_cast<std::int64_t>(row));
    }
    return layer::Layer{std::move(info), std::move(table)};
}

const TableColumns by_feature{.name = 0, .values = {}};

/// Area by feature and zone.
using Areas = std::map<std::pair<std::string, std::uint32_t>, ExactArea>;

Areas areas_of(const Tabulation& table) {
    Areas areas;
    for (const TableCell& cell : table.tally.cells()) {
        areas[{table.tally.classes()[cell.name].value_or("-"), cell.zone}] = cell.area;
    }
    return areas;
}

void expect_closed(const Tabulation& table) {
    EXPECT_EQ(unexplained(table), ExactArea{});
    EXPECT_THAT(table.open, IsEmpty());
    EXPECT_EQ(table.tally.totals().redone, 0U);
    const auto features = static_cast<double>(table.tally.totals().features);
    EXPECT_LT(std::abs(table.tally.totals().residual.value().value()), 1e-6 * features);
}

TEST(TableLaws, AFeatureInsideAPartitionIsTheSumOfItsParts) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const TableCase drawing{layer_of(Net{seed + 50, 3}.meshes(1)),
                                layer_of(Net{seed, 6}.meshes(6))};
        const Tabulation table = drawing.table(by_feature);
        expect_closed(table);
        EXPECT_GT(table.tally.totals().split, 50U);
        for (const TableCell& cell : table.tally.cells()) {
            EXPECT_NE(cell.zone, no_zone);
        }
    }
}

TEST(TableLaws, FeaturesCutAlongTheBordersOfZonesLieInOneZoneEach) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const Net net{seed, 6};
        const TableCase drawing{layer_of(net.meshes(1)), layer_of(net.meshes(6))};
        const Tabulation table = drawing.table(by_feature);
        expect_closed(table);
        EXPECT_EQ(table.tally.totals().split, 0U);
        EXPECT_EQ(table.tally.totals().residual, ExactArea{});
        EXPECT_EQ(table.tally.cells().size(), drawing.layer.size());
    }
}

TEST(TableLaws, PartsAreTheCommonAreasOfThePairs) {
    const TableCase drawing{layer_of(stars(1, 300, 200.0)), layer_of(Net{2, 8}.meshes(8))};
    const Tabulation table = drawing.table(by_feature);
    expect_closed(table);
    const Areas areas = areas_of(table);
    TaskPool tasks{1};
    const PairAreas pairs =
        common_areas({drawing.layer, drawing.usable}, {drawing.zones, drawing.usable_zones},
                     drawing.measurer(), tasks);
    std::size_t inside = 0;
    for (const PairArea& pair : pairs.pairs) {
        const auto found = areas.find({std::to_string(pair.a), pair.b});
        ASSERT_NE(found, areas.end());
        EXPECT_NEAR(found->second.value().value(), pair.area.value(), 1e-6);
        ++inside;
    }
    for (const auto& [place, area] : areas) {
        inside -= place.second == no_zone ? 0 : 1;
    }
    EXPECT_EQ(inside, 0U) << "as many parts as pairs";
}

TEST(TableLaws, PartsAndTheOutsideAreThePolygonsOfTheEngine) {
    // Zones with gaps between them, and features that reach beyond all of them.
    std::vector<Ring> zones = Net{3, 5}.meshes(5);
    zones.erase(zones.begin() + 7);
    zones.erase(zones.begin());
    const TableCase drawing{layer_of(stars(4, 150, 400.0)), layer_of(zones)};
    const Tabulation table = drawing.table(by_feature);
    expect_closed(table);
    const Areas areas = areas_of(table);
    const measure::Measurer measurer = drawing.measurer();
    std::vector<geo::Solid> solids;
    for (std::size_t zone = 0; zone < drawing.zones.size(); ++zone) {
        solids.push_back(geo::solid_of(drawing.zones.table().polygons[zone]));
    }
    std::vector<const geo::Solid*> all;
    for (const geo::Solid& solid : solids) {
        all.push_back(&solid);
    }
    const geo::Solid covered = geo::unite(all);
    for (std::size_t row = 0; row < drawing.layer.size(); ++row) {
        const geo::MultiPolygonView polygon = drawing.layer.table().polygons[row];
        const geo::Solid feature = geo::solid_of(polygon);
        const auto expect_area = [&](const geo::Solid& part, std::uint32_t zone) {
            const geo::MultiPolygon piece = part.polygons();
            const auto found = areas.find({std::to_string(row), zone});
            const double area = found == areas.end() ? 0.0 : found->second.value().value();
            EXPECT_NEAR(area, measurer.piece_area(piece.view()).value(),
                        1e-6 + 1e-8 * geo::perimeter(piece.view()));
        };
        for (std::uint32_t zone = 0; zone < solids.size(); ++zone) {
            expect_area(geo::intersection(feature, solids[zone]), zone);
        }
        expect_area(geo::difference(feature, covered), no_zone);
    }
}

TEST(TableLaws, OverlappingZonesCountAllThatLiesInThem) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        const TableCase drawing{layer_of(Net{seed, 4}.meshes(1)),
                                layer_of(stars(seed + 10, 12, 500.0))};
        const Tabulation table = drawing.table(by_feature);
        EXPECT_GT(table.faces.zones.size(), drawing.zones.size());
        EXPECT_EQ(unexplained(table), ExactArea{});
        EXPECT_THAT(table.open, IsEmpty());
        TaskPool tasks{1};
        const Areas areas = areas_of(table);
        const PairAreas pairs =
            common_areas({drawing.layer, drawing.usable}, {drawing.zones, drawing.usable_zones},
                         drawing.measurer(), tasks);
        for (const PairArea& pair : pairs.pairs) {
            const auto found = areas.find({std::to_string(pair.a), pair.b});
            const double area = found == areas.end() ? 0.0 : found->second.value().value();
            EXPECT_NEAR(area, pair.area.value(), 2e-5);
        }
    }
}

TEST(TableLaws, NothingDependsOnOrderThreadsOrRings) {
    std::vector<Ring> features = stars(5, 2500, 60.0);
    std::vector<Ring> zones = Net{6, 7}.meshes(7);
    const std::vector<Ring> more = stars(7, 4, 300.0);
    zones.insert(zones.end(), more.begin(), more.end());
    const Tabulation table = TableCase{layer_of(features), layer_of(zones)}.table(by_feature);
    const Areas expected = areas_of(table);
    EXPECT_EQ(areas_of(TableCase{layer_of(features), layer_of(zones)}.table(by_feature, 4)),
              expected);
    std::reverse(zones.begin(), zones.end());
    for (std::vector<Ring>* rings : {&features, &zones}) {
        for (std::size_t i = 0; i < rings->size(); ++i) {
            (*rings)[i] = test::reversed(test::started_at((*rings)[i], i % (*rings)[i].size()));
        }
    }
    const Tabulation turned = TableCase{layer_of(features), layer_of(zones)}.table(by_feature, 2);
    Areas back;
    for (const auto& [place, area] : areas_of(turned)) {
        const auto last = static_cast<std::uint32_t>(zones.size()) - 1;
        back[{place.first, place.second == no_zone ? no_zone : last - place.second}] = area;
    }
    EXPECT_EQ(back, expected);
    EXPECT_EQ(turned.tally.totals().residual, table.tally.totals().residual);
}

} // namespace
} // namespace parkplan::overlay
