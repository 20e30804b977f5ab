// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/json_parts.hpp"
#include "report/overlap_words.hpp"
#include "report/topology.hpp"
#include "report/topology_words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using review::Finding;

constexpr int area_decimals = 6;
constexpr int length_decimals = 9;
constexpr int ratio_decimals = 9;

std::string compact(const json::Value& value) {
    return json::dump(value, json::Layout::compact);
}

/// Appends members of one object, each with its comma; the caller opens and closes it.
class Members {
public:
    explicit Members(std::string& text) : m_text(text) { m_text += '{'; }

    void add_raw(std::string_view name, std::string_view value) {
        fmt::format_to(std::back_inserter(m_text), "{}\"{}\":{}", m_separator, name, value);
        m_separator = ",";
    }
    void add_text(std::string_view name, std::string_view value) {
        add_raw(name, compact(json::Value{std::string{value}}));
    }
    void add_flag(std::string_view name, bool value) { add_raw(name, value ? "true" : "false"); }
    void add_number(std::string_view name, double value, int decimals) {
        add_raw(name, {});
        append_fixed(m_text, value, decimals);
    }
    void add_name(std::string_view key, std::string_view fid, const FeatureName& name) {
        add_text(key, name.key);
        add_raw(fid, fmt::format("{}", name.fid));
    }
    /// What ties an entry to the finding that tells of it.
    void close(const Finding& finding) {
        add_text("code", finding.code);
        add_text("fingerprint", finding.fingerprint);
        m_text += '}';
    }

private:
    std::string& m_text;
    std::string_view m_separator{};
};

void append(std::string& text, const FoundOverlap& overlap, const Finding& finding) {
    Members members{text};
    members.add_name("a", "a_fid", overlap.a);
    members.add_name("b", "b_fid", overlap.b);
    members.add_text("relation", title_of(overlap.relation).en);
    members.add_number("area_m2", overlap.area.value(), area_decimals);
    members.add_number("width_m", overlap.width.value(), length_decimals);
    members.add_number("thinness", overlap.thinness, ratio_decimals);
    members.add_flag("multiple", overlap.multiple);
    members.add_flag("sliver", overlap.sliver);
    members.close(finding);
}

void append(std::string& text, const FoundGap& gap, const Finding& finding) {
    json::Array neighbours;
    for (const FeatureName& neighbour : gap.neighbours) {
        neighbours.emplace_back(json::Object{{"key", neighbour.key}, {"fid", neighbour.fid}});
    }
    Members members{text};
    members.add_text("kind", title_of(gap.kind).en);
    members.add_number("area_m2", gap.area.value(), area_decimals);
    members.add_number("width_m", gap.width.value(), length_decimals);
    members.add_number("thinness", gap.thinness, ratio_decimals);
    members.add_flag("sliver", gap.sliver);
    members.add_raw("neighbours", compact(neighbours));
    members.close(finding);
}

void append(std::string& text, const FoundOutside& outside, const Finding& finding) {
    Members members{text};
    members.add_name("key", "fid", outside.feature);
    members.add_number("area_m2", outside.area.value(), area_decimals);
    members.add_number("width_m", outside.width.value(), length_decimals);
    members.add_flag("sliver", outside.sliver);
    members.close(finding);
}

void append(std::string& text, const FoundVertices& vertices, const Finding& finding) {
    Members members{text};
    members.add_name("a", "a_fid", vertices.a);
    members.add_name("b", "b_fid", vertices.b);
    members.add_raw("vertices", fmt::format("{}", vertices.points.points.size()));
    members.add_number("distance_m", vertices.farthest.value(), length_decimals);
    members.close(finding);
}

void append(std::string& text, const FoundNearMiss& miss, const Finding& finding) {
    Members members{text};
    members.add_name("a", "a_fid", miss.a);
    members.add_name("b", "b_fid", miss.b);
    members.add_number("distance_m", miss.farthest.value(), length_decimals);
    members.close(finding);
}

json::Value outline_json(const OverlapLayer& layer, AreaMethod method) {
    json::Object members = layer_members(layer.info);
    members.emplace_back("features", layer.features);
    members.emplace_back("features_excluded", layer.excluded);
    members.emplace_back("area_m2", json_of_area(std::optional{layer.area}, method));
    return members;
}

json::Value options_json(const TopologyResult& result) {
    const TopologyTolerances& tolerances = result.tolerances;
    const double widest = tolerances.max_gap_width.value();
    return json::Object{
        {"min_area_m2", tolerances.min_area.value()},
        {"min_width_m", tolerances.min_width.value()},
        {"sliver_width_m", tolerances.sliver_width.value()},
        {"sliver_thinness", tolerances.sliver_thinness},
        {"max_gap_width_m", std::isfinite(widest) ? json::Value{widest} : json::Value{}},
        {"snap_m", tolerances.snap.value()},
        {"geometry", result.with_polygons},
        {"validity", result.validity == measure::Validity::checked ? "checked" : "assumed"}};
}

