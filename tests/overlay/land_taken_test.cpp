// SPDX-License-Identifier: MIT
#include "overlay/excess.hpp"
#include "overlay/land_taken.hpp"
#include "support/layers.hpp"
#include "support/random_layers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;
using testing::ElementsAre;

layer::Layer drawn(const std::vector<std::string>& drawings) {
    LayerBuilder builder{"drawn", "local"};
    for (const std::string& wkt : drawings) {
        builder.add(wkt);
    }
    return builder.build();
}

layer::Layer layer_of(const test::Features& features) {
    LayerBuilder builder{"made", "local"};
    for (const geo::MultiPolygon& feature : features) {
        builder.add(feature);
    }
    return builder.build();
}

LandsTaken taken(const layer::Layer& subjects, const layer::Layer& others, unsigned threads = 1) {
    TaskPool tasks{threads};
    const measure::Measurer measurer{subjects.crs(), subjects.box(), {}};
    const std::vector<std::uint8_t> all(subjects.size(), 1);
    const std::vector<std::uint8_t> all_others(others.size(), 1);
    return lands_taken({subjects, all}, {others, all_others}, measurer, tasks);
}

/// The areas of each row, and of the row itself.
std::vector<double> areas(const LandsTaken& lands) {
    std::vector<double> all;
    for (const std::optional<LandTaken>& row : lands.rows) {
        all.push_back(row ? row->area.value() : -1.0);
        all.push_back(row ? row->whole.value() : -1.0);
    }
    return all;
}

const std::string square = "POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))";

TEST(LandsTaken, CountEachPlaceOnce) {
    EXPECT_THAT(areas(taken(drawn({square, "POLYGON((50 0, 51 0, 51 1, 50 1, 50 0))"}),
                            drawn({"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))",
                                   "POLYGON((2 0, 6 0, 6 4, 2 4, 2 0))",
                                   "POLYGON((2 0, 6 0, 6 4, 2 4, 2 0))",
                                   "POLYGON((9 9, 19 9, 19 19, 9 19, 9 9))"}))),
                ElementsAre(25.0, 100.0, 0.0, 1.0));
}

TEST(LandsTaken, AreTheWholeWhereNothingIsLeft) {
    // Thirds are no doubles: the sum of the parts is not the whole by itself.
    const auto lands = taken(drawn({"POLYGON((0.1 0.1, 10 0, 10 10, 0 10, 0.1 0.1))"}),
                             drawn({"POLYGON((-1 -1, 3.3333 -1, 3.3333 11, -1 11, -1 -1))",
                                    "POLYGON((3.3333 -1, 11 -1, 11 11, 3.3333 11, 3.3333 -1))"}));
    ASSERT_TRUE(lands.rows.at(0));
    EXPECT_EQ(lands.rows[0]->area, lands.rows[0]->whole);
}

TEST(LandsTaken, OfRowsThatAreNotUsableNothingIsSaid) {
    const layer::Layer layer = drawn({square, square});
    TaskPool tasks{1};
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    const std::vector<std::uint8_t> first{1, 0};
    const auto lands =
        lands_taken({layer, first}, {layer, std::vector<std::uint8_t>{0, 0}}, measurer, tasks);
    EXPECT_THAT(areas(lands), ElementsAre(0.0, 100.0, -1.0, -1.0));
}

TEST(LandsTaken, AreWhatIsNotLeftOverForLayersOfAllKinds) {
    for (std::size_t kind = 0; kind < test::kinds_of_features; ++kind) {
        test::Random random{90 + kind};
        const layer::Layer subjects = layer_of(test::random_features(random, kind));
        const layer::Layer others =
            layer_of(test::random_features(random, (kind + 1) % test::kinds_of_features));
        const LandsTaken lands = taken(subjects, others, 1);
        EXPECT_EQ(areas(taken(subjects, others, 4)), areas(lands));
        TaskPool tasks{1};
        const measure::Measurer measurer{subjects.crs(), subjects.box(), {}};
        const std::vector<std::uint8_t> all(subjects.size(), 1);
        const std::vector<std::uint8_t> all_others(others.size(), 1);
        const auto excesses =
            excess_over({subjects, all}, {others, all_others}, {}, measurer, tasks);
        for (std::size_t row = 0; row < subjects.size(); ++row) {
            const LandTaken& land = lands.rows[row].value();
            EXPECT_NEAR(land.area.value(), land.whole.value() - excesses[row].value().area.value(),
                        1e-4)
                << kind << ' ' << row;
        }
    }
}

