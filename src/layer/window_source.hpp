// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "layer/layer.hpp"

#include <cstddef>
#include <span>

namespace parkplan::layer {

/// A layer with a spatial index: the rows near some places are read without the others. One thread.
class PARKPLAN_API WindowSource {
public:
    WindowSource() = default;
    virtual ~WindowSource() = default;
    WindowSource(const WindowSource&) = delete;
    WindowSource& operator=(const WindowSource&) = delete;
    WindowSource(WindowSource&&) = delete;
    WindowSource& operator=(WindowSource&&) = delete;

    [[nodiscard]] virtual const SourceInfo& info() const noexcept = 0;
    /// Finds all rows whose boxes meet one of `windows` (boundary included; in the coordinates of
    /// the source), and perhaps some that only nearly do; says how many. Every other row has a box
    /// that meets none. Throws Error{input}.
    [[nodiscard]] virtual std::size_t find(std::span<const geo::Box> windows) = 0;
    /// Clears `table` (made for info().schema) and fills it with the rows that were found, in file
    /// order, with the notices about them. Throws Error{input}.
    virtual void read(Table& table) = 0;
};

} // namespace parkplan::layer
