// SPDX-License-Identifier: MIT
#include "overlay/tabulated.hpp"
#include "overlay/zone_cutter.hpp"
#include "support/drawing.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::overlay {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A feature cut by zones, in the plane of `crs`.
FeatureCut cut(std::string_view feature, const std::vector<std::string>& zones,
               std::string_view crs = "local") {
    const layer::Layer layer = drawn(zones, crs);
    const std::vector<std::uint8_t> usable(layer.size(), 1);
    TaskPool tasks{1};
    measure::MeasureOptions options;
    const measure::Measurer measurer{layer.crs(), layer.box(), options};
    const ZoneFaces faces = resolve_zones({layer, usable}, measurer, tasks);
    const ZoneCutter cutter{faces, measurer};
    const geo::MultiPolygon shape = test::wkt(feature);
    FeatureCut result;
    cutter.session().cut(shape.view(), measurer.piece_area(shape.view()), result);
    return result;
}

std::vector<std::string> lines(const FeatureCut& cut) {
    std::vector<std::string> all;
    for (const FacePart& part : cut.parts) {
        all.push_back(fmt::format("{}: {}", part.face, part.area.value()));
    }
    return all;
}

TEST(ZoneCutter, TakesAFeatureInOneFaceAsAWhole) {
    const FeatureCut inside = cut("POLYGON((1 1,3 1,3 2,1 1))", {box(0, 0, 100, 100)});
    EXPECT_THAT(lines(inside), ElementsAre("0: 1"));
    EXPECT_EQ(inside.outside, SquareMetres{});
    const FeatureCut outside = cut("POLYGON((-3 1,-1 1,-1 2,-3 1))", {box(0, 0, 100, 100)});
    EXPECT_THAT(outside.parts, IsEmpty());
    EXPECT_EQ(outside.outside, SquareMetres{1.0});
}

TEST(ZoneCutter, MeasuresPartsAndTheOutside) {
    const FeatureCut parts =
        cut("POLYGON((-1 0,3 0,3 4,-1 4,-1 0))", {box(0, 0, 2, 2), box(2, 0, 9, 3)});
    EXPECT_THAT(lines(parts), ElementsAre("0: 4", "1: 3"));
    EXPECT_EQ(parts.outside, SquareMetres{9.0});
    EXPECT_EQ(parts.residual, SquareMetres{});
    EXPECT_EQ(parts.bound, SquareMetres{16e-9 + 1e-6});
    EXPECT_FALSE(parts.redone);
}

TEST(ZoneCutter, CutsAFeatureThatIsLargerThanAllZones) {
    const FeatureCut parts =
        cut("POLYGON((-1000 -1000,1000 -1000,1000 1000,-1000 1000,-1000 -1000))",
            {box(0, 0, 2, 2), box(2, 0, 9, 3)});
    EXPECT_THAT(lines(parts), ElementsAre("0: 4", "1: 27"));
    EXPECT_EQ(parts.outside, SquareMetres{4e6 - 31.0});
}

TEST(ZoneCutter, TakesAFaceInALargeFeatureAsAWhole) {
    // The second zone lies in the hole, the third beside the feature.
    const FeatureCut parts =
        cut("POLYGON((0 0,1000 0,1000 1000,0 1000,0 0),(400 400,600 400,600 600,400 600,400 400))",
            {box(100, 100, 2, 2), box(500, 500, 3, 3), box(-9, 500, 5, 5), box(599, 599, 2, 2)});
    EXPECT_THAT(lines(parts), ElementsAre("0: 4", "3: 3"));
    EXPECT_EQ(parts.outside, SquareMetres{960'000.0 - 7.0});
    EXPECT_EQ(parts.residual, SquareMetres{});
}

TEST(ZoneCutter, BooksPartsThatRoundingExplains) {
    // The feature's vertex lies on the slanted border, as near as doubles come to it.
    const std::vector<std::string> zones{
        "POLYGON((440000 4420000,440100 4420037,440000 4420100,440000 4420000))",
        "POLYGON((440000 4420000,440100 4420000,440100 4420037,440000 4420000))"};
    const FeatureCut parts =
        cut("POLYGON((440000 4420000,440090 4420000,440090 4420033.3,440033.3 4420012.321,"
            "440000 4420000))",
            zones);
    ASSERT_EQ(parts.parts.size(), 1U);
    EXPECT_EQ(parts.parts[0].face, 1U);
    EXPECT_EQ(parts.outside, SquareMetres{});
    EXPECT_LT(parts.rounding_area.value(), 1e-6);
    EXPECT_TRUE(parts.closes());
}

TEST(ZoneCutter, TakesPolygonsWhereMomentsAreNotExactEnough) {
    // 3° from the central meridian.
    const FeatureCut parts =
        cut("POLYGON((760500 4420500,761500 4420500,761500 4421500,760500 4421500,760500 4420500))",
            {box(760000, 4420000, 700, 1000), box(760700, 4420000, 300, 1000)}, "EPSG:4548");
    ASSERT_EQ(parts.parts.size(), 2U);
    EXPECT_TRUE(parts.closes()) << parts.residual.value();
    EXPECT_FALSE(parts.redone);
    EXPECT_NEAR(parts.parts[0].area.value(), 200.0 * 500.0, 200.0) << "k² - 1 is about 0.17 %";
    EXPECT_NEAR(parts.outside.value(), 1e6 - 250'000.0, 1500.0);
}

TEST(ZoneCutter, TellsWhatDoesNotClose) {
    // A ring that crosses itself has no area that could be cut; the engine refuses it as well.
    const FeatureCut parts =
        cut("POLYGON((1 1,19 9,19 1,1 7,1 1))", {box(0, 0, 10, 10), box(10, 0, 10, 10)});
    EXPECT_FALSE(parts.closes());
    EXPECT_FALSE(parts.redone);
    EXPECT_EQ(parts.first_residual, parts.residual);
}

} // namespace
} // namespace parkplan::overlay
