// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "geo/shape.hpp"
#include "rules/cell_number.hpp"
#include "rules/criteria.hpp"
#include "rules/makers.hpp"
#include "rules/management_level.hpp"
#include "rules/named_rows.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
                   {"layer or table of the clusters or parks", "组团或园区图层（或属性表）"}),
    required_param("level_field", ParamType::field,
                   {"field with the present level: 重点发展区, 预留发展区 or 小规模创新发展区",
                    "现管理级别字段：重点发展区、预留发展区或小规模创新发展区"}),
    optional_param("fields", ParamType::fields,
                   {"fields of 'layer' with the scores, one per criterion; these or 'scores'",
                    "“layer”中的评分字段，每项标准一个；与“scores”二选一"}),
    optional_param("match", ParamType::field,
                   {"field of 'layer' that names its entry in 'scores'; without it the key",
                    "“layer”中与“scores”对应的名称字段；不给出时用关键字"}),
    optional_param("scores", ParamType::layer,
                   {"table with the scores, one row per cluster or park", "评分表，每个对象一行"}),
    optional_param("scores_key", ParamType::field,
                   {"field of 'scores' with the name", "“scores”中的名称字段"}),
    optional_param("scores_fields", ParamType::fields,
                   {"fields of 'scores' with the scores, one per criterion",
                    "“scores”中的评分字段，每项标准一个"}),
    with_repeats(
        required_param("thresholds", ParamType::text_list,
                       {R"(threshold of each criterion, itself included, e.g. ["60", "75"])",
                        R"(各项标准的阈值（含本数），如 ["60", "75"])"})),
    optional_param("criteria", ParamType::text_list,
                   {"names of the criteria for people; without them the fields'",
                    "各项标准的名称；不给出时用字段名"}),
    optional_param("levels", ParamType::text_list,
                   {"levels that the thresholds are for; without it all three",
                    "阈值所适用的管理级别；不给出时为全部三级"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "level",
    .summary = {"the scores of each cluster or park reach the thresholds of the assessment",
                "组团及园区各项评分达到考核所设阈值"},
    .why =
        {"The plan knows three management levels and lets an assessment move areas between "
         "them: a priority area that misses the standard leaves, a small-scale area that "
         "reaches it is covered by the policies, a reserve area follows by need. It gives no "
         "scores and no thresholds, so both are the user's, with their source. What lies below "
         "a threshold is put to the assessment, no more: nothing is ranked, and scores are not "
         "added up.",
         "规划设三级管理并规定考核转换：重点发展区考核不达标的退出重点发展的范围，小规模创新发展区"
         "达到标准可享受政策覆盖，预留发展区适时根据发展需要纳入重点发展范围。规划未给出评分和"
         "阈值，二者由使用者提供并注明来源。低于阈值的仅提请考核研究，不排名，不加总评分。"},
    .params = params,
    .level = Level::info,
    .needs_clause = true,
};

/// The scores of a cluster or park, and what comes of comparing them.
struct Assessed {
    std::optional<ManagementLevel> level{};
    std::vector<std::optional<double>> scores{}; ///< by criterion
    std::vector<std::size_t> below{};            ///< criteria
    BiText why_not{};                            ///< not checked; empty: compared
};

/// Throws Error{plan} for a word that is no level.
void check_levels(const std::vector<std::string>& levels) {
    for (const std::string& level : levels) {
        if (!management_level(level)) {
            throw Error{ErrorKind::plan,
                        told("'levels' names the unknown level '{}'", level),
                        {},
                        did_you_mean(level, management_level_names())};
        }
    }
}

/// Texts of a list, one after the other.
void add_to(BiText& list, const BiText& text) {
    list.en += (list.en.empty() ? "" : "; ") + text.en;
    list.zh += (list.zh.empty() ? "" : "；") + text.zh;
}

/// One run of the rule.
class Levels {
public:
    explicit Levels(const review::RuleInput& input)
        : m_input(input), m_loaded(input.layer("layer")),
          m_level(input.column("layer", input.config.text("level_field"))),
          m_criteria(criteria_of(input)) {
        if (stated(input.config, "scores")) {
            m_entries.emplace(input, "scores", "scores_key");
        }
        start_table();
    }

    [[nodiscard]] review::RuleResult check() {
        for (std::size_t row = 0; row < m_loaded.layer.size(); ++row) {
            const std::optional<std::string> word = value_of(m_level, row);
            const std::optional<ManagementLevel> level =
                word ? management_level(*word) : std::nullopt;
            if (level && !is_assessed(m_input.config, *level)) {
                ++m_others;
                continue;
            }
            assess(row, word, level);
        }
        if (m_others > 0) {
            add_to(m_table.note, {fmt::format("{} of other levels are not in this table", m_others),
                                  fmt::format("其他管理级别 {} 个，不在本表之列", m_others)});
        }
        m_result.tables.push_back(std::move(m_table));
        return std::move(m_result);
    }

private:
    void start_table() {
        m_table =
            table_of(m_input, "management_levels",
                     {"Scores and thresholds by management level", "分级管理评分与阈值对照表"});
        m_table.own_file = true;
        m_table.note = {"in the order of the layer, no ranking",
                        "按图层顺序列出，不作排名；供考核研究参考"};
        m_table.columns = {{.id = "key", .title = {"key", "编号"}},
                           {.id = "name", .title = {"name", "名称"}},
                           {.id = "level", .title = {"present level", "现管理级别"}}};
        for (std::size_t i = 0; i < m_criteria.size(); ++i) {
            const BiText& name = m_criteria[i].name;
            m_table.columns.push_back(
                {.id = fmt::format("score_{}", i + 1), .title = name, .unit = {}, .decimals = -1});
            m_table.columns.push_back(
                {.id = fmt::format("threshold_{}", i + 1),
                 .title = {fmt::format("{}, threshold", name.en), fmt::format("{}阈值", name.zh)}});
        }
        m_table.columns.push_back({.id = "remark_zh", .title = {"remark (Chinese)", "提示"}});
        m_table.columns.push_back({.id = "remark_en", .title = {"remark", "提示（英文）"}});
    }

    /// The row that holds the scores; nothing where there is none or not one, which is then told.
    [[nodiscard]] std::optional<std::size_t> score_row(std::size_t row, Assessed& assessed) {
        if (!m_entries) {
            return row;
        }
        const review::Subject subject = m_input.subject("layer", row);
        const std::optional<std::string> name =
            stated(m_input.config, "match")
                ? value_of(m_input.column("layer", m_input.config.text("match")), row)
                : std::optional{subject.key};
        if (!name) {
            assessed.why_not = {"the name for the score table is empty", "评分表对应的名称未填写"};
            return std::nullopt;
        }
        NamedRows::Found found = m_entries->find(*name, subject);
        if (found.finding) {
            m_result.findings.push_back(*std::move(found.finding));
        }
        assessed.why_not = std::move(found.why);
        return found.row;
    }

    void read_scores(std::size_t row, Assessed& assessed) {
        assessed.scores.resize(m_criteria.size());
        const std::optional<std::size_t> at = score_row(row, assessed);
        for (std::size_t i = 0; at && i < m_criteria.size(); ++i) {
            const Criterion& criterion = m_criteria[i];
            const CellNumber cell = number_at(*criterion.column, *at);
            assessed.scores[i] = cell.value;
            if (!cell.value) {
                add_to(assessed.why_not, why_no_number(criterion.field, cell));
            } else if (*cell.value < criterion.threshold) {
                assessed.below.push_back(i);
            }
            if (!cell.value && !cell.missing()) {
                m_result.findings.push_back(
                    no_number(m_input, m_input.subject("layer", row), criterion.field, cell));
            }
        }
    }

    void check_level(std::size_t row, const std::optional<std::string>& word, Assessed& assessed) {
        if (!word) {
            add_to(assessed.why_not, {"the present level is not stated", "未填写现管理级别"});
        } else if (!assessed.level) {
            review::Finding finding =
                m_input.finding("PP-0542", m_input.subject("layer", row),
                                {{"value", same(*word)},
                                 {"field", field_title(m_input.layer_config("layer"),
                                                       m_input.config.text("level_field"))}});
            if (const std::optional<std::string> near = nearest(*word, management_level_names())) {
                finding.proposal = same(*near);
            }
            m_result.findings.push_back(std::move(finding));
            add_to(assessed.why_not,
                   {"the present level is not one of the three", "现管理级别不属于三级之一"});
        } else if (*assessed.level == ManagementLevel::reserve && assessed.why_not.en.empty()) {
            assessed.why_not = {"no score decides on a reserve area: it is taken in as need be",
                                "预留发展区适时根据发展需要纳入重点发展范围，不以评分判定"};
        }
    }

    void assess(std::size_t row, const std::optional<std::string>& word,
                std::optional<ManagementLevel> level) {
        Assessed assessed;
        assessed.level = level;
        read_scores(row, assessed);
        check_level(row, word, assessed);
        const review::Subject subject = m_input.subject("layer", row);
        if (!assessed.why_not.en.empty()) {
            m_result.verdicts.push_back(not_checked(m_input, subject, assessed.why_not));
            add_row(subject, word, assessed, assessed.why_not);
            return;
        }
        review::Verdict verdict = count_verdict(m_input, subject, assessed.below.size());
        verdict.note = scores_text(assessed, {});
        m_result.verdicts.push_back(std::move(verdict));
        if (!assessed.below.empty()) {
            m_result.findings.push_back(below(row, assessed));
        } else if (assessed.level == ManagementLevel::small_scale) {
            m_result.findings.push_back(reached(row));
        }
        add_row(subject, word, assessed, remark_of(assessed));
    }

    static BiText remark_of(const Assessed& assessed) {
        if (!assessed.below.empty()) {
            return {"below the threshold set, for the assessment to consider",
                    "低于所设阈值，提请考核研究"};
        }
        return assessed.level == ManagementLevel::small_scale
                   ? BiText{"reaches the thresholds set, cover by the policies to be considered",
                            "达到所设阈值，提请研究享受政策覆盖"}
                   : BiText{"reaches the thresholds set", "达到所设阈值"};
    }

    /// "output 58 < 60; land use 80 ≥ 75" of the criteria named, or of all.
    [[nodiscard]] BiText scores_text(const Assessed& assessed,
                                     const std::vector<std::size_t>& only) const {
        BiText list;
        for (std::size_t i = 0; i < m_criteria.size(); ++i) {
            if (!only.empty() && std::ranges::find(only, i) == only.end()) {
                continue;
            }
            const Criterion& criterion = m_criteria[i];
            const double score = assessed.scores[i].value();
            const std::string compared = fmt::format(
                "{} {} {}", number_text(score, criterion.threshold),
                score < criterion.threshold ? "<" : "≥", number_text(criterion.threshold, score));
            add_to(list, {fmt::format("{} {}", criterion.name.en, compared),
                          fmt::format("{} {}", criterion.name.zh, compared)});
        }
        return list;
    }

    [[nodiscard]] review::Finding at(std::size_t row, review::Finding finding) const {
        if (m_loaded.usable(row)) {
            finding.place = geo::MultiPolygon{m_loaded.layer.table().polygons[row]};
        }
        return finding;
    }

    [[nodiscard]] review::Finding below(std::size_t row, const Assessed& assessed) const {
        review::Finding finding =
            m_input.finding("PP-0540", m_input.subject("layer", row),
                            {{"scores", scores_text(assessed, assessed.below)},
                             {"transition", transition_of(assessed.level.value())}});
        if (assessed.below.size() == 1) {
            const std::size_t only = assessed.below.front();
            finding.measured = assessed.scores[only];
            finding.limit = m_criteria[only].threshold;
        }
        return at(row, std::move(finding));
    }

    [[nodiscard]] review::Finding reached(std::size_t row) const {
        return at(row,
                  m_input.finding("PP-0541", m_input.subject("layer", row),
                                  {{"transition", transition_of(ManagementLevel::small_scale)}}));
    }

    void add_row(const review::Subject& subject, const std::optional<std::string>& word,
                 const Assessed& assessed, const BiText& remark) {
        std::vector<review::TableCell> cells{subject.key};
        cells.push_back(subject.name.empty() ? review::TableCell{} : subject.name);
        cells.push_back(word ? review::TableCell{*word} : review::TableCell{});
        for (std::size_t i = 0; i < m_criteria.size(); ++i) {
            cells.push_back(assessed.scores[i] ? review::TableCell{*assessed.scores[i]}
                                               : review::TableCell{});
            cells.emplace_back(m_criteria[i].threshold);
        }
        cells.emplace_back(remark.zh);
        cells.emplace_back(remark.en);
        m_table.rows.push_back(std::move(cells));
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_loaded;
    const layer::AttributeColumn& m_level;
    std::vector<Criterion> m_criteria;
    std::optional<NamedRows> m_entries{}; ///< rows of the score table
    std::size_t m_others = 0;
    review::ResultTable m_table{};
    review::RuleResult m_result{};
};

class LevelRule final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_criteria(config);
        if (config.has("levels")) {
            check_levels(config.list("levels"));
        }
        if (config.clause.empty()) {
            fail(ErrorKind::plan, "thresholds need their source; 'clause' states it, such as "
                                  "clause = {{ source = \"S3\", place = \"第三章 第四节\" }}");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Levels{input}.check();
    }
};

} // namespace

const review::Rule& level() {
    return only<LevelRule>();
}

} // namespace parkplan::rules
