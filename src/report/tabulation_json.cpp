// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/json_parts.hpp"
#include "report/tabulation.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace parkplan::report {
namespace {

constexpr int share_decimals = 12;

std::string compact(const json::Value& value) {
    return json::dump(value, json::Layout::compact);
}

void append_member(std::string& text, std::string_view name, const json::Value& value) {
    fmt::format_to(std::back_inserter(text), ",\n\"{}\":{}", name, compact(value));
}

json::Value zones_json(const OverlapLayer& zones, AreaMethod method) {
    json::Object members = layer_members(zones.info);
    members.emplace_back("features", zones.features);
    members.emplace_back("features_excluded", zones.excluded);
    members.emplace_back("area_m2", json_of_area(std::optional{zones.area}, method));
    return members;
}

json::Value options_json(const TabulationHead& head) {
    json::Array fields;
    for (const std::string& field : head.sum_fields) {
        fields.emplace_back(field);
    }
    return json::Object{
        {"class", head.class_field.empty() ? json::Value{} : json::Value{head.class_field}},
        {"sum", std::move(fields)},
        {"per_feature", head.per_feature},
        {"self_overlap", head.self_overlap}};
}

void append_name(std::string& text, const std::optional<std::string_view>& name) {
    text += ",\"class\":";
    text += name ? compact(std::string{*name}) : "null";
}

void append_sums(std::string& text, std::span<const std::string> fields,
                 std::span<const ExactNumber> sums) {
    if (fields.empty()) {
        return;
    }
    text += ",\"sums\":{";
    for (std::size_t i = 0; i < fields.size(); ++i) {
        fmt::format_to(std::back_inserter(text), "{}{}:{}", i == 0 ? "" : ",", compact(fields[i]),
                       sums[i].text());
    }
    text += '}';
}

std::string row_json(const TabulationHead& head, const TabulationRow& row, bool outside) {
    std::string text = "{";
    if (!outside) {
        fmt::format_to(std::back_inserter(text), R"("zone":{},"zone_fid":{})", compact(row.zone),
                       row.zone_fid);
    } else {
        text += R"("zone":null,"zone_fid":null)";
    }
    append_name(text, row.name);
    fmt::format_to(std::back_inserter(text), R"(,"features":{},"area_m2":{})", row.features,
                   format_exact(row.area));
    if (!outside) {
        fmt::format_to(std::back_inserter(text), R"(,"of_zone":{})",
                       format_fixed(row.of_zone, share_decimals));
    }
    fmt::format_to(std::back_inserter(text), R"(,"of_layer":{})",
                   format_fixed(row.of_layer, share_decimals));
    append_sums(text, head.sum_fields, row.sums);
    return text + "}";
}

void append_rows(std::string& text, std::string_view name, const TabulationHead& head,
                 std::span<const TabulationRow> rows, bool outside) {
    fmt::format_to(std::back_inserter(text), ",\n\"{}\":[", name);
    const char* separator = "\n";
    for (const TabulationRow& row : rows) {
        text += separator;
        text += row_json(head, row, outside);
        separator = ",\n";
    }
    text += rows.empty() ? "]" : "\n]";
}

void append_exact(std::string& text, std::string_view name, const std::string& number) {
    fmt::format_to(std::back_inserter(text), ",\n\"{}\":{}", name, number);
}

void append_fields(std::string& text, std::span<const FieldAccount> fields) {
    text += ",\n\"sums\":[";
    const char* separator = "\n";
    for (const FieldAccount& field : fields) {
        fmt::format_to(
            std::back_inserter(text),
            R"({}{{"field":{},"zones":{},"outside":{},"multiply_covered":{},"residual":{},"sum":{},"excluded":{},"missing":{}}})",
            separator, compact(field.field), field.zones.text(), field.outside.text(),
            field.multiple.text(), field.residual.text(), field.sum.text(), field.excluded.text(),
            field.missing);
        separator = ",\n";
    }
    text += fields.empty() ? "]" : "\n]";
}

json::Value findings_json(std::span<const review::Finding> zones,
                          std::span<const review::Finding> layer) {
    json::Array findings;
    for (const auto& list : {layer, zones}) {
        for (const review::Finding& finding : list) {
            findings.push_back(json_of(finding));
        }
    }
    return findings;
}

} // namespace

std::string tabulation_json_begin(const TabulationHead& head) {
    std::string text = R"({"parkplan":1,"command":"tabulate")";
    append_member(text, "layer", layer_members(head.layer));
    append_member(text, "by", zones_json(head.zones, head.method));
    append_member(text, "working_plane", json_of(head.plane));
    append_member(text, "method", std::string{name_of(head.method)});
    append_member(text, "options", options_json(head));
    if (head.per_feature) {
        text += ",\n\"features\":[";
    }
    return text;
}

std::string tabulation_json_end(const TabulationResult& result) {
    std::string text = result.head.per_feature ? "\n]" : "";
    append_rows(text, "zones", result.head, result.rows, false);
    append_rows(text, "outside", result.head, result.outside, true);
    append_member(text, "counts",
                  json::Object{{"features", result.features},
                               {"features_excluded", result.excluded},
                               {"features_split", result.split},
                               {"features_redone", result.redone},
                               {"rounding_parts", result.rounding_parts}});
    append_exact(text, "zones_m2", format_exact(result.zones_area));
    append_exact(text, "outside_m2", format_exact(result.outside_area));
    append_exact(text, "multiply_covered_m2", format_exact(result.multiple));
    append_exact(text, "residual_m2", format_exact(result.residual));
    append_exact(text, "rounding_m2", format_exact(result.rounding));
    append_exact(text, "sum_m2", format_exact(result.sum));
    append_exact(text, "layer_self_overlap_m2",
                 result.self_overlap ? format_exact(*result.self_overlap) : "null");
    append_member(text, "layer_self_overlap_reason",
                  result.self_overlap ? json::Value{} : json_of(no_self_overlap));
    append_fields(text, result.fields);
    append_member(text, "findings", findings_json(result.head.zones.findings, result.findings));
    return text + ",\n\"complete\":true}\n";
}

std::string tabulation_json_broken(const TabulationHead& head, const Error& error) {
    std::string text = head.per_feature ? "\n]" : "";
    append_member(text, "findings", findings_json(head.zones.findings, {}));
    text += ",\n\"complete\":false";
    append_member(text, "error", json_of(error));
    return text + "}\n";
}

void append_part_json(std::string& text, const TabulationHead& head, const FeaturePart& part) {
    fmt::format_to(std::back_inserter(text), ",\n{{\"key\":{},\"fid\":{}",
                   compact(std::string{part.key}), part.fid);
    if (part.zone.empty()) {
        text += R"(,"zone":null,"zone_fid":null)";
    } else {
        fmt::format_to(std::back_inserter(text), R"(,"zone":{},"zone_fid":{})",
                       compact(std::string{part.zone}), part.zone_fid);
    }
    append_name(text, part.name);
    fmt::format_to(std::back_inserter(text), R"(,"area_m2":{},"of_feature":{})",
                   format_exact(part.area), format_fixed(part.share, share_decimals));
    append_sums(text, head.sum_fields, part.values);
    text += '}';
}

} // namespace parkplan::report
