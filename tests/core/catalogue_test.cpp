// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/thrown.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace parkplan {
namespace {

using test::Thrown;
using test::thrown_by;

/// What others depend on: codes never change their level or the names of their template.
struct Promise {
    std::string_view code;
    Level level;
    std::string_view names; ///< sorted, with blanks between
};

// clang-format off
constexpr auto promises = std::to_array<Promise>({
    {"PP-0101", Level::warning, ""},
    {"PP-0102", Level::warning, ""},
    {"PP-0103", Level::warning, "type"},
    {"PP-0104", Level::info, "count"},
    {"PP-0105", Level::error, "count key"},
    {"PP-0106", Level::warning, ""},
    {"PP-0107", Level::warning, ""},
    {"PP-0108", Level::info, ""},
    {"PP-0109", Level::error, "reason"},
    {"PP-0110", Level::error, "reason"},
    {"PP-0111", Level::warning, "field"},
    {"PP-0114", Level::warning, "guess texts"},
    {"PP-0115", Level::warning, ""},
    {"PP-0120", Level::warning, "place reason until"},
    {"PP-0121", Level::warning, "place reason why"},
    {"PP-0201", Level::error, "area_m2 other width_m"},
    {"PP-0202", Level::error, "area_m2 other width_m"},
    {"PP-0203", Level::error, "other"},
    {"PP-0204", Level::error, "area_m2 other"},
    {"PP-0205", Level::warning, "area_m2 beside width_m"},
    {"PP-0206", Level::warning, "area_m2 beside width_m"},
    {"PP-0207", Level::info, "count distance_m other"},
    {"PP-0208", Level::info, "distance_m other"},
    {"PP-0209", Level::info, "area_m2 count"},
    {"PP-0210", Level::error, "area_m2 by"},
    {"PP-0211", Level::error, "by key"},
    {"PP-0212", Level::info, "area_m2 count"},
    {"PP-0213", Level::info, "area_m2 by count"},
    {"PP-0214", Level::warning, "x_max x_min y_max y_min"},
    {"PP-0301", Level::error, ""},
    {"PP-0302", Level::error, ""},
    {"PP-0303", Level::error, ""},
    {"PP-0304", Level::error, ""},
    {"PP-0305", Level::error, ""},
    {"PP-0306", Level::error, ""},
    {"PP-0307", Level::error, ""},
    {"PP-0308", Level::error, ""},
    {"PP-0309", Level::error, ""},
    {"PP-0310", Level::warning, ""},
    {"PP-0320", Level::info, "count"},
    {"PP-0321", Level::info, ""},
    {"PP-0322", Level::warning, ""},
    {"PP-0323", Level::info, ""},
    {"PP-0324", Level::info, ""},
    {"PP-0325", Level::info, ""},
    {"PP-0326", Level::info, ""},
    {"PP-0327", Level::info, ""},
    {"PP-0401", Level::error, "limit_m2 margin_m2 method value_m2"},
    {"PP-0402", Level::warning, "k limit_m2 sigma_m2 value_m2"},
    {"PP-0403", Level::info, "break_even"},
    {"PP-0404", Level::warning, "ellipsoidal_m2 limit_m2 planar_m2"},
    {"PP-0405", Level::error, "bound_m2 difference_m2"},
    {"PP-0406", Level::error, "reason"},
    {"PP-0407", Level::info, "degrees"},
    {"PP-0501", Level::error, "field"},
    {"PP-0502", Level::error, "count field value"},
    {"PP-0503", Level::error, "field value"},
    {"PP-0504", Level::error, "field nearest value"},
    {"PP-0505", Level::error, "count expected"},
    {"PP-0601", Level::info, ""},
    {"PP-0603", Level::info, "reason"},
    {"PP-0604", Level::warning, "reason"},
    {"PP-0701", Level::info, "field new_name"},
    {"PP-0702", Level::warning, "field"},
    {"PP-0703", Level::info, "field new_name"},
});
// clang-format on

/// The names in `text`, sorted, each once, with blanks between.
std::string names_of(std::string_view text) {
    std::set<std::string_view> names;
    for (std::size_t open = text.find('{'); open != std::string_view::npos;
         open = text.find('{', open + 1)) {
        names.insert(text.substr(open + 1, text.find('}', open) - open - 1));
    }
    std::string joined;
    for (const std::string_view name : names) {
        joined.append(joined.empty() ? "" : " ").append(name);
    }
    return joined;
}

bool has_chinese(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE4 && byte <= 0xE9; // U+4000 to U+9FFF in UTF-8
    });
}

