// SPDX-License-Identifier: MIT
#include "review/order.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace parkplan::review {
namespace {

Subject subject(std::uint32_t layer_index, const std::string& key, std::uint32_t row) {
    Subject one;
    one.layer_index = layer_index;
    one.layer = layer_index == 0 ? "first" : "second";
    one.key = key;
    one.row = row;
    return one;
}

Finding finding(const char* code, Subject about) {
    Finding one;
    one.code = code;
    one.subject = std::move(about);
    return one;
}

Verdict verdict(Subject about) {
    Verdict one;
    one.subject = std::move(about);
    return one;
}

TEST(SortAndMark, MarksSubjectsThatShareTheirKey) {
    Review review;
    review.findings = {finding("PP-0105", subject(0, "a", 0)),
                       finding("PP-0201", subject(0, "b", 1))};
    review.findings[1].other = subject(0, "a", 2);
    review.verdicts = {verdict(subject(0, "a", 2)), verdict(subject(0, "b", 1)),
                       verdict(subject(0, "", 0)), verdict(subject(1, "a", 0))};
    sort_and_mark(review, plan::Plan{});
    EXPECT_TRUE(review.findings[0].subject.key_shared);
    EXPECT_FALSE(review.findings[1].subject.key_shared);
    EXPECT_TRUE(review.findings[1].other.value_or(Subject{}).key_shared);
    std::string marked;
    for (const Verdict& one : review.verdicts) {
        marked += fmt::format("{}/{}{} ", one.subject.layer, one.subject.key,
                              one.subject.key_shared ? "!" : "");
    }
    EXPECT_EQ(marked, "first/ first/b first/a! second/a ");
}

} // namespace
} // namespace parkplan::review