TEST(LandsTaken, AreTheSameInAnyOrderOfRows) {
    test::Random random{7};
    test::Features others = test::random_features(random, 1);
    const layer::Layer subjects = layer_of(test::random_features(random, 1));
    const std::vector<double> one = areas(taken(subjects, layer_of(others)));
    std::reverse(others.begin(), others.end());
    EXPECT_EQ(areas(taken(subjects, layer_of(others))), one);
}

TEST(LandFaces, NameTheRowsThatTheyLieIn) {
    const layer::Layer layer =
        drawn({"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON((2 0, 6 0, 6 4, 2 4, 2 0))",
               "POLYGON((20 0, 24 0, 24 4, 20 4, 20 0))"});
    TaskPool tasks{1};
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    const LandFaces faces =
        land_faces({layer, std::vector<std::uint8_t>{1, 1, 1}}, measurer, tasks);
    EXPECT_THAT(faces.rows, ElementsAre(ElementsAre(0U), ElementsAre(0U, 1U), ElementsAre(1U),
                                        ElementsAre(2U)));
    EXPECT_EQ(faces.layer.size(), 4U);
    EXPECT_EQ(measurer.piece_area(faces.layer.table().polygons[1]), SquareMetres{8.0});
}

using Figures = std::vector<std::vector<double>>;

/// By row and choice, where every row is usable.
Figures chosen(const layer::Layer& subjects, const layer::Layer& others,
               const std::vector<std::uint32_t>& masks, std::size_t count, unsigned threads = 1) {
    TaskPool tasks{threads};
    const measure::Measurer measurer{subjects.crs(), subjects.box(), {}};
    const std::vector<std::uint8_t> all(subjects.size(), 1);
    const std::vector<std::uint8_t> all_others(others.size(), 1);
    Figures figures;
    for (const auto& row :
         lands_taken({subjects, all}, {others, all_others}, measurer, tasks, {masks, count}).rows) {
        std::vector<double>& values = figures.emplace_back();
        for (const SquareMetres area : row.value().by_choice) {
            values.push_back(area.value());
        }
    }
    return figures;
}

TEST(LandsTaken, AreToldByChoiceAndCountOnceInEach) {
    const layer::Layer subjects = drawn({square, "POLYGON((10 0,20 0,20 10,10 10,10 0))"});
    const layer::Layer others =
        drawn({"POLYGON((0 0,12 0,12 6,0 6,0 0))", "POLYGON((0 4,12 4,12 8,0 8,0 4))",
               "POLYGON((0 4,12 4,12 6,0 6,0 4))"});
    EXPECT_EQ(chosen(subjects, others, {1, 1, 1}, 1), (Figures{{80}, {16}}));
    EXPECT_EQ(chosen(subjects, others, {1, 2, 0}, 2), (Figures{{60, 40}, {12, 8}}));
    EXPECT_EQ(chosen(subjects, others, {0, 0, 0}, 2), (Figures{{0, 0}, {0, 0}}));
    EXPECT_EQ(chosen(subjects, others, {}, 0), (Figures{{}, {}}));
}

TEST(LandsTaken, ByChoiceAgreeWithTheExcessOnAnyNumberOfThreads) {
    test::Random random{20261120};
    const layer::Layer subjects = layer_of(test::random_features(random, 0));
    const layer::Layer others = layer_of(test::random_features(random, 1));
    std::vector<std::uint32_t> masks(others.size());
    for (std::uint32_t& mask : masks) {
        mask = static_cast<std::uint32_t>(random.below(4));
    }
    const Figures found = chosen(subjects, others, masks, 2);
    EXPECT_EQ(chosen(subjects, others, masks, 2, 4), found);
    const measure::Measurer measurer{subjects.crs(), subjects.box(), {}};
    const std::vector<std::uint8_t> all(subjects.size(), 1);
    const std::vector<std::uint8_t> all_others(others.size(), 1);
    TaskPool tasks{1};
    for (std::uint32_t choice = 0; choice < 2; ++choice) {
        const auto excess = excess_over(
            {subjects, all}, {others, all_others},
            [&](std::uint32_t, std::uint32_t row) { return ((masks[row] >> choice) & 1U) != 0; },
            measurer, tasks);
        for (std::size_t row = 0; row < subjects.size(); ++row) {
            const double area = measurer.piece_area(subjects.table().polygons[row]).value();
            EXPECT_NEAR(found[row][choice], area - excess[row]->area.value(), 1e-4);
        }
    }
}

