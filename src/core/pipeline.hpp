// SPDX-License-Identifier: MIT
#pragma once

#include "core/tasks.hpp"

#include <cstddef>

namespace parkplan::detail {

/// The body of TaskPool::pipeline with `threads` threads, the caller's among them. `slots` >= 1.
void run_pipeline(unsigned threads, std::size_t slots, const TaskPool::Stages& stages);

/// True on a thread that is just doing the work of a pipeline.
[[nodiscard]] bool inside_pipeline() noexcept;

} // namespace parkplan::detail
