// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "review/readings.hpp"
#include "rules/makers.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/target_config.hpp"
#include "rules/target_readings.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using review::Outcome;
using review::TableCell;

const plan::RuleInfo& rule_info() {
    static const plan::RuleInfo info{
        .kind = "target",
        .summary = {"a sum over features reaches the planned value of a target",
                    "核算的合计值达到规划指标的目标值"},
        .why =
            {"A plan sets a value for a period: land developed, floor area built, metres of track, "
             "output per area. What is summed, where and for which years is stated in the plan "
             "file. Where the document leaves the quantity open, or its text and its table name "
             "different places, every reading is computed and shown, and none is chosen: all must "
             "agree, else the verdict is undecided. Land counts once where features overlap; lines "
             "are cut at the boundary of the place; other values are shared out by area or length. "
             "Areas are added up planar where the plan's method is planar, else ellipsoidal, for "
             "survey areas of parts are not additive. Where no feature of the layer has a year "
             "that counts, or a place or value that is listed, there is no data and nothing is "
             "judged; the sum is 0 only where such features are there and none meets all "
             "conditions. A feature whose year, place or value is "
             "missing leaves the verdict open where it could change it.",
             "规划为规划期设定目标值：土地开发面积、新增建筑面积、慢跑系统长度、地均产出等。求和内"
             "容、范围和年份由方案文件写明。文件未说明口径，或正文与指标表所述范围不一致时，逐一核"
             "算并列示各口径，不作取舍：各口径结论一致方下结论，否则列为临界。要素重叠处的土地只计"
             "一次，线按范围边界截断，其他数值按面积或长度分摊。方案采用平面面积的按平面"
             "面积合计，其余按椭球面积合计（图斑椭球面积分割后不可相加）。图层中没有所计年份的"
             "要素，或没有取所列范围、类别的要素时，视为无数据，不作判定；有此类要素而无一同时满足"
             "各项条件时，合计为 0。要素的年份、范围或数值缺失且可能改变结论时，不下结论。"},
        .params = target_params(),
        .level = Level::error,
        .needs_clause = true,
    };
    return info;
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_target(target_config(input.config)), m_notes(input),
          m_readings(target_readings(input, m_target, m_notes)) {}

    [[nodiscard]] review::RuleResult check() {
        add_verdict();
        add_table();
        m_notes.report(m_result);
        return std::move(m_result);
    }

private:
    [[nodiscard]] const std::vector<TargetReading>& all() const { return m_readings.all; }

    [[nodiscard]] BiText title() const {
        return same(stated(m_input.config, "title") ? m_input.config.text("title")
                                                    : m_input.config.id);
    }

    /// The outcome of all readings; nothing where they differ.
    [[nodiscard]] std::optional<Outcome> common_outcome() const {
        const bool one = std::ranges::all_of(all(), [this](const TargetReading& reading) {
            return reading.outcome == all().front().outcome;
        });
        return one ? std::optional{all().front().outcome} : std::nullopt;
    }

    /// The reading that is nearest to missing the target, or misses it most; null without figures.
    [[nodiscard]] const TargetReading* nearest() const {
        const TargetReading* nearest = nullptr;
        for (const TargetReading& reading : all()) {
            if (reading.value && (nearest == nullptr || m_target.margin(*reading.value) <
                                                            m_target.margin(*nearest->value))) {
                nearest = &reading;
            }
        }
        return nearest;
    }

    [[nodiscard]] BiText sum_title(std::size_t sum) const {
        const std::string& name = m_target.sums[sum];
        if (!m_target.sum_titles[sum].en.empty()) {
            return m_target.sum_titles[sum];
        }
        if (name == sum_of_area || name == sum_of_length) {
            return name == sum_of_area ? BiText{"area", "面积"} : BiText{"length", "长度"};
        }
        return field_title(m_input.layer_config("layer"), name);
    }

    /// What tells a reading from the others: "正文：西一区, 用地"; what the plan labels stands
    /// there for a single one, too.
    [[nodiscard]] BiText title_of(const TargetReading& reading) const {
        BiText place;
        BiText sum;
        if (m_target.places.size() > 1 || stated(m_input.config, "place_label")) {
            place = m_target.places[reading.place].title;
        }
        if (m_target.sums.size() > 1 || stated(m_input.config, "sum_labels")) {
            sum = sum_title(reading.sum);
        }
        const bool both = !place.en.empty() && !sum.en.empty();
        return {place.en + (both ? ", " : "") + sum.en, place.zh + (both ? "，" : "") + sum.zh};
    }

    [[nodiscard]] double share(const TargetReading& reading) const {
        constexpr double percent = 100.0;
        return percent * *reading.value / m_target.limit();
    }

    /// In the unit of the planned value, with the decimals that areas and lengths have; in full
    /// where these would hide that it is not the planned value.
    [[nodiscard]] double rounded(const TargetReading& reading) const {
        const double value = m_target.planned.shown(*reading.value);
        const bool small = m_target.planned.unit == "m2" || m_target.planned.unit == "m";
        const double rounded = round_half_away(value, small ? 2 : 4);
        return rounded == m_target.planned.number ? value : rounded;
    }

    /// "49912.5 m2 (99.8%)".
    [[nodiscard]] std::string amount(const TargetReading& reading) const {
        const std::string number = number_text(rounded(reading), m_target.planned.number);
        const std::string of_planned =
            m_target.limit() > 0.0 ? fmt::format(" ({}%)", format_fixed(share(reading), 1)) : "";
        return fmt::format("{} {}{}", number, m_target.planned.unit_for_people(), of_planned);
    }

    /// Every reading with its figure, and with its outcome where these differ.
    [[nodiscard]] BiText figures(bool with_outcome) const {
        BiText text;
        for (const TargetReading& reading : all()) {
            const BiText title = title_of(reading);
            const std::string figure = reading.value ? amount(reading) : std::string{"-"};
            const BiView outcome = review::title_of(reading.outcome);
            text.en += fmt::format("{}{}{}{}{}", text.en.empty() ? "" : "; ", title.en,
                                   title.en.empty() ? "" : ": ", figure,
                                   with_outcome ? fmt::format(", {}", outcome.en) : "");
            text.zh += fmt::format("{}{}{}{}{}", text.zh.empty() ? "" : "；", title.zh,
                                   title.zh.empty() ? "" : "：", figure,
                                   with_outcome ? fmt::format("，{}", outcome.zh) : "");
        }
        return text;
    }

    [[nodiscard]] review::Finding finding(std::string_view code, MessageValues values) const {
        values.insert(values.begin(), {"title", title()});
        review::Finding finding = m_input.finding(code, m_input.whole("layer"), values);
        finding.limit = m_target.limit();
        finding.unit = m_target.planned.base_unit();
        if (const TargetReading* one = nearest(); one != nullptr && common_outcome()) {
            finding.measured = one->value;
        }
        return finding;
    }

    [[nodiscard]] BiText planned_text() const {
        const std::string unit = m_target.planned.unit_for_people();
        return same(fmt::format("{}{}{}", number_text(m_target.planned.number),
                                unit.empty() ? "" : " ", unit));
    }

    void add_findings(std::optional<Outcome> outcome) {
        for (const TargetReading& reading : all()) {
            if (const auto& both = reading.planar_and_ellipsoidal) {
                review::Finding differ =
                    m_input.finding("PP-0404", m_input.whole("layer"),
                                    {{"planar_m2", same(format_fixed(both->first, 2))},
                                     {"ellipsoidal_m2", same(format_fixed(both->second, 2))},
                                     {"limit_m2", same(format_fixed(m_target.limit(), 2))}});
                m_result.findings.push_back(std::move(differ));
            }
        }
        if (!outcome) {
            m_result.findings.push_back(
                finding("PP-0463", {{"planned", planned_text()}, {"actual", figures(true)}}));
        } else if (*outcome == Outcome::fail) {
            m_result.findings.push_back(finding(m_target.binding ? "PP-0461" : "PP-0462",
                                                {{"period", same(m_input.config.text("period"))},
                                                 {"planned", planned_text()},
                                                 {"actual", figures(false)}}));
        } else if (*outcome == Outcome::undecided && !all().front().planar_and_ellipsoidal) {
            m_result.findings.push_back(finding("PP-0466", {{"planned", planned_text()},
                                                            {"actual", figures(false)},
                                                            {"reason", all().front().why}}));
        }
        std::optional<Metres> least;
        for (const TargetReading& reading : all()) {
            if (reading.break_even && reading.outcome != Outcome::undecided) {
                least = std::min(*reading.break_even, least.value_or(*reading.break_even));
            }
        }
        if (least) {
            m_result.findings.push_back(accuracy_finding(m_input, m_input.whole("layer"), *least));
        }
    }

    [[nodiscard]] BiText note_on_years() const {
        const std::vector<int>& years = m_readings.years_without;
        return years.empty() || !nearest()
                   ? BiText{}
                   : BiText{fmt::format("no feature of {}", fmt::join(years, ", ")),
                            fmt::format("没有 {} 年的要素", fmt::join(years, "、"))};
    }

    [[nodiscard]] BiText note(const review::ReadingsSummary& summary,
                              std::optional<Outcome> outcome) const {
        BiText note = outcome ? all().front().why : summary.text;
        const BiText years = note_on_years();
        if (note.en.empty() || years.en.empty()) {
            return note.en.empty() ? years : note;
        }
        return {note.en + "; " + years.en, note.zh + "；" + years.zh};
    }

    [[nodiscard]] bool sums_areas() const {
        const plan::RuleConfig& config = m_input.config;
        const bool over = stated(config, "over") &&
                          (!stated(config, "over_sum") || config.text("over_sum") == sum_of_area);
        return over || std::ranges::find(m_target.sums, sum_of_area) != m_target.sums.end();
    }

    void add_verdict() {
        const std::optional<Outcome> outcome = common_outcome();
        review::Verdict verdict = m_input.verdict(m_input.whole("layer"));
        verdict.outcome = outcome.value_or(Outcome::undecided);
        if (!m_target.binding) {
            verdict.level = std::min(verdict.level, Level::warning);
        }
        verdict.limit = m_target.limit();
        verdict.unit = m_target.planned.base_unit();
        verdict.method = sums_areas() ? parkplan::name_of(method_of_land(m_input.plan)) : "";
        if (const TargetReading* one = nearest(); one != nullptr && outcome) {
            verdict.value = one->value;
            verdict.margin = m_target.margin(*one->value);
            verdict.sigma = one->sigma;
        }
        add_readings(verdict, outcome);
        add_findings(outcome);
        m_result.verdicts.push_back(std::move(verdict));
    }

    void add_readings(review::Verdict& verdict, std::optional<Outcome> outcome) const {
        std::vector<review::Question> questions;
        if (m_target.places.size() > 1) {
            questions.push_back({"place", {}});
            for (const TargetPlaces& places : m_target.places) {
                questions.back().answers.push_back(places.name);
            }
        }
        if (m_target.sums.size() > 1) {
            questions.push_back({"quantity", {}});
            for (std::size_t sum = 0; sum < m_target.sums.size(); ++sum) {
                const BiText& label = m_target.sum_titles[sum];
                questions.back().answers.push_back(label.en.empty() ? m_target.sums[sum]
                                                                    : label.en);
            }
        }
        std::vector<Outcome> outcomes;
        for (const TargetReading& reading : all()) {
            outcomes.push_back(reading.outcome);
        }
        const review::ReadingsSummary summary = review::summary_of(questions, outcomes);
        verdict.note = note(summary, outcome);
        if (questions.empty()) {
            return;
        }
        verdict.readings_note = summary.text;
        for (const TargetReading& reading : all()) {
            review::ReadingOutcome& one = verdict.readings.emplace_back();
            for (const review::Question& question : questions) {
                const std::size_t answer = question.name == "place" ? reading.place : reading.sum;
                one.choices.emplace_back(question.name, question.answers[answer]);
            }
            one.outcome = reading.outcome;
            one.value = reading.value;
            one.sigma = reading.sigma;
        }
    }

    /// 期末评估 where the period has ended on the plan's date, 进展 where it has not.
    [[nodiscard]] BiText table_title() const {
        const std::optional<int> year = year_in(m_input.plan.date);
        if (!year) {
            return {"Targets", "指标完成情况"};
        }
        return *year > m_target.period.last
                   ? BiText{"Targets: end-of-period evaluation", "指标完成情况（期末评估）"}
                   : BiText{"Targets: progress", "指标完成情况（中期进展）"};
    }

    static std::vector<review::TableColumn> columns() {
        return {{.id = "target", .title = {"target", "指标"}},
                {.id = "reading", .title = {"reading", "核算口径"}},
                {.id = "kind", .title = {"kind", "属性"}},
                {.id = "quantity", .title = {"quantity", "计量内容"}},
                {.id = "period", .title = {"period", "规划期"}},
                {.id = "planned", .title = {"planned", "目标值"}, .decimals = -1},
                {.id = "actual", .title = {"actual", "核算值"}, .decimals = 4},
                {.id = "unit", .title = {"unit", "单位"}},
                {.id = "baseline", .title = {"baseline", "基期值"}, .decimals = -1},
                {.id = "share",
                 .title = {"of planned", "占目标值"},
                 .unit = "%",
                 .decimals = 1,
                 .bar = true},
                {.id = "outcome", .title = {"outcome", "结论"}},
                {.id = "clause", .title = {"clause", "依据"}}};
    }

    void add_table() {
        review::ResultTable table = table_of(m_input, "targets", table_title());
        table.joined = true;
        table.columns = columns();
        const plan::RuleConfig& config = m_input.config;
        if (!m_input.plan.date.empty()) {
            table.note = {
                fmt::format("as of {}; share of the planned value: actual / planned",
                            m_input.plan.date),
                fmt::format("评估时点 {}；占目标值为核算值与目标值之比", m_input.plan.date)};
        }
        for (const TargetReading& reading : all()) {
            const BiText label = title_of(reading);
            TableCell actual;
            TableCell part;
            if (reading.value) {
                actual = m_target.planned.shown(*reading.value);
                part = m_target.limit() > 0.0 ? TableCell{share(reading)} : TableCell{};
            }
            table.rows.push_back(
                {title(), label.en.empty() ? TableCell{} : TableCell{label}, config.text("kind"),
                 config.text("quantity"), config.text("period"), m_target.planned.number, actual,
                 m_target.planned.unit,
                 config.has("baseline") ? TableCell{config.number("baseline")} : TableCell{}, part,
                 owned(review::title_of(reading.outcome)), config.clause.place});
        }
        m_result.tables.push_back(std::move(table));
    }

    const review::RuleInput& m_input;
    TargetConfig m_target;
    TargetNotes m_notes;
    TargetReadings m_readings;
    review::RuleResult m_result{};
};

class Target final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info(); }

    void check_config(const plan::RuleConfig& config) const override {
        static_cast<void>(target_config(config));
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& target() {
    return only<Target>();
}

} // namespace parkplan::rules
