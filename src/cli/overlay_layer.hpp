// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "layer/layer.hpp"
#include "measure/measure.hpp"
#include "overlay/side.hpp"
#include "review/finding.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace parkplan::cli {

/// A layer ready to be overlaid: in the working plane, judged and measured.
struct OverlayLayer {
    layer::SourceInfo source{}; ///< as the file states it
    layer::Layer layer;
    std::vector<std::uint8_t> usable{};
    std::vector<SquareMetres> areas{}; ///< by Measurer::piece_method; of usable rows only
    std::uint64_t excluded = 0;        ///< rows that are in no overlay
    std::vector<review::Finding> findings{};

    [[nodiscard]] overlay::Side side() const noexcept { return {layer, usable}; }
};

struct OverlayInput {
    OverlayLayer a;
    OverlayLayer b;
    measure::Measurer measurer; ///< of the plane that both are in
};

/// Reads two layers and brings both into the working plane of the first (of the second where the
/// first has no extent). Throws what reading throws, and Error{crs} where there is no accurate
/// transformation.
[[nodiscard]] OverlayInput read_overlay(const LayerOptions& a, const LayerOptions& b,
                                        measure::Validity validity, TaskPool& tasks,
                                        Progress& progress);

} // namespace parkplan::cli
