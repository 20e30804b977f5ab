// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/thrown.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan {
namespace {

using test::Thrown;
using test::thrown_by;

TEST(Error, DescribesItselfOutermostFirst) {
    const Error error{ErrorKind::input,
                      "field 'NAME' is missing",
                      {.source = "plan.toml:3:1", .layer = "组团", .feature = "A1", .rule = "r.s"}};
    EXPECT_EQ(error.describe(), "plan.toml:3:1: layer '组团': feature 'A1': rule 'r.s': "
                                "field 'NAME' is missing");
}

TEST(Error, DescribesItselfInChinese) {
    const Error error{ErrorKind::input,
                      BiText{"field 'NAME' is missing", "缺少字段“NAME”"},
                      {.source = "plan.toml:3:1", .layer = "组团", .feature = "A1", .rule = "r.s"}};
    EXPECT_EQ(error.describe(Language::chinese),
              "plan.toml:3:1: 图层“组团”：要素“A1”：规则“r.s”：缺少字段“NAME”");
    EXPECT_EQ((Error{ErrorKind::input, "as the library said"}).describe(Language::chinese),
              "as the library said");
}

TEST(Error, LeavesOutWhatIsNotKnown) {
    EXPECT_EQ((Error{ErrorKind::usage, "no layer named"}).describe(), "no layer named");
}

TEST(Error, KeepsTheInnerContextWhenAnOuterIsAdded) {
    Error error{ErrorKind::input, "broken", {.layer = "inner"}};
    error.add_context({.source = "a.gpkg", .layer = "outer", .feature = {}, .rule = "r"});
    EXPECT_EQ(error.describe(), "a.gpkg: layer 'inner': rule 'r': broken");
}

TEST(Error, CarriesAHintApartFromTheMessage) {
    const Error error{ErrorKind::plan,
                      {"unknown key 'min_aera'", "未知的键“min_aera”"},
                      {},
                      {"did you mean 'min_area'?", "是否为“min_area”？"}};
    EXPECT_EQ(std::string_view{error.what()}, "unknown key 'min_aera'");
    EXPECT_EQ(error.hint(), (BiText{"did you mean 'min_area'?", "是否为“min_area”？"}));
}

TEST(Error, KindsHaveTheirWordAndExitCode) {
    constexpr std::array kinds{
        std::pair{ErrorKind::usage, std::pair{"usage", 2}},
        std::pair{ErrorKind::plan, std::pair{"plan", 2}},
        std::pair{ErrorKind::input, std::pair{"input", 3}},
        std::pair{ErrorKind::crs, std::pair{"crs", 3}},
        std::pair{ErrorKind::geometry, std::pair{"geometry", 3}},
        std::pair{ErrorKind::output, std::pair{"output", 3}},
        std::pair{ErrorKind::internal, std::pair{"internal", 70}},
    };
    for (const auto& [kind, expected] : kinds) {
        EXPECT_EQ(name_of(kind), expected.first);
        EXPECT_EQ(exit_code(kind), expected.second);
    }
}

TEST(Fail, ThrowsAnErrorWithTheFormattedMessage) {
    const auto call = []() -> int { fail(ErrorKind::crs, "layer is in {}, not {}", 4548, 4549); };
    EXPECT_EQ(thrown_by(call), (Thrown{ErrorKind::crs, "layer is in 4548, not 4549"}));
}

TEST(Fail, SaysItInChineseToo) {
    try {
        fail(ErrorKind::input, "there is no layer '{}' in it", "组团");
    } catch (const Error& error) {
        EXPECT_EQ(error.message(),
                  (BiText{"there is no layer '组团' in it", "其中没有图层“组团”"}));
    }
}

} // namespace
} // namespace parkplan
