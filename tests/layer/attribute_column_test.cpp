// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "layer/attribute_column.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace {

using parkplan::layer::AttributeColumn;
using parkplan::layer::FieldType;
using testing::ElementsAre;

std::vector<std::optional<std::string>> texts(const AttributeColumn& column) {
    std::vector<std::optional<std::string>> all;
    for (std::size_t row = 0; row < column.size(); ++row) {
        all.push_back(column.as_text(row));
    }
    return all;
}

TEST(AttributeColumn, IntegersKeepAll64Bits) {
    AttributeColumn column{FieldType::integer};
    column.add_integer(9007199254740993);
    column.add_null();
    column.add_integer(-1);
    EXPECT_EQ(column.integer(0), 9007199254740993);
    EXPECT_THAT(texts(column), ElementsAre("9007199254740993", std::nullopt, "-1"));
    EXPECT_EQ(column.as_number(2), -1.0);
    EXPECT_EQ(column.as_number(1), std::nullopt);
}

TEST(AttributeColumn, RealsReadAsTheirShortestDecimal) {
    AttributeColumn column{FieldType::real};
    column.add_real(0.1);
    column.add_null();
    column.add_real(2000000.0);
    EXPECT_THAT(texts(column), ElementsAre("0.1", std::nullopt, "2000000"));
    EXPECT_EQ(column.real(1), 0.0);
}

TEST(AttributeColumn, TextsMayBeEmptyOrNullAndAreTwoThings) {
    AttributeColumn column{FieldType::text};
    column.add_text("中关村");
    column.add_text("");
    column.add_null();
    column.add_text("B");
    EXPECT_THAT(texts(column), ElementsAre("中关村", "", std::nullopt, "B"));
    EXPECT_EQ(column.text(2), "");
    EXPECT_EQ(column.as_number(3), std::nullopt);
}

TEST(AttributeColumn, AppendKeepsNulls) {
    AttributeColumn first{FieldType::text};
    first.add_text("a");
    AttributeColumn second{FieldType::text};
    second.add_null();
    second.add_text("b");
    first.append(second);
    EXPECT_THAT(texts(first), ElementsAre("a", std::nullopt, "b"));
}

TEST(AttributeColumn, ClearedColumnStartsAnew) {
    AttributeColumn column{FieldType::text};
    column.add_text("old");
    column.clear();
    EXPECT_EQ(column.size(), 0U);
    column.add_text("new");
    EXPECT_THAT(texts(column), ElementsAre("new"));
    EXPECT_EQ(column.type(), FieldType::text);
}

TEST(AttributeColumn, WrongTypeIsABugOfOurs) {
    AttributeColumn column{FieldType::text};
    column.add_text("7");
    try {
        static_cast<void>(column.integer(0));
        FAIL() << "no error";
    } catch (const parkplan::Error& error) {
        EXPECT_EQ(error.kind(), parkplan::ErrorKind::internal);
        EXPECT_STREQ(error.what(), "a column of type 'text' was used as 'integer'");
    }
}

} // namespace
