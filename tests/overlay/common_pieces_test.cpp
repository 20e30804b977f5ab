// SPDX-License-Identifier: MIT
#include "overlay/common_areas.hpp"
#include "overlay/common_pieces.hpp"
#include "support/layers.hpp"
#include "support/random_polygons.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;
using test::points_of;
using testing::ElementsAre;
using testing::IsEmpty;

layer::Layer drawn(const std::vector<std::string>& drawings) {
    LayerBuilder builder{"drawn", "local"};
    for (const std::string& wkt : drawings) {
        builder.add(wkt);
    }
    return builder.build();
}

CommonPieces pieces_of(const layer::Layer& a, const layer::Layer& b, unsigned threads = 1) {
    TaskPool tasks{threads};
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    const std::vector<std::uint8_t> all_a(a.size(), 1);
    const std::vector<std::uint8_t> all_b(b.size(), 1);
    return common_pieces({a, all_a}, {b, all_b}, measurer, tasks);
}

SquareMetres land(const CommonPieces& found, const layer::Layer& layer) {
    std::vector<const CommonPiece*> pieces;
    for (const CommonPiece& piece : found.pieces) {
        pieces.push_back(&piece);
    }
    return land_of(pieces, measure::Measurer{layer.crs(), layer.box(), {}});
}

TEST(CommonPieces, ArePolygonsOfPairsWithAreaAndWidth) {
    const auto found = pieces_of(
        drawn({"POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))"}),
        drawn({"POLYGON((8 0, 12 0, 12 10, 8 10, 8 0))", "POLYGON((10 0, 20 0, 20 9, 10 0))",
               "POLYGON((1 1, 2 1, 2 2, 1 2, 1 1))"}));
    ASSERT_EQ(found.pieces.size(), 2U);
    EXPECT_EQ(found.pieces[0].b, 0U);
    EXPECT_THAT(
        points_of(found.pieces[0].polygon),
        ElementsAre(geo::Point{8, 0}, geo::Point{10, 0}, geo::Point{10, 10}, geo::Point{8, 10}));
    EXPECT_EQ(found.pieces[0].area, SquareMetres{20.0});
    EXPECT_DOUBLE_EQ(found.pieces[0].width.value(), 40.0 / 24.0);
    EXPECT_EQ(found.pieces[1].b, 2U);
    EXPECT_EQ(found.pieces[1].area, SquareMetres{1.0});
    EXPECT_EQ(found.rounding_pairs, 0U);
}

TEST(CommonPieces, OfRowsThatAreNotUsableThereAreNone) {
    const layer::Layer a = drawn({"POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))"});
    TaskPool tasks{1};
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    const std::vector<std::uint8_t> none{0};
    const std::vector<std::uint8_t> one{1};
    EXPECT_THAT(common_pieces({a, none}, {a, one}, measurer, tasks).pieces, IsEmpty());
    EXPECT_THAT(common_pieces({a, one}, {a, none}, measurer, tasks).pieces, IsEmpty());
}

TEST(CommonPieces, TogetherHaveLandThatIsCountedOnce) {
    const layer::Layer a = drawn({"POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))"});
    EXPECT_EQ(land(pieces_of(a, drawn({})), a), SquareMetres{});
    EXPECT_EQ(land(pieces_of(a, drawn({"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))",
                                       "POLYGON((2 0, 6 0, 6 4, 2 4, 2 0))",
                                       "POLYGON((7 7, 9 7, 9 9, 7 9, 7 7))"})),
                   a),
              SquareMetres{28.0});
}

layer::Layer scattered(std::uint64_t seed, std::size_t count) {
    test::Random random{seed};
    LayerBuilder builder{"scattered"};
    for (std::size_t i = 0; i < count; ++i) {
        const double x = 440000.0 + random.between(0.0, 1500.0);
        const geo::Point centre{x, 4420000.0 + random.between(0.0, 1500.0)};
        builder.add(test::lone(
            test::star_ring(random, centre, random.between(20.0, 300.0), 3 + random.below(40))));
    }
    return builder.build();
}

TEST(CommonPieces, HaveTheAreasOfTheKernelForAnyThreads) {
    const layer::Layer a = scattered(11, 40);
    const layer::Layer b = scattered(12, 60);
    const CommonPieces one = pieces_of(a, b, 1);
    const CommonPieces four = pieces_of(a, b, 4);
    ASSERT_GT(one.pieces.size(), 150U);
    ASSERT_EQ(one.pieces.size(), four.pieces.size());
    const measure::Measurer measurer{a.crs(), a.box(), {}};
    for (std::size_t i = 0; i < one.pieces.size(); ++i) {
        const CommonPiece& piece = one.pieces[i];
        EXPECT_EQ(piece.area, four.pieces[i].area);
        EXPECT_EQ(points_of(piece.polygon), points_of(four.pieces[i].polygon));
        EXPECT_NEAR(piece.area.value(), measurer.piece_area(piece.polygon.view()).value(),
                    1e-9 * piece.area.value() + 1e-5);
    }
    EXPECT_EQ(land(one, a), land(four, a));
}

} // namespace
} // namespace parkplan::overlay
