// SPDX-License-Identifier: MIT
#include "rules/housing_land.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
#include "rules/landuse.hpp"
#include "rules/levelled_column.hpp"
#include "rules/stated.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace parkplan::rules {

std::vector<std::string> housing_codes(const plan::RuleConfig& config) {
    if (stated(config, "housing")) {
        return config.list("housing");
    }
    const auto scheme = stated(config, "scheme") ? scheme_of(config.text("scheme")) : std::nullopt;
    const bool guide = scheme == LandUseScheme::guide_2023 || scheme == LandUseScheme::guide_2020;
    return guide ? std::vector<std::string>{"07"} : std::vector<std::string>{};
}

CodeChoices housing_choice(const plan::RuleConfig& config) {
    return {1, [codes = housing_codes(config)](const std::string& code) {
                return is_in_any(code, codes) ? 1U : 0U;
            }};
}

void check_housing_codes(const plan::RuleConfig& config) {
    const std::vector<std::string> codes = housing_codes(config);
    if (codes.empty()) {
        fail(ErrorKind::plan, "the codes of the group '{0}' are not stated; '{0}' lists them",
             "housing");
    }
    if (!stated(config, "scheme")) {
        return;
    }
    const LandUseScheme scheme = scheme_of(config.text("scheme")).value();
    for (const std::string& code : codes) {
        if (!may_hold(scheme, code)) {
            throw review::ParamError{"housing", told("'{}' holds '{}', which is no code of {}",
                                                     "housing", code, owned(title_of(scheme)))};
        }
    }
}

const std::vector<std::string>& HousingLand::keys() {
    static const std::vector<std::string> all{"housing", "other", "unknown"};
    return all;
}

HousingLand housing_land(const ZoneLand& land, const overlay::LandFaces& faces,
                         const LandClasses& classes) {
    constexpr std::size_t housing = 0;
    constexpr std::size_t other = 1;
    constexpr std::size_t unknown = 2;
    constexpr std::uint32_t of_housing = 1;
    HousingLand result;
    result.shares[unknown] = land.uncovered;
    for (const LandPiece& piece : land.pieces) {
        const std::vector<std::uint32_t>& rows = faces.rows[piece.face];
        const std::uint32_t mask = classes.masks()[rows.front()];
        const bool same = std::ranges::all_of(
            rows, [&](std::uint32_t row) { return classes.masks()[row] == mask; });
        if (same && mask == of_housing) {
            result.shares[housing] += piece.area;
            result.housing.pieces.push_back(piece);
        } else {
            result.shares.at(same && mask == 0 ? other : unknown) += piece.area;
        }
    }
    add_rounding(result.shares, HousingLand::keys(), land.rounding);
    return result;
}

} // namespace parkplan::rules
