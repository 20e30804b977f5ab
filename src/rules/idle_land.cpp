// SPDX-License-Identifier: MIT
#include "core/date.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/day_cell.hpp"
#include "rules/idle_dates.hpp"
#include "rules/idle_table.hpp"
#include "rules/makers.hpp"
#include "rules/number_field.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/selection.hpp"
#include "rules/share_field.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using review::Outcome;

constexpr std::array params{
    required_param("layer", ParamType::layer,
                   {"layer or table of the parcels", "地块图层（或属性表）"}),
    required_param("supplied", ParamType::field,
                   {"field of 'layer' with the day of supply", "“layer”中的供地日期字段"}),
    required_param("started", ParamType::field,
                   {"field of 'layer' with the day of the start", "“layer”中的开工日期字段"}),
    required_param("finished", ParamType::field,
                   {"field of 'layer' with the day of completion", "“layer”中的竣工日期字段"}),
    optional_param("built_share", ParamType::field,
                   {"field of 'layer' with the share that is built; with 'built_at_least'",
                    "“layer”中的已建比例字段，与“built_at_least”同时给出"}),
    optional_param("supplied_field", ParamType::field,
                   {"field of 'layer' that chooses the parcels that are supplied; with "
                    "'supplied_values'; without it those with a day of supply",
                    "“layer”中用于选取已供地块的字段，与“supplied_values”同时给出；不给出时为"
                    "有供地日期的地块"}),
    optional_param(
        "supplied_values", ParamType::text_list,
        {"values of 'supplied_field' of parcels that are supplied, e.g. 已供, 在建, 竣工",
         "“supplied_field”中表示已供的取值，如已供、在建、竣工"}),
    optional_param("as_of", ParamType::text,
                   {"day as of which it is judged; without it the date of the plan",
                    "基准日；不给出时为方案日期"}),
    optional_param("start_within", ParamType::integer,
                   {"years from supply to start", "供地后应开工的年数"}, "1"),
    optional_param("finish_within", ParamType::integer,
                   {"years from start to completion", "开工后应竣工的年数"}, "3"),
    optional_param("built_at_least", ParamType::share,
                   {"least share that is to be built once completion is due, e.g. '33%'",
                    "竣工或应竣工时已建比例的下限，如“33%”"}),
    share_unit_param,
};

constexpr SelectionParams chosen{"layer", "supplied_field", "supplied_values"};

constexpr plan::RuleInfo rule_info{
    .kind = "idle_land",
    .summary = {"land that is supplied is started and finished within periods",
                "供地后在期限内开工、竣工（闲置与“用而未尽”核查）"},
    .why = {"Plans ask to clear up projects whose land is not used to the full (用而未尽). Parcels "
            "supplied and not started, or started and not finished, within periods are put "
            "forward for checking. The periods are parameters of the plan file, terms of contracts "
            "differ: this is no legal finding of idle land. Days in the future count as not having "
            "happened; "
            "what is not known does not pass.",
            "规划要求全面清理和处置“用而未尽”的项目。供地后逾期未开工、开工后逾期未竣工的地块"
            "提请核查。期限是方案文件中的参数，与各合同约定可能不同，不作为闲置土地的法律认定。"
            "晚于基准日的日期按尚未发生计，情况不明的不视为符合。"},
    .params = params,
    .level = Level::warning,
};

int years_of(const plan::RuleConfig& config, std::string_view param) {
    return static_cast<int>(config.integer(param));
}

/// One run of the rule.
class Run {
public:
    Run(const review::RuleInput& input, Day as_of)
        : m_input(input), m_selection(input, chosen),
          m_by_field(stated(input.config, chosen.field)), m_supplied(input, "layer", "supplied"),
          m_started(input, "layer", "started"), m_finished(input, "layer", "finished"),
          m_built(input, "layer", "built_share"), m_periods{years_of(input.config, "start_within"),
                                                            years_of(input.config, "finish_within"),
                                                            as_of},
          m_tables(input) {}

    [[nodiscard]] review::RuleResult check() {
        for (std::size_t row = 0; row < m_selection.chosen().size(); ++row) {
            if (m_selection.chosen()[row] != 0) {
                look_at(row);
            } else if (m_selection.possible()[row] != 0) {
                add(row, {}, {}, {why_not_stated(m_input, "layer", "supplied_field", row)});
            } else {
                m_tables.add_uncounted(row);
            }
        }
        if (m_result.verdicts.empty()) {
            m_result.verdicts.push_back(only_told(m_input, m_input.whole("layer"),
                                                  {"no parcel is supplied", "没有已供地块"}));
        }
        m_selection.report(m_result);
        m_result.tables.push_back(m_tables.parcels());
        m_result.tables.push_back(m_tables.states(m_periods.as_of));
        return std::move(m_result);
    }

private:
    /// The dates of a parcel, and why nothing can be said of it.
    struct Parcel {
        std::size_t row = 0;
        IdleDates dates{};
        std::vector<BiText> open{};
    };

