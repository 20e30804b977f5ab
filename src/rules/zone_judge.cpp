// SPDX-License-Identifier: MIT
#include "rules/zone_judge.hpp"

#include "review/judge.hpp"
#include "rules/judged_land.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace parkplan::rules {

using review::Outcome;

ZoneJudge::ZoneJudge(const review::RuleInput& input, const ZoneClaims& claims,
                     const ZoneShares& shares)
    : m_input(input), m_claims(claims), m_shares(shares), m_features(input.layer("layer")),
      m_doubt(m_features, input.layer("zones")), m_limit(input.config.number("claim_share")) {
    m_reach = input.plan.coverage_factor * m_doubt.sigma().value_or(Metres{}).value() /
              input.plan.working_crs.metres_per_unit();
    prepare_borders();
}

/// The borders of the zones that points and lines claim.
void ZoneJudge::prepare_borders() {
    for (const std::size_t row : m_features.layer.table().paths.rows()) {
        const std::optional<std::string> name = m_claims.name(row);
        const ZoneClaims::Claim* const claim = name ? m_claims.find(*name) : nullptr;
        if (claim == nullptr || m_borders.contains(*name)) {
            continue;
        }
        std::vector<geo::EdgeIndex> areas;
        for (const std::uint32_t zone : claim->rows) {
            areas.push_back(m_shares.cutter().edges(zone));
        }
        m_borders.emplace(*name, std::make_unique<overlay::LandBorder>(areas));
    }
}

JudgedShares ZoneJudge::judge(std::size_t row) const {
    JudgedShares one;
    const ZoneClaims::Claim* claim = nullptr;
    if (m_claims.wanted()) {
        const std::optional<std::string> name = m_claims.name(row);
        claim = name ? m_claims.find(*name) : nullptr;
        one.claim = name.value_or(std::string{});
        one.state = !name              ? ClaimState::missing
                    : claim == nullptr ? ClaimState::unknown
                                       : ClaimState::right;
    }
    if (m_features.usable(row)) {
        one.shares = m_shares.of_polygon(row);
        if (claim != nullptr) {
            judge_area(row, *claim, one);
        }
        return one;
    }
    const auto border = m_borders.find(one.claim);
    const ZoneShares::Near near{
        m_reach > 0.0 && border != m_borders.end() ? border->second.get() : nullptr, m_reach};
    one.shares = m_shares.of_paths(row, near);
    if (claim != nullptr) {
        judge_paths(row, *claim, one);
    } else {
        one.near_border = std::ranges::any_of(
            one.shares.parts, [](const ZonePart& part) { return part.near_border; });
    }
    return one;
}

void ZoneJudge::judge_area(std::size_t row, const ZoneClaims::Claim& claim,
                           JudgedShares& one) const {
    const ExactNumber inside = one.shares.in(claim.rows);
    one.claimed = one.shares.share(inside);
    one.possible = one.shares.share(one.shares.in(claim.possible));
    double doubt = 0.0;
    if (inside != ExactNumber{} && inside != one.shares.whole) {
        const double k = m_input.plan.coverage_factor;
        const double per_metre = m_shares.sigma_over(row, claim.rows, m_limit).value();
        const double whole = one.shares.whole.value();
        const auto accuracy = accuracy_of_land(m_features, m_input.layer("zones"));
        if (accuracy) {
            one.sigma = accuracy->value() * per_metre / whole;
            doubt = k * *one.sigma;
        } else if (k * per_metre > 0.0) {
            one.break_even = Metres{std::abs(one.claimed - m_limit) * whole / (k * per_metre)};
        }
    }
    const Outcome outcome = review::outcome_of(one.claimed - m_limit, doubt);
    one.state = outcome == Outcome::pass        ? ClaimState::right
                : outcome == Outcome::undecided ? ClaimState::near
                : one.possible >= m_limit       ? ClaimState::ambiguous
                                                : ClaimState::wrong;
}

/// Of a line all that lies near the border may lie on either side of it.
void ZoneJudge::judge_paths(std::size_t row, const ZoneClaims::Claim& claim,
                            JudgedShares& one) const {
    const ZonedShares& shares = one.shares;
    const ExactNumber inside = shares.in(claim.rows);
    one.claimed = shares.share(inside);
    one.possible = shares.share(shares.in(claim.possible));
    const double least = shares.share(inside - shares.near_in(claim.rows));
    const double most = shares.share(inside + shares.near_beside(claim.rows));
    const bool near = least < m_limit && most >= m_limit && least < most;
    one.state = near                      ? ClaimState::near
                : one.claimed >= m_limit  ? ClaimState::right
                : one.possible >= m_limit ? ClaimState::ambiguous
                                          : ClaimState::wrong;
    if (shares.by == ShareOf::points && m_features.layer.table().paths.of(row).size() == 1) {
        const double distance =
            m_borders.at(one.claim)->distance(m_features.layer.table().paths.of(row)[0].front());
        if (std::isfinite(distance)) { // else no feature of the zone can be used
            one.break_even =
                m_doubt.break_even(Metres{distance * m_input.plan.working_crs.metres_per_unit()},
                                   m_input.plan.coverage_factor);
        }
    }
}

} // namespace parkplan::rules
