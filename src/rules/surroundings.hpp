// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "layer/layer.hpp"
#include "overlay/side.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::rules {

/// The features of a layer, and what lies within each of some distances of them; and all features
/// together, each place once. A layer of zones for overlays.
class Surroundings {
public:
    /// `distances` in metres; 0 stands for the features themselves. Throws Error{geometry}.
    Surroundings(const review::RuleInput& input, const review::LoadedLayer& loaded,
                 std::span<const Metres> distances);

    /// Rows of the zones; nothing where a feature cannot be used, and, of all together, where one
    /// of them cannot.
    [[nodiscard]] std::optional<std::size_t> zone(std::size_t distance,
                                                  std::optional<std::size_t> feature) const;
    [[nodiscard]] overlay::Side side() const noexcept { return {m_zones, m_usable}; }
    [[nodiscard]] const layer::Layer& layer() const noexcept { return m_zones; }

private:
    [[nodiscard]] std::size_t index(std::size_t distance, std::size_t feature) const noexcept {
        return distance * (m_features + 1) + feature;
    }

    std::size_t m_features;
    std::vector<std::uint8_t> m_usable{};
    layer::Layer m_zones;
};

} // namespace parkplan::rules
