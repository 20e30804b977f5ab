// SPDX-License-Identifier: MIT
#pragma once

#include "layer/layer.hpp"

#include <cstdint>
#include <span>

namespace parkplan::overlay {

/// A layer with a mark per row: 1 when the row is an area that can be overlaid.
struct Side {
    const layer::Layer& layer;
    std::span<const std::uint8_t> usable;
};

} // namespace parkplan::overlay