/// Per metre of point accuracy, of the land of choice 0 and of that less `share` of the subject.
std::vector<double> sigmas(const std::string& subject, const std::vector<std::string>& others,
                           const std::vector<std::uint32_t>& masks, double share,
                           const std::string& crs = "local") {
    TaskPool tasks{1};
    LayerBuilder builder{"land", crs};
    for (const std::string& wkt : others) {
        builder.add(wkt);
    }
    const layer::Layer land = builder.build();
    const layer::Layer layer = LayerBuilder{"subjects", crs}.add(subject).build();
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    const std::vector<std::uint8_t> one(1, 1);
    const std::vector<std::uint8_t> all(land.size(), 1);
    const LandTaken taken =
        lands_taken({layer, one}, {land, all}, measurer, tasks,
                    {.masks = masks, .count = 1, .sigma = 1, .sigma_over = 1, .share = share})
            .rows.at(0)
            .value();
    const LandFaces faces = land_faces({land, all}, measurer, tasks);
    std::vector<std::uint32_t> marked;
    for (std::uint32_t face = 0; face < faces.rows.size(); ++face) {
        if (std::ranges::any_of(faces.rows[face], [&](auto row) { return masks[row] != 0; })) {
            marked.push_back(face);
        }
    }
    EXPECT_EQ(sigma_over({layer, one}, 0, faces, marked, measurer, share), taken.sigma_over[0]);
    return {taken.sigma.at(0).value().value(), taken.sigma_over.at(0).value().value()};
}

TEST(LandSigma, OfLandThatCoversAllIsThatOfTheSubject) {
    // A side of 10 m four times: sqrt(4 · 200 / 8).
    EXPECT_THAT(sigmas(square, {"POLYGON((-5 -5, 20 -5, 20 20, -5 20, -5 -5))"}, {1}, 1.0),
                ElementsAre(10.0, 0.0));
}

TEST(LandSigma, OfParcelsInsideIsThatOfTheirOutline) {
    const std::vector<double> two =
        sigmas(square, {"POLYGON((1 1, 5 1, 5 9, 1 9, 1 1))", "POLYGON((5 1, 9 1, 9 9, 5 9, 5 1))"},
               {1, 1}, 1.0);
    const std::vector<double> one =
        sigmas(square, {"POLYGON((1 1, 5 1, 9 1, 9 9, 5 9, 1 9, 1 1))"}, {1}, 1.0);
    EXPECT_NEAR(two[0], one[0], 1e-12);
    EXPECT_NEAR(two[1], one[1], 1e-12);
}

TEST(LandSigma, LeavesOutWhatDoesNotCount) {
    const std::vector<std::string> land{"POLYGON((0 0, 4 0, 4 10, 0 10, 0 0))",
                                        "POLYGON((6 0, 10 0, 10 10, 6 10, 6 0))"};
    EXPECT_EQ(sigmas(square, land, {1, 0}, 1.0), sigmas(square, {land[0]}, {1}, 1.0));
}

TEST(LandSigma, OfAShareIsLessThanThatOfTheLand) {
    // Half of the square, and the limit: the common boundary moves both alike.
    const std::vector<std::string> half{"POLYGON((-5 -5, 5 -5, 5 20, -5 20, -5 -5))"};
    const std::vector<double> of_land = sigmas(square, half, {1}, 0.0);
    const std::vector<double> of_share = sigmas(square, half, {1}, 0.5);
    EXPECT_EQ(of_land[0], of_land[1]);
    EXPECT_LT(of_share[1], of_land[0]);
    EXPECT_GT(of_share[1], 0.0);
}

TEST(LandSigma, IsInMetresInAnySystem) {
    const std::string area = "POLYGON((116.30 39.80, 116.31 39.80, 116.31 39.81, 116.30 39.81, "
                             "116.30 39.80))";
    const std::string around = "POLYGON((116.2 39.7, 116.4 39.7, 116.4 39.9, 116.2 39.9, "
                               "116.2 39.7))";
    const layer::Layer layer = LayerBuilder{"subjects", "EPSG:4490"}.add(area).build();
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    const double own = measurer(layer.table().polygons[0]).sigma_per_metre.value().value();
    EXPECT_NEAR(sigmas(area, {around}, {1}, 1.0, "EPSG:4490")[0], own, 1e-6 * own);
}

} // namespace
} // namespace parkplan::overlay
