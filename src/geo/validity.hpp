// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace parkplan::geo {

/// What can be wrong, or merely unusual, with a polygonal feature (contract of parkplan §4).
enum class DefectKind : std::uint8_t {
    // Not measured: the area is not defined without a guess.
    self_crossing,      ///< a ring crosses itself, or runs along itself beyond a spike
    overlapping_parts,  ///< two parts of one feature share interior
    hole_crosses_shell, ///< a hole crosses its shell
    hole_outside_shell, ///< a hole lies outside its shell
    nested_shells,      ///< a shell lies inside another part
    not_finite,         ///< NaN or infinite coordinate
    too_few_points,     ///< a ring with fewer than 3 different vertices, or without area
    duplicate_ring,     ///< the same ring twice in one feature
    overlapping_holes,  ///< two holes of a polygon cross, nest or share interior
    // Measured, with a note.
    split_interior,      ///< touching rings cut the interior in two
    repeated_point,      ///< two equal vertices in a row
    spike,               ///< zero-width spike: the ring runs out and straight back
    ring_touches_itself, ///< a ring meets itself in a point without crossing
    hole_shares_edge,    ///< a hole runs along its shell or beside another hole
    parts_share_edge,    ///< two parts run along each other, apart or one in a hole
    hole_touches_shell,  ///< a hole meets its shell or another hole in points
};

/// True for the kinds that leave a feature without an area.
[[nodiscard]] PARKPLAN_API bool prevents_measuring(DefectKind kind) noexcept;
/// Catalogue code of a kind: "PP-0301" …
[[nodiscard]] PARKPLAN_API std::string_view code_of(DefectKind kind) noexcept;

/// One defect with its place.
struct Defect {
    DefectKind kind = DefectKind::self_crossing;
    std::uint32_t polygon = 0; ///< part of the feature
    std::uint32_t ring = 0;    ///< 0 is the shell, then the holes
    std::uint32_t index = 0;   ///< vertex that starts the edge, or the vertex itself
    Point at{};                ///< where, in the coordinates of the feature

    friend auto operator<=>(const Defect&, const Defect&) = default;
};

/// Every defect of a feature, each once, sorted by kind, polygon, ring, index. Decisions are exact
/// (no tolerance): a touching point is a touching point in the stored doubles; only the place of a
/// crossing inside two edges is rounded. Coordinates must stay below 1e150.
///
/// Each ring is first freed of repeated points and spikes, so that a spike is one spike wherever it
/// runs. Then all places where edges meet are found, by boxes or, where those help little, by a
/// sweep (O(n log n) for clean features of any shape). At each such point the cyclic order of the
/// branches says who crosses, touches or encloses whom; rings that do not meet are located by one
/// vertex. A crossing is told once per place, a run along an edge once per run, at the smaller end
/// of its first piece; where two rings are concerned, at the one that is stored later. Of a ring
/// that is not finite, too short or without area nothing else is said; what lies in a ring that
/// crosses itself is not judged, because its inside is not defined.
///
/// Not told, because they are no defects: parts that touch in points, vertices on straight edges,
/// the direction of rings (a matter of the file's format, not of the polygon).
/// Linear memory. Safe to call from many threads.
[[nodiscard]] PARKPLAN_API std::vector<Defect> find_defects(const MultiPolygonView& feature);

/// True when none of `defects` prevents measuring.
[[nodiscard]] PARKPLAN_API bool measurable(const std::vector<Defect>& defects) noexcept;

} // namespace parkplan::geo
