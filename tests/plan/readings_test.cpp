// SPDX-License-Identifier: MIT
#include "plan/plan_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace parkplan::plan::test {
namespace {

using testing::ElementsAre;

/// The content of [readings] stands on line 7.
std::string with_readings(std::string_view readings, std::string_view crs = "EPSG:4548",
                          std::string_view method = "ellipsoidal") {
    return fmt::format("parkplan = 1\nname = \"x\"\n[measure]\ncrs = \"{}\"\nmethod = \"{}\"\n"
                       "[readings]\n{}\n[layers.clusters]\npath = \"clusters.gpkg\"\n",
                       crs, method, readings);
}

class ReadReadings : public testing::Test {
protected:
    PlanFolder folder{};
};

TEST_F(ReadReadings, AreEmptyWhereThePlanAsksForNone) {
    EXPECT_TRUE(folder.read(with_readings("")).readings.empty());
}

TEST_F(ReadReadings, KeepTheOrderOfTheLists) {
    const Readings readings = folder
                                  .read(with_readings("methods = [\"survey\", \"planar\"]\n"
                                                      "areas = [\"net\", \"gross\", \"both\"]\n"
                                                      "classes = [\"wide\", \"narrow\"]\n"
                                                      "overlaps = [\"left_out\", \"counted\"]\n"
                                                      "gaps = [\"all\", 0, \"1.5km\"]\n"
                                                      "accuracies = [\"5cm\", \"示意图\"]"))
                                  .readings;
    EXPECT_THAT(readings.methods, ElementsAre(AreaMethod::survey, AreaMethod::planar));
    EXPECT_THAT(readings.areas, ElementsAre("net", "gross", "both"));
    EXPECT_THAT(readings.classes, ElementsAre("wide", "narrow"));
    EXPECT_THAT(readings.overlaps, ElementsAre("left_out", "counted"));
    EXPECT_THAT(readings.gaps, ElementsAre(Metres{HUGE_VAL}, Metres{}, Metres{1500.0}));
    EXPECT_THAT(readings.accuracies, ElementsAre(Metres{0.05}, Metres{50.0}));
}

TEST_F(ReadReadings, RefuseWhatIsNoReading) {
    const auto cases = std::to_array<Refusal>({
        {"method = [\"planar\"]", "plan.toml:7:1: [readings]: unknown key 'method'\n"
                                  "  hint: did you mean 'methods'? known: methods, areas, classes, "
                                  "overlaps, gaps, accuracies"},
        {"methods = \"planar\"", "plan.toml:7:11: [readings]: 'methods' is the text 'planar'; an "
                                 "array of one value or more is needed"},
        {"areas = []",
         "plan.toml:7:9: [readings]: 'areas' is empty; an array of one value or more is needed"},
        {"classes = [\"narow\"]", "plan.toml:7:12: [readings]: unknown classes 'narow'\n"
                                  "  hint: did you mean 'narrow'? known: narrow, middle, wide"},
        {"gaps = [\"500m\", \"0.5km\"]",
         "plan.toml:7:17: [readings]: 'gaps' holds one value twice"},
        {"accuracies = [\"0m\"]",
         "plan.toml:7:15: [readings]: 'accuracies': point accuracy '0m' is 0; a length above 0 is "
         "needed\n  hint: known: jzd-1, jzd-2, jzd-3, map-2000, map-10000, sketch, 界址点一级, "
         "界址点二级, 界址点三级, 1:2000图解, 1:10000图解, 示意图"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_readings(refusal.text)), refusal.message);
    }
}

TEST_F(ReadReadings, RefuseAMethodThatHasNoAreaInTheWorkingPlane) {
    EXPECT_EQ(
        folder.refusal(with_readings("methods = [\"planar\", \"survey\"]", "local", "planar")),
        "plan.toml:7:22: [readings]: method 'survey' needs a place on the earth; with crs = "
        "\"local\" only 'planar' can be measured");
    EXPECT_EQ(folder.refusal(with_readings("methods = [\"planar\"]", "EPSG:4490")),
              "plan.toml:7:12: [readings]: method 'planar' has no area in 'EPSG:4490'; a projected "
              "crs such as \"EPSG:4548\" or another method is needed");
}

TEST_F(ReadReadings, RefuseMoreThanAnybodyCanRead) {
    EXPECT_EQ(folder.refusal(with_readings(
                  "methods = [\"planar\", \"ellipsoidal\", \"survey\", \"geodesic\"]\n"
                  "areas = [\"gross\", \"net\", \"both\"]\nclasses = [\"narrow\", \"middle\", "
                  "\"wide\"]\noverlaps = [\"counted\", \"left_out\"]\ngaps = [\"all\", \"0m\", "
                  "\"1m\", \"2m\"]\naccuracies = [\"1m\", \"2m\", \"3m\", \"4m\"]")),
              "plan.toml:6:1: [readings]: the lists make 1152 readings; 1024 at most can be told");
}

} // namespace
} // namespace parkplan::plan::test
