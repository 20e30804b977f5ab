// SPDX-License-Identifier: MIT
#include "review/readings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace parkplan::review {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Outcome pass = Outcome::pass;
constexpr Outcome fail = Outcome::fail;
constexpr Outcome open = Outcome::undecided;
constexpr Outcome none = Outcome::not_checked;

const Question area{"area", {"gross", "net"}};
const Question classes{"classes", {"narrow", "wide"}};

ReadingsSummary summary(const std::vector<Question>& questions,
                        const std::vector<Outcome>& outcomes) {
    EXPECT_EQ(count_readings(questions), outcomes.size());
    return summary_of(questions, outcomes);
}

TEST(ReadingsSummary, SaysThatAllAgree) {
    const ReadingsSummary found = summary({area, classes}, {fail, fail, fail, fail});
    EXPECT_THAT(found.changing, IsEmpty());
    EXPECT_EQ(found.text.en, "the outcome is the same under all readings: fail");
    EXPECT_EQ(found.text.zh, "所列口径下结论一致：未达到");
}

TEST(ReadingsSummary, SaysWhatCouldNotBeJudged) {
    EXPECT_EQ(summary({area, classes}, {fail, fail, none, fail}).text.en,
              "the outcome is the same under all readings that could be judged: fail");
    EXPECT_EQ(summary({Question{"area", {"gross", "net", "both"}}}, {pass, none, fail}).text.zh,
              "结论随以下口径改变：面积取法（边界面积：符合；产业用地面积：未检查；两者均须达到：未"
              "达到）；"
              "由此一项决定");
}

TEST(ReadingsSummary, NamesTheOneQuestionThatDecides) {
    const ReadingsSummary found = summary({area, classes}, {pass, pass, fail, fail});
    EXPECT_THAT(found.changing, ElementsAre("area"));
    EXPECT_EQ(found.text.en, "the outcome changes with: area counted (boundary: pass; land for "
                             "industries: fail); this alone decides");
    EXPECT_EQ(found.text.zh,
              "结论随以下口径改变：面积取法（边界面积：符合；产业用地面积：未达到）；"
              "由此一项决定");
}

TEST(ReadingsSummary, SaysWhatEachAnswerSettles) {
    const ReadingsSummary found = summary({area, classes}, {pass, pass, fail, pass});
    EXPECT_THAT(found.changing, ElementsAre("area", "classes"));
    EXPECT_EQ(
        found.text.en,
        "the outcome changes with: area counted (boundary: pass; land for industries: depends "
        "on the others), reading of land for industries (narrow: depends on the others; "
        "wide: pass)");
}

TEST(ReadingsSummary, LeavesOutQuestionsThatChangeNothing) {
    const Question method{"method", {"planar", "ellipsoidal", "survey"}};
    const ReadingsSummary found = summary({area, method}, {pass, open, pass, pass, open, pass});
    EXPECT_THAT(found.changing, ElementsAre("method"));
    EXPECT_EQ(found.text.zh,
              "结论随以下口径改变：面积口径（平面面积：符合；椭球面积：临界（需核实）；"
              "图斑椭球面积（按国土调查办发〔2008〕32号公式计算）：符合）；由此一项决定");
}

TEST(ReadingsSummary, DoesNotTakeWhatWasNotCheckedForAnOutcome) {
    EXPECT_THAT(summary({area}, {none, pass}).changing, IsEmpty());
    EXPECT_EQ(summary({area}, {none, none}).text.en, "no reading could be judged");
}

TEST(ReadingsSummary, ComparesReadingsThatDifferByOneAnswerOnly) {
    // The checked readings differ in both answers: neither question is shown to decide.
    const ReadingsSummary found = summary({area, classes}, {pass, none, none, fail});
    EXPECT_TRUE(found.differs);
    EXPECT_THAT(found.changing, IsEmpty());
    EXPECT_EQ(found.text.en, "the outcome changes only where several answers change at once");
}

TEST(QuestionTitles, KeepWhatIsANameOfItsOwn) {
    EXPECT_EQ(title_of_answer("gap", "500 m").zh, "500 m");
    EXPECT_EQ(title_of_answer("gap", "all").zh, "不限");
    EXPECT_EQ(title_of_answer("method", "planar").en, "planar area");
}

} // namespace
} // namespace parkplan::review
