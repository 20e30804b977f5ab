// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "geo/point.hpp"
#include "geo/shape.hpp"
#include "geo/solid.hpp"
#include "layer/layer.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// The engine's form of the rows of a layer, made only for the rows that are asked for.
/// Read from many threads after `build`.
class LayerSolids {
public:
    /// `usable` is parallel to the rows.
    LayerSolids(const layer::Layer& layer, std::span<const std::uint8_t> usable);

    /// Boxes of all rows; empty for rows that are not usable, so that an index never finds them.
    [[nodiscard]] std::span<const geo::Box> boxes() const noexcept { return m_boxes; }
    /// Makes the solids of `rows` in parallel. Throws Error{geometry} naming the feature.
    void build(std::span<const std::uint32_t> rows, TaskPool& tasks);
    /// The solid of a row that was built.
    [[nodiscard]] const geo::Solid& operator[](std::size_t row) const {
        return m_solids[row].value();
    }

private:
    const layer::Layer* m_layer;
    std::vector<geo::Box> m_boxes;
    std::vector<std::optional<geo::Solid>> m_solids;
};

/// The same area with rings, holes and parts in an order that only the coordinates decide: the
/// engine's results depend on the order of its input in the last bits.
[[nodiscard]] geo::MultiPolygon canonical_area(const geo::MultiPolygonView& area);

/// A total order of areas by their coordinates alone, so that the operands of an overlay do not
/// depend on the order of the rows.
[[nodiscard]] bool comes_before(const geo::Solid& a, const geo::Solid& b);

/// The union of areas, whatever their order: the engine gets them sorted. Throws Error{geometry}.
[[nodiscard]] geo::Solid union_of(std::vector<const geo::Solid*> areas);
[[nodiscard]] geo::Solid union_of(std::span<const geo::Solid> areas);

} // namespace parkplan::overlay
