// SPDX-License-Identifier: MIT
#include "review/readings.hpp"

#include "core/area_method.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace parkplan::review {
namespace {

struct Title {
    std::string_view name{};
    BiView title{};
};

constexpr std::array questions_known{
    Title{"method", {"area method", "面积口径"}},
    Title{"area", {"area counted", "面积取法"}},
    Title{"classes", {"reading of land for industries", "产业用地口径"}},
    Title{"overlaps", {"land that others claim too", "重叠处理"}},
    Title{"gap", {"gap inside a group of parts", "组内间距"}},
    Title{"accuracy", {"point accuracy", "点位精度"}},
    Title{"place", {"place", "范围"}},
    Title{"quantity", {"quantity", "计量内容"}},
};

constexpr std::array answers_known{
    Title{"gross", {"boundary", "边界面积"}}, Title{"net", {"land for industries", "产业用地面积"}},
    Title{"both", {"both", "两者均须达到"}},  Title{"narrow", {"narrow", "窄"}},
    Title{"middle", {"middle", "中"}},        Title{"wide", {"wide", "宽"}},
    Title{"counted", {"counted", "计入"}},    Title{"left_out", {"left out", "扣除"}},
    Title{"all", {"all parts", "不限"}},
};

BiText text_of(const BiView& view) {
    return {std::string{view.en}, std::string{view.zh}};
}

/// A name of its own where none is known.
BiText title_in(std::span<const Title> known, std::string_view name) {
    const auto found = std::ranges::find(known, name, &Title::name);
    return found == known.end() ? same(std::string{name}) : text_of(found->title);
}

/// The outcomes of the readings, seen by question.
class Grid {
public:
    Grid(std::span<const Question> questions, std::span<const Outcome> outcomes)
        : m_questions(questions), m_outcomes(outcomes) {}

    /// The outcome of all readings that were checked; nothing when they differ or there are none.
    [[nodiscard]] std::optional<Outcome> common() const {
        return common_where([](std::size_t) { return true; });
    }
    /// The same of the readings with one answer.
    [[nodiscard]] std::optional<Outcome> common(std::size_t question, std::size_t answer) const {
        return common_where(
            [&](std::size_t reading) { return answer_of(reading, question) == answer; });
    }
    [[nodiscard]] bool any_checked() const {
        return std::ranges::any_of(m_outcomes,
                                   [](Outcome outcome) { return outcome != Outcome::not_checked; });
    }
    [[nodiscard]] bool any_checked(std::size_t question, std::size_t answer) const {
        for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
            if (m_outcomes[i] != Outcome::not_checked && answer_of(i, question) == answer) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] bool all_checked() const {
        return std::ranges::find(m_outcomes, Outcome::not_checked) == m_outcomes.end();
    }
    /// True when two readings that differ by this answer alone have other outcomes.
    [[nodiscard]] bool changes(std::size_t question) const {
        const std::size_t step = stride(question);
        for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
            if (m_outcomes[i] == Outcome::not_checked) {
                continue;
            }
            const std::size_t answers = m_questions[question].answers.size();
            for (std::size_t more = 1; answer_of(i, question) + more < answers; ++more) {
                const Outcome other = m_outcomes[i + more * step];
                if (other != Outcome::not_checked && other != m_outcomes[i]) {
                    return true;
                }
            }
        }
        return false;
    }

private:
    [[nodiscard]] std::size_t stride(std::size_t question) const {
        return count_readings(m_questions.subspan(question + 1));
    }
    [[nodiscard]] std::size_t answer_of(std::size_t reading, std::size_t question) const {
        return reading / stride(question) % m_questions[question].answers.size();
    }
    template <typename Predicate>
    [[nodiscard]] std::optional<Outcome> common_where(const Predicate& counts) const {
        std::optional<Outcome> found;
        for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
            if (m_outcomes[i] == Outcome::not_checked || !counts(i)) {
                continue;
            }
            if (found && *found != m_outcomes[i]) {
                return std::nullopt;
            }
            found = m_outcomes[i];
        }
        return found;
    }

    std::span<const Question> m_questions;
    std::span<const Outcome> m_outcomes;
};

/// "area counted (boundary: pass; land for industries: depends on the others)".
BiText words_on(const Question& question, std::size_t index, const Grid& grid) {
    BiText text = title_of_question(question.name);
    const char* separator = "";
    const char* separator_zh = "";
    text.en += " (";
    text.zh += "（";
    for (std::size_t answer = 0; answer < question.answers.size(); ++answer) {
        const BiText title = title_of_answer(question.name, question.answers[answer]);
        const std::optional<Outcome> outcome = grid.common(index, answer);
        const BiView open = grid.any_checked(index, answer)
                                ? BiView{"depends on the others", "随其他口径而定"}
                                : title_of(Outcome::not_checked);
        const BiView said = outcome ? title_of(*outcome) : open;
        text.en += fmt::format("{}{}: {}", separator, title.en, said.en);
        text.zh += fmt::format("{}{}：{}", separator_zh, title.zh, said.zh);
        separator = "; ";
        separator_zh = "；";
    }
    text.en += ")";
    text.zh += "）";
    return text;
}

BiText words_on_changing(std::span<const Question> questions, std::span<const std::size_t> changing,
                         const Grid& grid) {
    if (changing.empty()) {
        return {"the outcome changes only where several answers change at once",
                "仅在多项口径同时改变时结论改变"};
    }
    BiText text{"the outcome changes with: ", "结论随以下口径改变："};
    for (std::size_t i = 0; i < changing.size(); ++i) {
        const BiText words = words_on(questions[changing[i]], changing[i], grid);
        text.en += (i == 0 ? "" : ", ") + words.en;
        text.zh += (i == 0 ? "" : "、") + words.zh;
    }
    if (changing.size() == 1) {
        text.en += "; this alone decides";
        text.zh += "；由此一项决定";
    }
    return text;
}

} // namespace

BiText title_of_question(std::string_view question) {
    return title_in(questions_known, question);
}

BiText title_of_answer(std::string_view question, std::string_view answer) {
    if (question == "method") {
        if (const auto method = area_method(answer)) {
            return text_of(title_of(*method));
        }
    }
    return title_in(answers_known, answer);
}

std::size_t count_readings(std::span<const Question> questions) {
    std::size_t count = 1;
    for (const Question& question : questions) {
        count *= question.answers.size();
    }
    return count;
}

ReadingsSummary summary_of(std::span<const Question> questions, std::span<const Outcome> outcomes) {
    const Grid grid{questions, outcomes};
    if (!grid.any_checked()) {
        return {false, {}, {"no reading could be judged", "各口径均未能判定"}};
    }
    if (const std::optional<Outcome> outcome = grid.common()) {
        return {
            false,
            {},
            {fmt::format("the outcome is the same under all readings{}: {}",
                         grid.all_checked() ? "" : " that could be judged", title_of(*outcome).en),
             fmt::format("{}口径下结论一致：{}", grid.all_checked() ? "所列" : "所列可判定的",
                         title_of(*outcome).zh)}};
    }
    ReadingsSummary summary;
    summary.differs = true;
    std::vector<std::size_t> changing;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        if (grid.changes(i)) {
            changing.push_back(i);
            summary.changing.push_back(questions[i].name);
        }
    }
    summary.text = words_on_changing(questions, changing, grid);
    return summary;
}

} // namespace parkplan::review
