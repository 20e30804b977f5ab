// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "overlay/zone_cutter.hpp"
#include "overlay/zone_faces.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// Stands for a zone where there is none.
inline constexpr std::uint32_t no_zone = std::numeric_limits<std::uint32_t>::max();

/// The numeric values of a feature that are shared out; nothing for one that is null or no finite
/// number.
using SharedValues = std::span<const std::optional<ExactNumber>>;

/// What a feature gives to each zone and to the outside, in whole units of 1e-6: with the sums over
/// all zones and the outside, `multiple` taken off and `residual` put on, it closes exactly.
struct FeatureShares {
    /// A zone, or no_zone for the outside.
    struct Share {
        std::uint32_t zone = no_zone;
        ExactArea area{};
    };
    std::vector<Share> shares{};       ///< ascending by zone, the outside last
    std::vector<ExactNumber> values{}; ///< the parts of the values, share after share
    ExactArea area{};                  ///< of the feature
    ExactArea multiple{};              ///< Σ (m − 1) · area over faces of m zones
    ExactArea residual{};
    std::vector<ExactNumber> multiple_values{}; ///< by value
    std::vector<ExactNumber> residual_values{};
    bool split = false; ///< lies in more than one face, or in part outside
};

/// Shares out a feature that was cut. A value goes where its area goes; what rounding leaves of it
/// is its residual. The memory of `out` is used again.
PARKPLAN_API void share_out(const FeatureCut& cut, const ZoneFaces& faces, SquareMetres area,
                            SharedValues values, FeatureShares& out);

} // namespace parkplan::overlay
