// SPDX-License-Identifier: MIT
#include "io/open.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

using parkplan::io::read_layer;
using parkplan::layer::Field;
using parkplan::layer::FieldType;
using parkplan::layer::Layer;
using testing::ElementsAre;

Layer published_areas() {
    return read_layer(PARKPLAN_SOURCE_DIR "/geodata/registers/published-areas.csv",
                      {.key_field = "名称"});
}

std::string value(const Layer& layer, std::size_t row, std::string_view field) {
    return layer.table().columns[layer.info().schema.require(field)].as_text(row).value_or("");
}

TEST(PublishedAreas, IsATableOfTextsWithoutGeometries) {
    const Layer layer = published_areas();
    EXPECT_TRUE(layer.is_plain_table());
    std::vector<std::string> names;
    for (const Field& field : layer.info().schema.fields()) {
        EXPECT_EQ(field.type, FieldType::text) << field.name;
        names.push_back(field.name);
    }
    EXPECT_THAT(names, ElementsAre("名称", "面积", "单位", "文号", "日期", "来源", "来源日期",
                                   "可信度", "备注"));
}

TEST(PublishedAreas, KeepsTheFiguresAsPrinted) {
    const Layer layer = published_areas();
    std::vector<std::string> figures;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        figures.push_back(fmt::format("{} {} {}", layer.key(row), value(layer, row, "面积"),
                                      value(layer, row, "单位")));
    }
    EXPECT_THAT(figures,
                ElementsAre("丰台园 17.63 平方公里", "顺义园 12.08 平方公里",
                            "平谷园 5.08 平方公里", "中关村国家自主创新示范区 488 平方公里"));
}

TEST(PublishedAreas, EveryFigureNamesItsSource) {
    const Layer layer = published_areas();
    for (std::size_t row = 0; row < layer.size(); ++row) {
        for (const std::string_view field : {"文号", "日期", "来源", "来源日期", "可信度"}) {
            EXPECT_NE(value(layer, row, field), "") << layer.key(row) << ' ' << field;
        }
    }
}

} // namespace
