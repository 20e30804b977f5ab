// SPDX-License-Identifier: MIT
#include "rules/first_level.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace parkplan::rules {
namespace {

struct Named {
    std::string_view code{};
    BiView title{};
};

constexpr std::array<Named, 24> of_the_guides{{
    {"01", {"cultivated land", "耕地"}},
    {"02", {"garden land", "园地"}},
    {"03", {"forest land", "林地"}},
    {"04", {"grassland", "草地"}},
    {"05", {"wetland", "湿地"}},
    {"06", {"land for agricultural facilities", "农业设施建设用地"}},
    {"07", {"residential land", "居住用地"}},
    {"08", {"public administration and services", "公共管理与公共服务用地"}},
    {"09", {"commerce and business services", "商业服务业用地"}},
    {"10", {"industry and mining", "工矿用地"}},
    {"11", {"storage", "仓储用地"}},
    {"12", {"transport", "交通运输用地"}},
    {"13", {"utilities", "公用设施用地"}},
    {"14", {"green and open space", "绿地与开敞空间用地"}},
    {"15", {"special land", "特殊用地"}},
    {"16", {"reserved land", "留白用地"}},
    {"17", {"inland waters", "陆地水域"}},
    {"18", {"sea for fishery", "渔业用海"}},
    {"19", {"sea for industry, mining and cables", "工矿通信用海"}},
    {"20", {"sea for transport", "交通运输用海"}},
    {"21", {"sea for recreation", "游憩用海"}},
    {"22", {"sea for special use", "特殊用海"}},
    {"23", {"other land", "其他土地"}},
    {"24", {"other sea", "其他海域"}},
}};

constexpr std::array<Named, 13> of_the_survey{{
    {"00", {"wetland", "湿地"}},
    {"01", {"cultivated land", "耕地"}},
    {"02", {"garden land", "种植园用地"}},
    {"03", {"forest land", "林地"}},
    {"04", {"grassland", "草地"}},
    {"05", {"commerce and services", "商业服务业用地"}},
    {"06", {"industry and mining", "工矿用地"}},
    {"07", {"residential land", "住宅用地"}},
    {"08", {"public administration and services", "公共管理与公共服务用地"}},
    {"09", {"special land", "特殊用地"}},
    {"10", {"transport", "交通运输用地"}},
    {"11", {"waters and water works", "水域及水利设施用地"}},
    {"12", {"other land", "其他土地"}},
}};

constexpr std::array<Named, 12> of_gbt21010{{
    {"01", {"cultivated land", "耕地"}},
    {"02", {"garden land", "园地"}},
    {"03", {"forest land", "林地"}},
    {"04", {"grassland", "草地"}},
    {"05", {"commerce and services", "商服用地"}},
    {"06", {"industry, mining and storage", "工矿仓储用地"}},
    {"07", {"residential land", "住宅用地"}},
    {"08", {"public administration and services", "公共管理与公共服务用地"}},
    {"09", {"special land", "特殊用地"}},
    {"10", {"transport", "交通运输用地"}},
    {"11", {"waters and water works", "水域及水利设施用地"}},
    {"12", {"other land", "其他土地"}},
}};

constexpr std::array<Named, 10> of_gb50137{{
    {"R", {"residential land", "居住用地"}},
    {"A", {"public administration and services", "公共管理与公共服务设施用地"}},
    {"B", {"commerce and business", "商业服务业设施用地"}},
    {"M", {"industry", "工业用地"}},
    {"W", {"storage and logistics", "物流仓储用地"}},
    {"S", {"roads and transport", "道路与交通设施用地"}},
    {"U", {"utilities", "公用设施用地"}},
    {"G", {"green space and squares", "绿地与广场用地"}},
    {"H", {"development land", "建设用地"}},
    {"E", {"other than development land", "非建设用地"}},
}};

std::span<const Named> classes_of(LandUseScheme scheme) noexcept {
    switch (scheme) {
    case LandUseScheme::guide_2023:
    case LandUseScheme::guide_2020:
        return of_the_guides;
    case LandUseScheme::survey_3:
        return of_the_survey;
    case LandUseScheme::gbt21010_2017:
        return of_gbt21010;
    case LandUseScheme::gb50137_2011:
        break;
    }
    return of_gb50137;
}

/// Wetland (00) of the land survey is made of classes whose codes say otherwise.
constexpr std::array<std::string_view, 8> wetlands{"0303", "0304", "0306", "0402",
                                                   "0603", "1105", "1106", "1108"};

} // namespace

std::string_view first_level(LandUseScheme scheme, std::string_view code) noexcept {
    if (scheme == LandUseScheme::survey_3 && std::ranges::find(wetlands, code) != wetlands.end()) {
        return "00";
    }
    const std::size_t length = scheme == LandUseScheme::gb50137_2011 ? 1 : 2;
    return code.substr(0, std::min(code.size(), length));
}

BiView first_level_title(LandUseScheme scheme, std::string_view first) noexcept {
    const std::span<const Named> classes = classes_of(scheme);
    const auto found = std::ranges::find(classes, first, &Named::code);
    return found == classes.end() ? BiView{} : found->title;
}

} // namespace parkplan::rules
