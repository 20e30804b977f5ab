// SPDX-License-Identifier: MIT
#include "cli/command.hpp"
#include "cli/guard.hpp"
#include "cli/ran.hpp"
#include "core/error.hpp"
#include "core/scratch.hpp"
#include "io/vector_file.hpp"
#include "json/value.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <vector>

namespace parkplan::cli {
namespace {

using test::Ran;
using test::ran;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Run, PrintsHelpAndVersionOnStandardOutput) {
    const Ran version = ran({"--version"});
    EXPECT_EQ(version.status, 0);
    EXPECT_THAT(version.out, StartsWith("parkplan "));
    EXPECT_EQ(version.err, "");
    const Ran help = ran({"--help"});
    EXPECT_EQ(help.status, 0);
    for (const char* verb : {"info", "measure", "topology", "check", "rules", "explain"}) {
        EXPECT_THAT(help.out, HasSubstr(fmt::format("\n  {} ", verb)));
        const Ran of_verb = ran({verb, "--help"});
        EXPECT_EQ(of_verb.status, 0);
        EXPECT_THAT(of_verb.out, HasSubstr("Examples:\n  parkplan "));
        EXPECT_EQ(of_verb.err, "");
    }
}

TEST(Run, ExplainsTheAreasAndAccuracyPresetsInTheHelpOfMeasure) {
    const std::string help = ran({"measure", "-h"}).out;
    for (const char* word : {"planar area (平面面积)", "ellipsoidal area (椭球面积)",
                             "geodesic area (测地线面积)", "图斑椭球面积", "jzd-1", "area_mu"}) {
        EXPECT_THAT(help, HasSubstr(word));
    }
}

int status_of(ErrorKind kind) {
    std::ostringstream out;
    std::ostringstream err;
    return guarded([kind]() -> int { throw Error{kind, "x"}; }, {out, err}, {}, Language::english);
}

TEST(Guarded, MapsEveryKindOfErrorToItsStatus) {
    EXPECT_EQ(status_of(ErrorKind::usage), 2);
    EXPECT_EQ(status_of(ErrorKind::plan), 2);
    EXPECT_EQ(status_of(ErrorKind::input), 3);
    EXPECT_EQ(status_of(ErrorKind::crs), 3);
    EXPECT_EQ(status_of(ErrorKind::geometry), 3);
    EXPECT_EQ(status_of(ErrorKind::output), 3);
    EXPECT_EQ(status_of(ErrorKind::internal), 70);
}

TEST(Guarded, CallsAnyOtherExceptionABugOfOurs) {
    std::ostringstream out;
    std::ostringstream err;
    const std::vector<std::string> words{"check", "--format", "json"};
    const int status = guarded([]() -> int { throw std::runtime_error{"index 7"}; }, {out, err},
                               words, Language::english);
    EXPECT_EQ(status, 70);
    EXPECT_EQ(err.str(), "parkplan: internal error: index 7\n");
    EXPECT_THAT(out.str(), HasSubstr("\"kind\": \"internal\""));
}

TEST(Guarded, PrintsTheHintBelowTheError) {
    std::ostringstream out;
    std::ostringstream err;
    EXPECT_EQ(guarded(
                  []() -> int {
                      throw Error{ErrorKind::usage, {"bad", "不好"}, {}, {"good", "好"}};
                  },
                  {out, err}, {}, Language::english),
              2);
    EXPECT_EQ(err.str(), "parkplan: error: bad\n  hint: good\n");
    EXPECT_EQ(out.str(), "");
}

TEST(Guarded, SpeaksTheLanguageOfTheRun) {
    std::ostringstream out;
    std::ostringstream err;
    const std::vector<std::string> words{"check", "--format", "json"};
    const int status = guarded(
        []() -> int {
            throw Error{ErrorKind::input, {"bad", "不好"}, {.layer = "组团"}, {"good", "好"}};
        },
        {out, err}, words, Language::chinese);
    EXPECT_EQ(status, 3);
    EXPECT_EQ(err.str(), "parkplan: 错误：图层“组团”：不好\n  提示：好\n");
    EXPECT_THAT(out.str(), HasSubstr("\"message\": \"bad\"")); // programs read English
    EXPECT_THAT(out.str(), HasSubstr("\"hint\": \"good\""));
}

TEST(LanguageOf, FindsTheOptionWhereverItStands) {
    const auto language = [](const std::vector<std::string>& words) { return language_of(words); };
    EXPECT_EQ(language({"check", "--lang", "zh"}), Language::chinese);
    EXPECT_EQ(language({"--lang=zh", "check"}), Language::chinese);
    EXPECT_EQ(language({"--lang", "zh", "check", "--lang", "en"}), Language::english);
    EXPECT_EQ(language({"check", "--lang"}), Language::english);
    EXPECT_EQ(language({"check", "--lang", "fr"}), Language::english);
    EXPECT_EQ(language({"check", "--", "--lang", "zh"}), Language::english);
}

TEST(Run, TakesTheLanguageBeforeTheVerb) {
    EXPECT_EQ(ran({"--lang", "zh", "rules"}).out, ran({"rules", "--lang", "zh"}).out);
    EXPECT_EQ(ran({"--lang=zh", "rules", "--lang", "en"}).out, ran({"rules"}).out);
    EXPECT_EQ(ran({"--lang", "zh", "rules", "--help"}).out,
              ran({"rules", "--help", "--lang", "zh"}).out);
    EXPECT_THAT(ran({"--lang", "zh", "--help"}).out, HasSubstr("用法：parkplan [选项] 命令\n"));
    EXPECT_EQ(ran({"--lang", "zh"}).err,
              "parkplan: 错误：缺少命令\n  "
              "提示：可用命令：info、measure、topology、overlaps、tabulate、check、"
              "init、rules、explain；详情见“parkplan --help”\n");
    EXPECT_THAT(ran({"--lang", "xx", "rules"}).err, HasSubstr("--lang: unknown value 'xx'"));
}

TEST(Run, HasChineseForAllOfTheHelp) {
    for (const char* verb : {"info", "measure", "topology", "overlaps", "tabulate", "check", "init",
                             "rules", "explain"}) {
        const std::string help = ran({verb, "--lang", "zh", "--help"}).out;
        for (const char* word : {"Usage", "Options", "Positionals", "REQUIRED", "Exit", "Example",
                                 " the ", " of ", " a "}) {
            EXPECT_THAT(help, testing::Not(HasSubstr(word))) << verb;
        }
    }
}

TEST(Run, SaysInChineseWhatTheParserRefuses) {
    const auto error = [](std::vector<std::string> words) {
        words.insert(words.end(), {"--lang", "zh"});
        const std::string err = ran(words).err;
        return err.substr(0, err.find('\n'));
    };
    EXPECT_EQ(error({"measure"}), "parkplan: 错误：measure：缺少 LAYER");
    EXPECT_EQ(error({"measure", "a", "b"}), "parkplan: 错误：measure：多余的参数：b");
    EXPECT_THAT(error({"measure", "a", "b", "c"}), HasSubstr("measure：多余的参数："));
    EXPECT_EQ(error({"measure", "a", "--output", ""}),
              "parkplan: 错误：measure：--output：名称不能为空");
    EXPECT_EQ(error({"measure", "a", "--kye", "b"}), "parkplan: 错误：measure：没有选项“--kye”");
    EXPECT_THAT(ran({"--lang", "zh", "measure", "a", "--key"}).err,
                StartsWith("parkplan: 错误：measure：--key：缺少 1 个值（FIELD）\n"));
}

/// Takes a number of bytes and then, once, none.
class FullForAMoment final : public std::streambuf {
public:
    explicit FullForAMoment(std::size_t room) : m_room(room) {}
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

protected:
    int_type overflow(int_type c) override {
        const char byte = traits_type::to_char_type(c);
        return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
    }
    std::streamsize xsputn(const char* bytes, std::streamsize count) override {
        if (!m_failed && m_text.size() + static_cast<std::size_t>(count) > m_room) {
            m_failed = true;
            return 0;
        }
        m_text.append(bytes, static_cast<std::size_t>(count));
        return count;
    }

private:
    std::size_t m_room;
    bool m_failed = false;
    std::string m_text{};
};

TEST(Guarded, SaysNothingMoreOnAStreamThatFailed) {
    FullForAMoment full{1000};
    std::ostream out{&full};
    std::ostringstream err;
    const std::vector<const char*> argv{"parkplan", "rules", "--format", "json"};
    EXPECT_EQ(run(static_cast<int>(argv.size()), argv.data(), {out, err}), 3);
    EXPECT_EQ(full.text(), "");
    EXPECT_THAT(err.str(), StartsWith("parkplan: error: cannot write to standard output: "));
}

TEST(Run, NamesTheOptionWhoseValueIsWrong) {
    const test::Scratch scratch;
    const std::string file =
        scratch.file("a.csv", "ID,WKT\n1,\"POLYGON((0 0,2 0,2 2,0 0))\"\n").string();
    for (const char* verb : {"info", "measure"}) {
        const Ran crs = ran({verb, file, "--crs", "nonsense"});
        EXPECT_EQ(crs.status, 2);
        EXPECT_THAT(crs.err, StartsWith("parkplan: error: --crs: 'nonsense' is no coordinate "));
        for (const char* filter : {"ID ==== 1", "IDS = 1"}) {
            const Ran where = ran({verb, file, "--crs", "local", "--where", filter});
            EXPECT_EQ(where.status, 2);
            EXPECT_THAT(where.err, StartsWith(fmt::format("parkplan: error: {}: --where: the "
                                                          "filter '{}' cannot be used: ",
                                                          file, filter)));
        }
    }
}

/// A Shapefile of triangles whose attribute file ends before the last of them.
std::filesystem::path truncated_shapefile(const test::Scratch& scratch) {
    constexpr std::int64_t rows = 5000;
    io::OutLayer layer{.name = "cut",
                       .title = {},
                       .geometry = io::OutGeometry::polygon,
                       .crs = crs::Crs::parse("EPSG:4548"),
                       .fields = {{"ID", "ID", layer::FieldType::integer, {}}},
                       .rows = {}};
    for (std::int64_t i = 0; i < rows; ++i) {
        const double x = 450000.0 + static_cast<double>(i);
        geo::PolygonColumn triangle;
        for (const geo::Point point :
             {geo::Point{x, 4420000.0}, geo::Point{x + 1.0, 4420000.0}, geo::Point{x, 4420001.0}}) {
            triangle.add_point(point);
        }
        triangle.end_ring();
        triangle.end_polygon();
        triangle.end_feature();
        layer.rows.push_back({{i}, geo::MultiPolygon{std::move(triangle)}});
    }
    std::filesystem::path file = scratch / "cut.shp";
    static_cast<void>(io::write_shapefile(file, layer));
    const std::filesystem::path table = scratch / "cut.dbf";
    std::filesystem::resize_file(table, std::filesystem::file_size(table) - 200);
    return file;
}

TEST(Measure, ThatBreaksOffClosesItsJsonAsIncomplete) {
    const test::Scratch scratch;
    const std::string file = truncated_shapefile(scratch).string();
    const Ran json = ran({"measure", file, "--format", "json", "--fields", "area_planar_m2"});
    EXPECT_EQ(json.status, 3);
    EXPECT_THAT(json.err, StartsWith("parkplan: error: "));
    const json::Value document = json::parse(json.out);
    EXPECT_EQ(json::dump(*document.find("complete"), json::Layout::compact), "false");
    EXPECT_EQ(json::dump(*document.find("error")->find("kind"), json::Layout::compact),
              "\"input\"");
    EXPECT_GT(std::get<json::Array>(document.find("features")->data()).size(), 1000U);
}

TEST(Measure, ThatBreaksOffLeavesNoTableButAnIncompleteJsonFile) {
    const test::Scratch scratch;
    const std::string file = truncated_shapefile(scratch).string();
    const std::string csv = (scratch / "a.csv").string();
    EXPECT_EQ(ran({"measure", file, "--format", "csv", "-o", csv}).status, 3);
    EXPECT_FALSE(std::filesystem::exists(csv));
    const std::string out = (scratch / "a.json").string();
    EXPECT_EQ(ran({"measure", file, "--format", "json", "-o", out}).status, 3);
    EXPECT_THAT(test::content_of(out), HasSubstr("\"complete\":false"));
}

} // namespace
} // namespace parkplan::cli
