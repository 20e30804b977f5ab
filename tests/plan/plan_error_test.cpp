// SPDX-License-Identifier: MIT
#include "plan/plan_folder.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace parkplan::plan::test {
namespace {

/// A good plan around one changed part; [measure] starts on line 3, layers on line 6.
std::string with_top(std::string_view top) {
    return fmt::format("parkplan = 1\n{}\n[measure]\ncrs = \"EPSG:4548\"\nmethod = "
                       "\"ellipsoidal\"\n[layers.clusters]\npath = \"clusters.gpkg\"\n",
                       top);
}

/// [measure] on line 3, its content on line 4.
std::string with_measure(std::string_view measure) {
    return fmt::format("parkplan = 1\nname = \"x\"\n[measure]\n{}\n[layers.clusters]\npath = "
                       "\"clusters.gpkg\"\n",
                       measure);
}

/// Content that follows line 7 of a good plan.
std::string with_end(std::string_view end) {
    return with_top("name = \"x\"") + std::string{end};
}

class PlanError : public testing::Test {
protected:
    PlanFolder folder{};
};

TEST_F(PlanError, AsksForTheFormatVersionBeforeAnythingElse) {
    const auto cases = std::to_array<Refusal>({
        {"", "plan.toml:1:1: missing key 'parkplan'\n"
             "  hint: a plan starts with the version of its format: parkplan = 1"},
        {"parkplan = 2\nunheard_of = true\n",
         "plan.toml:1:12: 'parkplan' is the integer 2; the format version 1 is needed"},
        {"parkplan = \"1\"\n",
         "plan.toml:1:12: 'parkplan' is the text '1'; the format version 1 is needed"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(refusal.text), refusal.message);
    }
}

TEST_F(PlanError, NamesUnknownAndMissingKeysOfTheTop) {
    EXPECT_EQ(
        folder.refusal(with_top("nam = \"x\"")),
        "plan.toml:2:1: unknown key 'nam'\n"
        "  hint: did you mean 'name'? known: parkplan, name, name_en, date, sources, measure, "
        "readings, layers, rules, waivers, output, papers");
    EXPECT_EQ(folder.refusal(with_top("")), "plan.toml:1:1: missing key 'name'\n"
                                            "  hint: name is what people call the plan");
    EXPECT_EQ(folder.refusal("parkplan = 1\nname = \"x\"\n"),
              "plan.toml:1:1: missing key 'measure'\n"
              "  hint: [measure] with crs = \"EPSG:4548\" and method = \"ellipsoidal\"");
    EXPECT_EQ(
        folder.refusal("parkplan = 1\nname = \"x\"\nmeasure = { crs = \"EPSG:4548\", method = "
                       "\"planar\" }\n"),
        "plan.toml:1:1: missing key 'layers'\n"
        "  hint: a layer is a table [layers.clusters] with path = \"…\"");
}

TEST_F(PlanError, ReportsTheFirstMistakeOfTheFileNotOfTheAlphabet) {
    EXPECT_TRUE(folder.refusal(with_top("name = \"x\"\nzzz = 1\naaa = 2"))
                    .starts_with("plan.toml:3:1: unknown key 'zzz'"));
}

TEST_F(PlanError, SaysWhichTypeIsRight) {
    const auto cases = std::to_array<Refusal>({
        {"name = 42", "plan.toml:2:8: 'name' is the integer 42; text in quotes is needed"},
        {"name = 2.50", "plan.toml:2:8: 'name' is the number 2.5; text in quotes is needed"},
        {"name = true", "plan.toml:2:8: 'name' is the truth value true; text in quotes is needed"},
        {"name = 2026-01-01",
         "plan.toml:2:8: 'name' is the date 2026-01-01; text in quotes is needed"},
        {"name = 12:00:00", "plan.toml:2:8: 'name' is a time; text in quotes is needed"},
        {"name = []", "plan.toml:2:8: 'name' is an array; text in quotes is needed"},
        {"name = {}", "plan.toml:2:8: 'name' is a table; text in quotes is needed"},
        {"name = \"　\"",
         "plan.toml:2:8: 'name' is empty\n  hint: name is what people call the plan"},
        {"name = \"x\"\nsources = 1", "plan.toml:3:11: 'sources' is the integer 1; a table such as "
                                      "[sources.S3] with title = \"…\" is needed"},
        {"name = \"x\"\nsources.S3 = \"x\"", "plan.toml:3:14: source 'S3': 'sources.S3' is the "
                                             "text 'x'; a table such as [sources.S3] with "
                                             "title = \"…\" is needed"},
        {"name = \"x\"\nrules = { }",
         "plan.toml:3:9: 'rules' is a table; an array of tables is needed\n"
         "  hint: every rule starts with a line [[rules]]"},
        {"name = \"x\"\nrules = [1]",
         "plan.toml:3:10: 'rules' is the integer 1; a table such as [[rules]] is needed"},
        {"name = \"x\"\noutput = 1",
         "plan.toml:3:10: 'output' is the integer 1; a table such as [output] with formats = "
         "[\"text\", \"json\"] is needed"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_top(refusal.text)), refusal.message);
    }
}

TEST_F(PlanError, WantsADateOfTheCalendar) {
    const auto message = [](std::string_view found) {
        return fmt::format(
            "plan.toml:3:8: 'date' is {}; a calendar date such as 2026-01-31 is needed", found);
    };
    const auto cases = std::to_array<Refusal>({
        {"\"2026-02-30\"", "the text '2026-02-30'"},
        {"\"2026-1-01\"", "the text '2026-1-01'"},
        {"\"2026/01/01\"", "the text '2026/01/01'"},
        {"\"2025-02-29\"", "the text '2025-02-29'"},
        {"\"2026-13-01\"", "the text '2026-13-01'"},
        {"\"2026-01-01T\"", "the text '2026-01-01T'"},
        {"20260101", "the integer 20260101"},
        {"2026-01-01T00:00:00", "a time"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_top(fmt::format("name = \"x\"\ndate = {}", refusal.text))),
                  message(refusal.message));
    }
    EXPECT_TRUE(
        folder.refusal(with_top("name = \"x\"\ndate = 2026-02-30")).starts_with("plan.toml:3:"));
}

TEST_F(PlanError, ChecksTheKeysOfASource) {
    EXPECT_EQ(folder.refusal(with_end("[sources.S3]\nstatus = \"草案\"\n")),
              "plan.toml:8:1: source 'S3': missing key 'title'\n"
              "  hint: title is the name of the document");
    EXPECT_EQ(folder.refusal(with_end("[sources.S3]\ntitle = \"x\"\nstatsu = \"草案\"\n")),
              "plan.toml:10:1: source 'S3': unknown key 'statsu'\n"
              "  hint: did you mean 'status'? known: title, status, period, note, superseded_by");
    EXPECT_EQ(folder.refusal(with_end("[sources.S3]\ntitle = \"x\"\nperiod = 2018\n")),
              "plan.toml:10:10: source 'S3': 'period' is the integer 2018; text in quotes is "
              "needed");
}

TEST_F(PlanError, ChecksHowAreasAreMeasured) {
    const auto cases = std::to_array<Refusal>({
        {"method = \"planar\"", "plan.toml:3:1: [measure]: missing key 'crs'\n"
                                "  hint: crs is the working coordinate system: crs = "
                                "\"EPSG:4548\""},
        {"crs = \"EPSG:4548\"",
         "plan.toml:3:1: [measure]: missing key 'method'\n"
         "  hint: method of record, one of: planar, ellipsoidal, survey, geodesic"},
        {"crs = 4548", "plan.toml:4:7: [measure]: 'crs' is the integer 4548; text such as "
                       "\"EPSG:4548\" is needed"},
        {"crs = \"EPSG:4548\"\nmethod = \"elipsoidal\"",
         "plan.toml:5:10: [measure]: unknown method 'elipsoidal'\n"
         "  hint: did you mean 'ellipsoidal'? known: planar, ellipsoidal, survey, geodesic"},
        {"crs = \"EPSG:4548\"\nmethod = \"planar\"\nbass = \"x\"",
         "plan.toml:6:1: [measure]: unknown key 'bass'\n"
         "  hint: did you mean 'basis'? known: crs, method, basis, point_accuracy, "
         "coverage_factor"},
        {"crs = \"local\"\nmethod = \"survey\"",
         "plan.toml:5:10: [measure]: method 'survey' needs a place on the earth; with crs = "
         "\"local\" only 'planar' can be measured"},
        {"crs = \"EPSG:4490\"\nmethod = \"planar\"",
         "plan.toml:5:10: [measure]: method 'planar' has no area in 'EPSG:4490'; a projected crs "
         "such as \"EPSG:4548\" or another method is needed"},
        {"crs = \"EPSG:3857\"\nmethod = \"planar\"",
         "plan.toml:5:10: [measure]: method 'planar' has no area in 'EPSG:3857'; a projected crs "
         "such as \"EPSG:4548\" or another method is needed"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_measure(refusal.text)), refusal.message);
    }
    const std::string unknown =
        folder.refusal(with_measure("crs = \"EPSG:0\"\nmethod = \"planar\""));
    EXPECT_TRUE(unknown.starts_with("plan.toml:4:7: [measure]: 'crs': ")) << unknown;
    EXPECT_NE(unknown.find("'EPSG:0'"), std::string::npos) << unknown;
}

TEST_F(PlanError, ChecksAccuracyAndCoverageFactor) {
    constexpr std::string_view presets =
        "known: jzd-1, jzd-2, jzd-3, map-2000, map-10000, sketch, 界址点一级, 界址点二级, "
        "界址点三级, 1:2000图解, 1:10000图解, 示意图";
    const auto refusal_of = [this](std::string_view line) {
        return folder.refusal(
            with_measure(fmt::format("crs = \"EPSG:4548\"\nmethod = \"planar\"\n{}", line)));
    };
    EXPECT_EQ(
        refusal_of("point_accuracy = \"jzd1\""),
        fmt::format("plan.toml:6:18: [measure]: 'point_accuracy': 'jzd1' is no point accuracy; "
                    "a length such as '5cm' or a preset is needed\n"
                    "  hint: did you mean 'jzd-1'? {}",
                    presets));
    EXPECT_EQ(
        refusal_of("point_accuracy = \"0m\""),
        fmt::format("plan.toml:6:18: [measure]: 'point_accuracy': point accuracy '0m' is 0; a "
                    "length above 0 is needed\n  hint: {}",
                    presets));
    EXPECT_TRUE(
        refusal_of("point_accuracy = 0.05")
            .starts_with("plan.toml:6:18: [measure]: 'point_accuracy': length '0.05' has no "
                         "unit"));
    EXPECT_EQ(
        refusal_of("point_accuracy = [\"5cm\"]"),
        "plan.toml:6:18: [measure]: 'point_accuracy' is an array; text such as \"5cm\" or the "
        "name of a preset is needed");
    for (const std::string_view value : {"0", "-1", "0.0", "inf", "nan", "\"2\"", "true"}) {
        const std::string message = refusal_of(fmt::format("coverage_factor = {}", value));
        EXPECT_TRUE(message.starts_with("plan.toml:6:19: [measure]: 'coverage_factor' is ") &&
                    message.ends_with("; a number above 0 is needed"))
            << message;
    }
}

TEST_F(PlanError, ChecksTheFormatsOfTheOutput) {
    const auto cases = std::to_array<Refusal>({
        {"[output]\nformats = [\"text\", \"jsn\"]\n",
         "plan.toml:9:20: [output]: unknown format 'jsn'\n"
         "  hint: did you mean 'json'? known: text, json, gpkg, geojson, shp, papers"},
        {"[output]\nformats = \"text\"\n",
         "plan.toml:9:11: [output]: 'formats' is the text 'text'; an array of texts such as "
         "[\"a\", \"b\"] is needed"},
        {"[output]\nformats = []\n",
         "plan.toml:9:11: [output]: 'formats' is empty; one text or more is needed"},
        {"[output]\nformats = [\"shp\", \"shp\"]\n",
         "plan.toml:9:19: [output]: 'formats' holds 'shp' twice"},
        {"[output]\nfolder = \"x\"\n",
         "plan.toml:9:1: [output]: unknown key 'folder'\n  hint: known: formats"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_end(refusal.text)), refusal.message);
    }
}

TEST_F(PlanError, ChecksWhoSignsThePapers) {
    const auto cases = std::to_array<Refusal>({
        {"[papers]\nunti = \"x\"\n",
         "plan.toml:9:1: [papers]: unknown key 'unti'\n"
         "  hint: did you mean 'unit'? known: unit, calculated_by, checked_by, date"},
        {"[papers]\ndate = \"2026-02-30\"\n",
         "plan.toml:9:8: [papers]: 'date' is the text '2026-02-30'; a calendar date such as "
         "2026-01-31 is needed"},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(with_end(refusal.text)), refusal.message);
    }
}

TEST_F(PlanError, PointsAtWhatIsNoToml) {
    const auto begins = [this](std::string_view text, std::string_view start) {
        const std::string message = folder.refusal(text);
        EXPECT_TRUE(message.starts_with(start)) << message;
    };
    begins("parkplan = \n", "plan.toml:1:12: no valid TOML: ");
    begins("parkplan = 1\nname = \"unfinished\n", "plan.toml:2:19: no valid TOML: ");
    begins("parkplan = 1\nparkplan = 1\n", "plan.toml:2:");
    begins("\xff", "plan.toml:1:1: no valid TOML: ");
    const std::string chinese = folder.refusal("parkplan = 1\n名称 = \"x\"\n");
    EXPECT_TRUE(chinese.starts_with("plan.toml:2:1: no valid TOML: ")) << chinese;
    EXPECT_TRUE(chinese.ends_with("\n  hint: outside of texts TOML takes ASCII only: names such as "
                                  "\"组团\" stand in quotes, and ＝ ， ： “ ” are not = , : \""))
        << chinese;
}

TEST_F(PlanError, WantsAKeyInEveryTableHeader) {
    // toml++ 3.3 and 3.4 run into an assertion when they are given these.
    const auto cases = std::to_array<Refusal>({
        {"a = [\n[1],\n  [.5]]\n[[[a]]]", "plan.toml:4:3: "},
        {"[.", "plan.toml:1:2: "},
        {"[\n", "plan.toml:1:2: "},
        {" [[ = ", "plan.toml:1:5: "},
        {"\xEF\xBB\xBF[=]", "plan.toml:1:2: "},
    });
    for (const Refusal& refusal : cases) {
        EXPECT_EQ(folder.refusal(refusal.text),
                  fmt::format("{}no valid TOML: a table header needs a key after its bracket",
                              refusal.message));
    }
    EXPECT_EQ(folder.refusal("parkplan = 1\n[组团]\n"),
              "plan.toml:2:2: no valid TOML: a table header needs a key after its bracket\n"
              "  hint: outside of texts TOML takes ASCII only: names such as \"组团\" stand in "
              "quotes, and ＝ ， ： “ ” are not = , : \"");
    for (const std::string_view text :
         {"[", "[]", "[[", "[[]]", "[ [a]]", "[a", "x = [\n[[", "]\n["}) {
        EXPECT_TRUE(folder.refusal(text).starts_with("plan.toml:")) << text;
    }
}

TEST_F(PlanError, WantsBracketsThatMatch) {
    EXPECT_EQ(folder.refusal("a = [ 1, # [\n \"组]\", }e"),
              "plan.toml:2:8: no valid TOML: '}' does not close '['");
    EXPECT_EQ(folder.refusal("a = { b = [1], c = 2 ]"),
              "plan.toml:1:22: no valid TOML: ']' does not close '{'");
    EXPECT_EQ(folder.refusal("parkplan = 2\na = [{ b = ['}'] }, \n{ \"]\" = 1 }]\n[c.d]\n"),
              "plan.toml:1:12: 'parkplan' is the integer 2; the format version 1 is needed");
}

TEST_F(PlanError, RefusesKeysOfVeryManyPartsWithoutOverrunningTheStack) {
    std::string key = "a";
    for (int i = 0; i < 200'000; ++i) {
        key += ".a";
    }
    EXPECT_EQ(folder.refusal("x = '''\n.\n'''\n" + key + " = 1\n"),
              "plan.toml:4:64: a key has more than 32 parts");
    EXPECT_EQ(folder.refusal(with_top("name = \"" + std::string(100, '.') + "\\\"......\"") +
                             "# ......................................\n"),
              "no error");
    EXPECT_TRUE(folder.refusal("x = " + std::string(100'000, '[')).starts_with("plan.toml:1:"));
}

} // namespace
} // namespace parkplan::plan::test
