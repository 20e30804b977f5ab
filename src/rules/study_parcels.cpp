// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/told.hpp"
#include "geo/box_index.hpp"
#include "geo/distance.hpp"
#include "overlay/common_areas.hpp"
#include "review/param_error.hpp"
#include "rules/area_readings.hpp"
#include "rules/doubts.hpp"
#include "rules/judged_area.hpp"
#include "rules/land_classes.hpp"
#include "rules/makers.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/study_trial.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using review::Outcome;

constexpr std::array params{
    polygon_layer("layer", {"layer of the clusters", "组团图层"}),
    required_param("of", ParamType::text,
                   {"id of the 'cluster' rule on that layer", "该图层“cluster”规则的标识"}),
    optional_polygon_layer(
        "red_lines", {"layer of red lines that parcels must keep clear of", "生态保护红线图层"}),
    optional_polygon_layer(
        "farmland",
        {"layer of permanent farmland that parcels must keep clear of", "永久基本农田图层"}),
    required_param("distance", ParamType::length,
                   {"largest gap between cluster and parcel, itself included, e.g. '500m'",
                    "地块与组团的最大间距（含本数），如“500m”"}),
    optional_param("most", ParamType::integer,
                   {"number of parcels told for each cluster", "每个组团最多列出的地块数"}, "10"),
    optional_param("headroom", ParamType::area,
                   {"clusters that meet the rule by less are told with what is left",
                    "余量小于该值的组团报告其余量"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "study_parcels",
    .summary = {"parcels near clusters that fail or stay open, for study only",
                "未达到或待认定组团附近的整合研究备选地块（非调整建议）"},
    .why = {"A cluster that misses the limit may lie beside land of the right class. Such parcels "
            "are listed for a study, never proposed: only outside every cluster, only where the "
            "plan's own rules on the clusters would still hold with them, and only when red lines "
            "and permanent farmland were given to check against. They are ranked by the area that "
            "they add per metre of distance.",
            "未达到下限的组团附近可能有符合地类的土地。此类地块只供整合研究，并非调整建议：仅限于"
            "各组团之外、纳入后方案中有关组团的规则仍然满足的地块，且须提供生态保护红线和永久"
            "基本农田图层，未核底线，不生成。按每米间距可增加的面积排序。"},
    .params = params,
    .level = Level::info,
};

/// A parcel that might be added to a cluster.
struct Candidate {
    std::uint32_t cluster = 0; ///< row
    std::uint32_t parcel = 0;  ///< row
    Metres distance{};
    SquareMetres area{};
};

/// More area per metre first; what touches comes before all, the larger first.
bool ranks_before(const Candidate& a, const Candidate& b) {
    const double left = a.area.value() * b.distance.value();
    const double right = b.area.value() * a.distance.value();
    return left != right ? left > right : a.area > b.area;
}

/// One run of the rule.
class Study {
public:
    Study(const review::RuleInput& input, const review::RuleInput& of)
        : m_input(input), m_of(of), m_clusters(of.layer("layer")), m_parcels(of.layer("landuse")),
          m_reading(reading_of(of.config.text("reading")).value()),
          m_pieces(piece_measurer(m_clusters, input.plan.method)) {}

    [[nodiscard]] review::RuleResult check() {
        const review::RuleResult judged = cluster().check(m_of);
        std::vector<const review::Verdict*> open;
        for (const review::Verdict& verdict : judged.verdicts) {
            if (verdict.outcome == Outcome::fail || verdict.outcome == Outcome::undecided) {
                open.push_back(&verdict);
            } else if (is_near(verdict)) {
                m_result.findings.push_back(headroom(verdict));
            }
        }
        const std::vector<Candidate> candidates = those_that_hold(near(open));
        review::ResultTable table = empty_table();
        for (const review::Verdict* verdict : open) {
            tell(*verdict, candidates, table);
        }
        if (!table.rows.empty()) {
            m_result.tables.push_back(std::move(table));
        }
        if (open.empty()) {
            m_result.verdicts.push_back(
                only_told(m_input, m_of.whole("layer"),
                          {"no cluster fails or stays open: no parcels to study",
                           "没有未达到或待认定的组团，无需备选地块"}));
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] bool is_near(const review::Verdict& verdict) const {
        return m_input.config.has("headroom") && verdict.outcome == Outcome::pass &&
               verdict.margin && SquareMetres{*verdict.margin} < m_input.config.area("headroom");
    }

    [[nodiscard]] review::Finding headroom(const review::Verdict& verdict) const {
        const SquareMetres margin{*verdict.margin};
        const SquareMetres limit = m_of.config.area("limit");
        const SquareMetres boundary =
            area_of_record(m_of, m_clusters, verdict.subject.row).value.value_or(limit);
        return with_area(m_input.finding("PP-0458", verdict.subject,
                                         {{"net_m2", same(area_text(margin))},
                                          {"gross_m2", same(area_text(boundary - limit))}}),
                         margin);
    }

    /// By parcel: 1 where it is land for industries in no cluster.
    [[nodiscard]] std::vector<std::uint8_t> eligible() const {
        const LandClasses classes{m_of};
        const std::uint32_t bit = 1U << static_cast<std::uint32_t>(m_reading);
        std::vector<std::uint8_t> eligible = m_parcels.usable_rows();
        const Doubts doubts{m_of, "layer"};
        for (std::size_t row = 0; row < eligible.size(); ++row) {
            const bool counts = (classes.masks()[row] & bit) != 0;
            if (eligible[row] != 0 &&
                (!counts || doubts.within(geo::box_of(m_parcels.layer.table().polygons[row])))) {
                eligible[row] = 0;
            }
        }
        const std::vector<std::uint8_t> clusters = m_clusters.usable_rows();
        for (const overlay::PairArea& pair :
             overlay::common_areas({m_parcels.layer, eligible}, {m_clusters.layer, clusters},
                                   *m_pieces, m_input.tasks)
                 .pairs) {
            eligible[pair.a] = 0;
        }
        return eligible;
    }

    /// All eligible parcels within the distance of each cluster.
    [[nodiscard]] std::vector<Candidate> near(const std::vector<const review::Verdict*>& open) {
        const std::vector<std::uint8_t> wanted = eligible();
        std::vector<geo::Box> boxes(wanted.size());
        for (std::size_t row = 0; row < wanted.size(); ++row) {
            if (wanted[row] != 0) {
                boxes[row] = geo::box_of(m_parcels.layer.table().polygons[row]);
            }
        }
        const geo::BoxIndex index{boxes};
        auto found = m_input.tasks.map<std::vector<Candidate>>(
            open.size(), [&](std::size_t i) { return near(open[i]->subject.row, index); });
        std::vector<Candidate> all;
        for (std::vector<Candidate>& some : found) {
            all.insert(all.end(), some.begin(), some.end());
        }
        return all;
    }

    [[nodiscard]] std::vector<Candidate> near(std::uint32_t row, const geo::BoxIndex& index) const {
        const double unit = m_input.plan.working_crs.metres_per_unit();
        const double reach = m_input.config.length("distance").value() / unit;
        const geo::MultiPolygonView area = m_clusters.layer.table().polygons[row];
        const geo::DistanceIndex cluster{area};
        std::vector<Candidate> found;
        for (const std::uint32_t parcel : index.query(widened(geo::box_of(area), reach))) {
            const geo::MultiPolygonView land = m_parcels.layer.table().polygons[parcel];
            if (const auto gap = geo::nearest(cluster, geo::DistanceIndex{land}, reach)) {
                found.push_back(
                    {row, parcel, Metres{unit * gap->distance}, m_pieces->piece_area(land)});
            }
        }
        return found;
    }

    /// Those with which the plan's rules on the clusters still hold, and that keep clear of red
    /// lines and farmland.
    [[nodiscard]] std::vector<Candidate> those_that_hold(const std::vector<Candidate>& candidates) {
        StudyTrial trial{m_input, m_of};
        for (const Candidate& one : candidates) {
            trial.add(one.cluster, one.parcel);
        }
        const std::vector<StudyTrial::Result> results = trial.run();
        std::vector<Candidate> left;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (results[i].outcome == StudyTrial::Outcome::holds) {
                left.push_back(candidates[i]);
            } else {
                m_others[candidates[i].cluster].add(results[i]);
            }
        }
        std::ranges::stable_sort(left, [this](const Candidate& a, const Candidate& b) {
            if (a.cluster != b.cluster) {
                return a.cluster < b.cluster;
            }
            if (ranks_before(a, b) || ranks_before(b, a)) {
                return ranks_before(a, b);
            }
            return m_parcels.layer.key(a.parcel) < m_parcels.layer.key(b.parcel);
        });
        return left;
    }

    /// The parcels in their order, which findings do not keep.
    [[nodiscard]] review::ResultTable empty_table() const {
        const auto areas = [](std::string id, BiText title) {
            return review::TableColumn{
                .id = std::move(id), .title = std::move(title), .unit = "m2"};
        };
        review::ResultTable table =
            table_of(m_input, "study_parcels",
                     {"Parcels for study (no proposal)", "整合研究备选地块（非调整建议）"});
        table.columns = {
            {.id = "cluster", .title = {"cluster", "组团"}},
            {.id = "rank", .title = {"rank", "位次"}, .unit = {}, .decimals = 0},
            {.id = "parcel", .title = {"parcel", "地块"}},
            {.id = "distance_m", .title = {"distance", "间距"}, .unit = "m", .decimals = 3},
            areas("area_m2", {"adds", "净增"}),
            areas("gross_after_m2", {"boundary with it", "纳入后边界面积"}),
            areas("net_after_m2", {"land for industries with it", "纳入后产业用地面积"})};
        return table;
    }

    void tell(const review::Verdict& verdict, const std::vector<Candidate>& candidates,
              review::ResultTable& table) {
        const auto most = static_cast<std::size_t>(m_input.config.integer("most"));
        std::size_t rank = 0;
        for (const Candidate& one : candidates) {
            if (one.cluster == verdict.subject.row && ++rank <= most) {
                m_result.findings.push_back(study(verdict, one, rank));
                table.rows.push_back({verdict.subject.key, static_cast<double>(rank),
                                      m_parcels.layer.key(one.parcel), one.distance.value(),
                                      one.area.value(), with(gross(one.cluster), one),
                                      with(net(verdict), one)});
            }
        }
        BiText note{fmt::format("parcels for study (no proposal): {}", rank),
                    fmt::format("整合研究备选地块（非调整建议）：{} 个", rank)};
        if (rank > most) {
            note.en += fmt::format(", the first {} are told", most);
            note.zh += fmt::format("，列出前 {} 个", most);
        }
        m_others[verdict.subject.row].tell(note);
        m_result.verdicts.push_back(only_told(m_input, verdict.subject, std::move(note)));
    }

    /// A sum needs areas of pieces: a survey area has none.
    [[nodiscard]] SquareMetres gross(std::uint32_t cluster) const {
        return m_pieces->piece_area(m_clusters.layer.table().polygons[cluster]);
    }
    [[nodiscard]] static SquareMetres net(const review::Verdict& verdict) {
        return SquareMetres{verdict.value.value_or(0.0)};
    }
    [[nodiscard]] static double with(SquareMetres area, const Candidate& one) {
        return (area + one.area).value();
    }

    [[nodiscard]] review::Finding study(const review::Verdict& verdict, const Candidate& one,
                                        std::size_t rank) const {
        review::Subject parcel = m_of.subject("landuse", one.parcel);
        review::Finding finding =
            with_area(m_input.finding("PP-0457", verdict.subject,
                                      {{"rank", same(count_text(rank))},
                                       {"parcel", same(subject_title(parcel))},
                                       {"distance_m", same(length_text(one.distance))},
                                       {"area_m2", same(area_text(one.area))},
                                       {"gross_m2", same(area_text(gross(one.cluster) + one.area))},
                                       {"net_m2", same(area_text(net(verdict) + one.area))}}),
                      one.area);
        finding.other = std::move(parcel);
        finding.rank = static_cast<std::uint32_t>(rank);
        finding.place = geo::MultiPolygon{m_parcels.layer.table().polygons[one.parcel]};
        return finding;
    }

    const review::RuleInput& m_input;
    const review::RuleInput& m_of; ///< of the 'cluster' rule
    const review::LoadedLayer& m_clusters;
    const review::LoadedLayer& m_parcels;
    Reading m_reading;
    std::shared_ptr<const measure::Measurer> m_pieces;
    std::map<std::uint32_t, StudyOthers> m_others{}; ///< by row of the cluster
    review::RuleResult m_result{};
};

/// The 'cluster' rule that the parameter names. Throws Error{plan} when there is none.
const plan::RuleConfig& cluster_rule(const review::RuleInput& input) {
    const std::string& id = input.config.text("of");
    const auto found = std::ranges::find(input.plan.rules, id, &plan::RuleConfig::id);
    const std::string& layer = input.config.text("layer");
    if (found == input.plan.rules.end() || found->kind != "cluster" ||
        found->text("layer") != layer) {
        refuse(input, "of",
               told("there is no rule '{}' of the kind 'cluster' on the layer '{}'", id, layer));
    }
    if (!found->not_checked.zh.empty()) {
        refuse(input, "of", told("the plan does not have the rule '{}' checked", id));
    }
    return *found;
}

bool is_loaded(const review::RuleInput& input, std::string_view layer_id) {
    return std::ranges::any_of(input.loaded_index, [&](std::uint32_t index) {
        return input.plan.layers[index].id == layer_id;
    });
}

/// An empty layer, or one of points and lines: nothing can be checked against it.
bool holds_no_land(const review::LoadedLayer& loaded) {
    return std::ranges::all_of(loaded.layer.table().states, [](layer::GeometryState state) {
        return state == layer::GeometryState::not_polygon;
    });
}

class StudyParcels final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }
    [[nodiscard]] bool on_request() const noexcept override { return true; }

    void check_config(const plan::RuleConfig& config) const override {
        if (config.integer("most") < 1) {
            throw review::ParamError{
                "most", told("'most' is {}; 1 or more is needed", config.integer("most"))};
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const plan::RuleConfig& of = cluster_rule(input);
        const auto nothing = [&input](BiText why) {
            review::RuleResult result;
            result.verdicts.push_back(not_checked(input, input.whole("layer"), std::move(why)));
            return result;
        };
        if (!stated(input.config, "red_lines") || !stated(input.config, "farmland")) {
            return nothing({"red lines and permanent farmland were not given: no parcels are told",
                            "未核底线，不生成"});
        }
        for (const std::string_view param : {"red_lines", "farmland"}) {
            if (holds_no_land(input.layer(param))) {
                const BiText title = input.layer_title(param);
                return nothing(
                    {fmt::format("'{}' has no polygons, which is taken as not given: no "
                                 "parcels are told",
                                 title.en),
                     fmt::format("“{}”没有面要素，视为未提供：未核底线，不生成", title.zh)});
            }
        }
        for (const std::string_view param : {"landuse", "scheme_table"}) {
            if (of.has(param) && !is_loaded(input, of.text(param))) {
                return nothing({fmt::format("rule '{}' could not be run", of.id),
                                fmt::format("规则“{}”未能执行", of.id)});
            }
        }
        if (BiText why = why_no_distances(input.plan.working_crs); !why.en.empty()) {
            return nothing(std::move(why));
        }
        const review::RuleInput of_input{input.plan, of, input.layers, input.loaded_index,
                                         input.tasks};
        return Study{input, of_input}.check();
    }
};

} // namespace

const review::Rule& study_parcels() {
    return only<StudyParcels>();
}

} // namespace parkplan::rules
