// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"
#include "core/exact_area.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/told.hpp"
#include "geo/shape.hpp"
#include "review/param_error.hpp"
#include "rules/area_sheet.hpp"
#include "rules/declared_area.hpp"
#include "rules/judged_area.hpp"
#include "rules/makers.hpp"
#include "rules/near_name.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer whose areas are compared", "待核对面积的图层"}),
    optional_param("field", ParamType::field,
                   {"field of 'layer' with the declared area; this or 'register'",
                    "“layer”中保存申报面积的字段；与“register”二选一"}),
    optional_param("unit_field", ParamType::field,
                   {"field of 'layer' with the unit of each value", "“layer”中保存单位的字段"}),
    optional_param("match", ParamType::field,
                   {"field of 'layer' with the name under which the register lists the feature; "
                    "without it, the key",
                    "“layer”中与登记表对应的名称字段；不给出时用标识"}),
    optional_param("register", ParamType::layer,
                   {"layer or table that lists the declared areas", "保存申报或公布面积的登记表"}),
    optional_param("register_key", ParamType::field,
                   {"field of 'register' with the names", "“register”中的名称字段"}),
    optional_param("register_field", ParamType::field,
                   {"field of 'register' with the areas", "“register”中的面积字段"}),
    optional_param("register_unit", ParamType::field,
                   {"field of 'register' with the unit of each area", "“register”中的单位字段"}),
    optional_param("unit", ParamType::text,
                   {"unit of values that have none beside them, e.g. 'ha' or '亩'",
                    "未另注明时的单位，如“公顷”“亩”"}),
    optional_param("tolerance", ParamType::area,
                   {"difference that is allowed, itself included", "允许的面积差（含本数）"}),
    optional_param("tolerance_share", ParamType::share,
                   {"allowed difference as a share of the declared area, itself included; this or "
                    "'tolerance'",
                    "允许的面积差占申报面积的比例（含本数）；与“tolerance”二选一"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "matches_declared",
    .summary = {"the declared area of a feature is the measured one, as exactly as it is written",
                "申报、批复或公布的面积与量算面积一致（按其书写的位数）"},
    .why =
        {"An area stands in the attributes, in an approval and in a plan; where it is not that "
         "of the boundary, one of them belongs to another version, or the unit is wrong. "
         "Compared is the area by the method of record. A figure such as 17.63 km² says no more "
         "than its digits do, so every area that is written so equals it; the rounding is named. "
         "The accuracy of the points does not enter: the question is whether the figure was "
         "taken from this boundary.",
         "同一面积见于属性、批复和规划文件；与边界不符时，或版本不同，或单位有误。"
         "比较所用为采用口径的面积。“17.63平方公里”这样的数字只精确到所写的位数，"
         "取整后与之相同的即视为一致，并注明取整位数。此项核对该数字是否出自本边界，不计点位精度"
         "。"},
    .params = params,
    .level = Level::error,
};

/// Areas are told apart by the 6 decimals that are kept of them.
constexpr double same_within_m2 = 5e-7;

/// What is declared of a feature, before it is read.
struct Entry {
    std::optional<std::string> text{};
    std::optional<std::string> unit{};
    std::string field{}; ///< field or role that the text stands in
};

std::optional<std::string> value_at(const layer::AttributeColumn* column, std::size_t row) {
    return column == nullptr ? std::nullopt : value_of(*column, row);
}

/// The fields that hold figures: of the layer itself or of a register.
struct Figures {
    const layer::AttributeColumn* values = nullptr;
    const layer::AttributeColumn* units = nullptr;
};

Figures figures_of(const review::RuleInput& input, bool by_register) {
    const std::string_view layer = by_register ? "register" : "layer";
    const std::string_view unit = by_register ? "register_unit" : "unit_field";
    Figures figures;
    figures.values =
        &input.column(layer, input.config.text(by_register ? "register_field" : "field"));
    if (stated(input.config, unit)) {
        figures.units = &input.column(layer, input.config.text(unit));
    }
    return figures;
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_loaded(input.layer("layer")),
          m_by_register(stated(input.config, "register")),
          m_figures(figures_of(input, m_by_register)), m_sheet(input, declared_columns()) {
        if (stated(input.config, "unit")) {
            m_unit = declared_unit(input.config.text("unit"));
        }
        if (m_by_register) {
            read_keys();
        }
    }

    [[nodiscard]] review::RuleResult check() {
        for (std::size_t row = 0; row < m_loaded.layer.size(); ++row) {
            m_compared.clear();
            if (const std::optional<Entry> entry = entry_of(row)) {
                check(row, *entry);
            }
            m_sheet.add(row, m_result.verdicts.back().outcome, m_compared);
        }
        m_result.tables.push_back(std::move(m_sheet).table());
        const std::string& id = m_input.config.id;
        m_result.ledger = {
            {id, "difference_within_rounding_m2", m_rounded.area, m_rounded.count},
            {id, "difference_within_tolerance_m2", m_tolerated.area, m_tolerated.count}};
        return std::move(m_result);
    }

private:
    struct Booked {
        ExactArea area{};
        std::uint64_t count = 0;

        void add(SquareMetres more) {
            area += ExactArea{more};
            ++count;
        }
    };

    void read_keys() {
        const layer::AttributeColumn& keys =
            m_input.column("register", m_input.config.text("register_key"));
        for (std::size_t row = 0; row < keys.size(); ++row) {
            if (std::optional<std::string> key = value_of(keys, row)) {
                m_keys[*std::move(key)].push_back(row);
            }
        }
        m_near = NearNames{names_of(m_keys), m_input.layer("layer").layer.size(), nearest_name};
    }

    /// What is declared of a row; nothing where that cannot be found, which is then told.
    [[nodiscard]] std::optional<Entry> entry_of(std::size_t row) {
        if (!m_by_register) {
            return Entry{value_of(*m_figures.values, row), value_at(m_figures.units, row),
                         field_words("layer", "field")};
        }
        const std::optional<std::string> name = name_of_row(row);
        if (!name) {
            add_not_checked(row, {"the name for the register is empty", "登记表对应的名称未填写"});
            return std::nullopt;
        }
        const auto found = m_keys.find(*name);
        if (found == m_keys.end() || found->second.size() > 1) {
            add_no_entry(row, *name, found == m_keys.end() ? 0 : found->second.size());
            return std::nullopt;
        }
        const std::size_t at = found->second.front();
        return Entry{value_of(*m_figures.values, at), value_at(m_figures.units, at),
                     field_words("register", "register_field")};
    }

    [[nodiscard]] std::optional<std::string> name_of_row(std::size_t row) const {
        if (!stated(m_input.config, "match")) {
            return m_input.subject("layer", row).key;
        }
        return value_of(m_input.column("layer", m_input.config.text("match")), row);
    }

    [[nodiscard]] std::string field_words(std::string_view layer, std::string_view param) const {
        return m_input.layer_config(layer).field(m_input.config.text(param));
    }

    void add_not_checked(std::size_t row, BiText why) {
        m_result.verdicts.push_back(
            not_checked(m_input, m_input.subject("layer", row), std::move(why)));
    }

    void add_no_entry(std::size_t row, const std::string& name, std::size_t entries) {
        const review::Subject subject = m_input.subject("layer", row);
        const BiText title = m_input.layer_title("register");
        if (entries > 1) {
            m_result.findings.push_back(m_input.finding(
                "PP-0439", subject,
                {{"register", title}, {"name", same(name)}, {"count", same(count_text(entries))}}));
            add_not_checked(row, {"the register has several entries", "登记表中有多条记录"});
            return;
        }
        review::Finding finding =
            m_input.finding("PP-0438", subject, {{"register", title}, {"name", same(name)}});
        if (const std::optional<std::string>& near = m_near.of(name)) {
            finding.proposal = same(*near);
        }
        m_result.findings.push_back(std::move(finding));
        add_not_checked(row, {"the register has no entry", "登记表中没有该名称"});
    }

    void check(std::size_t row, const Entry& entry) {
        const review::Subject subject = m_input.subject("layer", row);
        if (!entry.text) {
            m_result.findings.push_back(
                m_input.finding("PP-0436", subject, {{"field", same(entry.field)}}));
            add_not_checked(row, {"no area is declared", "未申报面积"});
            return;
        }
        const std::optional<DeclaredUnit> stated_unit =
            entry.unit ? declared_unit(*entry.unit) : m_unit;
        Declared declared = read_declared(*entry.text, stated_unit);
        if (entry.unit && !stated_unit) {
            declared = {std::nullopt,
                        {fmt::format("'{}' is no unit of area", *entry.unit),
                         fmt::format("“{}”不是面积单位", *entry.unit)}};
        }
        if (!declared.area) {
            m_result.findings.push_back(m_input.finding("PP-0437", subject,
                                                        {{"field", same(entry.field)},
                                                         {"value", same(*entry.text)},
                                                         {"why", declared.why}}));
            add_not_checked(row, {"the declared area cannot be read", "申报面积无法识别"});
            return;
        }
        const RecordArea area = area_of_record(m_input, m_loaded, row);
        if (!area.value) {
            m_result.verdicts.push_back(by_area(not_checked(m_input, subject, area.why),
                                                m_input.plan.method, declared.area->area()));
            return;
        }
        compare(row, *declared.area, *area.value);
    }

    void compare(std::size_t row, const DeclaredArea& declared, SquareMetres measured) {
        const SquareMetres difference = measured - declared.area();
        m_compared = {declared.words(), declared.area().value(), difference.value()};
        const SquareMetres size{std::abs(difference.value())};
        const SquareMetres half = declared.half_step();
        const SquareMetres allowed = std::max(half, tolerance_for(declared));
        review::Verdict verdict = by_area(m_input.verdict(m_input.subject("layer", row)),
                                          m_input.plan.method, declared.area());
        verdict.value = measured.value();
        verdict.margin = (allowed - size).value();
        verdict.outcome = size <= allowed ? review::Outcome::pass : review::Outcome::fail;
        if (size.value() < same_within_m2) {
            verdict.note = {"equal", "一致"};
        } else if (size <= half) {
            m_rounded.add(size);
            verdict.note = rounding_words(declared);
        } else if (size <= allowed) {
            m_tolerated.add(size);
            verdict.note = {
                fmt::format("not equal, {} m² apart, within the tolerance", area_text(size)),
                fmt::format("相差 {} m²，在容差以内", area_text(size))};
        } else {
            verdict.note = {"not equal", "不一致"};
            m_result.findings.push_back(not_equal(row, declared, measured));
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    [[nodiscard]] SquareMetres tolerance_for(const DeclaredArea& declared) const {
        const plan::RuleConfig& config = m_input.config;
        return config.has("tolerance")         ? config.area("tolerance")
               : config.has("tolerance_share") ? config.number("tolerance_share") * declared.area()
                                               : SquareMetres{};
    }

    /// Another method whose area is written so: the figure may be right, and the method another.
    [[nodiscard]] BiText other_method(std::size_t row, const DeclaredArea& declared) const {
        for (const AreaMethod method : all_area_methods) {
            const std::optional<SquareMetres> area = m_loaded.measures[row].area(method);
            if (method == m_input.plan.method || !area ||
                std::abs((*area - declared.area()).value()) > declared.half_step().value()) {
                continue;
            }
            const BiText title = method_title(method);
            const std::string text = area_text(*area);
            return {fmt::format("the figure is the {} ({} m²), which is not the method of record",
                                title.en, text),
                    fmt::format("该数字与{}（{} m²）一致，并非采用口径", title.zh, text)};
        }
        return {};
    }

    [[nodiscard]] review::Finding not_equal(std::size_t row, const DeclaredArea& declared,
                                            SquareMetres measured) const {
        const SquareMetres difference = measured - declared.area();
        constexpr double percent = 100.0;
        const double share = percent * (difference / declared.area());
        review::Finding finding = with_area(
            m_input.finding(
                "PP-0435", m_input.subject("layer", row),
                {{"declared", same(declared.words())},
                 {"declared_m2", same(area_text(declared.area()))},
                 {"measured_m2", same(area_text(measured))},
                 {"method", method_title(m_input.plan.method)},
                 {"difference_m2", same(area_text(difference))},
                 {"share",
                  same(fmt::format("{} %", format_fixed(share, std::abs(share) < 0.1 ? 6 : 2)))}}),
            measured, declared.area());
        finding.place = geo::MultiPolygon{m_loaded.layer.table().polygons[row]};
        finding.proposal = other_method(row, declared);
        if (finding.proposal.en.empty()) {
            finding.proposal = explain_difference(declared, measured);
        }
        return finding;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_loaded;
    bool m_by_register;
    Figures m_figures;
    std::optional<DeclaredUnit> m_unit{};
    std::map<std::string, std::vector<std::size_t>> m_keys{}; ///< rows of the register
    NearNames m_near{{}, 0};
    Booked m_rounded{};
    Booked m_tolerated{};
    AreaSheet m_sheet;
    std::vector<review::TableCell> m_compared{}; ///< of the row, for the sheet
    review::RuleResult m_result{};
};

class MatchesDeclared final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        const bool by_register = stated(config, "register");
        if (stated(config, "field") == by_register) {
            fail(ErrorKind::plan, "one of 'field' and 'register' is needed, {}",
                 by_register ? told("not both") : told("none is given"));
        }
        for (const std::string_view name : {"register_key", "register_field"}) {
            if (stated(config, name) != by_register) {
                fail(ErrorKind::plan,
                     "'register', 'register_key' and 'register_field' belong "
                     "together; '{}' is missing",
                     by_register ? name : "register");
            }
        }
        for (const std::string_view name : {"match", "register_unit"}) {
            if (stated(config, name) && !by_register) {
                fail(ErrorKind::plan, "'{}' needs 'register'", name);
            }
        }
        if (stated(config, "unit_field") && by_register) {
            fail(ErrorKind::plan, "'unit_field' stands beside 'register'; 'register_unit' is the "
                                  "field with its units");
        }
        if (stated(config, "unit") && !declared_unit(config.text("unit"))) {
            throw review::ParamError{
                "unit", told("'unit' is '{}'; a unit of area is needed: m2, ha, km2, mu, "
                             "平方米, 公顷, 平方公里, 亩, 万平方米, 万亩",
                             config.text("unit"))};
        }
        if (config.has("tolerance") && config.has("tolerance_share")) {
            fail(ErrorKind::plan, "one of 'tolerance' and 'tolerance_share' may be given, not "
                                  "both");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& matches_declared() {
    return only<MatchesDeclared>();
}

} // namespace parkplan::rules