json::Value summary_json(const TopologyResult& result) {
    const TopologySummary& summary = result.summary;
    const auto area = [&](ExactArea value) {
        return json_of_area(std::optional{value}, result.method);
    };
    const auto counted = [&](const CountedArea& value) {
        return json::Object{{"count", value.count}, {"area_m2", area(value.area)}};
    };
    const auto both = [&](const CountedArea& overlaps, const CountedArea& gaps) {
        return json::Object{{"overlaps", counted(overlaps)}, {"gaps", counted(gaps)}};
    };
    json::Object small = both(summary.small_overlaps, summary.small_gaps);
    small.emplace_back("outside", counted(summary.small_outside));
    return json::Object{
        {"sum_area_m2", area(summary.sum_area)},
        {"overlap_pairs_m2", area(summary.overlap_pairs)},
        {"overlap_excess_m2", area(summary.overlap_excess)},
        {"union_area_m2", area(summary.union_area)},
        {"gap_area_m2", area(summary.gap_area)},
        {"open_space_m2", area(summary.open_space.area)},
        {"open_spaces", summary.open_space.count},
        {"outside_m2", result.within ? area(summary.outside) : json::Value{}},
        {"outside_excess_m2", result.within ? area(summary.outside_excess) : json::Value{}},
        {"outline_area_m2", result.within ? area(summary.outline_area) : json::Value{}},
        {"slivers", both(summary.sliver_overlaps, summary.sliver_gaps)},
        {"small", std::move(small)},
        {"rounding", both(summary.rounding_overlaps, summary.rounding_gaps)}};
}

/// Features whose geometry is not what it should be: what validity said.
json::Value invalid_json(const TopologyResult& result, const std::vector<Finding>& findings) {
    json::Array invalid;
    for (std::size_t i = 0; i < result.layer.findings.size(); ++i) {
        const Finding& finding = findings[i];
        if (finding.code.starts_with("PP-03")) {
            invalid.emplace_back(json::Object{{"key", finding.subject.key},
                                              {"fid", finding.subject.fid},
                                              {"level", name_of(finding.level)},
                                              {"code", finding.code},
                                              {"fingerprint", finding.fingerprint}});
        }
    }
    return invalid;
}

/// The document under way: members, then lists with one entry a line.
class Document {
public:
    void add(std::string_view name, const json::Value& value) {
        fmt::format_to(std::back_inserter(m_text), ",\n\"{}\":{}", name, compact(value));
    }
    /// `append_entry(text, i)` for every i below `count`.
    template <typename AppendEntry>
    void add_list(std::string_view name, std::size_t count, const AppendEntry& append_entry) {
        fmt::format_to(std::back_inserter(m_text), ",\n\"{}\":[", name);
        for (std::size_t i = 0; i < count; ++i) {
            m_text += i == 0 ? "\n" : ",\n";
            append_entry(m_text, i);
        }
        m_text += count == 0 ? "]" : "\n]";
    }
    [[nodiscard]] std::string take() && {
        m_text += ",\n\"complete\":true}\n";
        return std::move(m_text);
    }

private:
    std::string m_text{R"({"parkplan":1,"command":"topology")"};
};

} // namespace

std::string topology_json(const TopologyResult& result) {
    const std::vector<Finding> findings = topology_findings(result);
    Document document;
    document.add("layer", layer_members(result.layer.info));
    document.add("within",
                 result.within ? outline_json(*result.within, result.method) : json::Value{});
    document.add("working_plane", json_of(result.plane));
    document.add("method", std::string{name_of(result.method)});
    document.add("options", options_json(result));
    document.add("features", result.layer.features);
    document.add("features_excluded", result.layer.excluded);
    document.add("invalid", invalid_json(result, findings));
    std::size_t next = reading_findings(result); // of the finding that tells of the next entry
    const auto add = [&](std::string_view name, const auto& list) {
        document.add_list(name, list.size(), [&](std::string& text, std::size_t i) {
            append(text, list[i], findings[next + i]);
        });
        next += list.size();
    };
    add("overlaps", result.overlaps);
    add("gaps", result.gaps);
    add("outside", result.outside);
    add("unmatched_vertices", result.unmatched);
    add("near_misses", result.near_misses);
    document.add("summary", summary_json(result));
    document.add_list("findings", findings.size(), [&](std::string& text, std::size_t i) {
        text += compact(json_of(findings[i]));
    });
    return std::move(document).take();
}

} // namespace parkplan::report
