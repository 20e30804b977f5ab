// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/sheet_text.hpp"
#include "io/workbook.hpp"
#include "io/workbook_check.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::ErrorKind;
using parkplan::io::CellLook;
using parkplan::io::check_written;
using parkplan::io::first_characters;
using parkplan::io::most_cell_characters;
using parkplan::io::most_sheet_rows;
using parkplan::io::Sheet;
using parkplan::io::sheet_names;
using parkplan::io::SheetCell;
using parkplan::io::Workbook;
using parkplan::io::write_workbook;
using parkplan::test::read_bytes;
using parkplan::test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A file inside a workbook.
std::string part(const std::string& file, std::string_view name) {
    const std::string path = fmt::format("/vsizip/{{{}}}/{}", file, name);
    std::string text(1U << 20U, '\0');
    VSILFILE* const handle = VSIFOpenL(path.c_str(), "rb");
    if (handle == nullptr) {
        return "no such part";
    }
    text.resize(VSIFReadL(text.data(), 1, text.size(), handle));
    VSIFCloseL(handle);
    return text;
}

Sheet sheet_of(std::vector<SheetCell> cells) {
    Sheet sheet{.name = "表", .widths = {10.0, 20.0}};
    sheet.rows.push_back({{{std::string{"标题"}, CellLook::title, 2}}, 30.0});
    sheet.rows.push_back({std::move(cells)});
    sheet.head_row = 1;
    return sheet;
}

Workbook book_of(std::vector<SheetCell> cells) {
    Workbook book{.title = "方案", .author = "单位", .date = "2026-01-31", .font = "宋体"};
    book.sheets.push_back(sheet_of(std::move(cells)));
    return book;
}

Error error_of(const std::string& file, const Workbook& book) {
    try {
        write_workbook(file, book);
    } catch (const Error& error) {
        return error;
    }
    return Error{ErrorKind::internal, "no error"};
}

TEST(SheetNames, AreLegalAndApart) {
    EXPECT_THAT(
        sheet_names({"用地平衡表", "用地平衡表", "a/b:c[d]", "", "'x'", "HISTORY", "A", "a"}),
        ElementsAre("用地平衡表", "用地平衡表 2", "a_b_c_d_", "_", "_x_", "HISTORY 2", "A", "a 2"));
    const std::string longest(40, 'n');
    EXPECT_THAT(sheet_names({longest, longest}),
                ElementsAre(std::string(31, 'n'), std::string(29, 'n') + " 2"));
}

TEST(SheetText, CountsAsSpreadsheetsDoAndCutsNoCharacter) {
    EXPECT_EQ(first_characters("用地𠮷表", 2), "用地");
    EXPECT_EQ(first_characters("用地𠮷表", 3), "用地"); // takes two
    EXPECT_EQ(first_characters("用地𠮷表", 4), "用地𠮷");
    EXPECT_EQ(parkplan::io::characters_in("用a𠮷"), 4U);
}

TEST(SheetText, HoldsNothingThatXmlCannot) {
    EXPECT_EQ(parkplan::io::sheet_text("a\xFF"
                                       "b\xEF\xBF\xBF"),
              "a\uFFFDb\uFFFD");
    EXPECT_EQ(parkplan::io::sheet_text("x_x000D_y_xyz_"), "x_x005F_x000D_y_xyz_");
    EXPECT_EQ(parkplan::io::footer_text("A&B"), "A&&B");
}

TEST(Workbook, WritesNumbersAsNumbersAndTextsAsTexts) {
    const TempFolder temp;
    const std::string file = temp.file("book.xlsx");
    write_workbook(file, book_of({{1234.5}, {std::string{"=1+1"}}, {}, {std::string{"<&>"}}}));
    const std::string sheet = part(file, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("<v>1234.5</v>"));
    EXPECT_THAT(sheet, HasSubstr("<t>=1+1</t>"));
    EXPECT_THAT(sheet, HasSubstr("&lt;&amp;&gt;"));
    EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
    EXPECT_THAT(sheet, HasSubstr("<mergeCell ref=\"A1:B1\"/>"));
    EXPECT_THAT(part(file, "xl/styles.xml"), HasSubstr("宋体"));
}

