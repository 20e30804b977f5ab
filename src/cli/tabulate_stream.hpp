// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "measure/measure.hpp"
#include "report/sink.hpp"
#include "report/tabulation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace parkplan::cli {

struct TabulateJob {
    const LayerOptions& layer;
    const LayerOptions& zones;
    std::string output{};      ///< file to be written; empty: standard output
    std::string class_field{}; ///< empty: no classes
    std::vector<std::string> sum_fields{};
    Measuring measuring{};
    bool per_feature = false;  ///< the parts of each feature are written to the sink
    bool self_overlap = false; ///< reads the layer once more, whole
    Format format = Format::text;
};

struct TabulateEnd {
    report::TabulationResult result{};
    std::optional<Error> error{}; ///< it broke off after output had begun
};

/// Reads the zones whole and the layer piece by piece, in the working plane of the layer (of the
/// zones where the layer has no extent), and adds up. With `per_feature` the beginning of the
/// result and the parts go to `sink` on the way, in file order; its end is up to the caller. Throws
/// what goes wrong before the first byte is written, and every failure to write; a later failure
/// is returned.
[[nodiscard]] TabulateEnd tabulate_stream(const TabulateJob& job, report::Sink& sink,
                                          TaskPool& tasks, Progress& progress);

} // namespace parkplan::cli
