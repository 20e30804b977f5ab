// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using test::Cell;
using test::Cells;
using test::codes;
using test::LayerBuilder;
using test::outcomes;
using test::Params;
using test::TestPlan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::string_view square = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
using List = std::vector<std::string>;

LayerBuilder clusters() {
    return LayerBuilder{"a", "local"}.text("id").text("park").text("industries").key("id");
}

layer::Layer lists() {
    return LayerBuilder{"lists"}
        .plain_table()
        .text("文件")
        .text("产业")
        .text("产业名称")
        .text("细分领域")
        .text("区域")
        .add_without({"S3", "ICT", "新一代信息技术", "", "海淀"})
        .add_without({"S3", "ICT", "新一代信息技术", "", "东城"})
        .add_without({"S3", "SVC", "科技创新服务", "", "海淀"})
        .add_without({"S3", "SVC", "科技创新服务", "文化科技", "中心城区"})
        .add_without({"S3", "SVC", "科技创新服务", "城市科技", "海淀"})
        .add_without({"S3", "BIO", "生物与健康", "现代农业", "平谷"})
        .add_without({"S2", "MFG", "先进制造", "", "海淀园"})
        .build();
}

layer::Layer places() {
    return LayerBuilder{"places"}
        .plain_table()
        .text("名称")
        .text("名单用名")
        .add_without({"海淀园", "海淀"})
        .add_without({"海淀园", "中心城区"})
        .add_without({"东城园", "东城"})
        .add_without({"东城园", "中心城区"})
        .add_without({"大兴园", "大兴"})
        .add_without({"平谷园", "平谷"})
        .build();
}

review::Review run_plain(const layer::Layer& layer, Params params, unsigned threads = 1) {
    params.emplace("layer", "l");
    params.emplace("field", "industries");
    params.emplace("place", List{"park"});
    params.emplace("separator", ";");
    params.emplace("register", "lists");
    params.emplace("register_industry", "产业");
    params.emplace("register_place", "区域");
    return TestPlan{builtin()}
        .layer("l", layer)
        .layer("lists", lists())
        .layer("places", places())
        .rule("i", "industries_listed", std::move(params), Level::info)
        .run(threads);
}

Params of(std::string document) {
    return {{"register_sub_field", "细分领域"},
            {"register_title", "产业名称"},
            {"register_document", "文件"},
            {"document", std::move(document)},
            {"places", "places"},
            {"places_name", "名称"},
            {"places_within", "名单用名"}};
}

review::Review run(const layer::Layer& layer, unsigned threads = 1) {
    return run_plain(layer, of("S3"), threads);
}

