// SPDX-License-Identifier: MIT
#include "rules/guess_fields.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::LayerBuilder;

constexpr const char* square = "POLYGON((0 0, 4 0, 4 3, 0 3, 0 0))";

LayerSample sample_from(const layer::Layer& layer) {
    LayerSample sample;
    sample.schema = layer.info().schema;
    sample.columns = layer.table().columns;
    sample.rows = layer.size();
    sample.polygons = layer.size();
    return sample;
}

/// A layer of texts only: names of fields, then rows.
LayerSample texts(const std::vector<std::string>& fields,
                  const std::vector<std::vector<std::string>>& rows) {
    LayerBuilder builder{"layer"};
    for (const std::string& field : fields) {
        builder.text(field);
    }
    for (const auto& row : rows) {
        test::Cells cells;
        for (const std::string& value : row) {
            cells.emplace_back(value);
        }
        builder.add(square, std::move(cells));
    }
    return sample_from(builder.build());
}

/// "clusters.key=ID clusters.name=?(A,B)": what was found, in order; roles with nothing are left
/// out.
std::string guessed(const Samples& samples, const StatedFields& stated = {}) {
    std::string text;
    for (const RoleGuess& guess : guess_fields(plan::built_in_template("zgc"), samples, stated)) {
        std::string fields;
        for (const FieldGuess& field : guess.best) {
            fields += (fields.empty() ? "" : ",") + field.field;
        }
        if (!fields.empty()) {
            text += fmt::format("{}{}.{}={}", text.empty() ? "" : " ", guess.layer, guess.role,
                                guess.ambiguous() ? "?(" + fields + ")" : fields);
        }
    }
    return text;
}

const LayerSample parks = texts({"FYBH", "FYMC"}, {{"1", "海淀园"}, {"2", "丰台园"}});

TEST(GuessFields, KnowsNamesInPinyinChineseAndEnglish) {
    const LayerSample pinyin =
        texts({"BSM", "ZTBH", "ZTMC", "SSFY"},
              {{"x", "01", "永丰组团", "海淀园"}, {"y", "02", "翠湖组团", "海淀园"}});
    EXPECT_EQ(guessed({{"clusters", &pinyin}, {"parks", &parks}}),
              "clusters.key=ZTBH clusters.name=ZTMC clusters.park=SSFY parks.key=FYBH "
              "parks.name=FYMC");
    const LayerSample chinese = texts({"组团编号", "组团名称", "所属分园"},
                                      {{"01", "永丰组团", "海淀园"}, {"02", "翠湖组团", "海淀园"}});
    EXPECT_EQ(guessed({{"clusters", &chinese}}),
              "clusters.key=组团编号 clusters.name=组团名称 clusters.park=所属分园");
    const LayerSample english = texts({"cluster_id", "Cluster Name", "PARK"},
                                      {{"01", "Yongfeng", "Haidian"}, {"02", "Cuihu", "Haidian"}});
    EXPECT_EQ(guessed({{"clusters", &english}}),
              "clusters.key=cluster_id clusters.name=Cluster Name clusters.park=PARK");
    const LayerSample land = texts({"DLBM", "DLMC"}, {{"1001", "工业用地"}, {"0802", "科研用地"}});
    EXPECT_EQ(guessed({{"landuse", &land}}), "landuse.code=DLBM landuse.class_name=DLMC");
}

TEST(GuessFields, TellsNamelessFieldsByTheirValues) {
    const LayerSample clusters =
        texts({"F1", "F2", "F3"}, {{"a1", "永丰组团", "海淀园"}, {"a2", "翠湖组团", "海淀园"}});
    EXPECT_EQ(guessed({{"clusters", &clusters}, {"parks", &parks}}),
              "clusters.key=F1 clusters.name=F2 clusters.park=F3 parks.key=FYBH parks.name=FYMC");
}

TEST(GuessFields, KnowsNamesThatAShapefileHasCut) {
    const LayerSample clusters =
        texts({"组团编\xEF\xBF\xBD", "组团名\xEF\xBF\xBD", "所属园\xEF\xBF\xBD", "managing_b"},
              {{"01", "永丰组团", "海淀园", "x"}, {"02", "翠湖组团", "海淀园", "x"}});
    EXPECT_EQ(guessed({{"clusters", &clusters}, {"parks", &parks}}),
              "clusters.key=组团编\xEF\xBF\xBD clusters.name=组团名\xEF\xBF\xBD "
              "clusters.park=所属园\xEF\xBF\xBD clusters.manager=managing_b parks.key=FYBH "
              "parks.name=FYMC");
}

TEST(GuessFields, TakesNoFieldWhoseNameCannotBeRead) {
    const LayerSample clusters = texts({"\uFFFD\uFFFD", "F2"}, {{"01", "甲"}, {"02", "乙"}});
    EXPECT_EQ(guessed({{"clusters", &clusters}}), "clusters.name=F2");
}

TEST(GuessFields, ValuesThatCannotBeReadTellNothing) {
    const LayerSample clusters =
        texts({"F1", "F2"}, {{"\uFFFD\uFFFD", "甲"}, {"\uFFFD\uFFFD\uFFFD", "乙"}});
    EXPECT_EQ(guessed({{"clusters", &clusters}}), "clusters.name=F2");
}

