// SPDX-License-Identifier: MIT
#include "geo/simple_ring.hpp"

#include "geo/predicates.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace parkplan::geo::detail {
namespace {

constexpr std::size_t longest = 64; ///< vertices of all rings; comparing all edges is quadratic

bool edges_meet(Point a, Point b, Point c, Point d) noexcept {
    return orientation(a, b, c) * orientation(a, b, d) <= 0 &&
           orientation(c, d, a) * orientation(c, d, b) <= 0;
}

/// True when no vertex is repeated, no edge turns straight back and all coordinates are finite; may
/// be false for a ring that is so, but needs a look. Without branches in the loop: which way a
/// boundary turns is a coin toss.
bool corners_are_plain(RingView ring) noexcept {
    double nothing = 0.0; // stays zero unless a coordinate is NaN or infinite
    unsigned doubtful = 0;
    Point before = ring[ring.size() - 1];
    Point at = ring[0];
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point after = ring.after(i);
        const Point in{at.x - before.x, at.y - before.y};
        const Point out{after.x - at.x, after.y - at.y};
        nothing += (at.x - at.x) + (at.y - at.y);
        // Turning straight back means a scalar product far below zero, and a vector product that is
        // zero: rounding brings it to 4e-16 of its parts at most (see orientation()).
        const double left = in.x * out.y;
        const double right = in.y * out.x;
        const double turn = std::abs(left - right);
        doubtful |= static_cast<unsigned>(in.x * out.x + in.y * out.y < 0.0) &
                    static_cast<unsigned>(turn <= 4e-16 * (std::abs(left) + std::abs(right)));
        doubtful |= static_cast<unsigned>(out.x == 0.0) & static_cast<unsigned>(out.y == 0.0);
        before = at;
        at = after;
    }
    return nothing == 0.0 && doubtful == 0;
}

/// True when `p`, which is not on the ring, is inside: the edges that a ray to the east crosses
/// are counted exactly.
bool is_inside(Point p, RingView ring) noexcept {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring.after(i);
        if ((a.y > p.y) != (b.y > p.y) && (orientation(a, b, p) > 0) == (b.y > a.y)) {
            inside = !inside;
        }
    }
    return inside;
}

/// All edges of a polygon with their boxes in a grid of 256 × 256 cells over the polygon. A
/// coordinate becomes a cell by operations that never turn an order round (a subtraction, a
/// product with a positive number, cutting the fraction off), so boxes that meet still meet: what
/// the small numbers keep apart is apart, and a register holds many of them.
class CellBoxes {
public:
    CellBoxes(const PolygonView& polygon, const Box& box) noexcept
        : m_origin(box.min), m_scale{scale_of(box.max.x - box.min.x),
                                     scale_of(box.max.y - box.min.y)} {
        Cells next_x{};
        Cells next_y{};
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            const RingView ring = polygon.ring(r);
            const std::size_t first = m_size;
            for (const Point& p : ring.points()) {
                m_min_x[m_size] = cell((p.x - m_origin.x) * m_scale.x);
                m_min_y[m_size] = cell((p.y - m_origin.y) * m_scale.y);
                ++m_size;
            }
            std::copy(m_min_x.data() + first + 1, m_min_x.data() + m_size, next_x.data() + first);
            std::copy(m_min_y.data() + first + 1, m_min_y.data() + m_size, next_y.data() + first);
            next_x[m_size - 1] = m_min_x[first];
            next_y[m_size - 1] = m_min_y[first];
        }
        for (std::size_t e = 0; e < longest; ++e) {
            m_max_x[e] = std::max(m_min_x[e], next_x[e]);
            m_max_y[e] = std::max(m_min_y[e], next_y[e]);
            m_min_x[e] = std::min(m_min_x[e], next_x[e]);
            m_min_y[e] = std::min(m_min_y[e], next_y[e]);
        }
    }

    /// Bit f is set where the box of edge f > `e` meets that of edge `e`.
    [[nodiscard]] std::uint64_t meeting_after(std::size_t e) const noexcept {
        std::uint64_t bits = 0;
        for (std::size_t first = (e + 1) / block * block; first < m_size; first += block) {
            bits |= meeting_in_block(e, first) << first;
        }
        const std::uint64_t known =
            m_size == longest ? ~std::uint64_t{0} : (std::uint64_t{1} << m_size) - 1;
        return bits & known & (~std::uint64_t{1} << e);
    }

