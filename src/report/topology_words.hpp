// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"
#include "core/level.hpp"
#include "report/findings_text.hpp"
#include "report/topology.hpp"

#include <cstddef>
#include <string_view>

namespace parkplan::report {

/// Code and level of one thing found.
struct Judgement {
    std::string_view code{};
    Level level = Level::error;
};

/// A sliver is mostly one boundary drawn twice: a warning.
[[nodiscard]] Judgement judgement_of(const FoundOverlap& overlap) noexcept;
[[nodiscard]] Judgement judgement_of(const FoundGap& gap) noexcept;
[[nodiscard]] Judgement judgement_of(const FoundOutside& outside) noexcept;
[[nodiscard]] Judgement judgement_of(const FoundVertices& vertices) noexcept;
[[nodiscard]] Judgement judgement_of(const FoundNearMiss& miss) noexcept;

/// "enclosed" / "封闭": in JSON and CSV the English word stands.
[[nodiscard]] BiView title_of(FoundGapKind kind) noexcept;

/// How many findings of each level there are.
[[nodiscard]] LevelCounts levels_of(const TopologyResult& result) noexcept;

/// How many findings stand before those on the entries of the lists.
[[nodiscard]] std::size_t reading_findings(const TopologyResult& result) noexcept;

} // namespace parkplan::report