TEST(GuessFields, ShowsWhatIsEquallyGood) {
    const LayerSample clusters = texts({"BSM", "ID", "MC"}, {{"1", "1", "甲"}, {"2", "2", "乙"}});
    EXPECT_EQ(guessed({{"clusters", &clusters}}), "clusters.key=?(BSM,ID) clusters.name=MC");
    EXPECT_EQ(guessed({{"clusters", &clusters}}, {{"clusters.key", "ID"}}),
              "clusters.key=ID clusters.name=MC");
    EXPECT_EQ(guessed({{"clusters", &clusters}}, {{"clusters.key", ""}}), "clusters.name=MC");
}

TEST(GuessFields, PrefersTheFieldWhoseValuesFit) {
    // a usual name with repeated values is no key where another is unique
    const LayerSample clusters = texts({"ID", "CODE"}, {{"1", "a"}, {"1", "b"}});
    EXPECT_EQ(guessed({{"clusters", &clusters}}), "clusters.key=CODE");
    // codes of the park where its names would be expected
    const LayerSample by_number = texts({"ZTBH", "SSFY"}, {{"01", "1"}, {"02", "2"}, {"03", "2"}});
    const auto guesses = guess_fields(plan::built_in_template("zgc"),
                                      {{"clusters", &by_number}, {"parks", &parks}}, {});
    const auto park = std::ranges::find(guesses, "park", &RoleGuess::role);
    ASSERT_NE(park, guesses.end());
    ASSERT_EQ(park->best.size(), 1U);
    EXPECT_EQ(park->best[0].target, "key");
    EXPECT_EQ(park->best[0].why.en, "so named, 100% of its values are in 'parks.key'");
    // numbers that only happen to be those of the parks do not make a reference
    const LayerSample numbered = texts({"ZTBH", "层数"}, {{"01", "1"}, {"02", "2"}, {"03", "2"}});
    EXPECT_EQ(guessed({{"clusters", &numbered}, {"parks", &parks}}),
              "clusters.key=ZTBH parks.key=FYBH parks.name=FYMC");
}

TEST(GuessFields, SaysWhenItHasNotSeenAllRows) {
    LayerSample clusters = texts({"ZTBH"}, {{"01"}, {"02"}});
    const auto why = [&clusters] {
        return guess_fields(plan::built_in_template("zgc"), {{"clusters", &clusters}}, {})
            .front()
            .best.front()
            .why.en;
    };
    EXPECT_EQ(why(), "so named, unique and never empty");
    clusters.whole = false;
    EXPECT_EQ(why(), "so named, unique and never empty in the first 2 rows");
}

TEST(GuessFields, FindsNothingWhereNothingIsLikely) {
    const LayerSample clusters = texts({"remark"}, {{"x"}, {"x"}});
    EXPECT_EQ(guessed({{"clusters", &clusters}}), "");
    const LayerSample empty = texts({"remark"}, {});
    EXPECT_EQ(guessed({{"clusters", &empty}}), "");
}

TEST(GuessFields, FindsCodesByTheirForm) {
    const LayerSample land =
        texts({"TYPE", "TEXT"}, {{"1001", "p"}, {"0802", "q"}, {"1001", "r"}, {"0802", "s"}});
    EXPECT_EQ(guessed({{"landuse", &land}}), "landuse.key=TEXT landuse.code=TYPE");
    const LayerSample words = texts({"CODE"}, {{"industry"}, {"research"}});
    EXPECT_EQ(guessed({{"landuse", &words}}), "landuse.key=CODE");
}

std::vector<std::string> schemes(const LayerSample& sample) {
    return guess_scheme(sample, "DLBM", "DLMC").possible;
}

TEST(GuessScheme, BelievesALayerThatSaysIt) {
    EXPECT_EQ(schemes(texts({"DLBM", "DLMC", "DLBZ"}, {{"1001", "工业用地", "分类指南2023"},
                                                       {"0802", "科研用地", "分类指南2023"}})),
              std::vector<std::string>{"guide-2023"});
    EXPECT_EQ(schemes(texts({"DLBM", "DLBZ"}, {{"0601", "三调"}, {"0602", "三调"}})),
              std::vector<std::string>{"survey-3"});
}

TEST(GuessScheme, GoesByFormAndNames) {
    EXPECT_EQ(schemes(texts({"DLBM", "DLMC"}, {{"M1", "一类工业用地"}, {"A35", "科研用地"}})),
              std::vector<std::string>{"gb50137-2011"});
    EXPECT_EQ(schemes(texts({"DLBM", "DLMC"}, {{"08H2", "科教文卫用地"}, {"0601", "工业用地"}})),
              std::vector<std::string>{"survey-3"});
    EXPECT_EQ(schemes(texts({"DLBM", "DLMC"}, {{"0802", "新闻出版用地"}, {"0804", "科研用地"}})),
              std::vector<std::string>{"gbt21010-2017"});
}

TEST(GuessScheme, DoesNotTellTheEditionsOfTheGuideApartByCommonCodes) {
    EXPECT_EQ(schemes(texts({"DLBM", "DLMC"}, {{"100101", "一类工业用地"}, {"0802", "科研用地"}})),
              (std::vector<std::string>{"guide-2023", "guide-2020"}));
    EXPECT_EQ(schemes(texts({"DLBM"}, {{"100101"}, {"090301"}})),
              std::vector<std::string>{"guide-2020"});
    EXPECT_EQ(schemes(texts({"DLBM"}, {{"100101"}, {"060202"}})),
              std::vector<std::string>{"guide-2023"});
}

TEST(GuessScheme, FindsNothingInWords) {
    EXPECT_TRUE(schemes(texts({"DLBM"}, {{"industry"}})).empty());
    EXPECT_TRUE(schemes(texts({"OTHER"}, {{"1001"}})).empty());
}

} // namespace
} // namespace parkplan::rules
