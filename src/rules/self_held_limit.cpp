// SPDX-License-Identifier: MIT
#include "rules/self_held_limit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parkplan::rules {

std::int64_t steps_of(double share) noexcept {
    return std::llround(share * static_cast<double>(share_steps));
}

double ShareLimit::of(double share) const noexcept {
    return steps_of(share) == m_steps ? m_limit : share;
}

double ShareLimit::of(ExactNumber held, ExactNumber all) const noexcept {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double share = held.value() / static_cast<double>(share_steps) / all.value();
    const ExactNumber least = all.times(m_steps);
    return held == least  ? m_limit
           : held > least ? std::max(share, std::nextafter(m_limit, infinity))
                          : std::min(share, std::nextafter(m_limit, -infinity));
}

} // namespace parkplan::rules
