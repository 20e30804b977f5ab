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