private:
    using Cells = std::array<std::uint8_t, longest>;
    static constexpr std::size_t block = 16; ///< edges that are compared at once
    /// In a register, whatever the optimizer makes of loops (GCC and Clang know this attribute).
    using Block = std::uint8_t __attribute__((vector_size(block)));

    [[nodiscard]] std::uint64_t meeting_in_block(std::size_t e, std::size_t first) const noexcept {
        const Block meets = (all(m_min_x[e]) <= block_at(m_max_x, first)) &
                            (block_at(m_min_x, first) <= all(m_max_x[e])) &
                            (all(m_min_y[e]) <= block_at(m_max_y, first)) &
                            (block_at(m_min_y, first) <= all(m_max_y[e]));
        std::array<std::uint64_t, 2> halves{};
        std::memcpy(halves.data(), &meets, sizeof meets);
        return gathered(halves[0]) | gathered(halves[1]) << 8U;
    }

    static Block all(std::uint8_t value) noexcept {
        Block values;
        std::memset(&values, value, sizeof values);
        return values;
    }
    static Block block_at(const Cells& cells, std::size_t first) noexcept {
        Block values;
        std::memcpy(&values, cells.data() + first, sizeof values);
        return values;
    }

    /// Eight bytes of all bits or none as eight bits: the product brings them together in its top
    /// byte.
    static std::uint64_t gathered(std::uint64_t bytes) noexcept {
        constexpr std::uint64_t lowest = 0x0101010101010101U;
        constexpr std::uint64_t factor =
            std::endian::native == std::endian::little ? 0x0102040810204080U : 0x8040201008040201U;
        return (bytes & lowest) * factor >> 56U;
    }

    /// Cells in a unit of length; none where the polygon has no width to speak of.
    static double scale_of(double width) noexcept { return width > 1e-150 ? 255.0 / width : 0.0; }

    /// `at` is 0 to 255, and a few times the rounding of doubles more.
    static std::uint8_t cell(double at) noexcept {
        return static_cast<std::uint8_t>(static_cast<int>(at));
    }

    Point m_origin;
    Point m_scale;
    std::size_t m_size = 0;
    Cells m_min_x{};
    Cells m_min_y{};
    Cells m_max_x{};
    Cells m_max_y{};
};

/// Which ring an edge belongs to, and which edge of it that is.
class EdgePlaces {
public:
    explicit EdgePlaces(const PolygonView& polygon) noexcept : m_polygon(polygon) {
        for (std::size_t r = 1; r < polygon.rings(); ++r) { // most have no holes
            const std::size_t first = polygon.ring(r - 1).size() + m_first[r - 1];
            m_first[r] = static_cast<std::uint8_t>(first);
        }
    }
    [[nodiscard]] std::size_t ring_of(std::size_t e) const noexcept {
        std::size_t r = m_polygon.rings() - 1;
        while (e < m_first[r]) {
            --r;
        }
        return r;
    }
    [[nodiscard]] std::size_t first_of(std::size_t ring) const noexcept { return m_first[ring]; }

private:
    PolygonView m_polygon;
    std::array<std::uint8_t, longest / 3> m_first{};
};

/// True when edge `i` of a ring meets one of the edges that `near` has bits for.
bool meets_one_of(std::uint64_t near, RingView ring, std::size_t i, const PolygonView& polygon,
                  const EdgePlaces& places) noexcept {
    for (; near != 0; near &= near - 1) {
        const auto f = static_cast<std::size_t>(std::countr_zero(near));
        const std::size_t s = places.ring_of(f);
        const RingView other = polygon.ring(s);
        const std::size_t j = f - places.first_of(s);
        if (edges_meet(ring[i], ring.after(i), other[j], other.after(j))) {
            return true;
        }
    }
    return false;
}

/// True when two edges that are not neighbours meet.
bool edges_meet(const PolygonView& polygon, const Box& box) noexcept {
    const CellBoxes boxes{polygon, box};
    const EdgePlaces places{polygon};
    for (std::size_t r = 0; r < polygon.rings(); ++r) {
        const RingView ring = polygon.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const std::size_t e = places.first_of(r) + i;
            std::uint64_t near = boxes.meeting_after(e);
            if (i + 1 < ring.size()) {
                near &= ~(std::uint64_t{1} << (e + 1));
            }
            if (i == 0) {
                near &= ~(std::uint64_t{1} << (e + ring.size() - 1));
            }
            if (meets_one_of(near, ring, i, polygon, places)) {
                return true;
            }
        }
    }
    return false;
}

/// For holes that meet neither the shell nor each other: each is inside the shell, none in another.
bool holes_are_plain(const PolygonView& polygon) noexcept {
    for (std::size_t h = 1; h < polygon.rings(); ++h) {
        for (std::size_t r = 0; r < polygon.rings(); ++r) {
            if (r != h && is_inside(polygon.ring(h)[0], polygon.ring(r)) != (r == 0)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

bool is_plain(const PolygonView& polygon) noexcept {
    std::size_t size = 0;
    Box box;
    for (std::size_t r = 0; r < polygon.rings(); ++r) {
        const RingView ring = polygon.ring(r);
        size += ring.size();
        if (ring.size() < 3 || size > longest || !corners_are_plain(ring)) {
            return false;
        }
        for (const Point& p : ring.points()) {
            box.add(p);
        }
    }
    constexpr double most = 1e150; // beyond, no exact test holds
    return size > 0 && box.max.x - box.min.x < most && box.max.y - box.min.y < most &&
           !edges_meet(polygon, box) && holes_are_plain(polygon);
}

} // namespace parkplan::geo::detail
