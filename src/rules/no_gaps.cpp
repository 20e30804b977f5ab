// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "core/told.hpp"
#include "geo/shape.hpp"
#include "geo/solid.hpp"
#include "overlay/excess.hpp"
#include "overlay/land_taken.hpp"
#include "overlay/topology.hpp"
#include "overlay/united.hpp"
#include "review/param_error.hpp"
#include "rules/doubts.hpp"
#include "rules/makers.hpp"
#include "rules/no_gaps_strips.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer whose features must leave no gaps", "要素之间不得有空隙的图层"}),
    optional_param("max_width", ParamType::length,
                   {"largest mean width (2 x area / perimeter) of a gap, itself included; what is "
                    "wider is open space, booked without a finding",
                    "空隙的平均宽度（2×面积÷周长）上限（含本数）；更宽的视为空地，只计入台账"},
                   "1m"),
    optional_polygon_layer("boundary",
                           {"layer of a boundary: gaps between it and the features count as well, "
                            "and only those inside it",
                            "范围图层：要素与范围边界之间的空隙同样检查，且只检查范围之内"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "no_gaps",
    .summary = {"features that border on each other leave no narrow gaps",
                "相邻要素之间不留狭窄空隙"},
    .why = {"Zones that divide a park leave slivers where one boundary was drawn twice: the land "
            "in them is in no zone and missing from every sum. A gap that is open at an end is "
            "found where its edges face each other within the width and it is thin (4 pi x area / "
            "perimeter squared below 0.1); the corner between two boundaries is none. "
            "Wider ground between zones is open space and no fault.",
            "同一边界重复绘制会在分区之间留下狭缝，其中的土地不属于任何分区，各项合计均不包含。"
            "一端敞开的缝隙，凡两侧边线相距不超过上限且形状狭长（4π×面积÷周长²小于 0.1）的也列出，"
            "两条边界之间的夹角不算。更宽的未划入土地属空地，不算问题。"},
    .params = params,
    .level = Level::error,
};

/// Below this a shape is thin.
constexpr double thin = 0.1;

/// Ground that no feature covers.
struct Gap {
    geo::MultiPolygon polygon{};
    SquareMetres area{};
    Metres width{};
    bool thin = true;
    std::vector<std::uint32_t> neighbours{}; ///< rows, the boundary's outside as one behind them
};

/// The features, and behind them as one more what lies outside of the boundary: a gap beside it is
/// a gap between two features, and what lies outside is none.
struct Ground {
    layer::Layer layer;
    std::vector<std::uint8_t> usable{};
    std::optional<std::uint32_t> outside{}; ///< its row
};

geo::Solid rectangle(const geo::Box& box) {
    geo::PolygonColumn column;
    for (const geo::Point p :
         {box.min, geo::Point{box.max.x, box.min.y}, box.max, geo::Point{box.min.x, box.max.y}}) {
        column.add_point(p);
    }
    column.end_ring();
    column.end_polygon();
    column.end_feature();
    return geo::Solid{column[0]};
}

Ground ground_of(const review::RuleInput& input) {
    const review::LoadedLayer& features = input.layer("layer");
    geo::PolygonColumn column;
    for (std::size_t row = 0; row < features.layer.size(); ++row) {
        column.add_feature(features.layer.table().polygons[row]);
    }
    std::vector<std::uint8_t> usable = features.usable_rows();
    if (!stated(input.config, "boundary")) {
        return {overlay::bare_layer(features.layer, std::move(column)), std::move(usable), {}};
    }
    const review::LoadedLayer& boundary = input.layer("boundary");
    std::vector<geo::MultiPolygon> areas;
    for (std::size_t row = 0; row < boundary.layer.size(); ++row) {
        if (boundary.usable(row)) {
            areas.emplace_back(boundary.layer.table().polygons[row]);
        }
    }
    std::vector<const geo::MultiPolygon*> all;
    all.reserve(areas.size());
    for (const geo::MultiPolygon& area : areas) {
        all.push_back(&area);
    }
    const geo::MultiPolygon land = overlay::united(all);
    geo::Box box = features.layer.box();
    box.add(geo::box_of(land.view()));
    const double margin = std::max(box.max.x - box.min.x, box.max.y - box.min.y);
    const geo::Solid around = difference(rectangle(widened(box, margin)), geo::Solid{land.view()});
    column.add_feature(around.polygons().view());
    usable.push_back(1);
    const auto outside = static_cast<std::uint32_t>(features.layer.size());
    return {overlay::bare_layer(features.layer, std::move(column)), std::move(usable), outside};
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_features(input.layer("layer")) {}

    [[nodiscard]] review::RuleResult check() {
        for (std::size_t row = 0; row < m_features.layer.size(); ++row) {
            if (!m_features.usable(row)) {
                ++m_unchecked;
                m_result.verdicts.push_back(not_checked(m_input, m_input.subject("layer", row),
                                                        m_features.why_unusable(row)));
            }
        }
        if (BiText why = why_not(); !why.en.empty()) {
            m_result.verdicts.push_back(
                not_checked(m_input, m_input.whole("layer"), std::move(why)));
            return std::move(m_result);
        }
        find_gaps(ground_of(m_input));
        add_verdict();
        return std::move(m_result);
    }

private:
    /// Why nothing can be said; empty when something can.
    [[nodiscard]] BiText why_not() const {
        if (stated(m_input.config, "boundary")) {
            const Doubts doubts{m_input, "boundary"};
            if (const auto lost = doubts.within({})) {
                return doubts.reason(*lost);
            }
        }
        return why_no_distances(m_input.plan.working_crs);
    }

    void find_gaps(const Ground& ground) {
        const Metres most = m_input.config.length("max_width");
        overlay::TopologyOptions options;
        options.max_gap_width = most;
        options.sliver_width = Metres{std::numeric_limits<double>::infinity()};
        options.sliver_thinness = thin;
        options.snap = Metres{most.value() / m_input.plan.working_crs.metres_per_unit()};
        overlay::Topology topology =
            overlay::find_topology({ground.layer, ground.usable}, std::nullopt,
                                   *m_features.measurer, options, m_input.tasks);
        for (overlay::TopologyGap& gap : topology.gaps) {
            m_gaps.push_back({std::move(gap.polygon), gap.area, gap.width, gap.sliver,
                              std::move(gap.neighbours)});
        }
        add_open_ones(ground, topology.near_misses);
        for (const Gap& gap : m_gaps) {
            m_area += ExactArea{gap.area};
        }
        m_area -= counted_again();
        for (Gap& gap : m_gaps) {
            m_result.findings.push_back(finding_of(gap, ground.outside));
        }
        const auto book = [this](const char* name, ExactArea area, std::uint64_t count) {
            m_result.ledger.push_back({m_input.config.id, name, area, count});
        };
        const overlay::TopologyLedger& ledger = topology.ledger;
        book("gaps_reported_m2", m_area, m_gaps.size());
        book("gaps_within_rounding_m2", ledger.rounding_gaps.area, ledger.rounding_gaps.count);
        book("open_space_m2", ledger.open_space.area, ledger.open_space.count);
    }

    /// Gaps that are open at an end: what of the strips between facing edges nothing covers.
    void add_open_ones(const Ground& ground, const std::vector<overlay::NearMiss>& misses) {
        geo::PolygonColumn column;
        for (const overlay::NearMiss& miss : misses) {
            column.add_feature(strips_of(miss).view());
        }
        const layer::Layer strips = overlay::bare_layer(m_features.layer, std::move(column));
        const std::vector<std::uint8_t> all(misses.size(), 1);
        const auto bare = overlay::excess_over({strips, all}, {ground.layer, ground.usable}, {},
                                               *m_features.measurer, m_input.tasks);
        for (std::size_t i = 0; i < misses.size(); ++i) {
            const geo::MultiPolygonView parts = bare[i].value().polygon.view();
            for (std::size_t part = 0; part < parts.size(); ++part) {
                add_open_one(parts[part], misses[i]);
            }
        }
    }

    /// Where three features all but meet, the gaps between two of them share land: that of all gaps
    /// beyond the first.
    [[nodiscard]] ExactArea counted_again() const {
        geo::PolygonColumn column;
        for (const Gap& gap : m_gaps) {
            column.add_feature(gap.polygon.view());
        }
        const layer::Layer gaps = overlay::bare_layer(m_features.layer, std::move(column));
        const std::vector<std::uint8_t> all(gaps.size(), 1);
        const overlay::LandFaces faces =
            overlay::land_faces({gaps, all}, *m_features.measurer, m_input.tasks);
        ExactArea sum;
        for (std::size_t face = 0; face < faces.rows.size(); ++face) {
            for (std::size_t more = 1; more < faces.rows[face].size(); ++more) {
                sum +=
                    ExactArea{m_features.measurer->piece_area(faces.layer.table().polygons[face])};
            }
        }
        return sum;
    }

    void add_open_one(const geo::PolygonView& part, const overlay::NearMiss& miss) {
        geo::PolygonColumn column;
        for (std::size_t ring = 0; ring < part.rings(); ++ring) {
            for (const geo::Point p : part.ring(ring).points()) {
                column.add_point(p);
            }
            column.end_ring();
        }
        column.end_polygon();
        column.end_feature();
        Gap gap{.polygon = geo::MultiPolygon{std::move(column)}, .neighbours = {miss.a, miss.b}};
        const geo::MultiPolygonView polygon = gap.polygon.view();
        gap.area = m_features.measurer->piece_area(polygon);
        const double length = m_features.measurer->piece_perimeter(polygon).value();
        gap.width = Metres{2.0 * gap.area.value() / length};
        const double thinness = 4.0 * std::numbers::pi * gap.area.value() / (length * length);
        if (thinness < thin && !overlay::within_rounding(polygon)) {
            m_gaps.push_back(std::move(gap));
        }
    }

    /// The neighbour with the lowest key is the subject, the next one the other.
    [[nodiscard]] review::Finding finding_of(Gap& gap, std::optional<std::uint32_t> outside) const {
        const bool at_boundary =
            outside && std::ranges::find(gap.neighbours, *outside) != gap.neighbours.end();
        std::vector<review::Subject> beside;
        for (const std::uint32_t row : gap.neighbours) {
            if (row != outside) {
                beside.push_back(m_input.subject("layer", row));
            }
        }
        std::ranges::sort(beside, [](const review::Subject& a, const review::Subject& b) {
            return std::tie(a.key, a.fid) < std::tie(b.key, b.fid);
        });
        MessageValues values{{"area_m2", same(area_text(gap.area))},
                             {"width_m", same(length_text(gap.width))},
                             {"beside", words(beside, at_boundary)}};
        if (at_boundary) {
            values.emplace_back("boundary", m_input.layer_title("boundary"));
        }
        std::string_view code{"PP-0205"};
        if (gap.thin) {
            code = "PP-0206";
        }
        if (at_boundary) {
            code = "PP-0238";
        }
        review::Finding finding = with_area(
            m_input.finding(code, beside.empty() ? m_input.whole("layer") : beside.front(), values),
            gap.area);
        if (beside.size() > 1) {
            finding.other = beside[1];
        }
        if (!gap.thin) {
            finding.proposal = {"add the ground to one of its neighbours",
                                "将空隙划入相邻要素之一"};
        }
        finding.place = std::move(gap.polygon);
        return finding;
    }

    /// "beside 'B', 'C' and 2 more": without the one that the finding is about.
    [[nodiscard]] static BiText words(const std::vector<review::Subject>& beside,
                                      bool at_boundary) {
        constexpr std::size_t most = 4;
        if (beside.size() < 2) {
            return at_boundary ? BiText{"beside no other feature", "无其他相邻要素"}
                               : BiText{"inside of it", "位于要素内部"};
        }
        std::vector<std::string> named;
        for (std::size_t i = 1; i < beside.size() && i <= most; ++i) {
            named.push_back(subject_title(beside[i]));
        }
        const std::size_t more = beside.size() - 1 - named.size();
        return {
            fmt::format("beside '{}'{}", fmt::join(named, "', '"),
                        more > 0 ? fmt::format(" and {} more", more) : std::string{}),
            fmt::format("相邻：“{}”{}", fmt::join(named, "”“"),
                        more > 0 ? fmt::format("等 {} 个要素", beside.size() - 1) : std::string{})};
    }

    /// Value: area of the gaps that are findings, each place once.
    void add_verdict() {
        review::Verdict verdict = by_area(m_input.verdict(m_input.whole("layer")),
                                          m_features.measurer->piece_method(), SquareMetres{});
        if (m_unchecked > 0) {
            verdict.note = {
                fmt::format("{} of {} features could not be checked", m_unchecked,
                            m_features.layer.size()),
                fmt::format("{} 个要素中有 {} 个未能检查", m_features.layer.size(), m_unchecked)};
        }
        if (m_unchecked == 0 || !m_gaps.empty()) {
            verdict.outcome = m_gaps.empty() ? review::Outcome::pass : review::Outcome::fail;
            verdict.value = m_area.value().value();
            verdict.margin = 0.0 - *verdict.value;
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_features;
    std::vector<Gap> m_gaps{};
    ExactArea m_area{};
    std::size_t m_unchecked = 0;
    review::RuleResult m_result{};
};

class NoGaps final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        if (!(config.length("max_width") > Metres{})) {
            throw review::ParamError{"max_width",
                                     told("'max_width' is 0; a length above 0 is needed")};
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& no_gaps() {
    return only<NoGaps>();
}

} // namespace parkplan::rules
