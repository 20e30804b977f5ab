// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"
#include "report/overlaps.hpp"

namespace parkplan::report {

/// "crosses" / "相交": in JSON and CSV the English word stands.
[[nodiscard]] BiView title_of(PairRelation relation) noexcept;

} // namespace parkplan::report
