// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/bounded.hpp"
#include "rules/makers.hpp"
#include "rules/mark.hpp"
#include "rules/number_field.hpp"
#include "rules/params.hpp"
#include "rules/parcel_groups.hpp"
#include "rules/renewal_ledger.hpp"
#include "rules/renewal_projects.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
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
using review::Outcome;

constexpr std::array params{
    required_param("layer", ParamType::layer,
                   {"layer or table of the buildings", "楼宇图层（或属性表）"}),
    required_param(
        "key", ParamType::field,
        {"field of 'layer' by which projects name a building", "“layer”中的楼宇编号字段"}),
    required_param("before", ParamType::field,
                   {"field of 'layer' with the floor area before renewal, in m²",
                    "“layer”中的更新前建筑面积（平方米）字段"}),
    required_param("after", ParamType::field,
                   {"field of 'layer' with the floor area after renewal, in m²",
                    "“layer”中的更新后建筑面积（平方米）字段"}),
    optional_param(
        "inefficient", ParamType::field,
        {"field of 'layer' that marks inefficient buildings: 1 or 是; 0, 否 or empty: no",
         "“layer”中的低效标记字段：1 或“是”为低效，0、“否”或未填为否"}),
    optional_param("by", ParamType::field,
                   {"field of 'layer' by whose values the sums are made; this or 'zones'",
                    "“layer”中用于分组的字段；与“zones”二者取一"}),
    optional_polygon_layer("zones", {"layer of zones by which the sums are made", "分区图层"}),
    required_param("projects", ParamType::layer,
                   {"layer or table of the projects", "项目图层（或属性表）"}),
    required_param("buildings", ParamType::field,
                   {"field of 'projects' with the buildings, parted by ; 、 or comma",
                    "“projects”中的楼宇编号字段，以分号、顿号或逗号分隔"}),
    required_param("mode", ParamType::field,
                   {"field of 'projects' with the mode of renewal", "“projects”中的更新方式字段"}),
    optional_param("modes", ParamType::text_list, {"the modes in their order", "更新方式名单"},
                   "收购,升级,置换"),
    optional_param("project_field", ParamType::field,
                   {"field of 'projects' that chooses those that count; with 'project_values'",
                    "“projects”中用于选取项目的字段，与“project_values”同时给出"}),
    optional_param("project_values", ParamType::text_list,
                   {"values of 'project_field' that count, e.g. 存量更新",
                    "“project_field”中计入的取值，如“存量更新”"}),
    optional_param("year", ParamType::field,
                   {"field of 'projects' with the year; with 'from_year', 'to_year' or both",
                    "“projects”中的年份字段，与“from_year”“to_year”配合使用"}),
    optional_param("from_year", ParamType::integer,
                   {"first year of the period", "规划期起始年（含）"}),
    optional_param("to_year", ParamType::integer,
                   {"last year of the period", "规划期终止年（含）"}),
    optional_param("quantity", ParamType::text,
                   {"what 'at_least' is about: floor area 'before' or 'after' (also without this), "
                    "or 'land'",
                    "“at_least”所指的量：更新前（before）或更新后（after，缺省）建筑面积，"
                    "或用地面积（land）"}),
    optional_param("at_least", ParamType::area,
                   {"least area that is to be renewed, itself included, e.g. '50000m2'",
                    "更新规模下限（含本数），如“50000m2”"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "renewal",
    .summary = {"buildings renewed by mode, each counted once, with a limit where one is stated",
                "存量更新按方式的台账，每栋楼宇只计一次，可与规模要求比较"},
    .why = {"Plans ask to buy, upgrade or exchange what is built already (收购一批、升级一批、"
            "置换一批), and how much is to be renewed. Projects that name one building would count "
            "it several times; here it counts once, and buildings with several modes stand in a "
            "line of their own. Where names or values are missing a limit that is not reached is "
            "left open.",
            "规划要求存量空间收购一批、升级一批、置换一批，并提出更新规模。多个项目列入同一楼宇"
            "会重复统计，这里每栋只计一次，涉及多种方式的单列。楼宇编号或面积缺失时，未达到规模"
            "要求的不作判定。"},
    .params = params,
    .level = Level::error,
};

RenewalQuantity quantity_in(const plan::RuleConfig& config) {
    return stated(config, "quantity") ? quantity_of(config.text("quantity")).value()
                                      : RenewalQuantity::after;
}

std::string square_metres(double value) {
    return format_fixed(value, 2) + " m²";
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_projects(input), m_ledger(input, m_projects),
          m_quantity(quantity_in(input.config)) {}

    [[nodiscard]] review::RuleResult check() {
        m_projects.report(m_result);
        tell_values();
        tell_shared();
        tell_inefficient();
        const ParcelGroups& groups = m_ledger.groups();
        for (std::size_t i = 0; i < groups.groups().size(); ++i) {
            if (groups.groups()[i].judged()) {
                judge_group(i);
            }
        }
        m_result.tables.push_back(m_ledger.table());
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::size_t size() const { return m_input.layer("layer").layer.size(); }

    void tell_values() {
        std::vector<std::size_t> named;
        for (std::size_t row = 0; row < size(); ++row) {
            if (!m_projects.naming(row).empty()) {
                named.push_back(row);
            }
        }
        for (const NumberField* field : {&m_ledger.before(), &m_ledger.after()}) {
            for (review::Finding& finding : field->findings(named)) {
                m_result.findings.push_back(std::move(finding));
            }
        }
    }

    /// Buildings that several projects name.
    void tell_shared() {
        for (std::size_t row = 0; row < size(); ++row) {
            const std::vector<std::size_t>& projects = m_projects.naming(row);
            if (projects.size() < 2) {
                continue;
            }
            const std::optional<ExactNumber> value = m_ledger.value(row, m_quantity);
            const auto times = static_cast<std::int64_t>(projects.size() - 1);
            const BiText what = title_of(m_quantity);
            const std::string area = value ? square_metres(value->times(times).value()) : "";
            review::Finding finding = m_input.finding(
                "PP-0576", m_input.subject("layer", row),
                {{"count", same(count_text(projects.size()))},
                 {"projects", keys_of(m_input, "projects", projects)},
                 {"double", value ? BiText{fmt::format("{} ({})", area, what.en),
                                           fmt::format("{}（{}）", area, what.zh)}
                                  : BiText{"an area that is not known", "面积不明的部分"}}});
            if (value) {
                finding.measured = value->times(times).value();
                finding.unit = "m2";
            }
            m_result.findings.push_back(std::move(finding));
        }
    }

    void tell_inefficient() {
        if (!stated(m_input.config, "inefficient")) {
            return;
        }
        const std::string& name = m_input.config.text("inefficient");
        const layer::AttributeColumn& column = m_input.column("layer", name);
        std::vector<std::size_t> rows;
        ExactNumber sum;
        bool open = false;
        for (std::size_t row = 0; row < size(); ++row) {
            const Mark mark = mark_of(column, row);
            if (mark == Mark::no || mark == Mark::empty) {
                continue;
            }
            if (mark == Mark::odd) {
                const std::string value = column.as_text(row).value_or(std::string{});
                m_result.findings.push_back(
                    m_input.finding("PP-0503", m_input.subject("layer", row),
                                    {{"value", same(value)},
                                     {"field", field_title(m_input.layer_config("layer"), name)}}));
                continue;
            }
            // Which building of a repeated key is named is not known.
            if (m_projects.naming(m_projects.first_of_key(row)).empty()) {
                rows.push_back(row);
                sum += m_ledger.before().at(row).value_or(ExactNumber{});
                open |= !m_ledger.before().at(row);
            }
        }
        if (!rows.empty()) {
            add_inefficient(rows, sum, open);
        }
    }

    void add_inefficient(const std::vector<std::size_t>& rows, ExactNumber sum, bool open) {
        const std::string area = square_metres(sum.value());
        review::Finding finding = m_input.finding(
            "PP-0578", m_input.whole("layer"),
            {{"count", same(count_text(rows.size()))},
             {"keys", keys_of(m_input, "layer", rows)},
             {"area", open ? BiText{area + " or more", "不少于 " + area} : same(area)}});
        if (!open) {
            finding.measured = sum.value();
            finding.unit = "m2";
        }
        m_result.findings.push_back(std::move(finding));
    }

    void judge_group(std::size_t group) {
        const ParcelGroups& groups = m_ledger.groups();
        const review::Subject& subject = groups.groups()[group].subject;
        if (auto why = groups.why_unknown(group)) {
            m_result.verdicts.push_back(not_checked(m_input, subject, *std::move(why)));
            return;
        }
        if (!m_input.config.has("at_least")) {
            m_result.verdicts.push_back(only_told(m_input, subject, m_ledger.summary(group)));
            return;
        }
        if (auto why = groups.why_not_judged(group)) {
            m_result.verdicts.push_back(not_checked(m_input, subject, *std::move(why)));
            return;
        }
        if (m_projects.count() == 0 && !m_projects.open()) {
            m_result.verdicts.push_back(
                not_checked(m_input, subject,
                            {"no project is chosen by 'project_values' and the years",
                             "没有符合“project_values”和年份的项目"}));
            return;
        }
        Bounded figure = m_ledger.sum(group, m_quantity);
        const bool is_land = m_quantity == RenewalQuantity::land;
        const Metres per_metre = is_land ? m_ledger.sigma_per_metre(group) : Metres{};
        if (const auto accuracy = groups.accuracy(); accuracy && is_land) {
            figure.sigma = accuracy->value() * per_metre.value();
        }
        add_verdict(subject, figure, per_metre);
    }

    void add_verdict(const review::Subject& subject, const Bounded& figure, Metres per_metre) {
        const double limit = m_input.config.area("at_least").value();
        const double k = m_input.plan.coverage_factor;
        const BoundedJudgement judgement = judge(figure, {limit, std::nullopt}, k);
        review::Verdict verdict =
            bounded_verdict(m_input.verdict(subject), figure, judgement, square_metres);
        verdict.unit = "m2";
        if (m_quantity == RenewalQuantity::land) {
            verdict.method = parkplan::name_of(m_ledger.groups().measurer().piece_method());
        }
        if (judgement.outcome == Outcome::fail) {
            const bool near = std::abs(judgement.margin) < 0.1;
            const int decimals = near ? 6 : 2;
            add_finding(
                m_input.finding("PP-0579", subject,
                                {{"value", same(format_fixed(figure.value, decimals) + " m²")},
                                 {"what", title_of(m_quantity)},
                                 {"limit", same(format_fixed(limit, decimals) + " m²")}}),
                figure.value, limit);
        } else if (judgement.outcome == Outcome::undecided && !judgement.open) {
            add_finding(
                m_input.finding(
                    "PP-0402", subject,
                    {{"value_m2", same(format_fixed(figure.value, 2))},
                     {"limit_m2", same(format_fixed(limit, 2))},
                     {"sigma_m2", same(area_text(SquareMetres{figure.sigma.value_or(0.0)}))},
                     {"k", same(format_shortest(k))}}),
                figure.value, limit);
        }
        if (auto finding = without_accuracy(m_input, verdict, figure, judgement, per_metre)) {
            m_result.findings.push_back(*std::move(finding));
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    void add_finding(review::Finding finding, double value, double limit) {
        finding.measured = value;
        finding.limit = limit;
        finding.unit = "m2";
        m_result.findings.push_back(std::move(finding));
    }

    const review::RuleInput& m_input;
    RenewalProjects m_projects;
    RenewalLedger m_ledger;
    RenewalQuantity m_quantity;
    review::RuleResult m_result{};
};

class Renewal final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        ParcelGroups::check(config);
        RenewalProjects::check(config);
        if (stated(config, "quantity") && !quantity_of(config.text("quantity"))) {
            throw review::ParamError{"quantity",
                                     told("'quantity' is '{}'; 'before', 'after' or 'land' is "
                                          "needed",
                                          config.text("quantity"))};
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const bool needs_land =
            stated(input.config, "zones") || quantity_in(input.config) == RenewalQuantity::land;
        if (needs_land && input.layer("layer").layer.is_plain_table()) {
            refuse(input, "layer",
                   told("'{}' is a table without geometries, which has no land and lies in no zone",
                        input.config.text("layer")));
        }
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& renewal() {
    return only<Renewal>();
}

} // namespace parkplan::rules
