// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/area_method.hpp"
#include "core/exact_area.hpp"
#include "core/units.hpp"
#include "crs/gauss_krueger.hpp"
#include "geo/shape.hpp"
#include "layer/layer.hpp"
#include "report/paint.hpp"
#include "review/finding.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::report {

/// How feature a lies to feature b.
enum class PairRelation : std::uint8_t { crosses, inside, covers, equals };

/// A pair of features that share interior.
struct OverlapPair {
    std::string a{}; ///< key
    std::int64_t a_fid = 0;
    std::string b{};
    std::int64_t b_fid = 0;
    PairRelation relation = PairRelation::crosses;
    SquareMetres area{};
    double of_a = 0.0; ///< share of the area of a, 0..1
    double of_b = 0.0;
    geo::Shape polygon{}; ///< in the working plane; only when asked for
};

/// One of the two layers.
struct OverlapLayer {
    layer::SourceInfo info{};
    std::uint64_t features = 0;
    std::uint64_t excluded = 0; ///< not measured, in no pair
    std::uint64_t away = 0;     ///< too far from the other layer to meet it: not looked at
    ExactArea area{};           ///< of the others
    std::vector<review::Finding> findings{};
};

/// Pairs that are counted, not listed.
struct UncountedPairs {
    std::uint64_t pairs = 0;
    ExactArea area{};
};

struct OverlapsResult {
    OverlapLayer a{};
    OverlapLayer b{};
    ExactArea area{}; ///< of the pairs listed
    UncountedPairs below_min_area{};
    UncountedPairs rounding{}; ///< no wider than rounding explains
    std::optional<crs::WorkingPlane> plane{};
    std::vector<OverlapPair> pairs{}; ///< in the order of a, then b
    SquareMetres min_area{};
    AreaMethod method = AreaMethod::ellipsoidal;
    bool with_polygons = false;
};

[[nodiscard]] PARKPLAN_API std::string overlaps_text(const OverlapsResult& result,
                                                     Language language, Colour colour);
/// {"parkplan":1,"command":"overlaps",…,"complete":true}, one pair a line.
[[nodiscard]] PARKPLAN_API std::string overlaps_json(const OverlapsResult& result);
/// a,a_fid,b,b_fid,relation,area_m2,of_a,of_b; UTF-8, line feeds, RFC 4180.
[[nodiscard]] PARKPLAN_API std::string overlaps_csv(const OverlapsResult& result);

} // namespace parkplan::report
