// SPDX-License-Identifier: MIT
#include "report/findings_text.hpp"
#include "report/paint.hpp"
#include "report/words.hpp"
#include "support/drawing.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace parkplan::report {
namespace {

TEST(SubjectText, NamesKeyAndNameOrTheLayer) {
    review::Subject subject;
    subject.layer = "clusters";
    EXPECT_EQ(subject_text(subject), "clusters");
    subject.key = "K-1";
    EXPECT_EQ(subject_text(subject), "'K-1'");
    subject.name = "甲组团";
    EXPECT_EQ(subject_text(subject), "'K-1' (甲组团)");
    subject.name = "K-1";
    EXPECT_EQ(subject_text(subject), "'K-1'");
}

TEST(SubjectText, TellsFeaturesWithOneKeyApart) {
    review::Subject subject;
    subject.key = "K-1";
    subject.fid = 7;
    EXPECT_EQ(subject_text(subject), "'K-1'");
    subject.key_shared = true;
    EXPECT_EQ(subject_text(subject), "'K-1' (fid 7)");
    subject.name = "甲组团";
    EXPECT_EQ(subject_text(subject), "'K-1' (甲组团, fid 7)");
}

TEST(CitationText, ShowsTheStatusOnce) {
    plan::Citation clause;
    EXPECT_EQ(citation_text(clause), "");
    clause.document = "《规划》";
    clause.status = "草案";
    clause.place = "第三章";
    EXPECT_EQ(citation_text(clause), "《规划》（草案） 第三章");
    clause.document = "《规划（草案）》";
    EXPECT_EQ(citation_text(clause), "《规划（草案）》 第三章");
}

TEST(ValueText, GroupsAreasAndKeepsCountsShort) {
    EXPECT_EQ(value_text(1999829.395, "m2"), "1 999 829.40");
    EXPECT_EQ(value_text(0.0615, "m"), "0.062");
    EXPECT_EQ(value_text(31.0, ""), "31");
    EXPECT_EQ(value_text(std::nullopt, "m2"), "-");
    EXPECT_EQ(value_text(-0.0002000000000066393, "", 0.0), "-0.0002");
}

TEST(ValueText, NeverMakesEqualWhatDiffers) {
    EXPECT_EQ(value_text(1999999.9987, "m2", 2000000.0), "1 999 999.999");
    EXPECT_EQ(value_text(-0.0013, "m2", 0.0), "-0.001");
    EXPECT_EQ(value_text(500.0004, "m", 500.0), "500.0004");
    EXPECT_EQ(value_text(59.99999999, "", 60.0), "59.99999999");
    EXPECT_EQ(value_text(0.0, "m2", 0.0), "0.00");
}

TEST(PlaceText, IsTheMiddleOfTheShape) {
    const geo::Shape point = geo::MultiPoint{{{116.5, 39.25}}};
    EXPECT_EQ(place_text(point, CoordinateKind::geographic), "116.500000000, 39.250000000");
    const geo::Shape area = test::wkt("POLYGON((0 0, 4 0, 4 3, 0 3, 0 0))");
    EXPECT_EQ(place_text(area, CoordinateKind::projected), "2.000, 1.500");
    EXPECT_EQ(place_text(geo::Shape{}, CoordinateKind::projected), "");
}

TEST(Painted, AddsNothingWithoutColour) {
    EXPECT_EQ(painted("x", Level::error, Colour::off), "x");
    EXPECT_EQ(painted("x", Level::error, Colour::on), "\x1b[31mx\x1b[0m");
    EXPECT_EQ(painted("x", review::Outcome::pass, Colour::on), "\x1b[32mx\x1b[0m");
    EXPECT_EQ(heading("x", Colour::on), "\x1b[1mx\x1b[0m");
}

review::Finding overlap() {
    review::Finding finding;
    finding.code = "PP-0201";
    finding.level = Level::error;
    finding.subject.key = "A";
    finding.message = {"overlaps 'B'", "与“B”重叠"};
    finding.proposal = {"share one boundary", "共用边界"};
    finding.place = geo::MultiPoint{{{1.0, 2.0}}};
    return finding;
}

TEST(FindingText, GivesMessageProposalAndPlaceInTheLanguage) {
    EXPECT_EQ(finding_text(overlap(), {Language::english, Colour::off, {}}, 2),
              "  error PP-0201 'A': overlaps 'B'\n"
              "      proposal: share one boundary\n"
              "      at 1.000, 2.000\n");
    EXPECT_EQ(finding_text(overlap(), {Language::chinese, Colour::off, {}}, 0),
              "问题 PP-0201 'A'：与“B”重叠\n"
              "    建议：共用边界\n"
              "    位置：1.000, 2.000\n");
}

TEST(FindingText, NamesTheLayerOfWhatNoRuleFound) {
    review::Finding finding = overlap();
    finding.subject.layer = "parks";
    const TextStyle style{Language::english, Colour::off, {}, true};
    EXPECT_TRUE(finding_text(finding, style, 0).starts_with("error PP-0201 parks 'A': overlaps"));
    finding.rule = "r";
    EXPECT_TRUE(finding_text(finding, style, 0).starts_with("error PP-0201 'A': overlaps"));
}

TEST(FindingText, TellsWhatChanged) {
    review::Finding finding = overlap();
    finding.measured = 15.0;
    finding.unit = "m2";
    finding.change = review::Change::changed;
    finding.former = {.level = Level::error,
                      .measured = 12.0,
                      .limit = {},
                      .unit = "m2",
                      .key = {},
                      .other_key = {},
                      .worse = true};
    const auto first_line = [&finding](Language language) {
        const std::string text = finding_text(finding, {language, Colour::off, {}}, 0);
        return text.substr(0, text.find('\n'));
    };
    EXPECT_EQ(
        first_line(Language::english),
        "error PP-0201 'A': overlaps 'B' (changed for the worse: was 12.00 m², now 15.00 m²)");
    EXPECT_EQ(first_line(Language::chinese),
              "问题 PP-0201 'A'：与“B”重叠（变化，加重：原 12.00 m²，现 15.00 m²）");
    finding.change = review::Change::unchanged;
    finding.former->measured = 15.0;
    finding.former->key = "A0";
    EXPECT_EQ(first_line(Language::english), "error PP-0201 'A': overlaps 'B' (key was 'A0')");
    EXPECT_EQ(first_line(Language::chinese), "问题 PP-0201 'A'：与“B”重叠（原编号“A0”）");
    finding.change = review::Change::changed;
    finding.former = {.level = Level::warning,
                      .measured = 15.0,
                      .limit = 20.0,
                      .unit = "m2",
                      .key = {},
                      .other_key = {},
                      .worse = false};
    finding.limit = 25.0;
    EXPECT_EQ(first_line(Language::english),
              "error PP-0201 'A': overlaps 'B' (changed: was warning; limit was 20.00 m², now "
              "25.00 m²)");
}

TEST(CountLevels, LeavesOutWhatHasAGroup) {
    review::Finding note = overlap();
    note.group = "规划文本提示";
    review::Finding info = overlap();
    info.level = Level::info;
    const std::vector<review::Finding> findings{overlap(), note, info};
    const LevelCounts counts = count_levels(findings);
    EXPECT_EQ(levels_text(counts, Language::english), "1 error, 0 warnings, 1 info");
    EXPECT_EQ(levels_text(counts, Language::chinese), "问题 1，警告 0，提示 1");
}

} // namespace
} // namespace parkplan::report
