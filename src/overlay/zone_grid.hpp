// SPDX-License-Identifier: MIT
#pragma once

#include "geo/box_index.hpp"
#include "geo/edge_index.hpp"
#include "geo/point.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// A uniform grid over areas that do not overlap. A cell without an edge lies wholly in one area or
/// in none; of the others it is known which edges run through them. Most features of a layer lie
/// in cells of the first kind, and need no kernel; the others meet few edges. Immutable; read from
/// many threads.
class ZoneGrid {
public:
    static constexpr std::uint32_t outside = 0x7fffffff;

    /// `outline` holds the edges that the areas do not share. Both must outlive the grid.
    ZoneGrid(std::span<const geo::EdgeIndex> areas, const geo::EdgeIndex& outline);

    /// An edge of an area, or of the outline, whose number is that of the areas.
    struct EdgeRef {
        std::uint32_t area = 0;
        std::uint32_t edge = 0; ///< in EdgeIndex::edges
        friend auto operator<=>(const EdgeRef&, const EdgeRef&) = default;
    };
    /// What a box may meet.
    struct Look {
        bool alike = false;     ///< all of the box lies in `area`
        bool many = false;      ///< too large for the grid: `edges` says nothing
        std::uint32_t area = 0; ///< or `outside`
        /// Those that may cover some of the box, ascending, where it is not alike; the outline is
        /// among them where some of the box may lie in no area.
        std::vector<std::uint32_t> areas{};
        /// Sorted: every edge that meets the box is here, and no edge whose own box does not.
        std::vector<EdgeRef> edges{};
    };
    /// Keeps the memory of `look`.
    void look_at(const geo::Box& box, Look& look) const;

    /// Areas whose boxes meet `box`, ascending.
    [[nodiscard]] std::vector<std::uint32_t> areas_near(const geo::Box& box) const {
        return m_index.query(box);
    }

    /// Number of the outline.
    [[nodiscard]] std::uint32_t outline() const noexcept {
        return static_cast<std::uint32_t>(m_areas.size());
    }
    /// Edges of an area, or of the outline.
    [[nodiscard]] const geo::EdgeIndex& edges_of(std::uint32_t area) const noexcept {
        return area < m_areas.size() ? m_areas[area] : *m_outline;
    }

private:
    struct CellRange {
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
    struct Runs {
        std::vector<Run> runs{};
        std::vector<std::size_t> row_starts{};
    };

    [[nodiscard]] std::size_t column(double x) const noexcept;
    [[nodiscard]] std::size_t row(double y) const noexcept;
    [[nodiscard]] geo::Point middle_of(std::size_t cell) const noexcept;
    template <typename Visit>
    void for_cells_of(const geo::SlabEdge& edge, const Visit& visit) const;
    void lay_out(std::size_t edges);
    struct Lists;
    void enter(EdgeRef ref, std::size_t cell, Lists& lists);
    void enter_edges();
    [[nodiscard]] Runs empty_runs() const;
    void fill();
    [[nodiscard]] std::uint32_t area_at(geo::Point point) const;
    [[nodiscard]] bool all_alike(const CellRange& range, std::uint32_t cell) const noexcept;
    [[nodiscard]] std::span<const EdgeRef> edges_in(std::uint32_t cell) const noexcept;
    void collect(const CellRange& range, const geo::Box& box, Look& look) const;
    void collect(std::uint32_t cell, const geo::Box& box, Look& look) const;
    [[nodiscard]] std::uint32_t area_of(const CellRange& range, geo::Point point) const;
    [[nodiscard]] std::optional<std::uint32_t> area_near(std::uint32_t cell,
                                                         geo::Point point) const;
    void look_at_many(const geo::Box& box, Look& look) const;

    std::span<const geo::EdgeIndex> m_areas;
    const geo::EdgeIndex* m_outline;
    geo::BoxIndex m_index;
    geo::Box m_box{};
    double m_size = 1.0;    ///< of a cell
    double m_inverse = 1.0; ///< 1 / size
    std::size_t m_columns = 0;
    std::size_t m_rows = 0;
    /// The area that a cell lies in, or `outside`, or `with_edges` + number in the lists below.
    std::vector<std::uint32_t> m_cells{};
    std::vector<std::uint32_t> m_offsets{0};
    std::vector<EdgeRef> m_edges{};
};

} // namespace parkplan::overlay
