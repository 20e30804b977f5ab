// SPDX-License-Identifier: MIT
#include "core/text.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace parkplan {
namespace {

using Strings = std::vector<std::string>;

TEST(DisplayWidth, CountsChineseDouble) {
    EXPECT_EQ(display_width(""), 0U);
    EXPECT_EQ(display_width("abc"), 3U);
    EXPECT_EQ(display_width("组团A"), 5U);
    EXPECT_EQ(display_width("（亩）"), 6U);
    EXPECT_EQ(display_width("，。、《》"), 10U);
    EXPECT_EQ(display_width("ＡＢ"), 4U);
    EXPECT_EQ(display_width("㎡"), 2U);
    EXPECT_EQ(display_width("𠮷"), 2U);
}

TEST(DisplayWidth, CountsOtherSignsOnce) {
    EXPECT_EQ(display_width("m²"), 2U);
    EXPECT_EQ(display_width("±0.5°"), 5U);
    EXPECT_EQ(display_width("naïve"), 5U);
    EXPECT_EQ(display_width("ﾊ"), 1U); // half-width katakana
}

TEST(DisplayWidth, CountsCombiningMarksAsNothing) {
    EXPECT_EQ(display_width("e\u0301"), 1U);
    EXPECT_EQ(display_width("a\u200Bb"), 2U);
    EXPECT_EQ(display_width("\uFEFFa"), 1U);
}

TEST(DisplayWidth, CountsEachBrokenByteOnce) {
    EXPECT_EQ(display_width("\xE7\xBB"), 2U);
    EXPECT_EQ(display_width("a\xFFz"), 3U);
}

TEST(Pad, FillsToTheDisplayWidth) {
    EXPECT_EQ(pad_right("组团A", 7), "组团A  ");
    EXPECT_EQ(pad_left("组团A", 7), "  组团A");
    EXPECT_EQ(pad_right("组团A", 4), "组团A");
    EXPECT_EQ(pad_left("", 2), "  ");
}

TEST(Trim, TakesBlanksFromBothEnds) {
    EXPECT_EQ(trim("  a b\t\r\n"), "a b");
    EXPECT_EQ(trim("\u3000组团\u00A0 "), "组团");
    EXPECT_EQ(trim(" \u3000 "), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("组"), "组");
}

TEST(SplitList, TrimsAndDropsEmptyPieces) {
    EXPECT_EQ(split_list("a, b ,,c,", ","), (Strings{"a", "b", "c"}));
    EXPECT_EQ(split_list("东区、 西区", "、"), (Strings{"东区", "西区"}));
    EXPECT_EQ(split_list("", ","), Strings{});
    EXPECT_EQ(split_list(" , ", ","), Strings{});
    EXPECT_EQ(split_list(" one ", ""), Strings{"one"});
}

TEST(LowerCase, ChangesAsciiLettersOnly) {
    EXPECT_EQ(lower_case("DKBH_1 Área 名称"), "dkbh_1 Área 名称");
    EXPECT_TRUE(same_ignoring_case(".SHP", ".shp"));
    EXPECT_FALSE(same_ignoring_case("É", "é"));
    EXPECT_FALSE(same_ignoring_case("shp", "shpx"));
}

TEST(Nearest, FindsASlipOfThePen) {
    const Strings known{"layer", "min_area", "counting", "gap"};
    EXPECT_EQ(nearest("min_aera", known), "min_area");
    EXPECT_EQ(nearest("layr", known), "layer");
    EXPECT_EQ(nearest("MIN_AREA", known), "min_area");
    EXPECT_EQ(nearest("gap", known), "gap");
    EXPECT_EQ(nearest("gab", known), "gap");
}

TEST(Nearest, CountsCodePointsAndNotBytes) {
    const Strings known{"中关村科技园", "亦庄新城"};
    EXPECT_EQ(nearest("中关村科枝园", known), "中关村科技园");
    EXPECT_EQ(nearest("亦庄", known), std::nullopt);
}

TEST(Nearest, LeavesAloneWhatIsTooFar) {
    const Strings known{"layer", "min_area"};
    EXPECT_EQ(nearest("threshold", known), std::nullopt);
    EXPECT_EQ(nearest("min_", known), std::nullopt);
    EXPECT_EQ(nearest("", known), std::nullopt);
    EXPECT_EQ(nearest("x", {}), std::nullopt);
    EXPECT_EQ(nearest("东", Strings{"西"}), std::nullopt);
}

TEST(Nearest, TakesTheNearestAndOfEqualsTheFirst) {
    EXPECT_EQ(nearest("overlaps", Strings{"overlip", "overlap"}), "overlap");
    EXPECT_EQ(nearest("gaq", Strings{"gap", "gas"}), "gap");
}

TEST(DidYouMean, NamesTheNearestAndAllKnown) {
    EXPECT_EQ(did_you_mean("min_aera", Strings{"layer", "min_area"}).en,
              "did you mean 'min_area'? known: layer, min_area");
    EXPECT_EQ(did_you_mean("zzz", Strings{"layer", "min_area"}).en, "known: layer, min_area");
    EXPECT_EQ(did_you_mean("min_aera", Strings{"layer", "min_area"}).zh,
              "是否为“min_area”？可选：layer、min_area");
    EXPECT_EQ(did_you_mean("zzz", {}), BiText{});
}

TEST(WithoutPassword, MasksWhatAConnectionCarries) {
    EXPECT_EQ(without_password("PG:host=db user=me password=s3cret dbname=x"),
              "PG:host=db user=me password=*** dbname=x");
    EXPECT_EQ(without_password("PG:PASSWORD='a b' dbname=x"), "PG:PASSWORD=*** dbname=x");
    EXPECT_EQ(without_password("PG:password=last"), "PG:password=***");
    EXPECT_EQ(without_password("postgresql://me:s3cret@db/x"), "postgresql://me:***@db/x");
}

TEST(WithoutPassword, LeavesOtherPathsAlone) {
    for (const char* const path :
         {"组团.gpkg", "a/b@c.shp", "https://example.org:8080/x@y.geojson", ""}) {
        EXPECT_EQ(without_password(path), path);
    }
}

TEST(IsUtf8, TakesWellFormedText) {
    for (const char* const text : {"", "abc", "é", "组团", "𠮷", "\U0010FFFF"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
    }
}

TEST(IsUtf8, RefusesBrokenText) {
    const Strings broken{
        "\x80",             // continuation without a start
        "\xC0\x80",         // overlong NUL
        "\xE0\x9F\xBF",     // overlong three bytes
        "\xF0\x8F\xBF\xBF", // overlong four bytes
        "\xED\xA0\x80",     // surrogate
        "\xF4\x90\x80\x80", // beyond U+10FFFF
        "\xF5\x80\x80\x80", // no such start
        "\xE7\xBB",         // cut off
        "\xD7\xE9\xCD\xC5", // 组团 in GBK
    };
    for (const std::string& text : broken) {
        EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(text);
    }
}

} // namespace
} // namespace parkplan
