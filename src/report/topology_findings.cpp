// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "report/topology.hpp"
#include "report/topology_words.hpp"
#include "review/figures.hpp"
#include "review/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using review::area_text;
using review::Finding;
using review::length_text;
using review::Subject;

/// Neighbours of a gap that its message names; the others are counted there.
constexpr std::size_t most_neighbours_named = 4;

BiText count_text(std::uint64_t count) {
    return same(fmt::format("{}", count));
}

/// "beside 'B', 'C' and 2 more": the neighbours of a gap without the one that is the subject.
BiText beside(const FoundGap& gap, const FeatureName* subject) {
    std::vector<std::string> named;
    std::size_t others = 0;
    for (const FeatureName& neighbour : gap.neighbours) {
        if (&neighbour != subject && ++others <= most_neighbours_named) {
            named.push_back(neighbour.key);
        }
    }
    if (others == 0) {
        return subject == nullptr ? BiText{"beside no feature", "无相邻要素"}
                                  : BiText{"beside no other feature", "无其他相邻要素"};
    }
    const std::size_t more = others - named.size();
    const std::string en = more == 0 ? std::string{} : fmt::format(" and {} more", more);
    const std::string zh = more == 0 ? std::string{} : fmt::format("等 {} 个要素", others);
    return {fmt::format("beside '{}'{}", fmt::join(named, "', '"), en),
            fmt::format("相邻：“{}”{}", fmt::join(named, "”“"), zh)};
}

/// Makes findings about the features of one result.
class Findings {
public:
    explicit Findings(const TopologyResult& result) : m_result(result) {}

    [[nodiscard]] Finding of(const FoundOverlap& overlap) const {
        const bool outer_is_b = overlap.relation == PairRelation::inside;
        const FeatureName& subject = outer_is_b ? overlap.b : overlap.a;
        const FeatureName& other = outer_is_b ? overlap.a : overlap.b;
        const Judgement judgement = judgement_of(overlap);
        MessageValues values{{"other", same(other.key)}};
        if (overlap.relation != PairRelation::equals) {
            values.emplace_back("area_m2", same(area_text(overlap.area)));
        }
        if (overlap.relation == PairRelation::crosses) {
            values.emplace_back("width_m", same(length_text(overlap.width)));
        }
        Finding finding = pair(judgement, subject, other, values);
        with_area(finding, overlap.area);
        finding.place = overlap.place;
        return finding;
    }

    /// The neighbour with the lowest key is the subject, the next one the other: which of them
    /// comes first in the file must not change a fingerprint.
    [[nodiscard]] Finding of(const FoundGap& gap) const {
        std::vector<const FeatureName*> neighbours;
        for (const FeatureName& neighbour : gap.neighbours) {
            neighbours.push_back(&neighbour);
        }
        std::ranges::sort(neighbours, {}, [](const FeatureName* name) {
            return std::pair{std::string_view{name->key}, name->fid};
        });
        const FeatureName* const subject = neighbours.empty() ? nullptr : neighbours.front();
        Finding finding = about(judgement_of(gap), subject == nullptr ? whole() : named(*subject),
                                {{"area_m2", same(area_text(gap.area))},
                                 {"width_m", same(length_text(gap.width))},
                                 {"beside", beside(gap, subject)}});
        if (neighbours.size() > 1) {
            finding.other = named(*neighbours[1]);
        }
        with_area(finding, gap.area);
        finding.place = gap.place;
        return finding;
    }

    [[nodiscard]] Finding of(const FoundOutside& outside) const {
        Finding finding = about(judgement_of(outside), named(outside.feature),
                                {{"area_m2", same(area_text(outside.area))}, {"by", outline()}});
        with_area(finding, outside.area);
        finding.place = outside.place;
        return finding;
    }

    [[nodiscard]] Finding of(const FoundVertices& vertices) const {
        Finding finding = pair(judgement_of(vertices), vertices.a, vertices.b,
                               {{"other", same(vertices.b.key)},
                                {"count", count_text(vertices.points.points.size())},
                                {"distance_m", same(length_text(vertices.farthest))}});
        with_distance(finding, vertices.farthest);
        finding.place = vertices.points;
        return finding;
    }

    [[nodiscard]] Finding of(const FoundNearMiss& miss) const {
        Finding finding =
            pair(judgement_of(miss), miss.a, miss.b,
                 {{"other", same(miss.b.key)}, {"distance_m", same(length_text(miss.farthest))}});
        with_distance(finding, miss.farthest);
        finding.place = miss.lines;
        return finding;
    }

    /// What lies below the tolerances, as one finding of a kind.
    [[nodiscard]] std::vector<Finding> small() const {
        const TopologySummary& summary = m_result.summary;
        std::vector<Finding> findings;
        const auto add = [&](const char* code, const CountedArea& counted, MessageValues values) {
            if (counted.count == 0) {
                return;
            }
            values.emplace_back("count", count_text(counted.count));
            values.emplace_back("area_m2", same(area_text(counted.area.value())));
            findings.push_back(about({code, Level::info}, whole(), values));
            with_area(findings.back(), counted.area.value());
        };
        add("PP-0212", summary.small_overlaps, {});
        add("PP-0209", summary.small_gaps, {});
        add("PP-0213", summary.small_outside, {{"by", outline()}});
        return findings;
    }

private:
    [[nodiscard]] Subject whole() const {
        Subject subject;
        subject.layer = m_result.layer.info.name;
        return subject;
    }
    [[nodiscard]] Subject named(const FeatureName& name) const {
        Subject subject = whole();
        subject.row = name.row;
        subject.key = name.key;
        subject.fid = name.fid;
        return subject;
    }
    [[nodiscard]] BiText outline() const {
        return same(m_result.within ? m_result.within->info.name : std::string{});
    }

    static Finding about(const Judgement& judgement, Subject subject, const MessageValues& values) {
        Finding finding;
        finding.code = judgement.code;
        finding.level = judgement.level;
        finding.subject = std::move(subject);
        finding.message = message_of(judgement.code, values);
        return finding;
    }
    [[nodiscard]] Finding pair(const Judgement& judgement, const FeatureName& subject,
                               const FeatureName& other, const MessageValues& values) const {
        Finding finding = about(judgement, named(subject), values);
        finding.other = named(other);
        return finding;
    }
    static void with_area(Finding& finding, SquareMetres area) {
        finding.measured = area.value();
        finding.unit = "m2";
    }
    void with_distance(Finding& finding, Metres distance) const {
        finding.measured = distance.value();
        finding.unit = "m";
        if (m_result.tolerances.snap > Metres{}) {
            finding.limit = m_result.tolerances.snap.value();
        }
    }

    const TopologyResult& m_result;
};

} // namespace

std::vector<review::Finding> topology_findings(const TopologyResult& result) {
    review::Review review;
    std::vector<Finding>& all = review.findings;
    all.reserve(reading_findings(result) + result.overlaps.size() + result.gaps.size() +
                result.outside.size() + result.unmatched.size() + result.near_misses.size() + 3);
    all = result.layer.findings;
    if (result.within) {
        all.insert(all.end(), result.within->findings.begin(), result.within->findings.end());
    }
    const Findings findings{result};
    const auto add = [&](const auto& list) {
        for (const auto& entry : list) {
            all.push_back(findings.of(entry));
        }
    };
    add(result.overlaps);
    add(result.gaps);
    add(result.outside);
    add(result.unmatched);
    add(result.near_misses);
    std::ranges::move(findings.small(), std::back_inserter(all));
    review::mark_findings(review);
    return std::move(review.findings);
}

} // namespace parkplan::report
