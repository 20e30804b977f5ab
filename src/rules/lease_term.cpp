// SPDX-License-Identifier: MIT
#include "core/date.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "rules/cell_number.hpp"
#include "rules/day_cell.hpp"
#include "rules/lease_limits.hpp"
#include "rules/lease_table.hpp"
#include "rules/makers.hpp"
#include "rules/number_field.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/selection.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    required_param("layer", ParamType::layer,
                   {"layer or table of the parcels", "地块图层（或属性表）"}),
    optional_param(
        "end", ParamType::field,
        {"field of 'layer' with the day on which the term ends", "“layer”中的到期日字段"}),
    optional_param("years", ParamType::field,
                   {"field of 'layer' with the term in years", "“layer”中的年限字段（年）"}),
    optional_param("start", ParamType::field,
                   {"field of 'layer' with the day on which the term starts; with it, 'years' and "
                    "'end' the three must agree",
                    "“layer”中的起始日（供地日）字段；与“years”“end”同时给出时核对三者是否一致"}),
    optional_param("leased_field", ParamType::field,
                   {"field of 'layer' that chooses the parcels that have a term; with "
                    "'leased_values'",
                    "“layer”中用于选取有年限地块的字段，与“leased_values”同时给出"}),
    optional_param("leased_values", ParamType::text_list,
                   {"values of 'leased_field' with a term, e.g. 出让, 租赁",
                    "“leased_field”中有年限的取值，如出让、租赁"}),
    optional_param("ends_before", ParamType::text,
                   {"day: terms that end before it are told; without it the date of the plan",
                    "日期：早于该日届满的予以提示；不给出时为方案日期"}),
    optional_param("max_years", ParamType::integer,
                   {"longest term that passes, where 'limits' has no other",
                    "年限上限（含本数）；“limits”另有规定的从其规定"}),
    optional_param("limit_by", ParamType::field,
                   {"field of 'layer' by which the limit is looked up in 'limits': tenure, use, "
                    "place",
                    "“layer”中用于在“limits”中查找上限的字段，如供地方式、用途、位置"}),
    optional_param("limits", ParamType::layer,
                   {"table of limits; a class code holds for its subclasses, the longest decides",
                    "年限上限表；地类编码对其下级地类同样适用，以最长编码为准"}),
    optional_param("limits_key", ParamType::field,
                   {"field of 'limits' with the value", "“limits”中的取值字段"}),
    optional_param("limits_years", ParamType::field,
                   {"field of 'limits' with the years", "“limits”中的年限字段"}),
};

constexpr SelectionParams leased{"layer", "leased_field", "leased_values"};

constexpr plan::RuleInfo rule_info{
    .kind = "lease_term",
    .summary = {"terms of land: their limit, their dates, and which end before a day",
                "土地使用年限：上限、起止日期与临近届满"},
    .why = {"Flexible terms (弹性年限) and leases before sale end earlier than usual ones. Terms "
            "above the limit that holds, and dates that do not agree, are faults; terms that end "
            "before a day are told. The end may be the same day after so many years or the day "
            "before. Limits are those of the plan file. A missing date never passes.",
            "弹性年限、先租后让等方式下年限较短、届满较早。超过所适用上限或起止日期不一致的"
            "为问题，早于指定日期届满的予以提示。到期日为对应日或其前一日均可。上限以方案文件"
            "所列为准。缺少日期的不视为符合。"},
    .params = params,
    .level = Level::error,
};

