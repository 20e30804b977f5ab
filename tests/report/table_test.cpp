// SPDX-License-Identifier: MIT
#include "report/table.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace parkplan::report {
namespace {

const std::array<Column, 3> columns{
    {{"key", Align::left}, {"area", Align::right}, {"note", Align::left}}};

TEST(TableText, AlignsColumnsAndLeavesNoBlanksAtTheEnd) {
    const std::vector<Cells> rows{{"A", "1.00", ""}, {"B-2", "10.00", "x"}};
    EXPECT_EQ(table_text(columns, rows), "key   area  note\n"
                                         "A     1.00\n"
                                         "B-2  10.00  x\n");
}

TEST(TableText, CountsChineseCharactersAsTwoColumns) {
    const std::vector<Cells> rows{{"甲组团", "1", "x"}, {"B", "22", "y"}};
    EXPECT_EQ(table_text(columns, rows, 2), "  key     area  note\n"
                                            "  甲组团     1  x\n"
                                            "  B         22  y\n");
}

TEST(TableText, WithoutRowsIsTheLineOfTitles) {
    EXPECT_EQ(table_text(columns, {}), "key  area  note\n");
}

TEST(TableLine, NeverCutsACellThatIsTooWide) {
    const std::vector<std::size_t> widths{3, 4, 4};
    EXPECT_EQ(table_line(columns, widths, {"a long key", "1", "n"}), "a long key     1  n\n");
}

} // namespace
} // namespace parkplan::report
