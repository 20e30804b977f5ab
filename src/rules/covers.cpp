// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "geo/shape.hpp"
#include "overlay/excess.hpp"
#include "overlay/land_taken.hpp"
#include "overlay/united.hpp"
#include "rules/doubts.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/selection.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    polygon_layer("layer", {"layer of the land that must be covered", "应被覆盖的图层"}),
    optional_param("field", ParamType::field,
                   {"field of 'layer' that chooses its features; with 'values'",
                    "“layer”中用于选取要素的字段，与“values”同时给出"}),
    optional_param("values", ParamType::text_list,
                   {"values of 'field' that must be covered; without them all features",
                    "“field”中应被覆盖的取值；不给出时为全部要素"}),
    optional_param("zone_field", ParamType::field,
                   {"field of 'layer' with the zone; one verdict for each, else one for the layer",
                    "“layer”中保存分区的字段，逐区判定；不给出时整层判定"}),
    polygon_layer("by", {"layer that must cover it", "应予覆盖的图层"}),
    optional_param("limit", ParamType::share,
                   {"smallest share of the area that passes, itself included",
                    "被覆盖面积比例的下限（含本数）"},
                   "100%"),
    optional_param("tolerance", ParamType::area,
                   {"area that may be missing whatever the share, itself included",
                    "不论比例如何均允许缺少的面积（含本数）"},
                   "0m2"),
};

constexpr SelectionParams selection{"layer", "field", "values"};

constexpr plan::RuleInfo rule_info{
    .kind = "covers",
    .summary = {"an area covers the land of a kind, zone by zone",
                "政策区等范围覆盖各区的某类用地"},
    .why = {"A policy that is meant for the land for research and industry of a zone misses what "
            "its area does not cover. Land that lies in several features counts once; the covering "
            "features are united first.",
            "政策拟覆盖功能区的科研、产业用地，范围之外的部分无法享受政策。"
            "同一块土地落入多个要素时只计一次；覆盖要素先合并再比较。"},
    .params = params,
    .level = Level::error,
};

/// Of a place on the map, no more vertices are drawn than this.
constexpr std::size_t most_points = 20000;

/// The land of one zone, or of the whole layer.
struct Zone {
    review::Subject subject{};
    ExactArea whole{};
    ExactArea missing{};
    std::vector<const geo::MultiPolygon*> pieces{}; ///< of what is missing
    std::optional<std::size_t> unusable{};          ///< a row that belongs to it
};

/// One run of the rule.
class CoverageOfZones {
public:
    explicit CoverageOfZones(const review::RuleInput& input)
        : m_input(input), m_land(input.layer("layer")), m_selection(input, selection),
          m_doubts(input, "by"), m_limit(input.config.number("limit")),
          m_tolerance(input.config.area("tolerance")) {
        make_zones();
    }

    [[nodiscard]] review::RuleResult check() {
        const overlay::LandFaces faces = overlay::land_faces({m_land.layer, m_selection.usable()},
                                                             *m_land.measurer, m_input.tasks);
        const review::LoadedLayer& by = m_input.layer("by");
        const std::vector<std::uint8_t> usable = by.usable_rows();
        const auto excesses = overlay::excess_over(faces.side(), {by.layer, usable}, {},
                                                   *m_land.measurer, m_input.tasks);
        for (std::size_t face = 0; face < excesses.size(); ++face) {
            add_face(faces, face, excesses[face].value());
        }
        for (const Zone& zone : m_zones) {
            judge(zone);
        }
        m_selection.report(m_result);
        m_result.ledger.push_back(
            {m_input.config.id, "missing_within_tolerance_m2", m_tolerated, m_tolerated_count});
        m_result.ledger.push_back(
            {m_input.config.id, "missing_within_rounding_m2", m_rounding, m_rounding_count});
        return std::move(m_result);
    }

private:
    /// Zones in the order of their first features. Features without a zone stand for themselves,
    /// as the layer.
    void make_zones() {
        const std::size_t rows = m_land.layer.size();
        m_zone_of.resize(rows);
        std::map<std::string, std::size_t> numbers;
        const auto number_of = [&](const std::string& key, std::size_t row) {
            const auto [found, is_new] = numbers.emplace(key, m_zones.size());
            if (is_new) {
                Zone& zone = m_zones.emplace_back();
                zone.subject = m_input.whole("layer");
                zone.subject.key = key;
                zone.subject.row = key.empty() ? 0 : static_cast<std::uint32_t>(row);
            }
            return found->second;
        };
        const layer::AttributeColumn* column =
            stated(m_input.config, "zone_field")
                ? &m_input.column("layer", m_input.config.text("zone_field"))
                : nullptr;
        if (column == nullptr) {
            number_of({}, 0); // there is a verdict on the layer also when it is empty
        }
        const auto& states = m_land.layer.table().states;
        for (std::size_t row = 0; row < rows; ++row) {
            const auto key = column != nullptr ? value_of(*column, row) : std::nullopt;
            m_zone_of[row] = number_of(key.value_or(std::string{}), row);
            Zone& zone = m_zones[m_zone_of[row]];
            if (m_selection.chosen()[row] != 0 && !m_land.usable(row) && !zone.unusable &&
                states[row] != layer::GeometryState::not_polygon) {
                zone.unusable = row;
            }
        }
    }

