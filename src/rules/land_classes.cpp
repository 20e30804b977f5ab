// SPDX-License-Identifier: MIT
#include "rules/land_classes.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace parkplan::rules {
namespace {

constexpr std::array readings{Reading::narrow, Reading::middle, Reading::wide};

std::string scheme_list() {
    std::vector<std::string_view> all;
    for (const SchemeName& name : scheme_names()) {
        all.push_back(name.name);
    }
    return fmt::format("known: {}", fmt::join(all, ", "));
}

std::optional<std::string> value_in(const review::RuleInput& input, std::string_view layer,
                                    std::string_view param, std::size_t row) {
    return value_of(input.column(layer, input.config.text(param)), row);
}

} // namespace

LandClasses::LandClasses(const review::RuleInput& input)
    : m_input(input), m_land(input.layer("landuse")) {
    if (stated(input.config, "scheme")) {
        m_scheme = scheme_of(input.config.text("scheme"));
    } else {
        for (std::size_t row = 0; row < input.layer("scheme_table").layer.size(); ++row) {
            if (auto code = value_in(input, "scheme_table", "scheme_code", row)) {
                m_local.insert(*std::move(code));
            }
        }
    }
    for (const Reading reading : readings) {
        m_counted.at(static_cast<std::size_t>(reading)) = codes_of(input.config, reading);
    }
    m_masks.resize(m_land.layer.size(), 0);
    for (std::size_t row = 0; row < m_masks.size(); ++row) {
        look_at(row);
    }
}

void LandClasses::check(const plan::RuleConfig& config) {
    if (stated(config, "scheme") == stated(config, "scheme_table")) {
        throw Error{ErrorKind::plan,
                    "one of 'scheme' and 'scheme_table' is needed, and not both",
                    {},
                    scheme_list()};
    }
    if (stated(config, "scheme") && !scheme_of(config.text("scheme"))) {
        throw Error{ErrorKind::plan,
                    fmt::format("unknown scheme '{}'", config.text("scheme")),
                    {},
                    scheme_list()};
    }
    if (stated(config, "scheme_table") != stated(config, "scheme_code")) {
        fail(ErrorKind::plan, "'scheme_table' and 'scheme_code' belong together");
    }
    const std::optional<Reading> wanted = reading_of(config.text("reading"));
    if (!wanted) {
        fail(ErrorKind::plan, "unknown reading '{}'; known: narrow, middle, wide",
             config.text("reading"));
    }
    if (codes_of(config, *wanted).empty()) {
        fail(ErrorKind::plan, "the codes of the reading '{0}' are not stated; '{0}' lists them",
             title_of(*wanted).en);
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

bool LandClasses::is_known(const std::string& code) const {
    return m_scheme ? may_hold(*m_scheme, code) : m_local.contains(code);
}

std::uint32_t LandClasses::mask_of(const std::optional<std::string>& code) const {
    if (!code || !is_known(*code)) {
        return unknown_bit;
    }
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < reading_count; ++i) {
        mask |= is_in_any(*code, m_counted.at(i)) ? 1U << i : 0U;
    }
    return mask;
}

void LandClasses::look_at(std::size_t row) {
    const auto code = value_in(m_input, "landuse", "code", row);
    m_masks[row] = mask_of(code);
    if ((m_masks[row] & unknown_bit) != 0) {
        add(m_unknown, code.value_or(""), row);
        return;
    }
    if (!m_scheme || m_masks[row] == 0 || !is_ambiguous(*m_scheme, *code)) {
        return;
    }
    const auto name = stated(m_input.config, "class_name")
                          ? value_in(m_input, "landuse", "class_name", row)
                          : std::nullopt;
    if (!name) {
        add(m_ambiguous, *code, row);
    } else if (other_scheme(*m_scheme, *code, *name)) {
        add(m_clashes, fmt::format("{}\n{}", *code, *name), row);
        m_masks[row] = unknown_bit;
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
        return m_input.layer_title("scheme_table");
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
    return with_area(m_input.finding("PP-0453", m_input.whole("landuse"),
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
    return with_area(m_input.finding("PP-0454", m_input.subject("landuse", group.row),
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
    return with_area(m_input.finding("PP-0455", m_input.whole("landuse"),
                                     {{"codes", same(fmt::format("{}", fmt::join(codes, ", ")))},
                                      {"scheme", scheme_title()}}),
                     area.value());
}

} // namespace parkplan::rules
