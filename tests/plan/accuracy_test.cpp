// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::plan {
namespace {

TEST(PointAccuracy, ReadsLengthsAndPresetsInBothLanguages) {
    const auto cases = std::to_array<std::pair<std::string_view, double>>({
        {"5cm", 0.05},
        {" 0.5 m ", 0.5},
        {"jzd-1", 0.05},
        {"jzd-2", 0.075},
        {"jzd-3", 0.1},
        {"map-2000", 1.0},
        {"map-10000", 5.0},
        {"sketch", 50.0},
        {"界址点一级", 0.05},
        {"界址点二级", 0.075},
        {"界址点三级", 0.1},
        {"1:2000 图解", 1.0},
        {"1:2000图解", 1.0},
        {"1:10000图解", 5.0},
        {"示意图", 50.0},
        {"7.5厘米", 0.075},
    });
    for (const auto& [text, metres] : cases) {
        EXPECT_EQ(parse_point_accuracy(text).value(), metres) << text;
    }
}

TEST(PointAccuracy, EveryPresetIsReadByBothItsNames) {
    ASSERT_EQ(accuracy_presets().size(), 6U);
    for (const AccuracyPreset& preset : accuracy_presets()) {
        EXPECT_EQ(parse_point_accuracy(preset.name), preset.value);
        EXPECT_EQ(parse_point_accuracy(preset.name_zh), preset.value);
        EXPECT_FALSE(preset.title.en.empty());
        EXPECT_FALSE(preset.title.zh.empty());
    }
}

TEST(PointAccuracy, RefusesWhatIsNeitherWithTheListOfPresets) {
    const auto cases = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"", "'' is no point accuracy; a length such as '5cm' or a preset is needed"},
        {"Sketch!", "'Sketch!' is no point accuracy; a length such as '5cm' or a preset is needed"},
        {"0", "point accuracy '0' is 0; a length above 0 is needed"},
        {"-5cm", "length '-5cm' is negative; 0 or more is needed"},
    });
    for (const auto& [text, message] : cases) {
        try {
            static_cast<void>(parse_point_accuracy(text));
            FAIL() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_EQ(std::string_view{error.what()}, message);
            EXPECT_NE(error.hint().en.find("known: jzd-1, "), std::string::npos);
        }
    }
}

} // namespace
} // namespace parkplan::plan
