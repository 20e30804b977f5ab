// SPDX-License-Identifier: MIT
#include "rules/land_groups.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/landuse.hpp"
#include "rules/stated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace parkplan::rules {
namespace {

constexpr std::size_t other_group = land_groups.size() - 1;

constexpr std::string_view business = "business";

std::string_view business_code(LandUseScheme scheme) {
    switch (scheme) {
    case LandUseScheme::guide_2023:
    case LandUseScheme::guide_2020:
        return "09";
    case LandUseScheme::survey_3:
        return "05H1";
    case LandUseScheme::gbt21010_2017:
        return "05";
    case LandUseScheme::gb50137_2011:
        break;
    }
    return "B";
}

std::vector<std::string> usual_codes_of(std::string_view group, LandUseScheme scheme) {
    if (group == business) {
        return {std::string{business_code(scheme)}};
    }
    if (scheme != LandUseScheme::guide_2023 && scheme != LandUseScheme::guide_2020) {
        return {};
    }
    if (group == "industry") {
        return usual_codes(scheme, Reading::middle);
    }
    if (group == "housing") {
        return {"07"};
    }
    if (group == "services") {
        return {"08"};
    }
    return group == "roads" ? std::vector<std::string>{"1202", "1207", "1208"}
                            : std::vector<std::string>{"14"};
}

/// The usual codes of a group; of business services without those that the plan gives to another.
std::vector<std::string> codes_left(const plan::RuleConfig& config, std::string_view group,
                                    LandUseScheme scheme) {
    std::vector<std::string> codes = usual_codes_of(group, scheme);
    if (group != business) {
        return codes;
    }
    std::erase_if(codes, [&config](const std::string& code) {
        return std::ranges::any_of(land_groups, [&](const LandGroup& other) {
            return !other.param.empty() && stated(config, other.param) &&
                   std::ranges::find(config.list(other.param), code) !=
                       config.list(other.param).end();
        });
    });
    return codes;
}

std::optional<LandUseScheme> scheme_in(const plan::RuleConfig& config) {
    return stated(config, "scheme") ? scheme_of(config.text("scheme")) : std::nullopt;
}

} // namespace

LandGroups::LandGroups(const plan::RuleConfig& config) {
    const std::optional<LandUseScheme> scheme = scheme_in(config);
    for (std::size_t group = 0; group < other_group; ++group) {
        const std::string_view param = land_groups.at(group).param;
        if (stated(config, param)) {
            m_codes.at(group) = config.list(param);
        } else if (scheme) {
            m_codes.at(group) = codes_left(config, param, *scheme);
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
        const std::vector<std::string>& codes = m_codes.at(group);
        text.en += fmt::format("{}{} {}", group == 0 ? "" : "; ", one.title.en,
                               codes.empty() ? "-" : fmt::format("{}", fmt::join(codes, ", ")));
        text.zh += fmt::format("{}{} {}", group == 0 ? "" : "；", one.title.zh,
                               codes.empty() ? "-" : fmt::format("{}", fmt::join(codes, "、")));
    }
    return text;
}

void LandGroups::check(const plan::RuleConfig& config) {
    const LandGroups groups{config};
    const std::optional<LandUseScheme> scheme = scheme_in(config);
    std::map<std::string_view, std::string_view> owners;
    for (std::size_t group = 0; group < other_group; ++group) {
        const std::string_view param = land_groups.at(group).param;
        const bool given_away = scheme && param == business;
        if (groups.m_codes.at(group).empty() && !given_away) {
            fail(ErrorKind::plan, "the codes of the group '{0}' are not stated; '{0}' lists them",
                 param);
        }
        for (const std::string& code : groups.m_codes.at(group)) {
            const auto [found, is_new] = owners.emplace(code, param);
            if (!is_new && found->second != param) {
                throw review::ParamError{param,
                                         told("code '{}' stands in both groups '{}' and '{}'", code,
                                              found->second, param)};
            }
        }
    }
}

} // namespace parkplan::rules
