// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "core/fail.hpp"
#include "geo/shape.hpp"
#include "overlay/common_pieces.hpp"
#include "rules/doubts.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/wording.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer whose features must keep clear", "应避让的图层"}),
    polygon_layer("from", {"layer that they must keep clear of", "不得占用的图层"}),
    optional_param(
        "tolerance", ParamType::area,
        {"land that a feature may share, itself included", "每个要素允许占用的面积（含本数）"},
        "0m2"),
    optional_param("min_width", ParamType::length,
                   {"common land of a smaller mean width (2 x area / perimeter) is counted and "
                    "booked only",
                    "平均宽度（2×面积÷周长）小于该值的重叠只计入台账"},
                   "0m"),
};

constexpr plan::RuleInfo rule_info{
    .kind = "disjoint_from",
    .summary = {"each feature keeps clear of the features of another layer",
                "各要素不占用另一图层的土地"},
    .why = {"Red lines, permanent farmland and land of others are closed to what is planned here. "
            "Touching along a line or in a point takes no land. Land that lies in several features "
            "of the other layer counts once. A feature of the other layer that cannot be used "
            "leaves the verdict open where it might lie.",
            "生态保护红线、永久基本农田以及归属其他范围的土地不得占用。仅在边线或点上相接不算占用。"
            "同一块土地落入另一图层的多个要素时只计一次。"
            "另一图层中无法使用的要素如可能位于此处，则不作结论。"},
    .params = params,
    .level = Level::error,
};

/// Land that was counted without findings of its own.
struct Booked {
    ExactArea area{};
    std::uint64_t count = 0;

    void add(SquareMetres more) {
        area += ExactArea{more};
        ++count;
    }
};

/// The pieces of one feature, by what becomes of them.
using Pieces = std::vector<const overlay::CommonPiece*>;

/// One run of the rule.
class Clearance {
public:
    explicit Clearance(const review::RuleInput& input)
        : m_input(input), m_subjects(input.layer("layer")), m_doubts(input, "from"),
          m_tolerance(input.config.area("tolerance")),
          m_min_width(input.config.length("min_width")) {}

    [[nodiscard]] review::RuleResult check() {
        const std::vector<std::uint8_t> subjects = m_subjects.usable_rows();
        const review::LoadedLayer& others = m_input.layer("from");
        const std::vector<std::uint8_t> usable = others.usable_rows();
        if (others.layer.size() == 0) {
            m_result.findings.push_back(m_input.finding("PP-0116", m_input.whole("from"), {}));
        }
        overlay::CommonPieces found =
            overlay::common_pieces({m_subjects.layer, subjects}, {others.layer, usable},
                                   *m_subjects.measurer, m_input.tasks);
        auto next = found.pieces.begin();
        for (std::size_t row = 0; row < m_subjects.layer.size(); ++row) {
            const auto first = next;
            while (next != found.pieces.end() && next->a == row) {
                ++next;
            }
            if (m_subjects.usable(row)) {
                judge(row, {first, next});
            } else {
                m_result.verdicts.push_back(not_checked(m_input, m_input.subject("layer", row),
                                                        m_subjects.why_unusable(row)));
            }
        }
        tell_of_small_pieces();
        book("shared_within_tolerance_m2", m_tolerated);
        book("shared_below_min_width_m2", m_narrow);
        book("shared_within_rounding_m2", {found.rounding_area, found.rounding_pairs});
        return std::move(m_result);
    }

private:
    void judge(std::size_t row, std::span<overlay::CommonPiece> pieces) {
        Pieces counted;
        for (const overlay::CommonPiece& piece : pieces) {
            if (piece.width < m_min_width) {
                m_narrow.add(piece.area);
            } else {
                counted.push_back(&piece);
            }
        }
        const SquareMetres shared = overlay::land_of(counted, *m_subjects.measurer);
        if (shared > m_tolerance) {
            add_verdict(row, shared, review::Outcome::fail);
            for (const overlay::CommonPiece* piece : counted) {
                m_result.findings.push_back(shares_land(row, *piece, shared));
            }
            return;
        }
        const geo::Box box = geo::box_of(m_subjects.layer.table().polygons[row]);
        if (const auto doubt = m_doubts.within(box)) {
            m_result.verdicts.push_back(
                not_checked(m_input, m_input.subject("layer", row), m_doubts.reason(*doubt)));
            return;
        }
        if (!counted.empty()) {
            m_tolerated.add(shared);
        }
        add_verdict(row, shared, review::Outcome::pass);
    }

    void add_verdict(std::size_t row, SquareMetres shared, review::Outcome outcome) {
        review::Verdict verdict = by_area(m_input.verdict(m_input.subject("layer", row)),
                                          m_subjects.measurer->piece_method(), m_tolerance);
        verdict.outcome = outcome;
        verdict.value = shared.value();
        verdict.margin = (m_tolerance - shared).value();
        m_result.verdicts.push_back(std::move(verdict));
    }

    [[nodiscard]] review::Finding shares_land(std::size_t row, const overlay::CommonPiece& piece,
                                              SquareMetres shared) const {
        review::Subject other = m_input.subject("from", piece.b);
        review::Finding finding =
            with_area(m_input.finding("PP-0220", m_input.subject("layer", row),
                                      {{"area_m2", same(area_text(piece.area))},
                                       {"other", same(subject_title(other))},
                                       {"from", m_input.layer_title("from")},
                                       {"width_m", same(length_text(piece.width))},
                                       {"sum_m2", same(area_text(shared))},
                                       {"limit_m2", same(area_text(m_tolerance))}}),
                      piece.area, m_tolerance);
        finding.other = std::move(other);
        finding.place = piece.polygon;
        return finding;
    }

    /// What thresholds of the plan hide is told in one finding.
    void tell_of_small_pieces() {
        const std::uint64_t count = m_tolerated.count + m_narrow.count;
        if (count == 0) {
            return;
        }
        const SquareMetres area = (m_tolerated.area + m_narrow.area).value();
        m_result.findings.push_back(
            with_area(m_input.finding("PP-0221", m_input.whole("layer"),
                                      {{"count", same(count_text(count))},
                                       {"from", m_input.layer_title("from")},
                                       {"area_m2", same(area_text(area))}}),
                      area));
    }

    void book(std::string_view name, const Booked& booked) {
        m_result.ledger.push_back(
            {m_input.config.id, std::string{name}, booked.area, booked.count});
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_subjects;
    Doubts m_doubts;
    SquareMetres m_tolerance;
    Metres m_min_width;
    Booked m_tolerated{};
    Booked m_narrow{};
    review::RuleResult m_result{};
};

class DisjointFrom final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        if (config.text("layer") == config.text("from")) {
            fail(ErrorKind::plan,
                 "'layer' and 'from' are both '{}'; 'no_overlap' checks a layer within itself",
                 config.text("from"));
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Clearance{input}.check();
    }
};

} // namespace

const review::Rule& disjoint_from() {
    return only<DisjointFrom>();
}

} // namespace parkplan::rules