    void add_face(const overlay::LandFaces& faces, std::size_t face,
                  const overlay::Excess& excess) {
        std::vector<std::size_t> zones;
        for (const std::uint32_t row : faces.rows[face]) {
            zones.push_back(m_zone_of[row]);
        }
        std::ranges::sort(zones);
        zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
        const ExactArea whole{m_land.measurer->piece_area(faces.layer.table().polygons[face])};
        const bool missing = !excess.polygon.empty() && !excess.rounding;
        if (excess.rounding) {
            m_rounding += ExactArea{excess.area};
            ++m_rounding_count;
        }
        for (const std::size_t number : zones) {
            m_zones[number].whole += whole;
            if (missing) {
                m_zones[number].missing += ExactArea{excess.area};
                m_zones[number].pieces.push_back(&excess.polygon);
            }
        }
    }

    void judge(const Zone& zone) {
        const SquareMetres whole = zone.whole.value();
        const SquareMetres missing = zone.missing.value();
        if (zone.unusable) {
            const BiText why = m_land.why_unusable(*zone.unusable);
            const std::string key = m_input.subject("layer", *zone.unusable).key;
            add_not_checked(zone, {fmt::format("feature '{}' cannot be used: {}", key, why.en),
                                   fmt::format("要素“{}”无法使用：{}", key, why.zh)});
            return;
        }
        if (!(whole > SquareMetres{})) {
            m_result.verdicts.push_back(
                only_told(m_input, zone.subject,
                          {"there is no land that must be covered", "没有应被覆盖的用地"}));
            return;
        }
        const double share = (zone.whole - zone.missing).value() / whole;
        const double margin = std::max(share - m_limit, (m_tolerance - missing) / whole);
        if (margin < 0.0) {
            const geo::MultiPolygon place = overlay::united(zone.pieces);
            if (const auto doubt = m_doubts.within(geo::box_of(place.view()))) {
                add_not_checked(zone, m_doubts.reason(*doubt));
                return;
            }
            m_result.findings.push_back(not_covered(zone, share, place));
        } else if (missing > SquareMetres{}) {
            m_tolerated += zone.missing;
            ++m_tolerated_count;
        }
        review::Verdict verdict =
            by_share(m_input.verdict(zone.subject), m_land.measurer->piece_method(), m_limit);
        verdict.outcome = margin < 0.0 ? review::Outcome::fail : review::Outcome::pass;
        verdict.value = share;
        verdict.margin = margin;
        m_result.verdicts.push_back(std::move(verdict));
    }

    void add_not_checked(const Zone& zone, BiText why) {
        m_result.verdicts.push_back(not_checked(m_input, zone.subject, std::move(why)));
    }

    [[nodiscard]] review::Finding not_covered(const Zone& zone, double share,
                                              const geo::MultiPolygon& missing) const {
        geo::MultiPolygon place = overlay::largest_parts(missing.view(), most_points);
        const std::size_t parts = missing.view().size();
        const std::size_t drawn = place.view().size();
        const BiText note = drawn == parts
                                ? BiText{}
                                : BiText{fmt::format(", of which the largest {} are drawn", drawn),
                                         fmt::format("（图中绘出最大的 {} 块）", drawn)};
        review::Finding finding =
            m_input.finding("PP-0225", zone.subject,
                            {{"by", m_input.layer_title("by")},
                             {"share", same(share_text(share, m_limit))},
                             {"of", m_selection.title()},
                             {"limit", same(share_text(m_limit, share))},
                             {"missing_m2", same(area_text(zone.missing.value()))},
                             {"whole_m2", same(area_text(zone.whole.value()))},
                             {"parts", same(count_text(parts))},
                             {"drawn", note}});
        finding.measured = share;
        finding.limit = m_limit;
        finding.place = std::move(place);
        return finding;
    }

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_land;
    Selection m_selection;
    Doubts m_doubts;
    double m_limit;
    SquareMetres m_tolerance;
    std::vector<Zone> m_zones{};
    std::vector<std::size_t> m_zone_of{}; ///< by row
    ExactArea m_tolerated{};
    std::uint64_t m_tolerated_count = 0;
    ExactArea m_rounding{};
    std::uint64_t m_rounding_count = 0;
    review::RuleResult m_result{};
};

class Covers final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_selection(config, selection);
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return CoverageOfZones{input}.check();
    }
};

} // namespace

const review::Rule& covers() {
    return only<Covers>();
}

} // namespace parkplan::rules