TEST(Workbook, WritesNoNumberThatIsNone) {
    const TempFolder temp;
    const std::string file = temp.file("book.xlsx");
    write_workbook(file, book_of({{std::numeric_limits<double>::quiet_NaN()},
                                  {std::numeric_limits<double>::infinity()}}));
    EXPECT_THAT(part(file, "xl/worksheets/sheet1.xml"), Not(HasSubstr("<v>")));
}

TEST(Workbook, IsSetUpForPrinting) {
    const TempFolder temp;
    const std::string file = temp.file("book.xlsx");
    Workbook book = book_of({{1.0}});
    book.sheets[0].landscape = true;
    book.sheets[0].footer = "表 1 A&B";
    book.sheets[0].pages = "第 {page} 页 共 {pages} 页";
    write_workbook(file, book);
    const std::string sheet = part(file, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("fitToPage=\"1\""));
    EXPECT_THAT(
        sheet, HasSubstr("<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\""));
    EXPECT_THAT(sheet, HasSubstr("&amp;L&amp;9 表 1 A&amp;&amp;B"));
    EXPECT_THAT(sheet, HasSubstr("第 &amp;P 页 共 &amp;N 页"));
    EXPECT_THAT(part(file, "xl/workbook.xml"), HasSubstr("'表'!$2:$2"));
}

TEST(Workbook, HoldsNoClock) {
    const TempFolder temp;
    const std::string dated = temp.file("dated.xlsx");
    const std::string undated = temp.file("undated.xlsx");
    Workbook book = book_of({{1.0}, {std::string{"text"}}});
    write_workbook(dated, book);
    write_workbook(temp.file("again.xlsx"), book);
    EXPECT_EQ(read_bytes(dated), read_bytes(temp.file("again.xlsx")));
    book.date.clear();
    write_workbook(undated, book);
    EXPECT_THAT(part(dated, "docProps/core.xml"),
                HasSubstr(">2026-01-31T00:00:00Z</dcterms:created>"));
    EXPECT_THAT(part(undated, "docProps/core.xml"),
                HasSubstr(">1980-01-01T00:00:00Z</dcterms:created>"));
    book.date = "1970-01-01"; // 0 would be now to the library
    write_workbook(undated, book);
    EXPECT_THAT(part(undated, "docProps/core.xml"), HasSubstr(">1970-01-01T00:00:01Z</"));
    // Time and day of the first file of the archive: 1980-01-01.
    EXPECT_EQ(read_bytes(dated).substr(10, 4), std::string("\0\0\x21\0", 4));
}

TEST(Workbook, RefusesWhatTheFormatCannotHold) {
    const TempFolder temp;
    Workbook book = book_of({{std::string(most_cell_characters + 1, 'x')}});
    const Error text = error_of(temp.file("text.xlsx"), book);
    EXPECT_EQ(text.kind(), ErrorKind::output);
    EXPECT_THAT(text.message().en, HasSubstr("more than 32767 characters"));
    book.sheets[0].rows.assign(most_sheet_rows + 1, {});
    const Error rows = error_of(temp.file("rows.xlsx"), book);
    EXPECT_THAT(
        rows.message().en,
        HasSubstr("sheet '表' has 1048577 rows; a sheet of a workbook holds 1048576 at most"));
    EXPECT_THAT(temp.names(), ElementsAre());
}

TEST(Workbook, SaysWhyItCannotBeWritten) {
    const TempFolder temp;
    const Error error = error_of(temp.file("nowhere/book.xlsx"), book_of({{1.0}}));
    EXPECT_EQ(error.kind(), ErrorKind::output);
    EXPECT_THAT(error.message().en, HasSubstr("nowhere/book.xlsx' cannot be written"));
}

TEST(Workbook, IsCountedAfterwards) {
    const TempFolder temp;
    const std::string file = temp.file("book.xlsx");
    Workbook book = book_of({{1.0}, {2.0}});
    write_workbook(file, book);
    EXPECT_NO_THROW(check_written(file, book));
    book.sheets[0].rows.push_back({{{3.0}}});
    try {
        check_written(file, book);
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message().en,
                    HasSubstr("sheet '表' has 2 rows with 4 cells instead of 3 with 5"));
    }
}

} // namespace
