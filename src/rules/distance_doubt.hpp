// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "review/rule.hpp"

#include <optional>

namespace parkplan::rules {

/// How sure the distance of two layers is. Of each point the part along the line counts, m_p/√2;
/// a place between two points is no less sure than they are.
class DistanceDoubt {
public:
    DistanceDoubt(const review::LoadedLayer& a, const review::LoadedLayer& b);

    /// Nothing where an accuracy is not stated, unless the datums alone say something.
    [[nodiscard]] std::optional<Metres> sigma() const;
    /// The accuracy of the points without a stated one from which on the margin would be within
    /// k times the uncertainty; nothing where all are stated, or it is already.
    [[nodiscard]] std::optional<Metres> break_even(Metres margin, double k) const;

private:
    bool m_known = false;    ///< of the datums
    double m_variance = 0.0; ///< m²
    int m_not_stated = 0;
};

} // namespace parkplan::rules
