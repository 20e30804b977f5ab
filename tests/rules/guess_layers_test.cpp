// SPDX-License-Identifier: MIT
#include "layer/schema.hpp"
#include "rules/guess_layers.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace parkplan::rules {
namespace {

using Chosen = std::map<std::string, std::size_t>;

/// A layer without rows.
FoundLayer found(const std::string& file, const std::string& name,
                 const std::vector<std::string>& fields = {}) {
    FoundLayer layer{file, name, {}};
    std::vector<layer::Field> schema;
    for (const std::string& field : fields) {
        schema.push_back({field, layer::FieldType::text, "String"});
        layer.sample.columns.emplace_back(layer::FieldType::text);
    }
    layer.sample.schema = layer::Schema{std::move(schema)};
    return layer;
}

LayerGuesses guesses_of(const std::vector<FoundLayer>& layers) {
    return guess_layers(plan::built_in_template("zgc"), layers);
}

TEST(GuessLayers, GoesByNamesOfFilesAndLayersInBothLanguages) {
    EXPECT_EQ(guesses_of({found("组团边界2022", "组团边界2022"), found("data", "parks_示意"),
                          found("STBHHX", "STBHHX"), found("roads", "roads"),
                          found("永久基本农田", "永久基本农田")})
                  .chosen,
              (Chosen{{"clusters", 0}, {"parks", 1}, {"red_lines", 2}, {"farmland", 4}}));
}

TEST(GuessLayers, TakesShortWordsOnlyWhereTheyStandAlone) {
    EXPECT_EQ(guesses_of({found("zt", "zt"), found("dk_2020", "dk_2020")}).chosen,
              (Chosen{{"clusters", 0}, {"landuse", 1}}));
    EXPECT_TRUE(guesses_of({found("aztec", "aztec"), found("fyke", "fyke")}).chosen.empty());
}

TEST(GuessLayers, GoesByFieldsWhereTheNameSaysLittle) {
    EXPECT_EQ(guesses_of({found("cluster_old", "cluster_old"),
                          found("cluster_new", "cluster_new", {"ZTBH", "ZTMC", "SSFY"})})
                  .chosen,
              (Chosen{{"clusters", 1}}));
}

TEST(GuessLayers, FieldsAloneTellALayer) {
    const LayerGuesses guesses = guesses_of(
        {found("layer1", "layer1", {"DLBM", "DLMC"}),
         found("layer2", "layer2", {"组团名称", "面积", "所属园区"}),
         found("layer3", "layer3", {"园区名称", "园区编号"}), found("layer4", "layer4", {"BSM"})});
    EXPECT_EQ(guesses.chosen, (Chosen{{"clusters", 1}, {"landuse", 0}, {"parks", 2}}));
    EXPECT_EQ(guesses.why.at("landuse"), (BiText{"its fields DLBM, DLMC", "字段DLBM、DLMC相符"}));
    EXPECT_EQ(guesses_of({found("a", "a", {"用地代码", "用地名称"})}).chosen,
              (Chosen{{"landuse", 0}}));
    EXPECT_EQ(
        guesses_of({found("a", "a", {"组团编\uFFFD", "组团名\uFFFD", "所属园\uFFFD"})}).chosen,
        (Chosen{{"clusters", 0}}));
}

TEST(GuessLayers, UsualFieldsTellNothing) {
    EXPECT_TRUE(guesses_of({found("a", "a", {"ID", "NAME", "park", "CODE"})}).chosen.empty());
    EXPECT_TRUE(guesses_of({found("a", "a", {"\uFFFD\uFFFD", "\uFFFD"})}).chosen.empty());
    EXPECT_TRUE(guesses_of({found("a", "a", {"DLMC"})}).chosen.empty());
    EXPECT_TRUE(guesses_of({found("a", "a", {"ID", "NAME", "function"})}).chosen.empty());
    EXPECT_TRUE(guesses_of({found("a", "a", {"ID", "NAME", "所属园区"})}).chosen.empty());
}

TEST(GuessLayers, WhatFitsTwoLayersEquallyIsTakenForNone) {
    const LayerGuesses guesses = guesses_of({found("a", "a", {"DLBM", "DLMC", "FYBH", "FYMC"})});
    EXPECT_TRUE(guesses.chosen.empty());
    EXPECT_EQ(guesses.torn,
              (std::map<std::size_t, std::vector<std::string>>{{0, {"parks", "landuse"}}}));
}

TEST(GuessLayers, TakesNoneOfEquals) {
    const LayerGuesses guesses =
        guesses_of({found("cluster_a", "cluster_a"), found("cluster_b", "cluster_b")});
    EXPECT_TRUE(guesses.chosen.empty());
    EXPECT_EQ(guesses.equal,
              (std::map<std::string, std::vector<std::size_t>>{{"clusters", {0, 1}}}));
}

TEST(GuessLayers, FindsNothingInNothing) {
    EXPECT_TRUE(guesses_of({}).chosen.empty());
    EXPECT_TRUE(guesses_of({found("x", "y")}).chosen.empty());
}

} // namespace
} // namespace parkplan::rules
