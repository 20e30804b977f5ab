// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/area_method.hpp"
#include "core/exact_area.hpp"
#include "core/language.hpp"
#include "core/level.hpp"
#include "core/units.hpp"
#include "crs/gauss_krueger.hpp"
#include "geo/shape.hpp"
#include "measure/measure.hpp"
#include "report/overlaps.hpp"
#include "report/paint.hpp"
#include "review/finding.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::report {

/// A feature of the layer as a result names it.
struct FeatureName {
    std::string key{};
    std::int64_t fid = 0;
    std::uint32_t row = 0;
};

/// Shapes are in the working plane.
struct FoundOverlap {
    FeatureName a{};
    FeatureName b{};
    PairRelation relation = PairRelation::crosses;
    SquareMetres area{};
    Metres width{}; ///< mean width, 2·area/perimeter
    double thinness = 0.0;
    bool multiple = false; ///< a third feature covers some of it too
    bool sliver = false;
    geo::Shape place{}; ///< a point of reference, or the polygon when that was asked for
};

enum class FoundGapKind : std::uint8_t { enclosed, pinched, outline };

struct FoundGap {
    std::vector<FeatureName> neighbours{}; ///< in file order
    FoundGapKind kind = FoundGapKind::enclosed;
    SquareMetres area{};
    Metres width{};
    double thinness = 0.0;
    bool sliver = false;
    geo::Shape place{};
};

/// What of a feature lies outside the outline.
struct FoundOutside {
    FeatureName feature{};
    SquareMetres area{};
    Metres width{};
    bool sliver = false;
    geo::Shape place{};
};

/// Vertices of either feature on edges of the other that have none there.
struct FoundVertices {
    FeatureName a{};
    FeatureName b{};
    Metres farthest{};
    geo::MultiPoint points{};
};

/// Edges that face each other without meeting.
struct FoundNearMiss {
    FeatureName a{};
    FeatureName b{};
    Metres farthest{};
    geo::MultiLine lines{};
};

struct TopologyTolerances {
    SquareMetres min_area{};
    Metres min_width{};
    Metres sliver_width{};
    double sliver_thinness = 0.0;
    Metres max_gap_width{std::numeric_limits<double>::infinity()};
    Metres snap{};
};

/// Things that are counted, and their area.
struct CountedArea {
    std::uint64_t count = 0;
    ExactArea area{};
};

/// Where all area is.
struct TopologySummary {
    ExactArea sum_area{};
    ExactArea overlap_pairs{};  ///< listed and small ones, pair by pair
    ExactArea overlap_excess{}; ///< what is counted more than once
    ExactArea union_area{};     ///< sum_area - overlap_excess
    ExactArea gap_area{};       ///< listed and small ones
    CountedArea sliver_overlaps{};
    CountedArea sliver_gaps{};
    CountedArea small_overlaps{};
    CountedArea small_gaps{};
    CountedArea small_outside{};
    CountedArea rounding_overlaps{};
    CountedArea rounding_gaps{};
    CountedArea open_space{};
    ExactArea outside{};        ///< listed and small ones
    ExactArea outside_excess{}; ///< of that, counted more than once
    ExactArea outline_area{};
};

/// What checking a coverage found.
struct TopologyResult {
    OverlapLayer layer{};
    std::optional<OverlapLayer> within{}; ///< the outline
    std::optional<crs::WorkingPlane> plane{};
    AreaMethod method = AreaMethod::ellipsoidal;
    measure::Validity validity = measure::Validity::checked;
    TopologyTolerances tolerances{};
    bool with_polygons = false; ///< the places of overlaps are polygons
    std::vector<FoundOverlap> overlaps{};
    std::vector<FoundGap> gaps{};
    std::vector<FoundOutside> outside{};
    std::vector<FoundVertices> unmatched{};
    std::vector<FoundNearMiss> near_misses{};
    TopologySummary summary{};
};

/// All as findings: those of the layers, then one for each entry of the lists, in their order, then
/// those on what lies below the tolerances; with fingerprints.
[[nodiscard]] PARKPLAN_API std::vector<review::Finding>
topology_findings(const TopologyResult& result);

/// The gravest level among them; none without findings.
[[nodiscard]] PARKPLAN_API std::optional<Level> gravest_level(const TopologyResult& result);

/// Counts, areas, the balance of areas, and the largest entries of each list.
[[nodiscard]] PARKPLAN_API std::string topology_text(const TopologyResult& result,
                                                     Language language, Colour colour);
/// {"parkplan":1,"command":"topology",…,"complete":true}, one entry a line. The lists hold figures;
/// shapes and messages stand once, in the finding with the same fingerprint.
[[nodiscard]] PARKPLAN_API std::string topology_json(const TopologyResult& result);
/// kind,code,level,a,a_fid,b,b_fid,relation,area_m2,width_m,thinness,multiple,sliver,vertices,
/// distance_m,neighbours,x,y; UTF-8, line feeds, RFC 4180; keys of neighbours parted by "; ".
[[nodiscard]] PARKPLAN_API std::string topology_csv(const TopologyResult& result);

} // namespace parkplan::report
