// SPDX-License-Identifier: MIT
#include "rules/change_classes.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace parkplan::rules {
namespace {

constexpr std::array<MomentParams, 2> names{
    {{"before", "code_before", "class_name_before", "scheme", "construction"},
     {"after", "code_after", "class_name_after", "scheme_after", "construction_after"}}};

/// The parameter that names the classification of a layer: that of the first holds for both unless
/// the second has its own.
std::string_view scheme_param(const plan::RuleConfig& config, Moment moment) {
    return stated(config, params_of(moment).scheme) ? params_of(moment).scheme : "scheme";
}

std::optional<LandUseScheme> scheme_in(const plan::RuleConfig& config, Moment moment) {
    const std::string_view param = scheme_param(config, moment);
    return stated(config, param) ? scheme_of(config.text(param)) : std::nullopt;
}

/// Of the classifications only GB 50137 says by its own leading classes what is 建设用地: all but
/// E.
std::vector<std::string> usual_construction(const std::optional<LandUseScheme>& scheme) {
    if (scheme != LandUseScheme::gb50137_2011) {
        return {};
    }
    return {"H", "R", "A", "B", "M", "W", "S", "U", "G"};
}

/// The codes that count in a layer; those of the first hold for both where their classification is
/// the same.
std::vector<std::string> counted_codes(const plan::RuleConfig& config, Moment moment) {
    const std::string_view own = params_of(moment).construction;
    if (stated(config, own)) {
        return config.list(own);
    }
    const auto scheme = scheme_in(config, moment);
    if (stated(config, "construction") && scheme == scheme_in(config, Moment::before)) {
        return config.list("construction");
    }
    return usual_construction(scheme);
}

LandParams land_params(const plan::RuleConfig& config, Moment moment) {
    const MomentParams& own = params_of(moment);
    return {own.layer, own.code, own.class_name, scheme_param(config, moment), {}, {}};
}

/// Throws Error{plan} for a classification that is none, and for codes that it cannot hold.
void check_scheme(const plan::RuleConfig& config, Moment moment) {
    if (!stated(config, scheme_param(config, moment))) {
        return;
    }
    LandClasses::check_scheme(config, land_params(config, moment));
    const LandUseScheme scheme = scheme_in(config, moment).value();
    const std::string_view param = params_of(moment).construction;
    for (const std::string& code : counted_codes(config, moment)) {
        if (!may_hold(scheme, code)) {
            throw review::ParamError{param, told("'{}' holds '{}', which is no code of {}", param,
                                                 code, owned(title_of(scheme)))};
        }
    }
}

/// Subclasses count where a classification says what they are.
bool is_counted(const std::string& code, const std::vector<std::string>& counted, bool by_scheme) {
    return by_scheme ? is_in_any(code, counted) : std::ranges::find(counted, code) != counted.end();
}

} // namespace

const MomentParams& params_of(Moment moment) noexcept {
    return names.at(index_of(moment));
}

ChangeClasses::ChangeClasses(const review::RuleInput& input) : m_input(input) {
    std::set<LandClass> classes;
    for (const Moment moment : moments) {
        m_schemes.at(index_of(moment)) = scheme_in(input.config, moment);
    }
    for (const Moment moment : moments) {
        Layer& one = m_layers.at(index_of(moment));
        one.codes =
            &input.column(params_of(moment).layer, input.config.text(params_of(moment).code));
        one.counted = counted_codes(input.config, moment);
        if (m_schemes.at(index_of(moment))) {
            one.classes.emplace(input, land_params(input.config, moment),
                                CodeChoices{1, [counted = one.counted](const std::string& code) {
                                                return counted.empty() || is_in_any(code, counted)
                                                           ? 1U
                                                           : 0U;
                                            }});
        }
        const std::size_t rows = input.layer(params_of(moment).layer).layer.size();
        for (std::size_t row = 0; row < rows; ++row) {
            classes.insert(class_of(moment, row));
        }
    }
    m_classes.assign(classes.begin(), classes.end());
    for (const Moment moment : moments) {
        read(input, moment);
    }
}

ChangeClasses::LandClass ChangeClasses::class_of(Moment moment, std::size_t row) const {
    std::string code = value_of(*of(moment).codes, row).value_or("");
    const bool own = differ() && !code.empty();
    return {own ? index_of(moment) : 0, std::move(code)};
}

void ChangeClasses::read(const review::RuleInput& input, Moment moment) {
    const MomentParams& own = params_of(moment);
    Layer& one = m_layers.at(index_of(moment));
    one.states.assign(m_classes.size(), Construction::unknown);
    one.names.resize(m_classes.size());
    std::vector<std::uint8_t> unknown(m_classes.size()); // where the name of a feature says so
    const layer::AttributeColumn* class_names =
        stated(input.config, own.class_name)
            ? &input.column(own.layer, input.config.text(own.class_name))
            : nullptr;
    const std::size_t rows = input.layer(own.layer).layer.size();
    for (std::size_t row = 0; row < rows; ++row) {
        const LandClass its_class = class_of(moment, row);
        const std::string& code = its_class.code;
        const auto number = static_cast<std::uint32_t>(
            std::ranges::lower_bound(m_classes, its_class) - m_classes.begin());
        one.numbers.push_back(number);
        const bool known = one.classes ? one.classes->is_known(row) : !code.empty();
        const bool counted = is_counted(code, one.counted, one.classes.has_value());
        unknown[number] |= known ? 0U : 1U;
        one.states[number] = unknown[number] != 0 ? Construction::unknown
                             : counted            ? Construction::yes
                                                  : Construction::no;
        const auto name = class_names != nullptr ? value_of(*class_names, row) : std::nullopt;
        if (name) {
            one.names[number].insert(*name);
        }
    }
}

