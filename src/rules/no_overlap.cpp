// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "geo/shape.hpp"
#include "overlay/overlap.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer whose features must not overlap", "要素不得相互重叠的图层"}),
    optional_param("min_area", ParamType::area,
                   {"smaller overlaps are counted and booked, no findings",
                    "面积小于该值的重叠只计入台账，不列为问题"},
                   "0m2"),
    optional_param("min_width", ParamType::length,
                   {"overlaps of a smaller mean width (2 x area / perimeter) likewise",
                    "平均宽度（2×面积÷周长）小于该值的重叠同样处理"},
                   "0m"),
};

constexpr plan::RuleInfo rule_info{
    .kind = "no_overlap",
    .summary = {"no two features of the layer share land", "同一图层的要素互不重叠"},
    .why = {"Land that lies in two features is counted twice in every total, and two sides can "
            "claim it. An overlap that is at least 50 times as long as wide is named a sliver: "
            "mostly one boundary drawn twice. Features that touch along a line or in a point do "
            "not overlap.",
            "同一块土地落入两个要素，会在各项合计中重复计算，且归属不清。长度达到宽度 50 倍以上的"
            "重叠称为狭长重叠，多为同一边界重复绘制。仅在边线或点上相接不算重叠。"},
    .params = params,
    .level = Level::error,
};

/// Length (half the perimeter) over mean width from which on an overlap is called a sliver. Names
/// the finding; decides nothing.
constexpr double sliver_ratio = 50.0;

bool is_sliver(const overlay::Overlap& overlap) {
    // With width = 2·area/perimeter, length / width = (perimeter / 2) / width = area / width².
    const double width = overlap.width.value();
    return overlap.area.value() >= sliver_ratio * width * width;
}

/// Areas that were found, by what became of them.
struct Sum {
    ExactArea area{};
    std::uint64_t count = 0;

    void add(SquareMetres more) {
        area += ExactArea{more};
        ++count;
    }
};

struct Sums {
    Sum reported{};
    Sum below{};    ///< the plan's thresholds
    Sum rounding{}; ///< no wider than the rounding of coordinates
};

BiText cut_out(const std::string& inner, const std::string& outer) {
    return {fmt::format("cut '{}' out of '{}'", inner, outer),
            fmt::format("从“{}”中扣除“{}”", outer, inner)};
}

review::Finding contained(const review::RuleInput& input, const overlay::Overlap& overlap,
                          std::uint32_t outer, std::uint32_t inner) {
    const review::Subject inside = input.subject("layer", inner);
    const review::Subject around = input.subject("layer", outer);
    review::Finding finding = input.finding(
        "PP-0204", around,
        {{"other", same(subject_title(inside))}, {"area_m2", same(area_text(overlap.area))}});
    finding.other = inside;
    finding.proposal = cut_out(subject_title(inside), subject_title(around));
    return finding;
}

review::Finding crossing(const review::RuleInput& input, const overlay::Overlap& overlap) {
    const review::Subject other = input.subject("layer", overlap.b);
    const bool sliver = is_sliver(overlap);
    review::Finding finding =
        input.finding(sliver ? "PP-0202" : "PP-0201", input.subject("layer", overlap.a),
                      {{"other", same(subject_title(other))},
                       {"area_m2", same(area_text(overlap.area))},
                       {"width_m", same(length_text(overlap.width))}});
    finding.other = other;
    if (sliver) {
        finding.proposal = {"assign the strip to one side and let both share its boundary",
                            "将该狭长部分划归一方，双方共用同一条边界"};
    }
    return finding;
}

review::Finding identical(const review::RuleInput& input, const overlay::Overlap& overlap) {
    const review::Subject other = input.subject("layer", overlap.b);
    review::Finding finding = input.finding("PP-0203", input.subject("layer", overlap.a),
                                            {{"other", same(subject_title(other))}});
    finding.other = other;
    finding.proposal = {"delete one of the two", "删除其中一个"};
    return finding;
}

