// SPDX-License-Identifier: MIT
#pragma once

#include "io/dataset.hpp"
#include "io/open.hpp"
#include "io/source.hpp"

namespace parkplan::io {

/// Opens a layer through OGR, with its filter and ignored fields set and everything about it but
/// its rows known. Throws what open_source throws.
[[nodiscard]] OpenLayer open_layer(const SourceName& name, const OpenOptions& options);

/// Closes the dataset of a layer and leaves what is known about it.
void close_layer(OpenLayer& open) noexcept;

} // namespace parkplan::io