    void look_at(std::size_t row) {
        Parcel one{.row = row};
        one.dates = {read(m_supplied, one), read(m_started, one), read(m_finished, one)};
        find_gaps(one);
        find_disorder(one);
        if (one.open.empty()) {
            drop_future(one);
        }
        const IdleJudgement judgement =
            one.open.empty() ? judge_idle(one.dates, m_periods) : IdleJudgement{};
        add(row, one.dates, judgement, one.open);
    }

    std::optional<Day> read(const DayField& field, Parcel& one) {
        const DayCell cell = field.at(one.row);
        if (!cell.day && !cell.missing()) {
            m_result.findings.push_back(field.finding(one.row));
            one.open.push_back(no_date(field));
        }
        return cell.day;
    }

    static BiText no_date(const DayField& field) {
        return {fmt::format("no date in field '{}'", field.title().en),
                fmt::format("字段“{}”没有日期", field.title().zh)};
    }

    /// A date without the one before it, or of a parcel that is said to be supplied.
    void find_gaps(Parcel& one) {
        const auto gap = [&](const DayField& field, bool needed) {
            if (needed && field.at(one.row).missing()) {
                m_result.findings.push_back(field.finding(one.row));
                one.open.push_back(no_date(field));
            }
        };
        const IdleDates& dates = one.dates;
        gap(m_supplied, m_by_field || dates.started || dates.finished);
        gap(m_started, dates.finished.has_value());
    }

    void find_disorder(Parcel& one) {
        const auto compare = [&](const DayField& earlier, const DayField& later) {
            const std::optional<Day> a = earlier.at(one.row).day;
            const std::optional<Day> b = later.at(one.row).day;
            if (!a || !b || *a <= *b) {
                return;
            }
            m_result.findings.push_back(m_input.finding("PP-0570",
                                                        m_input.subject("layer", one.row),
                                                        {{"later", later.title()},
                                                         {"later_day", same(day_text(*b))},
                                                         {"earlier", earlier.title()},
                                                         {"earlier_day", same(day_text(*a))}}));
            one.open.push_back({"the dates are in the wrong order", "日期先后颠倒"});
        };
        compare(m_supplied, m_started);
        compare(m_started, m_finished);
        if (!one.dates.started) {
            compare(m_supplied, m_finished);
        }
    }

    /// What lies after the day has not happened.
    void drop_future(Parcel& one) {
        const auto drop = [&](const DayField& field, std::optional<Day>& day) {
            if (!day || *day <= m_periods.as_of) {
                return;
            }
            m_result.findings.push_back(
                m_input.finding("PP-0571", m_input.subject("layer", one.row),
                                {{"field", field.title()},
                                 {"day", same(day_text(*day))},
                                 {"as_of", same(day_text(m_periods.as_of))}}));
            day.reset();
        };
        drop(m_supplied, one.dates.supplied);
        drop(m_started, one.dates.started);
        drop(m_finished, one.dates.finished);
    }

    void add(std::size_t row, const IdleDates& dates, const IdleJudgement& judgement,
             const std::vector<BiText>& open) {
        m_tables.add(row, dates, judgement);
        const review::Subject subject = m_input.subject("layer", row);
        if (!open.empty()) {
            m_result.verdicts.push_back(not_checked(m_input, subject, open.front()));
            return;
        }
        if (judgement.state == IdleState::not_supplied) {
            return;
        }
        tell(row, dates, judgement);
        m_result.verdicts.push_back(verdict_of(row, judgement));
    }

