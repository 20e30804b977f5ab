// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/told.hpp"
#include "geo/shape.hpp"
#include "overlay/common_areas.hpp"
#include "review/param_error.hpp"
#include "rules/doubts.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/selection.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer of the zones that are judged", "待判定的分区图层"}),
    polygon_layer("a", {"layer of the numerator", "分子图层"}),
    optional_param("a_value", ParamType::field,
                   {"numeric field of 'a' that is added up; without it the area",
                    "“a”中求和的数值字段；不给出时为面积"}),
    optional_param("a_field", ParamType::field,
                   {"field of 'a' that chooses its features; with 'a_values'",
                    "“a”中用于选取要素的字段，与“a_values”同时给出"}),
    optional_param("a_values", ParamType::text_list,
                   {"values of 'a_field' that count", "“a_field”中计入的取值"}),
    polygon_layer(
        "b", {"layer of the denominator, e.g. of another date", "分母图层，例如另一时点的图层"}),
    optional_param("b_value", ParamType::field,
                   {"numeric field of 'b' that is added up; without it the area",
                    "“b”中求和的数值字段；不给出时为面积"}),
    optional_param("b_field", ParamType::field,
                   {"field of 'b' that chooses its features; with 'b_values'",
                    "“b”中用于选取要素的字段，与“b_values”同时给出"}),
    optional_param("b_values", ParamType::text_list,
                   {"values of 'b_field' that count", "“b_field”中计入的取值"}),
    optional_param("at_least", ParamType::number,
                   {"smallest ratio that passes, itself included; this, 'at_most' or both",
                    "比值下限（含本数）；至少给出“at_least”与“at_most”之一"}),
    optional_param("at_most", ParamType::number,
                   {"largest ratio that passes, itself included", "比值上限（含本数）"}),
    optional_param("area_unit", ParamType::text,
                   {"unit of areas in the ratio: m2, ha, km2 or mu",
                    "比值中面积的单位：m2、ha、km2 或 mu（亩）"},
                   "m2"),
};

constexpr plan::RuleInfo rule_info{
    .kind = "ratio",
    .summary = {"the ratio of two sums lies within bounds in each zone",
                "各分区内两项合计之比在规定范围之内"},
    .why =
        {"Floor area to land, output to land, jobs to homes, today to then: plans bound such "
         "ratios zone by zone. A feature that lies across zones gives each its part by area; one "
         "that shares its land with another of its layer counts all the same. With an empty "
         "value or a denominator of 0 nothing is judged.",
         "容积率、地均产出、职住比以及不同时点之比等均按分区规定了范围。跨分区的要素按面积分摊，"
         "同一图层中相互重叠的要素分别计入。数值缺失或分母为 0 时不作判定。"},
    .params = params,
    .level = Level::error,
};

/// Names of the parameters of one side of the ratio.
struct TermParams {
    SelectionParams selection;
    std::string_view value;
};
constexpr TermParams term_a{{"a", "a_field", "a_values"}, "a_value"};
constexpr TermParams term_b{{"b", "b_field", "b_values"}, "b_value"};

std::optional<AreaUnit> unit_of(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, AreaUnit>, 4> units{
        {{"m2", AreaUnit::square_metre},
         {"ha", AreaUnit::hectare},
         {"km2", AreaUnit::square_kilometre},
         {"mu", AreaUnit::mu}}};
    const auto* const found =
        std::ranges::find(units, text, &std::pair<std::string_view, AreaUnit>::first);
    return found == units.end() ? std::nullopt : std::optional{found->second};
}

/// One side of the ratio, zone by zone.
class Term {
public:
    Term(const review::RuleInput& input, const TermParams& names)
        : m_input(input), m_names(names), m_features(input.layer(names.selection.layer)),
          m_selection(input, names.selection) {
        if (stated(input.config, names.value)) {
            m_column = &input.column(names.selection.layer, input.config.text(names.value));
            if (m_column->type() == layer::FieldType::text) {
                refuse(input, names.value,
                       told("field '{}' holds text; a field with numbers is needed",
                            input.config.text(names.value)));
            }
        }
        const std::size_t zones = input.layer("layer").layer.size();
        m_areas.resize(zones);
        m_numbers.resize(zones);
        m_open.resize(zones);
        add_up();
        find_doubts();
    }

