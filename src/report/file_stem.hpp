// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace parkplan::report {

/// A name from a plan as (part of) the name of a file: what a file name cannot hold becomes '_'.
[[nodiscard]] std::string file_stem(std::string_view name);

} // namespace parkplan::report
