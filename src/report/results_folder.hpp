// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "io/staged_folder.hpp"
#include "report/check_result.hpp"

namespace parkplan::report {

/// Writes report.txt, results.json and data/ into a staged folder, as the plan's [output] asks,
/// and publishes it in one step. results.json is always written: it marks the folder as ours; so
/// are the tables of the rules, data/tables/*.csv, in the language of the report, in which
/// papers/papers.xlsx and papers/papers.txt are, too.
/// What the writers had to change or leave out becomes `result.notes` and stands in both reports.
/// Throws Error{output}; then nothing appears.
PARKPLAN_API void write_results(io::StagedFolder& folder, CheckResult& result, Language language);

} // namespace parkplan::report
