// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "crs/gauss_krueger.hpp"
#include "geo/point.hpp"
#include "layer/layer.hpp"
#include "layer/table.hpp"
#include "report/paint.hpp"
#include "review/finding.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::report {

/// What a whole pass over a layer found.
struct LayerSummary {
    layer::SourceInfo info{};
    std::optional<crs::WorkingPlane> plane{}; ///< that measures would use
    std::uint64_t features = 0;
    std::array<std::uint64_t, 5> states{}; ///< by layer::GeometryState
    geo::Box extent{};                     ///< of all polygons that were read
    std::vector<review::Finding> findings{};
    std::vector<BiText> suspicions{}; ///< what does not look right, and what would

    void count(const layer::Table& batch);
};

[[nodiscard]] PARKPLAN_API std::string info_text(const LayerSummary& summary, Language language,
                                                 Colour colour);
/// {"parkplan":1,"command":"info",…,"complete":true}.
[[nodiscard]] PARKPLAN_API std::string info_json(const LayerSummary& summary);

} // namespace parkplan::report
