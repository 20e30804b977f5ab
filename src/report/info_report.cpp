// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/findings_text.hpp"
#include "report/info.hpp"
#include "report/json_parts.hpp"
#include "report/source_text.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

struct StateName {
    std::string_view name;
    BiView title;
};

/// By layer::GeometryState.
constexpr std::array<StateName, 5> state_names{{
    {"polygon", {"polygon", "面"}},
    {"null", {"without geometry", "无图形"}},
    {"empty", {"empty", "空图形"}},
    {"not_polygon", {"not polygon", "非面"}},
    {"unreadable", {"unreadable", "无法读取"}},
}};

bool is_geographic(const LayerSummary& summary) {
    return summary.info.crs && summary.info.crs->kind() == crs::CrsKind::geographic;
}

std::string counts_text(const LayerSummary& summary, Language language) {
    std::string text = fmt::format("{}", summary.features);
    const char* separator = " (";
    for (std::size_t i = 0; i < state_names.size(); ++i) {
        if (summary.states.at(i) > 0) {
            text += fmt::format("{}{} {}", separator, state_names.at(i).title.in(language),
                                summary.states.at(i));
            separator = language == Language::chinese ? "，" : ", ";
        }
    }
    return summary.features == 0 ? text : text + ")";
}

std::string extent_text(const LayerSummary& summary, Language language) {
    const geo::Box& box = summary.extent;
    if (box.empty()) {
        return std::string{pick(language, "none", "无")};
    }
    const int decimals = is_geographic(summary) ? 9 : 3;
    return fmt::format("x {} … {}, y {} … {}", format_fixed(box.min.x, decimals),
                       format_fixed(box.max.x, decimals), format_fixed(box.min.y, decimals),
                       format_fixed(box.max.y, decimals));
}

LabelledLines labels(const LayerSummary& summary, Language language) {
    const layer::SourceInfo& info = summary.info;
    LabelledLines lines = source_labels(info, language);
    const auto add = [&](std::string_view en, std::string_view zh, std::string text) {
        lines.emplace_back(std::string{pick(language, en, zh)}, std::move(text));
    };
    if (info.crs && info.crs->kind() != crs::CrsKind::local) {
        const crs::Ellipsoid& ellipsoid = info.crs->ellipsoid();
        add("datum", "基准", info.crs->datum());
        add("ellipsoid", "椭球",
            fmt::format("{} (a = {} m, 1/f = {})", ellipsoid.name, format_shortest(ellipsoid.a),
                        format_shortest(ellipsoid.inverse_flattening)));
    }
    if (summary.plane) {
        add("plane", "工作平面", plane_text(summary.plane, language));
    }
    add("encoding", "编码", info.encoding.empty() ? "-" : info.encoding);
    add("geometry", "图形类型", info.geometry_type);
    add("features", "要素", counts_text(summary, language));
    add("extent", "范围", extent_text(summary, language));
    return lines;
}

std::string fields_text(const LayerSummary& summary, Language language) {
    std::vector<Cells> rows;
    for (const layer::Field& field : summary.info.schema.fields()) {
        rows.push_back({field.name, std::string{name_of(field.type)}, field.source_type});
    }
    if (rows.empty()) {
        return {};
    }
    const std::array<Column, 3> columns{
        {{std::string{pick(language, "field", "字段")}, Align::left},
         {std::string{pick(language, "type", "类型")}, Align::left},
         {std::string{pick(language, "in the file", "文件中的类型")}, Align::left}}};
    return "\n" + table_text(columns, rows);
}

json::Value fields_json(const layer::Schema& schema) {
    json::Array fields;
    for (const layer::Field& field : schema.fields()) {
        fields.emplace_back(json::Object{{"name", field.name},
                                         {"type", name_of(field.type)},
                                         {"source_type", field.source_type}});
    }
    return fields;
}

} // namespace

void LayerSummary::count(const layer::Table& batch) {
    features += batch.size();
    for (std::size_t row = 0; row < batch.size(); ++row) {
        ++states.at(static_cast<std::size_t>(batch.states[row]));
        extent.add(geo::box_of(batch.polygons[row]));
    }
}

std::string info_text(const LayerSummary& summary, Language language, Colour colour) {
    std::string text = labelled_text(labels(summary, language));
    text += fields_text(summary, language);
    if (!summary.suspicions.empty()) {
        text += "\n";
        text += heading(pick(language, "Suspicions", "疑点"), colour);
        text += "\n";
        for (const BiText& suspicion : summary.suspicions) {
            text += fmt::format("  {}\n", suspicion.in(language));
        }
    }
    if (!summary.findings.empty()) {
        const TextStyle style{language, colour,
                              is_geographic(summary) ? CoordinateKind::geographic
                                                     : CoordinateKind::projected};
        text += "\n";
        text += heading(pick(language, "Findings", "检查意见"), colour);
        text += "\n";
        for (const review::Finding& finding : summary.findings) {
            text += finding_text(finding, style, 2);
        }
    }
    return text;
}

std::string info_json(const LayerSummary& summary) {
    json::Object layer = layer_members(summary.info);
    layer.emplace_back("working_plane", json_of(summary.plane));
    layer.emplace_back("fields", fields_json(summary.info.schema));
    layer.emplace_back("features", summary.features);
    json::Object states;
    for (std::size_t i = 0; i < state_names.size(); ++i) {
        states.emplace_back(std::string{state_names.at(i).name}, summary.states.at(i));
    }
    layer.emplace_back("geometry_states", std::move(states));
    layer.emplace_back("extent", json_of(summary.extent));
    json::Array suspicions;
    for (const BiText& suspicion : summary.suspicions) {
        suspicions.push_back(json_of(suspicion));
    }
    json::Array findings;
    for (const review::Finding& finding : summary.findings) {
        findings.push_back(json_of(finding));
    }
    const json::Value document = json::Object{{"parkplan", 1},
                                              {"command", "info"},
                                              {"layer", std::move(layer)},
                                              {"suspicions", std::move(suspicions)},
                                              {"findings", std::move(findings)},
                                              {"complete", true}};
    return json::dump(document, json::Layout::indented) + "\n";
}

} // namespace parkplan::report
