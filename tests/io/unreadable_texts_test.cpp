// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "io/unreadable_texts.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace parkplan::io {
namespace {

using layer::Layer;
using test::FileSpec;
using test::make_file;
using test::read_bytes;
using test::TempFolder;
using test::write_bytes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

/// The notices of a layer as "row code message"; but that small drawings fit no plane.
std::vector<std::string> notices(const Layer& layer) {
    std::vector<std::string> all;
    for (const auto& notice : layer.table().notices) {
        if (notice.code == "PP-0604") {
            continue;
        }
        all.push_back(fmt::format("{} {} {}", notice.row ? fmt::format("{}", *notice.row) : "-",
                                  notice.code,
                                  parkplan::message_of(notice.code, notice.values).en));
    }
    return all;
}

/// A Shapefile of three features whose texts and names of fields are GBK, which nothing states.
std::string unstated_gbk(const TempFolder& folder) {
    FileSpec spec;
    spec.path = folder.file("gbk.shp");
    spec.driver = "ESRI Shapefile";
    spec.options = {"ENCODING=CP936"};
    spec.fields = {{"编号", "String"}, {"组团名称", "String"}};
    const std::string square = "POLYGON((0 0,0 1,1 1,1 0,0 0))";
    spec.rows = {{square, {"01", "东城园组团"}}, {square, {"02", "b"}}, {square, {"03", "西城园"}}};
    make_file(spec);
    std::filesystem::remove(folder.file("gbk.cpg"));
    std::string bytes = read_bytes(folder.file("gbk.dbf"));
    bytes[29] = 0; // no LDID
    write_bytes(folder.file("gbk.dbf"), bytes);
    return spec.path;
}

TEST(UnreadableTexts, OneNoticeTellsAllTextsThatAreNotUtf8) {
    const TempFolder folder;
    const Layer layer = read_layer(unstated_gbk(folder));
    EXPECT_EQ(layer.size(), 3U);
    EXPECT_THAT(
        notices(layer),
        ElementsAre(HasSubstr("(first in feature 0) and 2 names of fields are not UTF-8; they "
                              "cannot be read, but look like GBK: '编号', '组团名称', "
                              "'东城园组团'")));
}

TEST(UnreadableTexts, NamesOfFieldsThatAreNotUtf8AreToldWithoutValues) {
    const TempFolder folder;
    OpenOptions options;
    options.choice = FieldChoice::none;
    const Layer layer = read_layer(unstated_gbk(folder), options);
    EXPECT_THAT(notices(layer), ElementsAre(HasSubstr("PP-0114 2 names of fields are not UTF-8")));
}

TEST(UnreadableTexts, AStatedEncodingReadsTextsAndNames) {
    const TempFolder folder;
    OpenOptions options;
    options.encoding = "GBK";
    options.key_field = "组团名称";
    const Layer layer = read_layer(unstated_gbk(folder), options);
    EXPECT_THAT(notices(layer), IsEmpty());
    EXPECT_EQ(layer.info().encoding, "GBK (stated)");
    EXPECT_EQ(layer.key(0), "东城园组团");
}

TEST(UnreadableTexts, AnEncodingThatCannotBeUsedIsRefused) {
    const TempFolder folder;
    OpenOptions options;
    options.encoding = "no such";
    const std::string path = unstated_gbk(folder);
    EXPECT_THAT([&] { static_cast<void>(read_layer(path, options)); },
                ThrowsMessage<OpenOptionError>(HasSubstr("unknown encoding 'no such'")));
    write_bytes(folder.file("a.geojson"), R"({"type":"FeatureCollection","features":[]})");
    options.encoding = "GBK";
    EXPECT_THAT([&] { static_cast<void>(read_layer(folder.file("a.geojson"), options)); },
                ThrowsMessage<OpenOptionError>(HasSubstr("for a Shapefile only; this is GeoJSON")));
}

/// The message of one notice.
std::string told(const UnreadableTexts& texts) {
    std::vector<layer::Notice> notices;
    texts.note(layer::Schema{{{"name", layer::FieldType::text, "String"}}}, notices);
    return notices.empty() ? std::string{} : message_of(notices[0].code, notices[0].values).en;
}

TEST(UnreadableTexts, PiecesAddUpInAnyOrder) {
    UnreadableTexts first;
    first.add_value(0, 3, "\xB6\xAB"); // 东
    UnreadableTexts second;
    second.add_value(0, 9, "\xCE\xF7"); // 西
    UnreadableTexts forth = first;
    forth.add(second);
    UnreadableTexts back = second;
    back.add(first);
    EXPECT_EQ(told(forth), told(back));
    EXPECT_EQ(told(forth), "2 values of 'name' (first in feature 3) are not UTF-8; they cannot be "
                           "read, but look like GBK: '东'");
    EXPECT_EQ(told(UnreadableTexts{}), "");
}

TEST(UnreadableTexts, OtherEncodingsAreNotTakenForGbk) {
    UnreadableTexts texts;
    texts.add_value(0, 1, "Z\xFCrich");
    EXPECT_THAT(told(texts), HasSubstr("their encoding is not known"));
    UnreadableTexts mixed;
    mixed.add_value(0, 1, "\xB6\xAB");
    mixed.add_value(0, 2, "\xFF\xFE");
    EXPECT_THAT(told(mixed), HasSubstr("their encoding is not known"));
}

TEST(UnreadableTexts, ATextThatWasCutIsTakenForNoOtherEncoding) {
    UnreadableTexts texts;
    texts.add_value(0, 1, "丰台\xE5\x9B");
    texts.add_value(0, 2, "丰台\xE5");
    EXPECT_THAT(told(texts), HasSubstr("all but the last character of each was read: it is cut"));
    texts.add_value(0, 3, "\xB6\xAB");
    EXPECT_THAT(told(texts), HasSubstr("they cannot be read"));
}

TEST(FromGbk, ReadsCharactersAndSignsAndLeavesOutACutOne) {
    EXPECT_EQ(from_gbk("\xB6\xAB\xA3\xA8"
                       "1\xA3\xA9\xCE"),
              "东（1）");
    EXPECT_EQ(from_gbk("abc"), std::nullopt);
    EXPECT_EQ(from_gbk("\xFF\xFF"), std::nullopt);
}

} // namespace
} // namespace parkplan::io