    [[nodiscard]] double sum(std::size_t zone) const {
        return m_column != nullptr ? m_numbers[zone].value()
                                   : in_unit(m_areas[zone].value(),
                                             unit_of(m_input.config.text("area_unit")).value());
    }
    /// Why the sum of a zone is not known.
    [[nodiscard]] const std::optional<BiText>& open(std::size_t zone) const { return m_open[zone]; }

    /// "FLOOR of 'buildings'", "area of 'land use (0802)' in ha".
    [[nodiscard]] BiText title() const {
        const BiText layer = m_selection.title();
        if (m_column == nullptr) {
            const std::string& unit = m_input.config.text("area_unit");
            return {fmt::format("area of '{}' in {}", layer.en, unit),
                    fmt::format("“{}”的面积（{}）", layer.zh, unit)};
        }
        const BiText field = field_title(m_input.layer_config(m_names.selection.layer),
                                         m_input.config.text(m_names.value));
        return {fmt::format("{} of '{}'", field.en, layer.en),
                fmt::format("“{}”的“{}”", layer.zh, field.zh)};
    }

    void report(review::RuleResult& result) const { m_selection.report(result); }

private:
    void add_up() {
        const review::LoadedLayer& zones = m_input.layer("layer");
        const std::vector<std::uint8_t> usable = zones.usable_rows();
        const overlay::PairAreas common =
            overlay::common_areas({zones.layer, usable}, {m_features.layer, m_selection.usable()},
                                  *zones.measurer, m_input.tasks);
        for (const overlay::PairArea& pair : common.pairs) {
            if (m_column == nullptr) {
                m_areas[pair.a] += ExactArea{pair.area};
            } else {
                add_value(pair, *zones.measurer);
            }
        }
    }

    void add_value(const overlay::PairArea& pair, const measure::Measurer& measurer) {
        const std::optional<double> number = m_column->as_number(pair.b);
        const auto value = number ? ExactNumber::of(*number) : std::nullopt;
        if (!value) {
            if (!m_open[pair.a]) {
                m_open[pair.a] = without_value(pair.b);
            }
            return;
        }
        if (pair.relation == overlay::Relation::b_inside_a ||
            pair.relation == overlay::Relation::identical) {
            m_numbers[pair.a] += *value;
            return;
        }
        const ExactArea whole{measurer.piece_area(m_features.layer.table().polygons[pair.b])};
        if (whole > ExactArea{}) {
            m_numbers[pair.a] += value->share(ExactArea{pair.area}, whole);
        }
    }

    [[nodiscard]] BiText without_value(std::size_t row) const {
        const std::string key = m_input.subject(m_names.selection.layer, row).key;
        const BiText field = field_title(m_input.layer_config(m_names.selection.layer),
                                         m_input.config.text(m_names.value));
        return {fmt::format("feature '{}' has no number in field '{}'", key, field.en),
                fmt::format("要素“{}”的字段“{}”没有数值", key, field.zh)};
    }

    /// A point has no area, but it may have a value.
    void find_doubts() {
        const Doubts doubts{m_input, m_names.selection.layer,
                            m_column != nullptr ? Doubts::PointsAndLines::may_lie_anywhere
                                                : Doubts::PointsAndLines::hold_nothing,
                            m_selection.possible()};
        const layer::Table& zones = m_input.layer("layer").layer.table();
        for (std::size_t zone = 0; zone < m_open.size() && !doubts.empty(); ++zone) {
            const auto doubt = doubts.within(geo::box_of(zones.polygons[zone]));
            if (doubt && !m_open[zone]) {
                m_open[zone] = doubts.reason(*doubt);
            }
        }
    }

    const review::RuleInput& m_input;
    const TermParams& m_names;
    const review::LoadedLayer& m_features;
    Selection m_selection;
    const layer::AttributeColumn* m_column = nullptr; ///< none: areas are added up
    std::vector<ExactArea> m_areas{};                 ///< by zone
    std::vector<ExactNumber> m_numbers{};
    std::vector<std::optional<BiText>> m_open{};
};

