// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "layer/layer.hpp"

#include <cstddef>
#include <vector>

namespace parkplan::layer {

/// A layer that can be read piece by piece, by several threads at once: what formats with random
/// access offer besides BatchSource. The rows of the pieces, one after the other, are the rows of
/// the layer in file order, with the same values and notices that a BatchSource gives.
class PARKPLAN_API RangeSource {
public:
    RangeSource() = default;
    virtual ~RangeSource() = default;
    RangeSource(const RangeSource&) = delete;
    RangeSource& operator=(const RangeSource&) = delete;
    RangeSource(RangeSource&&) = delete;
    RangeSource& operator=(RangeSource&&) = delete;

    [[nodiscard]] virtual const SourceInfo& info() const noexcept = 0;
    /// Number of pieces, of a few thousand rows each; 0 for a layer without rows.
    [[nodiscard]] virtual std::size_t ranges() const noexcept = 0;
    /// Clears `table` (made for info().schema) and fills it with the rows of piece `range`. Safe
    /// from many threads with a table each. Throws Error{input}.
    virtual void read(std::size_t range, Table& table) const = 0;
    /// Notices about the whole layer, known when every piece was read.
    [[nodiscard]] virtual std::vector<Notice> notices() const = 0;
};

} // namespace parkplan::layer
