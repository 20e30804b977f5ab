// SPDX-License-Identifier: MIT
#pragma once

#include "fabric.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace parkplan::bench {

/// A parcel by its place: its lower left cell, and how many cells (1 or 2, side by side) it takes.
struct Plot {
    int i = 0;
    int j = 0;
    int width = 1;
    friend bool operator==(Plot, Plot) = default;
};

enum class Side : std::uint8_t { south, east, north, west };
inline constexpr std::array every_side{Side::south, Side::east, Side::north, Side::west};

/// A disturbed side: its inner points moved square to its chord, its ends not, so that an overlap
/// (outward) or a gap (inward) lies between it and the neighbours that kept theirs.
struct Shift {
    Side side = Side::south;
    bool outward = true;
    std::int64_t ticks = 0; ///< how far, 0.01 to 2 m
};

struct Hole {
    Ring ring;              ///< counter-clockwise
    bool is_filled = false; ///< by a parcel of its own
};

/// A synthetic coverage of irregular parcels. Everything is computed on demand from the seed; an
/// undisturbed edge is the same bit for bit from both sides. About a quarter of the pairs of cells
/// are one parcel, 4 % of the parcels have a hole, 2 % a side moved out and 2 % one moved in, which
/// is 1 % of the shared sides each.
class Coverage {
public:
    /// Of about `parcels` parcels (at least 100), filled holes included. The grid is a multiple of
    /// zone_columns x zone_rows.
    Coverage(std::int64_t parcels, std::uint64_t seed);
    static constexpr int zone_columns = 10;
    static constexpr int zone_rows = 6;

    [[nodiscard]] const Fabric& fabric() const noexcept { return m_fabric; }
    /// The parcel that takes the cell.
    [[nodiscard]] Plot plot(int i, int j) const noexcept;
    /// All parcels, tile by tile of 32 x 32 cells.
    [[nodiscard]] std::vector<Plot> plots() const;

    /// Without disturbance, counter-clockwise.
    [[nodiscard]] Ring even_shell(Plot plot) const;
    [[nodiscard]] std::optional<Hole> hole(Plot plot) const;
    /// Null for most. The shell stays valid with it.
    [[nodiscard]] std::optional<Shift> shift(Plot plot) const;
    /// As it is written: with its disturbance.
    [[nodiscard]] Ring shell(Plot plot) const;

    /// The side from corner to corner, counter-clockwise around the parcel.
    [[nodiscard]] Ring chain(Plot plot, Side side) const;
    [[nodiscard]] static Ring moved(const Ring& chain, Shift shift);
    /// The parcels on the other side, in the order of the chain: 1 or 2, none on the border.
    [[nodiscard]] std::vector<Plot> neighbours(Plot plot, Side side) const;

private:
    [[nodiscard]] Ring shell_with(Plot plot, std::optional<Shift> shift) const;
    [[nodiscard]] bool are_joined(int even_i, int j) const noexcept;

    std::uint64_t m_seed;
    Fabric m_fabric;
};

} // namespace parkplan::bench
