// SPDX-License-Identifier: MIT
#include "layer/row_names.hpp"
#include "support/layers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using parkplan::layer::Layer;
using parkplan::layer::RowNames;
using parkplan::test::LayerBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> keys_of(const RowNames& names) {
    std::vector<std::string> keys;
    for (std::size_t row = 0; row < names.size(); ++row) {
        keys.push_back(names.key(row));
    }
    return keys;
}

TEST(RowNames, AreNumbersInTheFileWithoutAKeyField) {
    const Layer layer = LayerBuilder{"a"}.text("id").add_without({"A"}).add_without().build();
    RowNames names{layer.info().key_column};
    names.add(layer.table());
    EXPECT_THAT(keys_of(names), ElementsAre("#1", "#2"));
    EXPECT_FALSE(names.lacks_key(0));
    EXPECT_THAT(names.shared_keys(), IsEmpty());
}

TEST(RowNames, AreKeysOverAllPieces) {
    const Layer layer = LayerBuilder{"a"}
                            .text("id")
                            .key("id")
                            .add_without({"B"})
                            .add_without({" "})
                            .add_without()
                            .add_without({"A "})
                            .add_without({"B"})
                            .build();
    RowNames names{layer.info().key_column};
    names.add(layer.table());
    names.add(layer.table());
    EXPECT_THAT(keys_of(names),
                ElementsAre("B", "#2", "#3", "A ", "B", "B", "#2", "#3", "A ", "B"));
    EXPECT_EQ(names.fid(8), 4);
    EXPECT_FALSE(names.lacks_key(0));
    EXPECT_TRUE(names.lacks_key(1));
    EXPECT_TRUE(names.lacks_key(7));
    EXPECT_THAT(names.shared_keys(),
                ElementsAre(RowNames::SharedKey{0, 4}, RowNames::SharedKey{3, 2}));
}

TEST(RowNames, WriteNumbersAsPeopleDo) {
    const Layer layer = LayerBuilder{"a"}
                            .integer("id")
                            .key("id")
                            .add_without({std::int64_t{12}})
                            .add_without()
                            .add_without({std::int64_t{-3}})
                            .build();
    RowNames names{layer.info().key_column};
    names.add(layer.table());
    EXPECT_THAT(keys_of(names), ElementsAre("12", "#2", "-3"));
}

} // namespace
