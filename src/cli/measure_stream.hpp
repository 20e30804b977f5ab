// SPDX-License-Identifier: MIT
#pragma once

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

/// Reads a layer batch by batch, measures each in parallel and writes it in file order. Throws
/// what goes wrong before the first byte is written, and every failure to write; every later
/// failure, a bug of ours as well, closes the output as incomplete and is returned.
[[nodiscard]] MeasureEnd measure_stream(const MeasureJob& job, report::MeasureFormat& format,
                                        report::Sink& sink, TaskPool& tasks, Progress& progress);

} // namespace parkplan::cli
