// SPDX-License-Identifier: MIT
#include "rules/land_classes.hpp"

#include "core/catalogue.hpp"
#include "core/date.hpp"
#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

namespace parkplan::rules {
namespace {

constexpr std::array readings{Reading::narrow, Reading::middle, Reading::wide};

BiText scheme_list() {
    std::vector<std::string> all;
    for (const SchemeName& name : scheme_names()) {
        all.emplace_back(name.name);
    }
    return told("known: {}", list_of(all));
}

std::optional<std::string> value_in(const review::RuleInput& input, std::string_view layer,
                                    std::string_view param, std::size_t row) {
    return value_of(input.column(layer, input.config.text(param)), row);
}

/// The readings of "land for industries", a choice each.
CodeChoices readings_of(const plan::RuleConfig& config) {
    std::array<std::vector<std::string>, reading_count> counted;
    for (const Reading reading : readings) {
        counted.at(static_cast<std::size_t>(reading)) = LandClasses::codes_of(config, reading);
    }
    return {reading_count, [counted = std::move(counted)](const std::string& code) {
                std::uint32_t mask = 0;
                for (std::size_t i = 0; i < reading_count; ++i) {
                    mask |= is_in_any(code, counted.at(i)) ? 1U << i : 0U;
                }
                return mask;
            }};
}

/// Throws Error{plan} for a code of a reading that the scheme cannot hold: it would count nothing.
void check_codes(const plan::RuleConfig& config, LandUseScheme scheme) {
    for (const Reading reading : readings) {
        const std::string_view param = title_of(reading).en;
        for (const std::string& code : LandClasses::codes_of(config, reading)) {
            if (!may_hold(scheme, code)) {
                throw review::ParamError{param, told("'{}' holds '{}', which is no code of {}",
                                                     param, code, owned(title_of(scheme)))};
            }
        }
    }
}

} // namespace

LandClasses::LandClasses(const review::RuleInput& input)
    : LandClasses(input, LandParams{}, readings_of(input.config)) {}

LandClasses::LandClasses(const review::RuleInput& input, const LandParams& params,
                         const CodeChoices& choices)
    : m_input(input), m_params(params), m_land(input.layer(params.landuse)),
      m_unknown_bit(1U << choices.count) {
    if (stated(input.config, m_params.scheme)) {
        m_scheme = scheme_of(input.config.text(m_params.scheme));
    } else {
        const std::size_t rows = input.layer(m_params.scheme_table).layer.size();
        for (std::size_t row = 0; row < rows; ++row) {
            if (auto code = value_in(input, m_params.scheme_table, m_params.scheme_code, row)) {
                m_local.insert(*std::move(code));
            }
        }
    }
    m_masks.resize(m_land.layer.size(), 0);
    for (std::size_t row = 0; row < m_masks.size(); ++row) {
        look_at(row, choices);
    }
}

std::optional<std::string> LandClasses::code(std::size_t row) const {
    return value_in(m_input, m_params.landuse, m_params.code, row);
}

std::optional<std::string> LandClasses::class_name(std::size_t row) const {
    return stated(m_input.config, m_params.class_name)
               ? value_in(m_input, m_params.landuse, m_params.class_name, row)
               : std::nullopt;
}

void LandClasses::check_scheme(const plan::RuleConfig& config, const LandParams& params) {
    const bool by_name = stated(config, params.scheme);
    if (by_name == stated(config, params.scheme_table)) {
        throw Error{ErrorKind::plan,
                    told("one of '{}' and '{}' is needed, and not both", params.scheme,
                         params.scheme_table),
                    {},
                    scheme_list()};
    }
    if (by_name && !scheme_of(config.text(params.scheme))) {
        throw review::ParamError{
            params.scheme, told("unknown scheme '{}'", config.text(params.scheme)), scheme_list()};
    }
    if (stated(config, params.scheme_table) != stated(config, params.scheme_code)) {
        fail(ErrorKind::plan, "'{}' and '{}' belong together", params.scheme_table,
             params.scheme_code);
    }
}

void LandClasses::check(const plan::RuleConfig& config) {
    check_scheme(config, {});
    const std::optional<Reading> wanted = reading_of(config.text("reading"));
    if (!wanted) {
        throw review::ParamError{
            "reading",
            told("unknown reading '{}'; known: narrow, middle, wide", config.text("reading"))};
    }
    if (stated(config, "scheme")) {
        check_codes(config, scheme_of(config.text("scheme")).value());
    }
    if (codes_of(config, *wanted).empty()) {
        fail(ErrorKind::plan, "the codes of the reading '{}' are not stated; '{}' lists them",
             owned(title_of(*wanted)), title_of(*wanted).en);
    }
}

void LandClasses::check_basis(const plan::RuleConfig& config) {
    const std::string& basis = config.text("basis");
    if (basis != "现状" && basis != "规划") {
        throw review::ParamError{
            "basis", told("'basis' is '{}'; it is 现状 (as it is) or 规划 (as planned)", basis)};
    }
    for (const char* name : {"as_of", "as_of_planned"}) {
        if (stated(config, name) && !first_day(config.text(name))) {
            throw review::ParamError{
                name, told("'{}' is '{}'; a year, month or day is needed: '2022', '2022-06', "
                           "'2022-06-30'",
                           name, config.text(name))};
        }
    }
}

std::vector<std::string> LandClasses::codes_of(const plan::RuleConfig& config, Reading reading) {
    const std::string_view param = title_of(reading).en;
    if (stated(config, param)) {
        return config.list(param);
    }
    const auto scheme = stated(config, "scheme") ? scheme_of(config.text("scheme")) : std::nullopt;
    return scheme ? usual_codes(*scheme, reading) : std::vector<std::string>{};
}

bool LandClasses::may_be(const std::string& code) const {
    return m_scheme ? may_hold(*m_scheme, code) : m_local.contains(code);
}

void LandClasses::look_at(std::size_t row, const CodeChoices& choices) {
    const std::optional<std::string> own = code(row);
    if (!own || !may_be(*own)) {
        m_masks[row] = m_unknown_bit;
        add(m_unknown, own.value_or(""), row);
        return;
    }
    m_masks[row] = choices.mask(*own);
    if (!m_scheme || !is_ambiguous(*m_scheme, *own)) {
        return;
    }
    const std::optional<std::string> name = class_name(row);
    if (!name) {
        if (m_masks[row] != 0) { // what counts for no choice is not mistaken for one either
            add(m_ambiguous, *own, row);
        }
    } else if (other_scheme(*m_scheme, *own, *name)) {
        add(m_clashes, fmt::format("{}\n{}", *own, *name), row);
        m_masks[row] = m_unknown_bit;
    }
}

void LandClasses::add(Groups& groups, const std::string& key, std::size_t row) const {
    Group& group = groups[key];
    group.row = group.parcels++ == 0 ? row : group.row;
    if (m_land.usable(row)) {
        group.area += ExactArea{m_land.measurer->piece_area(m_land.layer.table().polygons[row])};
    }
}

std::vector<review::Finding> LandClasses::findings() const {
    std::vector<review::Finding> found;
    if (!m_unknown.empty()) {
        found.push_back(not_in_scheme());
    }
    for (const auto& [code, group] : m_clashes) {
        found.push_back(of_other_scheme(code, group));
    }
    if (!m_ambiguous.empty()) {
        found.push_back(ambiguous());
    }
    return found;
}

BiText LandClasses::scheme_title() const {
    if (!m_scheme) {
        return m_input.layer_title(m_params.scheme_table);
    }
    const BiView title = title_of(*m_scheme);
    return {std::string{title.en}, std::string{title.zh}};
}

/// All codes that are not in the scheme, the largest area first.
review::Finding LandClasses::not_in_scheme() const {
    std::vector<std::pair<std::string, Group>> codes{m_unknown.begin(), m_unknown.end()};
    std::ranges::stable_sort(codes, [](const auto& a, const auto& b) {
        return a.second.area.value() > b.second.area.value();
    });
    BiText list;
    Group all;
    for (const auto& [code, group] : codes) {
        const std::string figures =
            fmt::format("{}, {} m2", group.parcels, area_text(group.area.value()));
        list.en += fmt::format("{}{} ({})", list.en.empty() ? "" : "; ",
                               code.empty() ? "no code" : code, figures);
        list.zh += fmt::format("{}{}（{}）", list.zh.empty() ? "" : "；",
                               code.empty() ? "无编码" : code, figures);
        all.parcels += group.parcels;
        all.area += group.area;
    }
    return with_area(m_input.finding("PP-0453", m_input.whole(m_params.landuse),
                                     {{"count", same(count_text(all.parcels))},
                                      {"area_m2", same(area_text(all.area.value()))},
                                      {"scheme", scheme_title()},
                                      {"codes", std::move(list)}}),
                     all.area.value());
}

review::Finding LandClasses::of_other_scheme(const std::string& key, const Group& group) const {
    const std::string code = key.substr(0, key.find('\n'));
    const std::string name = key.substr(code.size() + 1);
    const LandUseScheme declared = m_scheme.value();
    const BiView other = title_of(other_scheme(declared, code, name).value());
    return with_area(m_input.finding("PP-0454", m_input.subject(m_params.landuse, group.row),
                                     {{"code", same(code)},
                                      {"name", same(name)},
                                      {"scheme", scheme_title()},
                                      {"meaning", same(std::string{meaning_of(declared, code)})},
                                      {"other", {std::string{other.en}, std::string{other.zh}}},
                                      {"count", same(count_text(group.parcels))}}),
                     group.area.value());
}

review::Finding LandClasses::ambiguous() const {
    std::vector<std::string> codes;
    ExactArea area;
    for (const auto& [code, group] : m_ambiguous) {
        codes.push_back(code);
        area += group.area;
    }
    return with_area(m_input.finding("PP-0455", m_input.whole(m_params.landuse),
                                     {{"codes", same(fmt::format("{}", fmt::join(codes, ", ")))},
                                      {"scheme", scheme_title()}}),
                     area.value());
}

} // namespace parkplan::rules
