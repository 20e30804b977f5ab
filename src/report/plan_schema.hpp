// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "report/rules_report.hpp"

#include <string>

namespace parkplan::report {

/// A JSON Schema (2020-12) of plan files, made of what the rules say of themselves: for editors of
/// TOML, and for programs that write plans. It checks keys, types and words; that layers, sources
/// and fields exist, only reading the plan can tell.
[[nodiscard]] PARKPLAN_API std::string plan_schema_json(RuleInfos rules);

} // namespace parkplan::report