overlay::ClassedSide ChangeClasses::classed(Moment moment, const overlay::Side& side) const {
    const Layer& one = of(moment);
    const auto several = [this, &one](std::span<const std::uint32_t> rows) {
        const Construction first = one.states[one.numbers[rows.front()]];
        const bool same = std::ranges::all_of(
            rows, [&](std::uint32_t row) { return one.states[one.numbers[row]] == first; });
        return static_cast<std::uint32_t>(m_classes.size()) +
               static_cast<std::uint32_t>(same ? first : Construction::unknown);
    };
    return {side, one.numbers, several};
}

std::size_t ChangeClasses::line_of(std::uint32_t number) const noexcept {
    return number == overlay::no_class ? m_classes.size() + 1
                                       : std::min<std::size_t>(number, m_classes.size());
}

review::TableCell ChangeClasses::code_cell(std::size_t line) const {
    return is_class(line) ? review::TableCell{m_classes[line].code} : review::TableCell{};
}

review::TableCell ChangeClasses::scheme_cell(std::size_t line) const {
    if (!is_class(line)) {
        return {};
    }
    const auto& scheme = m_schemes.at(m_classes[line].scheme);
    return scheme ? review::TableCell{owned(title_of(*scheme))} : review::TableCell{};
}

review::TableCell ChangeClasses::name_cell(Moment moment, std::size_t line) const {
    if (line == m_classes.size()) {
        return BiText{"in several features", "多个图斑重叠"};
    }
    if (line > m_classes.size()) {
        return BiText{"not covered", "无图斑覆盖"};
    }
    if (m_classes[line].code.empty()) {
        return BiText{"no code", "无编码"};
    }
    const std::set<std::string>& all = of(moment).names[line];
    return all.empty() ? review::TableCell{}
                       : review::TableCell{fmt::format("{}", fmt::join(all, " / "))};
}

Construction ChangeClasses::construction(Moment moment, std::uint32_t number) const {
    if (number == overlay::no_class) {
        return Construction::unknown;
    }
    return number < m_classes.size() ? of(moment).states[number]
                                     : static_cast<Construction>(number - m_classes.size());
}

BiText ChangeClasses::construction_title() const {
    const auto list = [](const std::vector<std::string>& codes, std::string_view between) {
        return fmt::format("{}", fmt::join(codes, between));
    };
    const std::vector<std::string>& before = of(Moment::before).counted;
    const std::vector<std::string>& after = of(Moment::after).counted;
    if (before == after) {
        return {list(before, ", "), list(before, "、")};
    }
    return {fmt::format("before {}, after {}", list(before, ", "), list(after, ", ")),
            fmt::format("前期 {}，后期 {}", list(before, "、"), list(after, "、"))};
}

void ChangeClasses::add_unlisted(Moment moment, std::vector<review::Finding>& all) const {
    const MomentParams& own = params_of(moment);
    for (const std::string& code : of(moment).counted) {
        const LandClass listed{0, code};
        if (!std::ranges::binary_search(m_classes, listed)) {
            all.push_back(m_input.finding("PP-0226", m_input.whole(own.layer),
                                          {{"value", same(code)},
                                           {"field", field_title(m_input.layer_config(own.layer),
                                                                 m_input.config.text(own.code))}}));
        }
    }
}

void ChangeClasses::add_without_class(Moment moment, std::vector<review::Finding>& all) const {
    const MomentParams& own = params_of(moment);
    const review::LoadedLayer& loaded = m_input.layer(own.layer);
    ExactArea area;
    std::size_t count = 0;
    for (std::size_t row = 0; row < loaded.layer.size(); ++row) {
        if (!m_classes[of(moment).numbers[row]].code.empty()) {
            continue;
        }
        ++count;
        if (loaded.usable(row)) {
            area += ExactArea{loaded.measurer->piece_area(loaded.layer.table().polygons[row])};
        }
    }
    if (count > 0) {
        all.push_back(
            with_area(m_input.finding("PP-0227", m_input.whole(own.layer),
                                      {{"count", same(count_text(count))},
                                       {"field", field_title(m_input.layer_config(own.layer),
                                                             m_input.config.text(own.code))},
                                       {"area_m2", same(area_text(area.value()))}}),
                      area.value()));
    }
}

std::vector<review::Finding> ChangeClasses::findings() const {
    std::vector<review::Finding> all;
    for (const Moment moment : moments) {
        if (of(moment).classes) {
            for (review::Finding& finding : of(moment).classes->findings()) {
                all.push_back(std::move(finding));
            }
            continue;
        }
        add_without_class(moment, all);
        if (moment == Moment::before || of(moment).counted != of(Moment::before).counted) {
            add_unlisted(moment, all);
        }
    }
    return all;
}

bool ChangeClasses::counts(const plan::RuleConfig& config) {
    return std::ranges::none_of(
        moments, [&](Moment moment) { return counted_codes(config, moment).empty(); });
}

void ChangeClasses::check(const plan::RuleConfig& config) {
    if (stated(config, "scheme_after") && !stated(config, "scheme")) {
        fail(ErrorKind::plan, "'{}' needs '{}'", "scheme_after", "scheme");
    }
    for (const Moment moment : moments) {
        check_scheme(config, moment);
    }
    const bool has_before = !counted_codes(config, Moment::before).empty();
    if (has_before != !counted_codes(config, Moment::after).empty()) {
        fail(ErrorKind::plan,
             "the codes of construction land are stated for one layer only; '{}' "
             "lists them for the other",
             has_before ? "construction_after" : "construction");
    }
}

} // namespace parkplan::rules
