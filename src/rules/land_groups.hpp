// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"
#include "plan/plan.hpp"
#include "plan/rule_info.hpp"
#include "rules/land_classes.hpp"
#include "rules/params.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// A group of land-use classes that a plan's cluster is said to be made of.
struct LandGroup {
    std::string_view param{}; ///< that lists its codes; empty: everything else
    std::string_view id{};
    BiView title{};
};

/// 产业, 居住, 公服, 商业服务业, 道路, 绿地, and 其他 for all other codes of the scheme.
inline constexpr std::array<LandGroup, 7> land_groups{{
    {"industry", "industry", {"industry", "产业"}},
    {"housing", "housing", {"housing", "居住"}},
    {"services", "services", {"public services", "公服"}},
    {"business", "business", {"business services", "商业服务业"}},
    {"roads", "roads", {"roads", "道路"}},
    {"green", "green", {"green land", "绿地"}},
    {"", "other", {"other", "其他"}},
}};

/// The parameters that say which codes a group holds. Where the plan says nothing, and the codes
/// follow one of the guides: 1001, 11, 0802 (the middle reading of land for industries) · 07 · 08 ·
/// 09 · 1202, 1207, 1208 · 14. Business services are known in all schemes.
inline constexpr std::array land_group_params{
    optional_param("industry", plan::ParamType::text_list,
                   {"codes of the group industry, subclasses included (guides: 1001, 11, 0802)",
                    "“产业”一组的编码，含下级地类（分类指南：1001、11、0802）"}),
    optional_param("housing", plan::ParamType::text_list,
                   {"codes of the group housing (guides: 07)", "“居住”一组的编码（分类指南：07）"}),
    optional_param(
        "services", plan::ParamType::text_list,
        {"codes of the group public services (guides: 08)", "“公服”一组的编码（分类指南：08）"}),
    optional_param("business", plan::ParamType::text_list,
                   {"codes of the group business services (guides: 09, survey-3: 05H1, "
                    "gbt21010-2017: 05, gb50137-2011: B)",
                    "“商业服务业”一组的编码（分类指南：09，三调：05H1，GB/T 21010：05，"
                    "GB 50137：B）"}),
    optional_param("roads", plan::ParamType::text_list,
                   {"codes of the group roads (guides: 1202, 1207, 1208)",
                    "“道路”一组的编码（分类指南：1202、1207、1208）"}),
    optional_param(
        "green", plan::ParamType::text_list,
        {"codes of the group green land (guides: 14)", "“绿地”一组的编码（分类指南：14）"}),
};

/// Which codes belong to which group. A code belongs to the group with the longest code that it is
/// a subclass of: 080201 to that with 0802, not to that with 08.
class LandGroups {
public:
    explicit LandGroups(const plan::RuleConfig& config);

    /// Index into land_groups.
    [[nodiscard]] std::size_t group_of(std::string_view code) const;
    /// A choice per group.
    [[nodiscard]] CodeChoices choices() const;
    /// "industry 1001, 11, 0802; housing 07; …".
    [[nodiscard]] BiText title() const;

    /// Throws Error{plan} for groups without codes, and for a code in two groups. Business
    /// services, where the plan says nothing of them, are what no other group holds.
    static void check(const plan::RuleConfig& config);

private:
    std::array<std::vector<std::string>, land_groups.size()> m_codes{};
};

} // namespace parkplan::rules
