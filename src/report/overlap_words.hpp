// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"
#include "report/overlaps.hpp"

#include <string>
#include <string_view>

namespace parkplan::report {

/// "crosses" / "相交": in JSON and CSV the English word stands.
[[nodiscard]] BiView title_of(PairRelation relation) noexcept;

/// The layer, its system, its count and area, in three lines after a label.
[[nodiscard]] std::string layer_lines(const OverlapLayer& layer, std::string_view label,
                                      AreaMethod method, Language language);

} // namespace parkplan::report
