// SPDX-License-Identifier: MIT
#include "overlay/nearest_rows.hpp"
#include "support/layers.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;

layer::Layer drawn(const std::vector<std::string>& drawings) {
    LayerBuilder builder = LayerBuilder{"drawn", "local"}.text("id").key("id");
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        builder.add(drawings[i], {std::string(1, static_cast<char>('a' + i))});
    }
    return builder.build();
}

std::vector<std::optional<NearestRow>>
nearest_of(const layer::Layer& subjects, const layer::Layer& others, unsigned threads = 1) {
    TaskPool tasks{threads};
    const std::vector<std::uint8_t> all(subjects.size(), 1);
    const std::vector<std::uint8_t> all_others(others.size(), 1);
    return nearest_rows({subjects, all}, {others, all_others}, tasks);
}

const std::string square = "POLYGON((0 0, 8 0, 8 8, 0 8, 0 0))";

TEST(NearestRows, AreTheNearestFeatures) {
    const auto found =
        nearest_of(drawn({square, "POLYGON((100 0, 101 0, 101 1, 100 0))"}),
                   drawn({"POLYGON((20 0, 30 0, 30 9, 20 0))", "POLYGON((11 0, 12 0, 12 1, 11 0))",
                          "POLYGON((0 12, 1 12, 1 13, 0 12))"}));
    ASSERT_TRUE(found.at(0) && found.at(1));
    EXPECT_EQ(found[0]->row, 1U);
    EXPECT_EQ(found[0]->nearest, (geo::Nearest{3.0, {8, 0}, {11, 0}}));
    EXPECT_EQ(found[1]->row, 0U);
    EXPECT_EQ(found[1]->nearest.distance, 70.0);
}

TEST(NearestRows, OfEquallyNearOnesAreThoseWithTheSmallestPointsThenKeys) {
    const auto found = nearest_of(drawn({square}), drawn({"POLYGON((10 0, 12 0, 12 8, 10 8, 10 0))",
                                                          "POLYGON((0 10, 8 10, 8 12, 0 10))"}));
    EXPECT_EQ(found.at(0)->row, 1U); // (0, 8) comes before (8, 0)
    const std::string same = "POLYGON((10 0, 12 0, 12 8, 10 8, 10 0))";
    LayerBuilder others = LayerBuilder{"others", "local"}.text("id").key("id");
    EXPECT_EQ(
        nearest_of(drawn({square}), others.add(same, {"z"}).add(same, {"b"}).build()).at(0)->row,
        1U);
}

TEST(NearestRows, MayBePointsAndLines) {
    const auto others = LayerBuilder{"others", "local"}
                            .text("id")
                            .key("id")
                            .add("POLYGON((0 12, 1 12, 1 13, 0 12))", {"area"})
                            .add_path("MULTIPOINT((50 0), (10 4))", {"points"})
                            .add_path("LINESTRING(103 -9, 103 9)", {"line"})
                            .build();
    const auto found =
        nearest_of(drawn({square, "POLYGON((100 0, 101 0, 101 1, 100 0))"}), others, 2);
    EXPECT_EQ(found.at(0)->row, 1U);
    EXPECT_EQ(found[0]->nearest, (geo::Nearest{2.0, {8, 4}, {10, 4}}));
    EXPECT_EQ(found.at(1)->row, 2U);
    EXPECT_EQ(found[1]->nearest, (geo::Nearest{2.0, {101, 0}, {103, 0}}));
}

TEST(NearestRows, AreNotThereWhereNothingIs) {
    EXPECT_FALSE(nearest_of(drawn({square}), drawn({})).at(0));
    const layer::Layer layer = drawn({square, square});
    TaskPool tasks{1};
    const std::vector<std::uint8_t> first{1, 0};
    const std::vector<std::uint8_t> none{0, 0};
    EXPECT_FALSE(nearest_rows({layer, first}, {layer, none}, tasks).at(0));
    const auto found = nearest_rows({layer, first}, {layer, first}, tasks);
    EXPECT_EQ(found.at(0)->nearest.distance, 0.0);
    EXPECT_FALSE(found.at(1));
}

layer::Layer scattered(std::uint64_t seed, std::size_t count) {
    test::Random random{seed};
    LayerBuilder builder{"scattered"};
    for (std::size_t i = 0; i < count; ++i) {
        const double x = 440000.0 + random.between(0.0, 9000.0);
        const geo::Point centre{x, 4420000.0 + random.between(0.0, 9000.0)};
        builder.add(test::lone(
            test::star_ring(random, centre, random.between(20.0, 200.0), 3 + random.below(40))));
    }
    return builder.build();
}

TEST(NearestRows, AreThoseOfAllComparedForAnyThreads) {
    const layer::Layer subjects = scattered(21, 80);
    const layer::Layer others = scattered(22, 300);
    const auto one = nearest_of(subjects, others, 1);
    const auto four = nearest_of(subjects, others, 4);
    std::size_t apart = 0;
    for (std::size_t row = 0; row < subjects.size(); ++row) {
        const geo::DistanceIndex subject{subjects.table().polygons[row]};
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t other = 0; other < others.size(); ++other) {
            least = std::min(
                least, geo::nearest(subject, geo::DistanceIndex{others.table().polygons[other]})
                           ->distance);
        }
        EXPECT_EQ(one[row].value().nearest.distance, least);
        EXPECT_EQ(one[row]->row, four[row].value().row);
        EXPECT_EQ(one[row]->nearest, four[row]->nearest);
        apart += least > 0.0 ? 1U : 0U;
    }
    EXPECT_GT(apart, 20U);
}

} // namespace
} // namespace parkplan::overlay
