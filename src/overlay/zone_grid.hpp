// SPDX-License-Identifier: MIT
#pragma once

#include "geo/edge_index.hpp"
#include "geo/point.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// A uniform grid over areas that do not overlap. A cell without an edge lies wholly in one area or
/// in none; in the others it is known whose edges run through them. Most features of a layer lie
/// in cells of the first kind, and need no kernel. Immutable; read from many threads.
class ZoneGrid {
public:
    static constexpr std::uint32_t outside = 0x7fffffff;

    /// `outline` holds the edges where the areas meet none of their neighbours.
    ZoneGrid(std::span<const geo::EdgeIndex> areas, const geo::EdgeIndex& outline);

    /// What a box may meet.
    struct Look {
        bool alike = false;                 ///< all of the box lies in `area`
        std::uint32_t area = 0;             ///< or `outside`
        bool outline = false;               ///< some of it may lie in no area
        std::vector<std::uint32_t> areas{}; ///< ascending; where it is not alike
    };
    /// Keeps the memory of `look`.
    void look_at(const geo::Box& box, Look& look) const;

private:
    struct Cells {
        std::size_t first_column = 0;
        std::size_t last_column = 0;
        std::size_t first_row = 0;
        std::size_t last_row = 0;
    };
    /// A run of cells without edges in a row.
    struct Run {
        std::size_t first = 0;
        std::size_t last = 0; ///< the cell after it
    };

    [[nodiscard]] std::size_t column(double x) const noexcept;
    [[nodiscard]] std::size_t row(double y) const noexcept;
    template <typename Visit>
    void for_cells_of(const geo::SlabEdge& edge, const Visit& visit) const;
    void lay_out(std::size_t edges);
    void enter_edges(std::span<const geo::EdgeIndex> areas);
    void enter_outline(const geo::EdgeIndex& outline);
    void fill(std::span<const geo::EdgeIndex> areas);
    void look_at_many(const geo::Box& box, Look& look) const;

    geo::Box m_box{};
    double m_size = 1.0;    ///< of a cell
    double m_inverse = 1.0; ///< 1 / size
    std::size_t m_columns = 0;
    std::size_t m_rows = 0;
    /// The area that a cell lies in, or `outside`, or `with_edges` + number in the lists below.
    std::vector<std::uint32_t> m_cells{};
    std::vector<std::uint32_t> m_offsets{0};
    std::vector<std::uint32_t> m_areas{};
    std::vector<std::uint8_t> m_outline{};
    std::vector<geo::Box> m_boxes{}; ///< of the areas
};

} // namespace parkplan::overlay
