// SPDX-License-Identifier: MIT
#pragma once

#include "rules/distance_doubt.hpp"
#include "rules/zone_claims.hpp"
#include "rules/zone_shares.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace parkplan::rules {

/// What becomes of a feature's claim to lie in a zone.
enum class ClaimState : std::uint8_t {
    none,      ///< the rule does not ask
    missing,   ///< the feature names no zone
    unknown,   ///< no zone has the name
    right,     ///< enough of it lies there
    wrong,     ///< it does not
    near,      ///< too near to the limit, or to the border
    ambiguous, ///< wrong, but for zones whose assignment is ambiguous or missing
};

/// A feature with what it claims.
struct JudgedShares {
    ZonedShares shares{};
    std::string claim{};
    ClaimState state = ClaimState::none;
    double claimed = 0.0;          ///< share in the claimed zone
    double possible = 0.0;         ///< the same with the zones that may belong to it as well
    std::optional<double> sigma{}; ///< standard uncertainty of `claimed`, of a polygon
    std::optional<Metres> break_even{};
    bool near_border = false; ///< points without a claim: the zone itself is not sure
};

/// Compares where features lie with what they claim. Needs the parameters of rule in_zone.
class ZoneJudge {
public:
    ZoneJudge(const review::RuleInput& input, const ZoneClaims& claims, const ZoneShares& shares);

    /// Of polygons that can be used, points and lines. From many threads.
    [[nodiscard]] JudgedShares judge(std::size_t row) const;
    /// Standard uncertainty of a distance, where it is known.
    [[nodiscard]] std::optional<Metres> sigma() const { return m_doubt.sigma(); }

private:
    void prepare_borders();
    void judge_area(std::size_t row, const ZoneClaims::Claim& claim, JudgedShares& one) const;
    void judge_paths(std::size_t row, const ZoneClaims::Claim& claim, JudgedShares& one) const;

    const review::RuleInput& m_input;
    const ZoneClaims& m_claims;
    const ZoneShares& m_shares;
    const review::LoadedLayer& m_features;
    DistanceDoubt m_doubt;
    double m_limit;
    double m_reach = 0.0; ///< k·sigma in units of the coordinates
    std::map<std::string, std::unique_ptr<overlay::LandBorder>> m_borders{}; ///< by claim
};

} // namespace parkplan::rules
