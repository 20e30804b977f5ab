// SPDX-License-Identifier: MIT
#include "crs/suspicions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace parkplan::crs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> english(std::optional<const char*> crs, const geo::Box& extent) {
    std::vector<std::string> texts;
    const auto parsed = crs ? std::optional{Crs::parse(*crs)} : std::nullopt;
    for (const BiText& text : suspicions_of(parsed, extent)) {
        EXPECT_FALSE(text.zh.empty());
        texts.push_back(text.en);
    }
    return texts;
}

TEST(SuspicionsOf, IsEmptyWhereTheCoordinatesFit) {
    EXPECT_THAT(english("EPSG:4548", {{396276, 4428712}, {409898, 4439844}}), IsEmpty());
    EXPECT_THAT(english("EPSG:4527", {{39396276, 4428712}, {39409898, 4439844}}), IsEmpty());
    EXPECT_THAT(english("EPSG:4490", {{115.4, 39.4}, {117.5, 41.1}}), IsEmpty());
    EXPECT_THAT(english("EPSG:3857", {{12.848e6, 4.784e6}, {13.081e6, 5.021e6}}), IsEmpty());
    EXPECT_THAT(english("local", {{0, 0}, {1, 1}}), IsEmpty());
    EXPECT_THAT(english("EPSG:4548", {}), IsEmpty());
}

TEST(SuspicionsOf, SeesDegreesInAPlaneAndMetresInAGeographicSystem) {
    EXPECT_THAT(english("EPSG:4548", {{116.3, 39.9}, {116.4, 40.0}}),
                ElementsAre(HasSubstr("look like degrees")));
    EXPECT_THAT(english("EPSG:4490", {{450000, 4420000}, {451000, 4421000}}),
                ElementsAre(HasSubstr("are no degrees")));
}

TEST(SuspicionsOf, ComparesZonePrefixes) {
    EXPECT_THAT(english("EPSG:4548", {{39396276, 4428712}, {39409898, 4439844}}),
                ElementsAre(HasSubstr("carry the zone prefix 39, but EPSG:4548 has none")));
    EXPECT_THAT(english("EPSG:4527", {{396276, 4428712}, {409898, 4439844}}),
                ElementsAre(HasSubstr("carry no zone prefix, but EPSG:4527 has 39")));
    EXPECT_THAT(english("EPSG:4526", {{39396276, 4428712}, {39409898, 4439844}}),
                ElementsAre(HasSubstr("prefix 39, but EPSG:4526 has 38")));
}

TEST(SuspicionsOf, SeesSwappedAxes) {
    EXPECT_THAT(english("EPSG:4490", {{39.9, 116.3}, {40.0, 116.4}}),
                ElementsAre(HasSubstr("axes swapped")));
    EXPECT_THAT(english("EPSG:4548", {{4428712, 396276}, {4439844, 409898}}),
                ElementsAre(HasSubstr("axes swapped")));
}

TEST(SuspicionsOf, SeesTheCityGridAndWebMercator) {
    EXPECT_THAT(english("EPSG:4548", {{500000, 300000}, {501000, 301000}}),
                ElementsAre(HasSubstr("Beijing city grid")));
    EXPECT_THAT(english("EPSG:4548", {{12.95e6, 4.85e6}, {12.96e6, 4.86e6}}),
                ElementsAre(HasSubstr("Web Mercator")));
}

TEST(SuspicionsOf, LeavesPlanesOfOtherCountriesAlone) {
    EXPECT_THAT(english("EPSG:32633", {{500000, 300000}, {501000, 301000}}), IsEmpty());
    EXPECT_THAT(english("EPSG:3435", {{1150000, 300000}, {1160000, 310000}}), IsEmpty());
}

TEST(SuspicionsOf, ProposesASystemWhereThereIsNone) {
    EXPECT_THAT(english(std::nullopt, {{39396276, 4428712}, {39409898, 4439844}}),
                ElementsAre(HasSubstr("--crs EPSG:4527")));
    EXPECT_THAT(english(std::nullopt, {{20396276, 4428712}, {20409898, 4439844}}),
                ElementsAre(HasSubstr("--crs EPSG:4498")));
    EXPECT_THAT(english(std::nullopt, {{116.3, 39.9}, {116.4, 40.0}}),
                ElementsAre(HasSubstr("--crs EPSG:4490")));
    EXPECT_THAT(english(std::nullopt, {{396276, 4428712}, {409898, 4439844}}), IsEmpty());
}

} // namespace
} // namespace parkplan::crs