    void tell(std::size_t row, const IdleDates& dates, const IdleJudgement& one) {
        const review::Subject subject = m_input.subject("layer", row);
        if (one.days_over > 0) {
            review::Finding finding =
                m_input.finding(one.state == IdleState::idle ? "PP-0568" : "PP-0569", subject,
                                {{"start", same(day_text(one.from.value()))},
                                 {"due", same(day_text(one.due.value()))},
                                 {"days", same(number_text(static_cast<double>(one.days_over)))},
                                 {"as_of", same(day_text(m_periods.as_of))}});
            finding.measured = static_cast<double>(days_between(*one.from, m_periods.as_of));
            finding.limit = static_cast<double>(days_between(*one.from, *one.due));
            finding.unit = "d";
            const review::LoadedLayer& loaded = m_input.layer("layer");
            if (loaded.usable(row)) {
                finding.place = geo::MultiPolygon{loaded.layer.table().polygons[row]};
            }
            m_result.findings.push_back(std::move(finding));
        }
        const auto late = [&](const DayField& field, std::optional<Day> day, Day due,
                              std::int64_t days) {
            if (days > 0) {
                m_result.findings.push_back(
                    m_input.finding("PP-0572", subject,
                                    {{"field", field.title()},
                                     {"day", same(day_text(day.value()))},
                                     {"days", same(number_text(static_cast<double>(days)))},
                                     {"due", same(day_text(due))}}));
            }
        };
        late(m_started, dates.started, one.start_due, one.late_start);
        late(m_finished, dates.finished, one.finish_due, one.late_finish);
    }

    [[nodiscard]] review::Verdict verdict_of(std::size_t row, const IdleJudgement& one) {
        const review::Subject subject = m_input.subject("layer", row);
        review::Verdict verdict = count_verdict(m_input, subject, one.days_over > 0 ? 1 : 0);
        if (one.state != IdleState::finished) {
            verdict.value = static_cast<double>(days_between(*one.from, m_periods.as_of));
            verdict.limit = static_cast<double>(days_between(*one.from, *one.due));
            verdict.margin = *verdict.limit - *verdict.value;
            verdict.unit = "d";
        }
        verdict.note = title_of(one.state);
        const bool completion_due =
            one.state == IdleState::finished || one.state == IdleState::unfinished;
        if (!m_built.stated() || !completion_due) {
            return verdict;
        }
        const std::optional<double> built = m_built.at(row);
        const double limit = m_input.config.number("built_at_least");
        if (built && *built >= limit) {
            return verdict;
        }
        if (built) {
            m_result.findings.push_back(below_share(row, *built, limit));
            return verdict.outcome == Outcome::fail ? verdict
                                                    : failed_share(subject, *built, limit);
        }
        m_result.findings.push_back(m_built.finding(row));
        return verdict.outcome == Outcome::fail
                   ? verdict
                   : not_checked(m_input, subject,
                                 {"the built share is not known", "已建比例不明"});
    }

    [[nodiscard]] review::Finding below_share(std::size_t row, double built, double limit) const {
        review::Finding finding = m_input.finding("PP-0573", m_input.subject("layer", row),
                                                  {{"share", same(share_text(built, limit))},
                                                   {"limit", same(share_text(limit, built))},
                                                   {"as_of", same(day_text(m_periods.as_of))}});
        finding.measured = built;
        finding.limit = limit;
        return finding;
    }

    [[nodiscard]] review::Verdict failed_share(const review::Subject& subject, double built,
                                               double limit) const {
        review::Verdict verdict = m_input.verdict(subject);
        verdict.outcome = Outcome::fail;
        verdict.value = built;
        verdict.limit = limit;
        verdict.margin = built - limit;
        return verdict;
    }

    const review::RuleInput& m_input;
    Selection m_selection;
    bool m_by_field;
    DayField m_supplied;
    DayField m_started;
    DayField m_finished;
    ShareField m_built;
    IdlePeriods m_periods;
    IdleTables m_tables;
    review::RuleResult m_result{};
};

class IdleLand final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_selection(config, chosen);
        check_day(config, "as_of");
        ShareField::check(config);
        constexpr std::int64_t most = 100;
        for (const char* name : {"start_within", "finish_within"}) {
            if (config.integer(name) < 1 || config.integer(name) > most) {
                throw review::ParamError{
                    name, told("'{}' is {}; 1 to {} is needed", name, config.integer(name), most)};
            }
        }
        if (config.has("built_share") != config.has("built_at_least")) {
            fail(ErrorKind::plan, "'{}' and '{}' belong together; '{}' is missing", "built_share",
                 "built_at_least", config.has("built_share") ? "built_at_least" : "built_share");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        if (const std::optional<Day> as_of = day_or_plan_date(input, "as_of")) {
            return Run{input, *as_of}.check();
        }
        review::RuleResult result;
        result.verdicts.push_back(not_checked(
            input, input.whole("layer"),
            {"neither 'as_of' nor a date of the plan is given", "未给出“as_of”和方案日期"}));
        return result;
    }
};

} // namespace

const review::Rule& idle_land() {
    return only<IdleLand>();
}

} // namespace parkplan::rules
