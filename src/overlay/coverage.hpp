// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"
#include "geo/box_tree.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"
#include "overlay/edge_matcher.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace parkplan::overlay::detail {

/// The row that stands for the outline.
constexpr std::uint32_t outline_row = 0xffffffffU;

/// An edge with the interior of its feature on its left; of the outline, on its right.
struct ResidualEdge {
    geo::Point from{};
    geo::Point to{};
    std::uint32_t row = 0;    ///< one of those that have it
    std::uint32_t source = 0; ///< the edge that it is a part of, before vertices were put into it
    bool is_new = false;      ///< the last split made it
};

/// The rows of a layer, kept piece by piece: every vertex once.
class Coverage {
public:
    struct Piece {
        geo::PolygonColumn polygons{}; ///< empty entries for rows that take no part
        std::vector<EdgeKey> unmatched{};
        std::vector<std::uint32_t> first_vertices{}; ///< by row
        std::vector<geo::Box> boxes{};               ///< by row; empty where there is no polygon
    };

    /// From many threads. Throws Error{internal} for a number that is there already.
    void add(std::size_t number, Piece&& piece);
    /// After the last piece. Throws Error{internal} when a number is missing.
    void close();

    [[nodiscard]] std::size_t rows() const noexcept { return m_first_rows.back(); }
    [[nodiscard]] geo::MultiPolygonView polygon(std::uint32_t row) const;
    /// Adds the rows that have an edge, directed like this, of those whose boxes hold it: which of
    /// them `edge.row` names depends on the order of the rows.
    void add_owners(const ResidualEdge& edge, const geo::detail::BoxTree& boxes,
                    std::vector<std::uint32_t>& rows) const;
    /// Boxes of all rows; empty where there is no polygon. Once.
    [[nodiscard]] std::vector<geo::Box> take_boxes();
    /// The edges that no other edge runs against. Takes what the pieces left unmatched: once.
    [[nodiscard]] std::vector<ResidualEdge> residual(TaskPool& tasks);

private:
    static void make_edges_of(const Piece& piece, std::uint32_t first_row,
                              std::span<const std::uint32_t> places, std::span<ResidualEdge> edges);

    std::mutex m_mutex{};
    std::vector<Piece> m_pieces{};
    std::vector<std::uint8_t> m_there{};
    std::vector<std::uint32_t> m_first_rows{0}; ///< of the pieces, and the end
};

/// The edges of an outline, with its interior on their right.
[[nodiscard]] std::vector<ResidualEdge> edges_of_outline(const geo::MultiPolygonView& outline);

/// Numbers of the first vertices of the rows of a column.
[[nodiscard]] std::vector<std::uint32_t> first_vertices(const geo::PolygonColumn& polygons);

} // namespace parkplan::overlay::detail