TEST(Catalogue, IsSortedWithEachCodeOnce) {
    EXPECT_TRUE(
        std::ranges::is_sorted(catalogue(), std::ranges::less_equal{}, &CatalogueEntry::code));
    EXPECT_EQ(std::ranges::adjacent_find(catalogue(), {}, &CatalogueEntry::code),
              catalogue().end());
}

TEST(Catalogue, KeepsItsPromises) {
    for (const Promise& promise : promises) {
        const CatalogueEntry* const entry = find_catalogue_entry(promise.code);
        ASSERT_NE(entry, nullptr) << promise.code;
        EXPECT_EQ(entry->level, promise.level) << promise.code;
        EXPECT_EQ(names_of(entry->message.en), promise.names) << promise.code;
    }
}

TEST(Catalogue, SaysEverythingInBothLanguages) {
    for (const CatalogueEntry& entry : catalogue()) {
        for (const BiView& text : {entry.title, entry.message, entry.why, entry.mend}) {
            EXPECT_FALSE(text.en.empty()) << entry.code;
            EXPECT_TRUE(has_chinese(text.in(Language::chinese))) << entry.code;
            EXPECT_FALSE(has_chinese(text.in(Language::english))) << entry.code;
        }
        EXPECT_EQ(names_of(entry.message.en), names_of(entry.message.zh)) << entry.code;
    }
}

TEST(Catalogue, HasTheWordsOfTheDefinitions) {
    EXPECT_TRUE(catalogue_entry("PP-0403").message.zh.starts_with("精度未声明，不作临界判断"));
    EXPECT_EQ(catalogue_entry("PP-0402").title.zh, "临界（需核实）");
}

TEST(CatalogueEntry, IsFoundByItsCode) {
    EXPECT_EQ(catalogue_entry("PP-0201").title.en, "Overlap");
    EXPECT_EQ(catalogue_entry("PP-0201").level, Level::error);
}

TEST(CatalogueEntry, RefusesACodeThatIsNotThere) {
    EXPECT_EQ(thrown_by([] { return catalogue_entry("PP-0999"); }),
              (Thrown{ErrorKind::internal, "code 'PP-0999' is not in the catalogue"}));
}

TEST(FindCatalogueEntry, TakesWhatPeopleType) {
    const CatalogueEntry* const entry = &catalogue_entry("PP-0201");
    EXPECT_EQ(find_catalogue_entry("PP-0201"), entry);
    EXPECT_EQ(find_catalogue_entry("pp-0201"), entry);
    EXPECT_EQ(find_catalogue_entry("0201"), entry);
}

TEST(FindCatalogueEntry, IsNothingForAnUnknownCode) {
    for (const std::string_view code : {"", "201", "PP-", "PP-0299", "overlap", "PP-02011", "-"}) {
        EXPECT_EQ(find_catalogue_entry(code), nullptr) << code;
    }
}

TEST(MessageOf, FillsBothLanguages) {
    const BiText message = message_of(
        "PP-0201", {{"other", same("B2")}, {"area_m2", same("12.50")}, {"width_m", same("0.350")}});
    EXPECT_EQ(message, (BiText{.en = "overlaps 'B2' by 12.50 m², 0.350 m wide on average",
                               .zh = "与“B2”重叠 12.50 m²，平均宽度 0.350 m"}));
}

TEST(MessageOf, TakesAValueOfEachLanguage) {
    const BiText message =
        message_of("PP-0109", {{"reason", {.en = "broken record", .zh = "记录损坏"}}});
    EXPECT_EQ(message, (BiText{.en = "the feature could not be read: broken record",
                               .zh = "该要素无法读取：记录损坏"}));
}

TEST(MessageOf, LeavesBracesInValuesAlone) {
    EXPECT_EQ(message_of("PP-0501", {{"field", same("{field}")}}).en,
              "field '{field}' is empty; a value is needed");
}

TEST(MessageOf, TakesAMessageWithoutNames) {
    EXPECT_EQ(message_of("PP-0301", {}),
              (BiText{.en = "a ring of the boundary crosses itself", .zh = "边界环自相交"}));
}

TEST(MessageOf, RefusesAMissingValue) {
    EXPECT_EQ(thrown_by([] { return message_of("PP-0501", {}); }),
              (Thrown{ErrorKind::internal, "message of 'PP-0501' needs a value for 'field'"}));
}

TEST(MessageOf, RefusesAValueWithoutAPlace) {
    EXPECT_EQ(thrown_by([] {
                  return message_of("PP-0301", {{"x", same("1")}});
              }),
              (Thrown{ErrorKind::internal, "message of 'PP-0301' has no place for 'x'"}));
}

} // namespace
} // namespace parkplan
