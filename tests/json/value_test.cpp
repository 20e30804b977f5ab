// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "json/value.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace parkplan::json {
namespace {

std::string compact(const Value& value) {
    return dump(value, Layout::compact);
}

std::string round_trip(std::string_view text) {
    return compact(parse(text));
}

/// Kind and message of the error that parsing `text` ends with.
std::string refusal(std::string_view text) {
    try {
        return "parsed: " + round_trip(text);
    } catch (const Error& error) {
        return std::string{name_of(error.kind())} + ": " + error.what();
    }
}

TEST(JsonDump, WritesEveryKindOfValue) {
    const Value value{Object{
        {"null", nullptr},
        {"yes", true},
        {"int", 7},
        {"large", std::int64_t{-9007199254740993}},
        {"size", std::size_t{42}},
        {"real", 0.1},
        {"text", "面积"},
        {"view", std::string_view{"a"}},
        {"some", std::optional<double>{2.5}},
        {"none", std::optional<double>{}},
        {"array", Array{1, "b", Array{}}},
        {"object", Object{}},
    }};
    EXPECT_EQ(compact(value),
              R"({"null":null,"yes":true,"int":7,"large":-9007199254740993,"size":42,"real":0.1,)"
              R"("text":"面积","view":"a","some":2.5,"none":null,"array":[1,"b",[]],"object":{}})");
}

TEST(JsonDump, IndentsByOneBlankAndKeepsNumbersOnOneLine) {
    const Value value{Object{
        {"type", "Polygon"},
        {"coordinates", Array{Array{Array{0.0, 0.0}, Array{1.5, 0.0}}}},
        {"empty", Array{}},
        {"words", Array{"a", "b"}},
    }};
    EXPECT_EQ(dump(value, Layout::indented), R"({
 "type": "Polygon",
 "coordinates": [
  [
   [0.0, 0.0],
   [1.5, 0.0]
  ]
 ],
 "empty": [],
 "words": [
  "a",
  "b"
 ]
})");
}

TEST(JsonDump, WritesDoublesShortestAndAsDoubles) {
    const auto table = std::to_array<std::pair<double, const char*>>({
        {0.0, "0.0"},
        {-0.0, "-0.0"},
        {1.0, "1.0"},
        {2000000.0, "2000000.0"},
        {1999829.397712, "1999829.397712"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1e-5, "0.00001"},
        {9.5e-6, "9.5e-06"},
        {9007199254740993.0, "9007199254740992.0"},
        {1e16, "1e+16"},
        {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
        {std::numeric_limits<double>::denorm_min(), "5e-324"},
    });
    for (const auto& [value, text] : table) {
        EXPECT_EQ(compact(value), text);
        const Value read = parse(text);
        ASSERT_TRUE(std::holds_alternative<double>(read.data())) << text;
        EXPECT_EQ(std::get<double>(read.data()), value);
    }
}

TEST(JsonDump, WritesWhatIsNotFiniteAsNull) {
    EXPECT_EQ(compact(Array{std::numeric_limits<double>::quiet_NaN(),
                            std::numeric_limits<double>::infinity(),
                            -std::numeric_limits<double>::infinity()}),
              "[null,null,null]");
}

TEST(JsonDump, EscapesControlsAndReplacesBrokenBytes) {
    EXPECT_EQ(compact("a\"b\\c\n\t\x01"), R"("a\"b\\c\n\t\u0001")");
    EXPECT_EQ(compact("组团\xff!"), "\"组团\xEF\xBF\xBD!\"");
    EXPECT_EQ(compact(Object{{"a\nb", 1}}), R"({"a\nb":1})");
}

TEST(JsonDump, RefusesNumbersThatAreNoIntegersOfOurs) {
    EXPECT_EQ(compact(std::uint64_t{9223372036854775807U}), "9223372036854775807");
    EXPECT_THROW(Value(std::uint64_t{9223372036854775808U}), Error);
}

TEST(JsonValue, FindsMembersByName) {
    const Value value = parse(R"({"a":1,"b":{"c":[true]},"a":2})");
    ASSERT_NE(value.find("b"), nullptr);
    EXPECT_EQ(compact(*value.find("b")), R"({"c":[true]})");
    EXPECT_EQ(compact(*value.find("a")), "1");
    EXPECT_EQ(value.find("c"), nullptr);
    EXPECT_EQ(Value{1}.find("a"), nullptr);
}

TEST(JsonParse, KeepsTheOrderOfMembersAndEveryValue) {
    const char* const text = R"({"z":[1,-2,3.5,1e+300],"a":{"名":"值","u":"é\n"},"e":[],"n":null})";
    EXPECT_EQ(round_trip(text),
              R"({"z":[1,-2,3.5,1e+300],"a":{"名":"值","u":"é\n"},"e":[],"n":null})");
    EXPECT_EQ(round_trip(" \n\"x\""), R"("x")");
    EXPECT_EQ(round_trip("18446744073709551615"), "1.8446744073709552e+19");
}

TEST(JsonParse, SaysWhereATextIsNoJson) {
    const std::string message = refusal("{\n \"组团\": [1,\n  x]\n}");
    EXPECT_TRUE(message.starts_with("input: no valid JSON at line 3, column 3: ")) << message;
    EXPECT_EQ(message.find("json.exception"), std::string::npos) << message;
    EXPECT_TRUE(refusal("{\"组团\" 1}").starts_with("input: no valid JSON at line 1, column 7: "));
    EXPECT_TRUE(refusal("").starts_with("input: no valid JSON at line 1, column 1: "));
    EXPECT_TRUE(refusal("[1,2").starts_with("input: no valid JSON at line 1, column 5: "));
    EXPECT_TRUE(refusal("1 2").starts_with("input: no valid JSON at line 1, column 3: "));
    EXPECT_TRUE(refusal("[1e999]").starts_with("input: no valid JSON at line 1, column "));
    EXPECT_TRUE(refusal("\"\xff\"").starts_with("input: no valid JSON at line 1, column 2: "));
}

TEST(JsonParse, RefusesNestingBeyondItsLimit) {
    const auto nested = [](std::size_t levels) {
        return std::string(levels, '[') + std::string(levels, ']');
    };
    EXPECT_EQ(round_trip(nested(256)), nested(256));
    EXPECT_EQ(refusal(nested(257)), "input: JSON is nested deeper than 256 levels");
    EXPECT_EQ(refusal(std::string(1'000'000, '[')), "input: JSON is nested deeper than 256 levels");
}

TEST(JsonDump, WritesAndReadsAMillionElements) {
    constexpr std::size_t count = 1'000'000;
    Array array;
    array.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        array.emplace_back(static_cast<double>(i) * 0.001);
    }
    const Value value{std::move(array)};
    const std::string text = compact(value);
    EXPECT_EQ(compact(parse(text)), text);
}

} // namespace
} // namespace parkplan::json
