// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "core/fail.hpp"
#include "geo/shape.hpp"
#include "overlay/excess.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer whose features must lie inside", "应位于范围之内的图层"}),
    optional_param("by_field", ParamType::field,
                   {"field of 'layer' that names the covering feature; with 'by_key'",
                    "“layer”中指明上位要素的字段，与“by_key”同时给出"}),
    polygon_layer("by", {"layer that must cover them", "上位范围图层"}),
    optional_param("by_key", ParamType::field,
                   {"field of 'by' that holds the name; without it all of 'by' covers",
                    "“by”中保存该名称的字段；不给出时以全部上位要素为范围"}),
    optional_param("tolerance", ParamType::area,
                   {"area that may lie outside, itself included", "允许超出的面积（含本数）"},
                   "0m2"),
};

constexpr plan::RuleInfo rule_info{
    .kind = "covered_by",
    .summary = {"each feature lies inside the features that must cover it",
                "各要素位于其上位范围之内"},
    .why = {"A cluster belongs to a park, a zone to a plan: land outside the boundary that must "
            "contain it has no basis there. The covering boundaries are united first, so that an "
            "edge between two of them is no gap.",
            "组团属于分园，分区属于规划：超出上位边界的土地缺乏依据。"
            "上位要素先合并再比较，相邻上位要素之间的公共边不视为缺口。"},
    .params = params,
    .level = Level::error,
};

/// Which covering rows stand for a subject.
class Pairing {
public:
    explicit Pairing(const review::RuleInput& input) : m_keyed(stated(input.config, "by_key")) {
        const std::size_t subjects = input.layer("layer").layer.size();
        const std::size_t covers = input.layer("by").layer.size();
        m_of_subject.resize(subjects);
        m_of_cover.resize(covers);
        if (!m_keyed) {
            return;
        }
        const auto& of_subject = input.column("layer", input.config.text("by_field"));
        const auto& of_cover = input.column("by", input.config.text("by_key"));
        for (std::size_t row = 0; row < subjects; ++row) {
            m_of_subject[row] = value_of(of_subject, row);
        }
        for (std::uint32_t row = 0; row < covers; ++row) {
            m_of_cover[row] = value_of(of_cover, row);
            if (m_of_cover[row]) {
                m_rows[*m_of_cover[row]].push_back(row);
            }
        }
    }

    [[nodiscard]] bool keyed() const noexcept { return m_keyed; }
    [[nodiscard]] bool belongs(std::size_t subject, std::size_t cover) const {
        return !m_keyed || (m_of_subject[subject] && m_of_subject[subject] == m_of_cover[cover]);
    }
    [[nodiscard]] const std::optional<std::string>& key(std::size_t subject) const {
        return m_of_subject[subject];
    }
    /// The covering rows with the subject's key.
    [[nodiscard]] std::vector<std::uint32_t> rows(std::size_t subject) const {
        const auto& key = m_of_subject[subject];
        const auto found = key ? m_rows.find(*key) : m_rows.end();
        return found == m_rows.end() ? std::vector<std::uint32_t>{} : found->second;
    }

private:
    bool m_keyed;
    std::vector<std::optional<std::string>> m_of_subject{};
    std::vector<std::optional<std::string>> m_of_cover{};
    std::map<std::string, std::vector<std::uint32_t>> m_rows{};
};

/// One run of the rule.
class Coverage {
public:
    explicit Coverage(const review::RuleInput& input)
        : m_input(input), m_subjects(input.layer("layer")), m_covers(input.layer("by")),
          m_pairing(input), m_tolerance(input.config.area("tolerance")) {
        for (std::size_t cover = 0; cover < m_covers.layer.size(); ++cover) {
            if (!m_covers.usable(cover) &&
                m_covers.layer.table().states[cover] != layer::GeometryState::not_polygon) {
                m_in_doubt.push_back(cover);
            }
        }
    }