review::Finding finding_of(const review::RuleInput& input, const overlay::Overlap& overlap) {
    switch (overlap.relation) {
    case overlay::Relation::identical:
        return identical(input, overlap);
    case overlay::Relation::a_inside_b:
        return contained(input, overlap, overlap.b, overlap.a);
    case overlay::Relation::b_inside_a:
        return contained(input, overlap, overlap.a, overlap.b);
    case overlay::Relation::crossing:
        break;
    }
    return crossing(input, overlap);
}

void book(const review::RuleInput& input, std::string_view name, const Sum& sum,
          review::RuleResult& result) {
    result.ledger.push_back({input.config.id, std::string{name}, sum.area, sum.count});
}

class NoOverlap final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const review::LoadedLayer& loaded = input.layer("layer");
        review::RuleResult result;
        const Sums sums = find_overlaps(input, result);
        book(input, "overlaps_reported_m2", sums.reported, result);
        book(input, "overlaps_below_threshold_m2", sums.below, result);
        book(input, "overlaps_within_rounding_m2", sums.rounding, result);
        if (sums.below.count > 0) {
            const SquareMetres area = sums.below.area.value();
            result.findings.push_back(
                with_area(input.finding("PP-0212", input.whole("layer"),
                                        {{"count", same(count_text(sums.below.count))},
                                         {"area_m2", same(area_text(area))}}),
                          area));
        }
        std::uint64_t unchecked = 0;
        for (std::size_t row = 0; row < loaded.layer.size(); ++row) {
            if (!loaded.usable(row)) {
                result.verdicts.push_back(
                    not_checked(input, input.subject("layer", row), loaded.why_unusable(row)));
                ++unchecked;
            }
        }
        result.verdicts.push_back(verdict_on_layer(input, sums, unchecked));
        return result;
    }

private:
    static Sums find_overlaps(const review::RuleInput& input, review::RuleResult& result) {
        const review::LoadedLayer& loaded = input.layer("layer");
        const SquareMetres min_area = input.config.area("min_area");
        const Metres min_width = input.config.length("min_width");
        Sums sums;
        for (overlay::Overlap& overlap : overlay::overlaps_within(
                 loaded.layer, loaded.usable_rows(), *loaded.measurer, input.tasks)) {
            if (overlap.rounding) {
                sums.rounding.add(overlap.area);
                continue;
            }
            if (overlap.area < min_area || overlap.width < min_width) {
                sums.below.add(overlap.area);
                continue;
            }
            sums.reported.add(overlap.area);
            review::Finding finding = with_area(finding_of(input, overlap), overlap.area, min_area);
            finding.place = std::move(overlap.polygon);
            result.findings.push_back(std::move(finding));
        }
        return sums;
    }

    /// Value: area of the overlaps that are findings, counted per pair.
    static review::Verdict verdict_on_layer(const review::RuleInput& input, const Sums& sums,
                                            std::uint64_t unchecked) {
        const review::LoadedLayer& loaded = input.layer("layer");
        review::Verdict verdict = by_area(input.verdict(input.whole("layer")),
                                          loaded.measurer->piece_method(), SquareMetres{});
        if (unchecked > 0) {
            verdict.note = {
                fmt::format("{} of {} features could not be checked", unchecked,
                            loaded.layer.size()),
                fmt::format("{} 个要素中有 {} 个未能检查", loaded.layer.size(), unchecked)};
            if (unchecked == loaded.layer.size()) {
                return verdict; // nothing was checked at all
            }
        }
        const double value = sums.reported.area.value().value();
        verdict.outcome = sums.reported.count > 0 ? review::Outcome::fail : review::Outcome::pass;
        verdict.value = value;
        verdict.margin = 0.0 - value;
        return verdict;
    }
};

} // namespace

const review::Rule& no_overlap() {
    return only<NoOverlap>();
}

} // namespace parkplan::rules
