// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "review/finding.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::review {

/// A question that [readings] leaves open, and the answers to try, by their names in the plan:
/// "method" (planar …), "area" (gross, net, both), "classes" (narrow …), "overlaps" (counted,
/// left_out), "gap" ("500m", "all"), "accuracy" ("5cm").
struct Question {
    std::string name{};
    std::vector<std::string> answers{};
};

/// What people call a question ("area method" / "面积口径") and an answer to it.
[[nodiscard]] PARKPLAN_API BiText title_of_question(std::string_view question);
[[nodiscard]] PARKPLAN_API BiText title_of_answer(std::string_view question,
                                                  std::string_view answer);

/// The number of readings: one per choice of answers, the last question's changing first.
[[nodiscard]] PARKPLAN_API std::size_t count_readings(std::span<const Question> questions);

/// What the outcomes under all readings say together.
struct ReadingsSummary {
    bool differs = false; ///< readings that were checked have different outcomes
    /// Questions whose answer changes the outcome for some answers to the others.
    std::vector<std::string> changing{};
    /// Names them, with the outcome of each answer where that settles it alone. A statement on the
    /// readings, no score: how many of them say what means nothing.
    BiText text{};
};

/// `outcomes` has one entry per reading, in the order of count_readings. Readings that could not be
/// checked change nothing.
[[nodiscard]] PARKPLAN_API ReadingsSummary summary_of(std::span<const Question> questions,
                                                      std::span<const Outcome> outcomes);

} // namespace parkplan::review
