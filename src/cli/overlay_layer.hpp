// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "crs/crs.hpp"
#include "crs/gauss_krueger.hpp"
#include "geo/point.hpp"
#include "layer/layer.hpp"
#include "measure/measure.hpp"
#include "overlay/overlap.hpp"
#include "overlay/side.hpp"
#include "report/overlaps.hpp"
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
    std::uint64_t away = 0; ///< rows of the source that are none here: they can meet nothing
    std::vector<review::Finding> findings{};

    [[nodiscard]] overlay::Side side() const noexcept { return {layer, usable}; }
};

struct OverlayInput {
    OverlayLayer a;
    OverlayLayer b;
    measure::Measurer measurer; ///< of the plane that both are in
};

/// A layer as it stands in its file.
struct WholeLayer {
    layer::SourceInfo source{};
    layer::Layer layer;
    std::uint64_t away = 0; ///< rows of the source that were left out as they can meet nothing
};

/// What a layer is read with.
struct OverlayRun {
    TaskPool& tasks;
    Progress& progress;
};

/// All of a layer; of its fields only the key. Throws what reading throws, and Error{crs} where it
/// states no coordinate system.
[[nodiscard]] WholeLayer read_whole(const LayerOptions& options, Progress& progress);

/// True for a system whose own plane areas are measured in, wherever the layer lies.
[[nodiscard]] bool has_own_plane(const crs::Crs& crs);

/// The system of the plane that areas of pieces are measured in, of a layer that lies in `box`.
[[nodiscard]] crs::Crs plane_of(const crs::Crs& crs, const geo::Box& box,
                                const Measuring& measuring);

/// The plane of an overlay as results tell of it: whether it is the own one of the layer that
/// leads.
[[nodiscard]] std::optional<crs::WorkingPlane> plane_for(const layer::SourceInfo& leading,
                                                         const crs::Crs& plane,
                                                         const measure::Measurer& measurer);

/// How features are measured for an overlay in `plane`.
[[nodiscard]] measure::MeasureOptions overlay_measures(const crs::Crs& plane,
                                                       const Measuring& measuring);

/// Brings a layer into `plane`, judges and measures it.
[[nodiscard]] OverlayLayer prepare(WholeLayer whole, const crs::Crs& plane,
                                   const measure::Measurer& measurer, TaskPool& tasks);

/// Reads two layers and brings both into the working plane of the first (of the second where the
/// first has no extent); of the second only what may meet the first (read_near). Throws what
/// reading throws, and Error{crs} where there is no accurate transformation.
[[nodiscard]] OverlayInput read_overlay(const LayerOptions& a, const LayerOptions& b,
                                        const Measuring& measuring, TaskPool& tasks,
                                        Progress& progress);

/// How two features lie to each other, in the words of results.
[[nodiscard]] report::PairRelation relation_of(overlay::Relation relation) noexcept;

/// A layer of an overlay, as results tell of it; takes its findings.
[[nodiscard]] report::OverlapLayer summary_of(OverlayLayer& layer);

} // namespace parkplan::cli
