// SPDX-License-Identifier: MIT
#include "plan/plan_folder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace parkplan::plan::test {
namespace {

constexpr std::string_view good = R"(parkplan = 1 # 版本
name = "组团\u7EC4 \"x\" ......"
[sources.'S3']
note = '''
..'''
title = """
《规划》\
 """
[measure]
crs = "local"
method = "planar"
coverage_factor = 2.0e0
[layers.c]
path = "clusters.gpkg"
fields = { name = "ZTMC" }
[[rules]]
id = "r"
rule = "everything"
layer = "c"
fields = ["a",
  'b']
min_area = "1m2"
clause = { source = "S3", place = "一" }
[[waivers]]
rule = "r"
key = "甲"
reason = "x"
until = 2026-12-31
[output]
formats = ["text"]
)";

/// True when reading gives a Plan or a well-formed Error{plan}.
testing::AssertionResult reads_or_refuses(const PlanFolder& folder, std::string_view text) {
    try {
        static_cast<void>(folder.read(text));
    } catch (const Error& error) {
        const bool located = error.where().source.starts_with((folder / "plan.toml:").string());
        if (error.kind() != ErrorKind::plan || !located || std::string{error.what()}.empty()) {
            return testing::AssertionFailure()
                   << name_of(error.kind()) << ": " << error.describe() << " for\n"
                   << text;
        }
    }
    return testing::AssertionSuccess();
}

TEST(BrokenText, StartsFromAGoodPlan) {
    EXPECT_EQ(PlanFolder{}.refusal(good), "no error");
}

TEST(BrokenText, EveryCutOfAPlanIsReadOrRefused) {
    const PlanFolder folder;
    for (std::size_t size = 0; size <= good.size(); ++size) {
        ASSERT_TRUE(reads_or_refuses(folder, good.substr(0, size)));
    }
}

TEST(BrokenText, EverySingleWrongByteIsReadOrRefused) {
    const PlanFolder folder;
    for (const char wrong : {'\0', '"', '\'', '.', '[', '=', '\n', '\\', '\xff', '9'}) {
        for (std::size_t at = 0; at < good.size(); ++at) {
            std::string text{good};
            text[at] = wrong;
            ASSERT_TRUE(reads_or_refuses(folder, text));
        }
    }
}

TEST(BrokenText, OddTextsAreReadOrRefused) {
    const PlanFolder folder;
    const auto texts = std::to_array<std::string>({
        std::string(1, '\0'),
        "\xEF\xBB\xBF",
        "\xFF\xFE[",
        "[[[[",
        R"(a = """)",
        "a = '''",
        "a = \"\\",
        "\"\\",
        "'",
        R"(a = """"""")",
        "[a]\n[a]",
        "[[a]]\n[a]",
        "a = 1\na.b = 2",
        "a = 1979-05-27T07:32:00Z",
        "a = 99999999999999999999",
        "a = 1e999",
        "a = {b = {c = {d = 1}}}",
        "parkplan = 1\nlayers = { \"\" = { } }",
        "parkplan = 1\nrules = [[]]",
        "parkplan = 1\n[[rules]]\n[[rules.rules]]",
        std::string(5000, '.'),
        "a" + std::string(31, '.') + " = 1",
        "x = [" + std::string(255, '['),
        "a = \"\xED\xA0\x80\"",
    });
    for (const std::string& text : texts) {
        EXPECT_TRUE(reads_or_refuses(folder, text));
        EXPECT_TRUE(reads_or_refuses(folder, std::string{good} + text));
    }
}

} // namespace
} // namespace parkplan::plan::test
