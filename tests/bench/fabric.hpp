// SPDX-License-Identifier: MIT
#pragma once

#include "ring.hpp"

#include <cstdint>

namespace parkplan::bench {

/// Where the data lies: Beijing in EPSG:4548, longitude 115.4-117.5, latitude 39.4-41.1, in ticks.
struct Extent {
    Point low{364'000'0000, 4'362'800'0000};
    Point high{542'500'0000, 4'551'600'0000};
};

enum class Heading : std::uint8_t { east, north };
enum class Sense : std::uint8_t { along, against };

/// How ragged a fabric is.
struct Texture {
    double bow = 0.07; ///< largest distance of an edge's points from its chord, share of its length
    int octaves = 6;   ///< of the wave that bends it
    int points_low = 0;  ///< inner points of an edge: from …
    int points_high = 0; ///< … up to and without; 0 = the mixture of parcels: 0 to 8, mean 3.9
};

/// The threads of a coverage: an irregular grid of nodes, and between neighbouring nodes edges bent
/// by a fractal wave. Every node and edge is a function of the seed and its place alone, so that
/// the two sides of an edge get the same points bit for bit. Edges meet at their nodes only: nodes
/// move by at most 0.18 of the spacing, which leaves at least 48° between two edges, and a bow of
/// 0.07 keeps an edge within 16° of its chord. Those on the border are straight.
class Fabric {
public:
    Fabric(Extent extent, int columns, int rows, Texture texture, std::uint64_t seed);

    [[nodiscard]] int columns() const noexcept { return m_columns; }
    [[nodiscard]] int rows() const noexcept { return m_rows; }
    /// Width and height of an undistorted cell, in ticks.
    [[nodiscard]] double width() const noexcept { return m_width; }
    [[nodiscard]] double height() const noexcept { return m_height; }

    /// 0 <= i <= columns, 0 <= j <= rows.
    [[nodiscard]] Point node(int i, int j) const noexcept;
    /// All points from node (i, j) to its eastern or northern neighbour.
    [[nodiscard]] Ring edge(int i, int j, Heading heading) const;

private:
    [[nodiscard]] int inner_points(std::uint64_t place) const noexcept;

    Extent m_extent;
    int m_columns;
    int m_rows;
    Texture m_texture;
    std::uint64_t m_seed;
    double m_width;
    double m_height;
};

/// Appends a chain to a ring without its last point.
void append(Ring& ring, Ring chain, Sense sense);
/// The outline of `columns` x `rows` cells from (i, j) on, counter-clockwise.
[[nodiscard]] Ring block_outline(const Fabric& fabric, int i, int j, int columns, int rows);

} // namespace parkplan::bench