/// The bound that a ratio is nearest to breaking, or breaks most.
struct Bound {
    double limit = 0.0;
    double margin = std::numeric_limits<double>::infinity();
    bool lower = true;
};

Bound bound_for(const plan::RuleConfig& config, double ratio) {
    Bound bound;
    if (config.has("at_least")) {
        const double limit = config.number("at_least");
        bound = {limit, ratio - limit, true};
    }
    if (config.has("at_most")) {
        const double limit = config.number("at_most");
        if (limit - ratio < bound.margin) {
            bound = {limit, limit - ratio, false};
        }
    }
    return bound;
}

review::Finding out_of_bounds(const review::RuleInput& input, std::size_t row, const Term& a,
                              const Term& b, const Bound& bound) {
    const double ratio = a.sum(row) / b.sum(row);
    review::Finding finding = input.finding(
        "PP-0421", input.subject("layer", row),
        {{"a", a.title()},
         {"b", b.title()},
         {"ratio", same(number_text(ratio, bound.limit))},
         {"side", bound.lower ? BiText{"below", "低于下限"} : BiText{"above", "高于上限"}},
         {"limit", same(number_text(bound.limit, ratio))},
         {"a_sum", same(number_text(a.sum(row)))},
         {"b_sum", same(number_text(b.sum(row)))}});
    finding.measured = ratio;
    finding.limit = bound.limit;
    finding.place = geo::MultiPolygon{input.layer("layer").layer.table().polygons[row]};
    return finding;
}

/// Why a zone cannot be judged; nothing when it can.
std::optional<BiText> why_open(const review::RuleInput& input, std::size_t row, const Term& a,
                               const Term& b) {
    const review::LoadedLayer& zones = input.layer("layer");
    if (!zones.usable(row)) {
        return zones.why_unusable(row);
    }
    if (a.open(row) || b.open(row)) {
        return a.open(row) ? a.open(row) : b.open(row);
    }
    if (b.sum(row) == 0.0) {
        const BiText title = b.title();
        return BiText{fmt::format("the denominator is 0: {}", title.en),
                      fmt::format("分母为 0：{}", title.zh)};
    }
    return std::nullopt;
}

class Ratio final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_selection(config, term_a.selection);
        check_selection(config, term_b.selection);
        if (!config.has("at_least") && !config.has("at_most")) {
            fail(ErrorKind::plan, "'at_least', 'at_most' or both are needed, none is given");
        }
        if (config.has("at_least") && config.has("at_most") &&
            config.number("at_least") > config.number("at_most")) {
            throw review::ParamError{"at_least", told("'at_least' ({}) is above 'at_most' ({})",
                                                      number_text(config.number("at_least")),
                                                      number_text(config.number("at_most")))};
        }
        if (!unit_of(config.text("area_unit"))) {
            throw review::ParamError{
                "area_unit",
                told("'area_unit' is '{}'; m2, ha, km2 or mu is needed", config.text("area_unit"))};
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const Term a{input, term_a};
        const Term b{input, term_b};
        review::RuleResult result;
        for (std::size_t row = 0; row < input.layer("layer").layer.size(); ++row) {
            if (auto why = why_open(input, row, a, b)) {
                result.verdicts.push_back(
                    not_checked(input, input.subject("layer", row), *std::move(why)));
                continue;
            }
            const double ratio = a.sum(row) / b.sum(row);
            const Bound bound = bound_for(input.config, ratio);
            review::Verdict verdict = input.verdict(input.subject("layer", row));
            verdict.outcome = bound.margin < 0.0 ? review::Outcome::fail : review::Outcome::pass;
            verdict.value = ratio;
            verdict.limit = bound.limit;
            verdict.margin = bound.margin;
            verdict.method = parkplan::name_of(input.layer("layer").measurer->piece_method());
            result.verdicts.push_back(std::move(verdict));
            if (bound.margin < 0.0) {
                result.findings.push_back(out_of_bounds(input, row, a, b, bound));
            }
        }
        a.report(result);
        b.report(result);
        return result;
    }
};

} // namespace

const review::Rule& ratio() {
    return only<Ratio>();
}

} // namespace parkplan::rules
