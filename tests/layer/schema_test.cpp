// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "layer/schema.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace {

using parkplan::Error;
using parkplan::layer::FieldType;
using parkplan::layer::Schema;

const Schema schema{{{"dkbh", FieldType::text, "String"}, {"面积", FieldType::real, "Real"}}};

TEST(Schema, FindsFieldsByTheirName) {
    EXPECT_EQ(schema.find("面积"), 1U);
    EXPECT_EQ(schema.find("DKBH"), std::nullopt);
    EXPECT_EQ(schema.require("dkbh"), 0U);
}

TEST(Schema, UnknownFieldSuggestsTheNearest) {
    try {
        static_cast<void>(schema.require("dkhb"));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), parkplan::ErrorKind::input);
        EXPECT_STREQ(error.what(), "there is no field 'dkhb'");
        EXPECT_EQ(error.hint().en, "did you mean 'dkbh'? known: dkbh, 面积");
    }
}

TEST(Schema, LayerWithoutFieldsSaysSo) {
    try {
        static_cast<void>(Schema{}.require("dkbh"));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.hint().en, "the layer has no fields");
    }
}

} // namespace
