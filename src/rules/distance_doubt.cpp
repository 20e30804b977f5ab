// SPDX-License-Identifier: MIT
#include "rules/distance_doubt.hpp"

#include <algorithm>
#include <cmath>

namespace parkplan::rules {
namespace {

/// Whether the coordinates of a layer came from WGS 84 as if it were CGCS2000 (PP-0601).
bool taken_as_identity(const review::LoadedLayer& loaded) {
    return std::ranges::any_of(loaded.layer.table().notices, [](const layer::Notice& notice) {
        return notice.code == "PP-0601";
    });
}

} // namespace

DistanceDoubt::DistanceDoubt(const review::LoadedLayer& a, const review::LoadedLayer& b) {
    for (const review::LoadedLayer* const one : {&a, &b}) {
        if (const auto accuracy = one->measurer->options().point_accuracy) {
            m_variance += accuracy->value() * accuracy->value() / 2.0;
        } else {
            ++m_not_stated;
        }
    }
    if (taken_as_identity(a) != taken_as_identity(b)) {
        constexpr double datums_m = 2.0;
        m_variance += datums_m * datums_m;
        m_known = true;
    }
}

std::optional<Metres> DistanceDoubt::sigma() const {
    return m_known || m_not_stated == 0 ? std::optional{Metres{std::sqrt(m_variance)}}
                                        : std::nullopt;
}

std::optional<Metres> DistanceDoubt::break_even(Metres margin, double k) const {
    const double left = margin.value() * margin.value() / (k * k) - m_variance;
    return !sigma() && k > 0.0 && left >= 0.0
               ? std::optional{Metres{std::sqrt(2.0 * left / m_not_stated)}}
               : std::nullopt;
}

} // namespace parkplan::rules