    [[nodiscard]] review::RuleResult check() {
        const std::vector<std::uint8_t> subjects = m_subjects.usable_rows();
        const std::vector<std::uint8_t> covers = m_covers.usable_rows();
        overlay::MayCover may_cover;
        if (m_pairing.keyed()) {
            may_cover = [this](std::uint32_t subject, std::uint32_t cover) {
                return m_pairing.belongs(subject, cover);
            };
        }
        auto excesses = overlay::excess_over({m_subjects.layer, subjects}, {m_covers.layer, covers},
                                             may_cover, *m_subjects.measurer, m_input.tasks);
        for (std::size_t row = 0; row < excesses.size(); ++row) {
            if (excesses[row]) {
                judge(row, *std::move(excesses[row]));
            } else {
                m_result.verdicts.push_back(not_checked(m_input, m_input.subject("layer", row),
                                                        m_subjects.why_unusable(row)));
            }
        }
        m_result.ledger.push_back(
            {m_input.config.id, "excess_within_tolerance_m2", m_tolerated, m_tolerated_count});
        m_result.ledger.push_back(
            {m_input.config.id, "excess_within_rounding_m2", m_rounding, m_rounding_count});
        return std::move(m_result);
    }

private:
    void judge(std::size_t row, overlay::Excess excess) {
        if (m_pairing.keyed() && m_pairing.rows(row).empty()) {
            m_result.findings.push_back(no_counterpart(row, excess));
            add_verdict(row, excess.area, review::Outcome::fail);
            return;
        }
        if (excess.rounding) {
            m_rounding += ExactArea{excess.area};
            ++m_rounding_count;
            excess = {};
        }
        if (excess.area <= m_tolerance) {
            if (!excess.polygon.empty()) {
                m_tolerated += ExactArea{excess.area};
                ++m_tolerated_count;
            }
            add_verdict(row, excess.area, review::Outcome::pass);
            return;
        }
        if (const auto missing = cover_in_doubt(row, excess)) {
            m_result.verdicts.push_back(doubtful(row, *missing));
            return;
        }
        add_verdict(row, excess.area, review::Outcome::fail);
        m_result.findings.push_back(outside(row, std::move(excess)));
    }

    void add_verdict(std::size_t row, SquareMetres excess, review::Outcome outcome) {
        review::Verdict verdict = by_area(m_input.verdict(m_input.subject("layer", row)),
                                          m_subjects.measurer->piece_method(), m_tolerance);
        verdict.outcome = outcome;
        verdict.value = excess.value();
        verdict.margin = (m_tolerance - excess).value();
        m_result.verdicts.push_back(std::move(verdict));
    }

    /// A covering feature that cannot be used and might hold what lies outside. Points and lines
    /// never cover; an invalid polygon could only inside its box; of the others nothing is known.
    [[nodiscard]] std::optional<std::size_t> cover_in_doubt(std::size_t row,
                                                            const overlay::Excess& excess) const {
        const geo::Box outside = geo::box_of(excess.polygon.view());
        const auto found = std::ranges::find_if(m_in_doubt, [&](std::size_t cover) {
            const geo::Box box = geo::box_of(m_covers.layer.table().polygons[cover]);
            return m_pairing.belongs(row, cover) && (box.empty() || box.meets(outside));
        });
        return found == m_in_doubt.end() ? std::nullopt : std::optional{*found};
    }

    [[nodiscard]] review::Verdict doubtful(std::size_t row, std::size_t cover) const {
        const BiText reason = m_covers.why_unusable(cover);
        const std::string key = m_input.subject("by", cover).key;
        return not_checked(m_input, m_input.subject("layer", row),
                           {fmt::format("covering feature '{}' cannot be used: {}", key, reason.en),
                            fmt::format("上位要素“{}”无法使用：{}", key, reason.zh)});
    }

    /// The covering layer as a message names it, with the key where there is one.
    [[nodiscard]] BiText cover_title(std::size_t row) const {
        BiText title = m_input.layer_title("by");
        if (!m_pairing.key(row)) {
            return title;
        }
        return {fmt::format("{}: {}", title.en, *m_pairing.key(row)),
                fmt::format("{}：{}", title.zh, *m_pairing.key(row))};
    }

    [[nodiscard]] review::Finding outside(std::size_t row, overlay::Excess excess) const {
        review::Finding finding = with_area(
            m_input.finding("PP-0210", m_input.subject("layer", row),
                            {{"area_m2", same(area_text(excess.area))}, {"by", cover_title(row)}}),
            excess.area, m_tolerance);
        if (const auto rows = m_pairing.rows(row); rows.size() == 1) {
            finding.other = m_input.subject("by", rows.front());
        }
        finding.place = std::move(excess.polygon);
        return finding;
    }

    [[nodiscard]] review::Finding no_counterpart(std::size_t row, overlay::Excess& excess) const {
        const auto& key = m_pairing.key(row);
        review::Finding finding =
            m_input.finding("PP-0211", m_input.subject("layer", row),
                            {{"by", m_input.layer_title("by")},
                             {"key", key ? same(*key) : BiText{"(empty)", "（空）"}}});
        finding.place = std::move(excess.polygon);
        return finding;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_subjects;
    const review::LoadedLayer& m_covers;
    Pairing m_pairing;
    SquareMetres m_tolerance;
    std::vector<std::size_t> m_in_doubt{}; ///< covering rows that are not usable but may be areas
    ExactArea m_tolerated{};
    std::uint64_t m_tolerated_count = 0;
    ExactArea m_rounding{};
    std::uint64_t m_rounding_count = 0;
    review::RuleResult m_result{};
};

class CoveredBy final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        if (stated(config, "by_field") != stated(config, "by_key")) {
            fail(ErrorKind::plan, "'by_field' and 'by_key' belong together; '{}' is missing",
                 stated(config, "by_field") ? "by_key" : "by_field");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Coverage{input}.check();
    }
};

} // namespace

const review::Rule& covered_by() {
    return only<CoveredBy>();
}

} // namespace parkplan::rules
