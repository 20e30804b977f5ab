// SPDX-License-Identifier: MIT
#pragma once

#include "core/embedded.hpp"

#include <span>

namespace parkplan::plan {

/// The built-in plans of src/plan/templates. Made by tools/embed_texts.py.
[[nodiscard]] std::span<const EmbeddedText> template_texts() noexcept;

} // namespace parkplan::plan
