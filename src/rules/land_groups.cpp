// SPDX-License-Identifier: MIT
#include "rules/land_groups.hpp"

#include "core/fail.hpp"
#include "review/param_error.hpp"
#include "rules/landuse.hpp"
#include "rules/stated.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

namespace parkplan::rules {
namespace {

constexpr std::size_t other_group = land_groups.size() - 1;

std::vector<std::string> usual_codes_of(std::size_t group) {
    switch (group) {
    case 0:
        return usual_codes(LandUseScheme::guide_2023, Reading::middle);
    case 1:
        return {"07"};
    case 2:
        return {"08"};
    case 3:
        return {"1202", "1207", "1208"};
    case 4:
        return {"14"};
    default:
        return {};
    }
}

bool follows_a_guide(const plan::RuleConfig& config) {
    const auto scheme = stated(config, "scheme") ? scheme_of(config.text("scheme")) : std::nullopt;
    return scheme == LandUseScheme::guide_2023 || scheme == LandUseScheme::guide_2020;
}

} // namespace

LandGroups::LandGroups(const plan::RuleConfig& config) {
    for (std::size_t group = 0; group < other_group; ++group) {
        const std::string_view param = land_groups.at(group).param;
        if (stated(config, param)) {
            m_codes.at(group) = config.list(param);
        } else if (follows_a_guide(config)) {
            m_codes.at(group) = usual_codes_of(group);
        }
    }
}

std::size_t LandGroups::group_of(std::string_view code) const {
    std::size_t found = other_group;
    std::size_t longest = 0;
    for (std::size_t group = 0; group < other_group; ++group) {
        for (const std::string& parent : m_codes.at(group)) {
            if (parent.size() > longest && is_in(code, parent)) {
                found = group;
                longest = parent.size();
            }
        }
    }
    return found;
}

CodeChoices LandGroups::choices() const {
    return {land_groups.size(),
            [groups = *this](const std::string& code) { return 1U << groups.group_of(code); }};
}

BiText LandGroups::title() const {
    BiText text;
    for (std::size_t group = 0; group < other_group; ++group) {
        const LandGroup& one = land_groups.at(group);
        text.en += fmt::format("{}{} {}", group == 0 ? "" : "; ", one.title.en,
                               fmt::join(m_codes.at(group), ", "));
        text.zh += fmt::format("{}{} {}", group == 0 ? "" : "；", one.title.zh,
                               fmt::join(m_codes.at(group), "、"));
    }
    return text;
}

void LandGroups::check(const plan::RuleConfig& config) {
    const LandGroups groups{config};
    std::map<std::string_view, std::string_view> owners;
    for (std::size_t group = 0; group < other_group; ++group) {
        const std::string_view param = land_groups.at(group).param;
        if (groups.m_codes.at(group).empty()) {
            fail(ErrorKind::plan, "the codes of the group '{0}' are not stated; '{0}' lists them",
                 param);
        }
        for (const std::string& code : groups.m_codes.at(group)) {
            const auto [found, is_new] = owners.emplace(code, param);
            if (!is_new && found->second != param) {
                throw review::ParamError{
                    param, fmt::format("code '{}' stands in both groups '{}' and '{}'", code,
                                       found->second, param)};
            }
        }
    }
}

} // namespace parkplan::rules
