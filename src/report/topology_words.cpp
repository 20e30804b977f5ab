// SPDX-License-Identifier: MIT
#include "report/topology_words.hpp"

#include <array>
#include <cstddef>
#include <optional>

namespace parkplan::report {
namespace {

void count(LevelCounts& counts, Level level, std::size_t more = 1) {
    switch (level) {
    case Level::error:
        counts.errors += more;
        break;
    case Level::warning:
        counts.warnings += more;
        break;
    case Level::info:
        counts.infos += more;
        break;
    }
}

void count_all(LevelCounts& counts, const LevelCounts& more) {
    counts.errors += more.errors;
    counts.warnings += more.warnings;
    counts.infos += more.infos;
}

template <typename List>
void count_list(LevelCounts& counts, const List& list) {
    for (const auto& entry : list) {
        count(counts, judgement_of(entry).level);
    }
}

} // namespace

Judgement judgement_of(const FoundOverlap& overlap) noexcept {
    switch (overlap.relation) {
    case PairRelation::equals:
        return {"PP-0203", Level::error};
    case PairRelation::inside:
    case PairRelation::covers:
        return {"PP-0204", Level::error};
    case PairRelation::crosses:
        break;
    }
    return overlap.sliver ? Judgement{"PP-0202", Level::warning}
                          : Judgement{"PP-0201", Level::error};
}

Judgement judgement_of(const FoundGap& gap) noexcept {
    return {gap.sliver ? "PP-0206" : "PP-0205", Level::warning};
}

Judgement judgement_of(const FoundOutside& outside) noexcept {
    return {"PP-0210", outside.sliver ? Level::warning : Level::error};
}

Judgement judgement_of(const FoundVertices& /*vertices*/) noexcept {
    return {"PP-0207", Level::info};
}

Judgement judgement_of(const FoundNearMiss& /*miss*/) noexcept {
    return {"PP-0208", Level::info};
}

BiView title_of(FoundGapKind kind) noexcept {
    constexpr std::array<BiView, 3> titles{
        {{"enclosed", "封闭"}, {"pinched", "点处收口"}, {"outline", "临范围线"}}};
    return titles.at(static_cast<std::size_t>(kind));
}

std::size_t reading_findings(const TopologyResult& result) noexcept {
    return result.layer.findings.size() + (result.within ? result.within->findings.size() : 0);
}

LevelCounts levels_of(const TopologyResult& result) noexcept {
    LevelCounts counts = count_levels(result.layer.findings);
    if (result.within) {
        count_all(counts, count_levels(result.within->findings));
    }
    count_list(counts, result.overlaps);
    count_list(counts, result.gaps);
    count_list(counts, result.outside);
    count_list(counts, result.unmatched);
    count_list(counts, result.near_misses);
    const TopologySummary& summary = result.summary;
    for (const CountedArea& small :
         {summary.small_overlaps, summary.small_gaps, summary.small_outside}) {
        count(counts, Level::info, small.count > 0 ? 1 : 0);
    }
    return counts;
}

std::optional<Level> gravest_level(const TopologyResult& result) {
    const LevelCounts counts = levels_of(result);
    if (counts.errors > 0) {
        return Level::error;
    }
    if (counts.warnings > 0) {
        return Level::warning;
    }
    return counts.infos > 0 ? std::optional{Level::info} : std::nullopt;
}

} // namespace parkplan::report
