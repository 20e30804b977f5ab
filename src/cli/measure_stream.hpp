// SPDX-License-Identifier: MIT
#pragma once

#include "cli/pieces.hpp"
#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "io/open.hpp"
#include "measure/measure.hpp"
#include "report/measure_fields.hpp"
#include "report/measure_format.hpp"
#include "report/sink.hpp"

#include <optional>
#include <string>
#include <vector>

namespace parkplan::cli {

struct MeasureJob {
    std::string path{};
    std::string output{}; ///< file to be written; empty: standard output
    io::OpenOptions open{};
    measure::MeasureOptions measure{};
    std::vector<report::MeasureField> fields{};
};

struct MeasureEnd {
    report::MeasureFoot foot{};
    std::optional<Error> error{}; ///< it broke off after output had begun
};

/// Reads a layer piece by piece, measures pieces in parallel and writes them in file order; a few
/// pieces at a time are in memory. Throws what goes wrong before the first byte is written, and
/// every failure to write; every later failure, a bug of ours as well, closes the output as
/// incomplete and is returned.
[[nodiscard]] MeasureEnd measure_stream(const MeasureJob& job, report::MeasureFormat& format,
                                        report::Sink& sink, TaskPool& tasks, Progress& progress);

struct MeasureRun {
    TaskPool& tasks;
    Progress& progress;
};

/// The same of a layer that is open.
[[nodiscard]] MeasureEnd measure_pieces(const MeasureJob& job, Pieces& pieces,
                                        report::MeasureFormat& format, report::Sink& sink,
                                        const MeasureRun& run);

} // namespace parkplan::cli
