// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "crs/crs.hpp"
#include "layer/layer.hpp"
#include "layer/row_names.hpp"
#include "measure/measure.hpp"
#include "overlay/topology.hpp"
#include "review/finding.hpp"

#include <memory>
#include <string>
#include <vector>

namespace parkplan::cli {

/// A layer that was read into a builder of its topology, in its working plane. Of its attributes
/// the key is kept.
struct Coverage {
    layer::SourceInfo source{}; ///< as the file states it
    crs::Crs plane;
    std::unique_ptr<const measure::Measurer> measurer{}; ///< of the plane
    overlay::TopologyBuilder builder;                    ///< all pieces are in
    layer::RowNames names;
    std::vector<review::Finding> findings{}; ///< of reading and validity
};

/// Reads a layer piece by piece; pieces are brought into the plane, checked and taken up on all
/// threads. `output` must be no file of the layer. Throws what reading throws, and Error{crs} where
/// the layer states no system.
[[nodiscard]] Coverage read_coverage(const LayerOptions& options, const std::string& output,
                                     const Measuring& measuring, TaskPool& tasks,
                                     Progress& progress);

} // namespace parkplan::cli