TEST(IndustriesListed, PassesWhatTheListsHave) {
    const auto review = run(clusters().add(square, {"a", "海淀园", "ICT;SVC"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    EXPECT_EQ(review.verdicts[0].value, 0.0);
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(IndustriesListed, TellsOfAnIndustryOutsideItsListAndDoesNotJudge) {
    const auto review = run(clusters().add(square, {"a", "大兴园", "ICT;SVC"}).build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked"));
    EXPECT_EQ(review.verdicts[0].value, 2.0);
    EXPECT_EQ(review.verdicts[0].note.zh, "不在名单内：ICT、SVC；名单未尽列举，仅供参考");
    ASSERT_THAT(codes(review), ElementsAre("PP-0520 a", "PP-0520 a"));
    EXPECT_EQ(review.findings[0].level, Level::info);
    EXPECT_EQ(review.findings[0].message.en,
              "industry ICT 新一代信息技术: '大兴园' is not in its list of places (东城, 海淀) nor "
              "in that of a part of it");
}

TEST(IndustriesListed, NamesThePartOfTheIndustryThatIsListed) {
    const auto review = run(clusters()
                                .add(square, {"a", "东城园", "ICT;SVC"})
                                .add(square, {"b", "平谷园", "BIO"})
                                .build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass", "b: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0521 a", "PP-0521 b"));
    EXPECT_EQ(review.findings[0].message.zh,
              "产业 SVC 科技创新服务：“东城园”仅因细分领域列入名单：文化科技");
}

TEST(IndustriesListed, TellsOfAnIndustryThatHasNoList) {
    const auto review = run(clusters()
                                .add(square, {"a", "海淀园", "RND;SVC"})
                                .add(square, {"b", "海淀园", "RND"})
                                .build());
    EXPECT_THAT(outcomes(review), ElementsAre("a: not_checked", "b: not_checked"));
    EXPECT_THAT(codes(review), ElementsAre("PP-0522 a", "PP-0522 b"));
    EXPECT_EQ(review.verdicts[1].note.en, "the document has no list for: RND");
}

TEST(IndustriesListed, TellsOfRowsThatAreNotUsed) {
    const auto lists = LayerBuilder{"lists"}
                           .plain_table()
                           .text("产业")
                           .text("区域")
                           .add_without({"ICT", "海淀园"})
                           .add_without({"", "海淀园"})
                           .add_without({"SVC", " "})
                           .build();
    const auto places = LayerBuilder{"places"}
                            .plain_table()
                            .text("名称")
                            .text("名单用名")
                            .add_without({"海淀园", ""})
                            .build();
    const auto review = TestPlan{builtin()}
                            .layer("l", clusters().add(square, {"a", "海淀园", "ICT"}).build())
                            .layer("lists", lists)
                            .layer("places", places)
                            .rule("i", "industries_listed",
                                  {{"layer", "l"},
                                   {"field", "industries"},
                                   {"place", List{"park"}},
                                   {"register", "lists"},
                                   {"register_industry", "产业"},
                                   {"register_place", "区域"},
                                   {"places", "places"},
                                   {"places_name", "名称"},
                                   {"places_within", "名单用名"}},
                                  Level::info)
                            .run(1);
    EXPECT_THAT(outcomes(review), ElementsAre("a: pass"));
    ASSERT_THAT(codes(review), ElementsAre("PP-0523 #2", "PP-0523 #3", "PP-0523 #1"));
    EXPECT_EQ(review.findings[0].message.zh, "“lists”的该记录未采用：字段“产业”未填写");
    EXPECT_EQ(review.findings[1].message.zh, "“lists”的该记录未采用：字段“区域”未填写");
}

TEST(IndustriesListed, TakesTheListsOfOneDocumentOnly) {
    const auto layer = clusters().add(square, {"a", "海淀园", "ICT;MFG"}).build();
    EXPECT_THAT(codes(run_plain(layer, of("S3"))), ElementsAre("PP-0522 a"));
    EXPECT_THAT(codes(run_plain(layer, of("S2"))), ElementsAre("PP-0522 a"));
    EXPECT_THAT(outcomes(run_plain(layer, {})), ElementsAre("a: not_checked"));
}

TEST(IndustriesListed, DoesNotCheckWithoutAnIndustryOrAPlace) {
    const auto review = run(clusters()
                                .add(square, {"a", "海淀园", Cell{}})
                                .add(square, {"b", Cell{}, "ICT"})
                                .add(square, {"c", "海定园", "ICT"})
                                .build());
    EXPECT_THAT(outcomes(review),
                ElementsAre("a: not_checked", "b: not_checked", "c: not_checked"));
    EXPECT_EQ(review.verdicts[0].note.en, "no industry is given");
    EXPECT_EQ(review.verdicts[1].note.en, "no field says where it lies");
    EXPECT_EQ(review.verdicts[2].note.zh, "名单和区域对应表中均无“海定园”，相近的有“海淀园”");
    EXPECT_THAT(codes(review), IsEmpty());
}

TEST(IndustriesListed, JudgesNothingInAnEmptyLayer) {
    EXPECT_THAT(outcomes(run(clusters().build())), ElementsAre("(layer): not_checked"));
}

TEST(IndustriesListed, RefusesParametersThatDoNotGoTogether) {
    const auto message = [](Params params) {
        try {
            static_cast<void>(run_plain(clusters().build(), std::move(params)));
        } catch (const Error& error) {
            return std::string{error.kind() == ErrorKind::plan ? error.describe() : "other"};
        }
        return std::string{"no error"};
    };
    EXPECT_EQ(message({{"document", "S3"}}),
              "test.toml:10:1: rule 'i': 'register_document' and 'document' belong together; "
              "'register_document' is missing");
    EXPECT_EQ(message({{"places", "places"}, {"places_name", "名称"}}),
              "test.toml:10:1: rule 'i': 'places', 'places_name' and 'places_within' belong "
              "together; 'places_within' is missing");
    EXPECT_THAT(message(of("S9")),
                HasSubstr("parameter 'document': the register has no list of 'S9'; it has: S2, "
                          "S3"));
}

TEST(IndustriesListed, OrderAndThreadsChangeNothing) {
    const Cells first{"a", "东城园", "SVC;BIO"};
    const Cells second{"b", "大兴园", "ICT"};
    const auto forth = run(clusters().add(square, first).add(square, second).build());
    const auto back = run(clusters().add(square, second).add(square, first).build(), 4);
    EXPECT_THAT(outcomes(back), UnorderedElementsAre("a: not_checked", "b: not_checked"));
    EXPECT_THAT(codes(back), testing::UnorderedElementsAreArray(codes(forth)));
}

} // namespace
} // namespace parkplan::rules
