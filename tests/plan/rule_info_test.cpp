// SPDX-License-Identifier: MIT
#include "plan/rule_info.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>
#include <utility>

namespace parkplan::plan {
namespace {

TEST(ParamType, HasAWordForEveryType) {
    const auto cases = std::to_array<std::pair<ParamType, std::string_view>>({
        {ParamType::layer, "layer"},
        {ParamType::field, "field"},
        {ParamType::area, "area"},
        {ParamType::fields, "field or list of fields"},
        {ParamType::length, "length"},
        {ParamType::integer, "integer"},
        {ParamType::text, "text"},
        {ParamType::text_list, "list of texts"},
    });
    for (const auto& [type, word] : cases) {
        EXPECT_EQ(name_of(type), word);
    }
}

TEST(Citation, IsEmptyWithoutDocumentAndPlace) {
    EXPECT_TRUE(Citation{}.empty());
    Citation quoted;
    quoted.place = "第三章";
    EXPECT_FALSE(quoted.empty());
}

} // namespace
} // namespace parkplan::plan
