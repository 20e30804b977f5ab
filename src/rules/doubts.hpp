// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "geo/point.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// The features of a layer that cannot be used and might nevertheless change a verdict. Points and
/// lines hold no land; an invalid polygon lies inside its box; of the others nothing is known.
class Doubts {
public:
    enum class PointsAndLines : bool { hold_nothing, may_lie_anywhere };

    /// Looks at all rows of the layer that the parameter names, or at those marked in `chosen`.
    Doubts(const review::RuleInput& input, std::string_view layer_param,
           PointsAndLines points = PointsAndLines::hold_nothing,
           std::span<const std::uint8_t> chosen = {});

    /// The first that may share a point with the box; an empty box shares one with all.
    [[nodiscard]] std::optional<std::size_t> within(const geo::Box& box) const;
    /// "feature 'a' of 'farmland' cannot be used: …".
    [[nodiscard]] BiText reason(std::size_t row) const;
    [[nodiscard]] bool empty() const noexcept { return m_rows.empty(); }

private:
    const review::RuleInput& m_input;
    std::string_view m_param;
    const review::LoadedLayer& m_loaded;
    std::vector<std::size_t> m_rows{};
};

/// The box made larger by `margin` on all sides.
[[nodiscard]] geo::Box widened(const geo::Box& box, double margin) noexcept;

} // namespace parkplan::rules
