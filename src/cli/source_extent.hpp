// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "io/open.hpp"
#include "layer/layer.hpp"

#include <string>

namespace parkplan::cli {

/// The extent by whose centre the zone of a streamed layer is chosen: what the source states,
/// unless a broken coordinate spoils it; then one pass over the plausible points. The layer must
/// have a coordinate system. Throws what reading throws.
[[nodiscard]] geo::Box plausible_extent(const std::string& path, const io::OpenOptions& open,
                                        const layer::SourceInfo& info);

/// --overwrite is meant for an earlier result, never for the layer itself: throws Error{usage}
/// where `output` is a file of the layer.
void refuse_to_overwrite(const layer::SourceInfo& info, const std::string& output);

} // namespace parkplan::cli
