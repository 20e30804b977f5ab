// SPDX-License-Identifier: MIT
#pragma once

#include "layer/attribute_column.hpp"

#include <cstddef>
#include <cstdint>

namespace parkplan::rules {

/// A yes or no in a field: 1 or 是, 0 or 否.
enum class Mark : std::uint8_t {
    no,
    yes,
    empty,
    odd, ///< something else, or what cannot be read
};
[[nodiscard]] Mark mark_of(const layer::AttributeColumn& column, std::size_t row);

} // namespace parkplan::rules
