// SPDX-License-Identifier: MIT
#include "layer/readable.hpp"
#include "layer/row_names.hpp"
#include "layer/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using parkplan::layer::FieldType;
using parkplan::layer::GeometryState;
using parkplan::layer::is_readable;
using parkplan::layer::key_of;
using parkplan::layer::RowNames;
using parkplan::layer::Schema;
using parkplan::layer::Table;

TEST(IsReadable, WhatWasCutAtItsEndStillIs) {
    EXPECT_TRUE(is_readable(""));
    EXPECT_TRUE(is_readable("丰台园"));
    EXPECT_TRUE(is_readable("丰台\uFFFD"));
    EXPECT_TRUE(is_readable("丰台\uFFFD\uFFFD"));
    EXPECT_TRUE(is_readable("park\uFFFD"));
}

TEST(IsReadable, WhatWasLostElsewhereIsNot) {
    EXPECT_FALSE(is_readable("\uFFFD"));
    EXPECT_FALSE(is_readable("\uFFFD\uFFFD"));
    EXPECT_FALSE(is_readable("A\uFFFD\uFFFD"));
    EXPECT_FALSE(is_readable("丰\uFFFD园"));
    EXPECT_FALSE(is_readable("丰台\uFFFD\uFFFD\uFFFD"));
}

/// Three rows whose keys are of two unreadable bytes, or readable.
Table keyed() {
    Table table{Schema{{{"key", FieldType::text, "String"}}}};
    for (const std::string_view key : {"\uFFFD\uFFFD", "\uFFFD\uFFFD", "good"}) {
        table.fids.push_back(static_cast<std::int64_t>(table.fids.size()));
        table.columns[0].add_text(key);
        table.polygons.end_feature();
        table.states.push_back(GeometryState::null);
    }
    return table;
}

TEST(IsReadable, UnreadableKeysAreNumbersAndNoDuplicates) {
    const Table table = keyed();
    EXPECT_EQ(key_of(table, 1, 0), "#1");
    EXPECT_EQ(key_of(table, 2, 0), "good");
    RowNames names{std::size_t{0}};
    names.add(table);
    EXPECT_EQ(names.key(1), "#1");
    EXPECT_EQ(names.key(2), "good");
    EXPECT_FALSE(names.lacks_key(1)); // it has one
    EXPECT_THAT(names.shared_keys(), testing::IsEmpty());
}

} // namespace