/// Months of a term; nothing where it is no whole number of them.
std::optional<int> months_of(double years) {
    constexpr double months_per_year = 12.0;
    constexpr double most = 12'000.0;
    constexpr double slack = 1e-6;
    const double months = years * months_per_year;
    const double whole = std::round(months);
    if (std::abs(months - whole) > slack || whole > most) {
        return std::nullopt;
    }
    return static_cast<int>(whole);
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_selection(input, leased), m_limits(input), m_table(input),
          m_start(input, "layer", "start"), m_end(input, "layer", "end"),
          m_before(m_end.stated() ? day_or_plan_date(input, "ends_before") : std::nullopt) {
        if (stated(input.config, "years")) {
            const std::string& name = input.config.text("years");
            m_years = &input.column("layer", name);
            m_years_title = field_title(input.layer_config("layer"), name);
        }
        m_compares = m_start.stated() && m_end.stated() && m_years != nullptr;
    }

    [[nodiscard]] review::RuleResult check() {
        for (std::size_t row = 0; row < m_selection.chosen().size(); ++row) {
            if (m_selection.chosen()[row] != 0) {
                m_table.add(LeaseLine::counted, row);
                look_at(row);
            } else if (m_selection.possible()[row] != 0) {
                m_table.add(LeaseLine::unknown, row);
                m_result.verdicts.push_back(
                    not_checked(m_input, m_input.subject("layer", row),
                                why_not_stated(m_input, "layer", "leased_field", row)));
            } else {
                m_table.add(LeaseLine::not_leased, row);
            }
        }
        if (m_end.stated() && !m_before) {
            m_result.verdicts.push_back(not_checked(
                m_input, m_input.whole("layer"),
                {"which terms end is not checked: neither 'ends_before' nor a date of the plan is "
                 "given",
                 "未给出“ends_before”和方案日期，届满情况未检查"}));
        } else if (m_selection.count() == 0) {
            m_result.verdicts.push_back(not_checked(m_input, m_input.whole("layer"),
                                                    {"no parcel has a term", "没有有年限的地块"}));
        }
        for (review::Finding& finding : m_limits.findings()) {
            m_result.findings.push_back(std::move(finding));
        }
        m_selection.report(m_result);
        m_result.tables.push_back(m_table.table({.ends_before = m_before,
                                                 .limit = LeaseLimits::stated(m_input.config),
                                                 .dates = m_compares}));
        return std::move(m_result);
    }

private:
    /// What is found of one parcel.
    struct Lease {
        std::size_t row = 0;
        DayCell start{};
        DayCell end{};
        CellNumber years{};
        std::vector<BiText> missing{};
        BiText note{};
        std::size_t faults = 0;
        std::optional<double> limit{};
        bool differs = false; ///< start, term and end do not agree
    };

    void look_at(std::size_t row) {
        Lease one{.row = row};
        one.start = read(m_start, one);
        one.end = read(m_end, one);
        read_years(one);
        compare_end(one);
        compare_limit(one);
        compare_dates(one);
        if (!one.missing.empty()) {
            m_table.add(LeaseLine::missing, row);
        }
        // Where nothing could be compared, nothing passes: the layer's verdict says why.
        if (m_before || m_compares || LeaseLimits::stated(m_input.config)) {
            m_result.verdicts.push_back(verdict_of(one));
        }
    }

    DayCell read(const DayField& field, Lease& one) {
        DayCell cell = field.at(one.row);
        if (field.stated() && !cell.day) {
            m_result.findings.push_back(field.finding(one.row));
            one.missing.push_back({fmt::format("no date in field '{}'", field.title().en),
                                   fmt::format("字段“{}”没有日期", field.title().zh)});
        }
        return cell;
    }

    void read_years(Lease& one) {
        if (m_years == nullptr) {
            return;
        }
        one.years = number_at(*m_years, one.row);
        if (one.years.value) {
            return;
        }
        const review::Subject subject = m_input.subject("layer", one.row);
        m_result.findings.push_back(
            one.years.missing() ? m_input.finding("PP-0501", subject, {{"field", m_years_title}})
                                : no_number(m_input, subject, m_years_title, one.years));
        one.missing.push_back(why_no_number(m_years_title, one.years));
    }

    void compare_end(Lease& one) {
        if (!one.end.day || !m_before || *one.end.day >= *m_before) {
            return;
        }
        m_table.add(LeaseLine::ends, one.row);
        const std::string end = day_text(*one.end.day);
        const std::string date = day_text(*m_before);
        m_result.findings.push_back(m_input.finding("PP-0563", m_input.subject("layer", one.row),
                                                    {{"end", same(end)}, {"date", same(date)}}));
        one.note = {fmt::format("the term ends on {}, before {}", end, date),
                    fmt::format("于 {} 届满，早于 {}", end, date)};
    }

    void compare_limit(Lease& one) {
        if (!LeaseLimits::stated(m_input.config)) {
            return;
        }
        LeaseLimits::Limit limit = m_limits.of(one.row);
        if (!limit.years) {
            one.missing.push_back(std::move(limit.why));
            return;
        }
        if (!one.years.value) {
            return;
        }
        one.limit = limit.years;
        if (*one.years.value <= *limit.years) {
            return;
        }
        ++one.faults;
        m_table.add(LeaseLine::above, one.row);
        review::Finding finding =
            m_input.finding("PP-0564", m_input.subject("layer", one.row),
                            {{"years", same(number_text(*one.years.value, *limit.years))},
                             {"limit", same(number_text(*limit.years, *one.years.value))},
                             {"by", limit.by}});
        finding.measured = one.years.value;
        finding.limit = limit.years;
        m_result.findings.push_back(std::move(finding));
    }

    void compare_dates(Lease& one) {
        if (!m_compares || !one.start.day || !one.end.day || !one.years.value) {
            return;
        }
        const std::optional<int> months = months_of(*one.years.value);
        if (!months) {
            one.missing.push_back({"the term is no whole number of months", "年限不是整月数"});
            m_result.findings.push_back(no_number(m_input, m_input.subject("layer", one.row),
                                                  m_years_title,
                                                  {std::nullopt, number_text(*one.years.value)}));
            return;
        }
        const Day expected = months_later(*one.start.day, *months);
        if (*one.end.day == expected || *one.end.day == expected - std::chrono::days{1}) {
            return;
        }
        ++one.faults;
        m_table.add(LeaseLine::differs, one.row);
        one.differs = true;
        m_result.findings.push_back(m_input.finding("PP-0565", m_input.subject("layer", one.row),
                                                    {{"start", same(day_text(*one.start.day))},
                                                     {"years", same(number_text(*one.years.value))},
                                                     {"expected", same(day_text(expected))},
                                                     {"end", same(day_text(*one.end.day))}}));
    }

    [[nodiscard]] review::Verdict verdict_of(const Lease& one) const {
        const review::Subject subject = m_input.subject("layer", one.row);
        if (one.faults == 0 && !one.missing.empty()) {
            review::Verdict verdict = not_checked(m_input, subject, one.missing.front());
            verdict.limit = one.limit;
            return verdict;
        }
        review::Verdict verdict = count_verdict(m_input, subject, one.faults);
        const bool above = one.limit && *one.years.value > *one.limit;
        if (one.limit && (above || !one.differs)) {
            verdict.value = *one.years.value;
            verdict.limit = one.limit;
            verdict.margin = *one.limit - *one.years.value;
        }
        verdict.note = one.differs
                           ? BiText{"start, term and end do not agree", "起止日期与年限不一致"}
                           : one.note;
        return verdict;
    }

    const review::RuleInput& m_input;
    Selection m_selection;
    LeaseLimits m_limits;
    LeaseTable m_table;
    DayField m_start;
    DayField m_end;
    std::optional<Day> m_before;
    const layer::AttributeColumn* m_years = nullptr;
    BiText m_years_title{};
    bool m_compares = false;
    review::RuleResult m_result{};
};

void require(const plan::RuleConfig& config, std::string_view name, std::string_view other) {
    if (config.has(name) && !config.has(other)) {
        fail(ErrorKind::plan, "'{}' needs '{}', which is missing", name, other);
    }
}

class LeaseTerm final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_selection(config, leased);
        check_day(config, "ends_before");
        LeaseLimits::check(config);
        require(config, "ends_before", "end");
        require(config, "max_years", "years");
        require(config, "limits", "years");
        require(config, "start", "years");
        require(config, "start", "end");
        if (!config.has("end") && !LeaseLimits::stated(config)) {
            fail(ErrorKind::plan, "nothing is asked for: 'end', or 'years' with 'max_years' or "
                                  "'limits', is needed");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& lease_term() {
    return only<LeaseTerm>();
}

} // namespace parkplan::rules
