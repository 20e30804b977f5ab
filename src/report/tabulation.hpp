// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/area_method.hpp"
#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "core/language.hpp"
#include "crs/gauss_krueger.hpp"
#include "layer/layer.hpp"
#include "report/overlaps.hpp"
#include "report/paint.hpp"
#include "review/finding.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {

/// Why TabulationResult::self_overlap is null.
inline constexpr BiView no_self_overlap{"not computed: it needs the whole layer; --self-overlap",
                                        "未计算：需读入整个图层，请用 --self-overlap"};

/// What the features of one class give to a zone, or to the outside.
struct TabulationRow {
    std::string zone{};                ///< key; empty: outside
    std::int64_t zone_fid = 0;         ///< means nothing outside
    std::optional<std::string> name{}; ///< the class; none: null, or no classes
    std::uint64_t features = 0;
    ExactArea area{};
    double of_zone = 0.0; ///< share of the zone's own area
    double of_layer = 0.0;
    std::vector<ExactNumber> sums{}; ///< by field
};

/// The account of one field that was shared out.
struct FieldAccount {
    std::string field{};
    ExactNumber zones{}; ///< Σ over the rows
    ExactNumber outside{};
    ExactNumber multiple{}; ///< counted more than once
    ExactNumber residual{};
    ExactNumber sum{};      ///< zones + outside − multiple + residual: of the tabulated features
    ExactNumber excluded{}; ///< of the others
    std::uint64_t missing = 0;
};

/// What is known before the first feature.
struct TabulationHead {
    layer::SourceInfo layer{};
    OverlapLayer zones{};
    std::optional<crs::WorkingPlane> plane{};
    AreaMethod method = AreaMethod::ellipsoidal;
    std::string class_field{}; ///< empty: no classes
    std::vector<std::string> sum_fields{};
    bool per_feature = false;
    bool self_overlap = false;
};

/// What is known after the last.
struct TabulationResult {
    TabulationHead head{};
    std::uint64_t features = 0; ///< of the layer
    std::uint64_t excluded = 0;
    std::uint64_t split = 0;
    std::uint64_t redone = 0;
    std::uint64_t rounding_parts = 0;
    std::vector<TabulationRow> rows{};    ///< sorted by zone, then class; null last
    std::vector<TabulationRow> outside{}; ///< by class
    ExactArea zones_area{};
    ExactArea outside_area{};
    ExactArea multiple{};
    ExactArea residual{};
    ExactArea rounding{}; ///< of parts no wider than rounding explains; in the residual
    ExactArea sum{};      ///< zones + outside − multiple + residual: of the tabulated features
    std::optional<ExactArea> self_overlap{};
    std::vector<FieldAccount> fields{};
    std::vector<review::Finding> findings{}; ///< on the layer; those on the zones are in the head
};

/// A feature's part in a zone, or outside.
struct FeaturePart {
    std::string_view key{};
    std::int64_t fid = 0;
    std::string_view zone{}; ///< empty: outside
    std::int64_t zone_fid = 0;
    std::optional<std::string_view> name{};
    ExactArea area{};
    double share = 0.0; ///< of the feature
    std::span<const ExactNumber> values{};
};

[[nodiscard]] PARKPLAN_API std::string tabulation_text(const TabulationResult& result,
                                                       Language language, Colour colour);

/// zone,zone_fid,[class,]features,area_m2,of_zone,of_layer[,field…]: a line per zone and class;
/// lines without a zone are those outside.
[[nodiscard]] PARKPLAN_API std::string tabulation_csv(const TabulationResult& result);

/// {"parkplan":1,"command":"tabulate",…: begun, then parts where they are asked for, then ended.
[[nodiscard]] PARKPLAN_API std::string tabulation_json_begin(const TabulationHead& head);
[[nodiscard]] PARKPLAN_API std::string tabulation_json_end(const TabulationResult& result);
/// What ends a result that broke off.
[[nodiscard]] PARKPLAN_API std::string tabulation_json_broken(const TabulationHead& head,
                                                              const Error& error);

/// Appends a comma, and a part of a feature as an object on a line of its own.
PARKPLAN_API void append_part_json(std::string& text, const TabulationHead& head,
                                   const FeaturePart& part);
/// key,fid,zone,zone_fid,[class,]area_m2,of_feature[,field…]
[[nodiscard]] PARKPLAN_API std::string parts_csv_head(const TabulationHead& head);
PARKPLAN_API void append_part_csv(std::string& text, const TabulationHead& head,
                                  const FeaturePart& part);

} // namespace parkplan::report
