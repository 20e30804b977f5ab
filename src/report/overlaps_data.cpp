// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/csv_text.hpp"
#include "report/json_parts.hpp"
#include "report/overlap_words.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace parkplan::report {
namespace {

constexpr int area_decimals = 6;
constexpr int share_decimals = 12;

std::string compact(const json::Value& value) {
    return json::dump(value, json::Layout::compact);
}

json::Value layer_json(const OverlapLayer& layer, AreaMethod method) {
    json::Object members = layer_members(layer.info);
    members.emplace_back("features", layer.features);
    members.emplace_back("features_excluded", layer.excluded);
    members.emplace_back("features_away", layer.away);
    members.emplace_back("area_m2", json_of_area(std::optional{layer.area}, method));
    return members;
}

json::Value uncounted_json(const UncountedPairs& pairs, AreaMethod method) {
    return json::Object{{"pairs", pairs.pairs},
                        {"area_m2", json_of_area(std::optional{pairs.area}, method)}};
}

std::string pair_json(const OverlapPair& pair) {
    std::string text = fmt::format(
        R"({{"a":{},"a_fid":{},"b":{},"b_fid":{},"relation":"{}","area_m2":{},"of_a":{},"of_b":{})",
        compact(pair.a), pair.a_fid, compact(pair.b), pair.b_fid, title_of(pair.relation).en,
        format_fixed(pair.area.value(), area_decimals), format_fixed(pair.of_a, share_decimals),
        format_fixed(pair.of_b, share_decimals));
    if (!std::holds_alternative<std::monostate>(pair.polygon)) {
        text += ",\"geometry\":";
        text += compact(json_of(pair.polygon));
    }
    return text + "}";
}

json::Value summary_json(const OverlapsResult& result) {
    return json::Object{{"pairs", result.pairs.size()},
                        {"area_m2", json_of_area(std::optional{result.area}, result.method)},
                        {"below_min_area", uncounted_json(result.below_min_area, result.method)},
                        {"rounding", uncounted_json(result.rounding, result.method)}};
}

json::Value findings_json(const OverlapsResult& result) {
    json::Array findings;
    for (const OverlapLayer* layer : {&result.a, &result.b}) {
        for (const review::Finding& finding : layer->findings) {
            findings.push_back(json_of(finding));
        }
    }
    return findings;
}

} // namespace

std::string overlaps_json(const OverlapsResult& result) {
    std::string text = R"({"parkplan":1,"command":"overlaps")";
    const auto add = [&text](std::string_view name, const json::Value& value) {
        fmt::format_to(std::back_inserter(text), ",\n\"{}\":{}", name, compact(value));
    };
    add("a", layer_json(result.a, result.method));
    add("b", layer_json(result.b, result.method));
    add("working_plane", json_of(result.plane));
    add("method", std::string{name_of(result.method)});
    add("options",
        json::Object{{"min_area_m2", result.min_area.value()}, {"geometry", result.with_polygons}});
    text += ",\n\"pairs\":[";
    const char* separator = "\n";
    for (const OverlapPair& pair : result.pairs) {
        text += separator;
        text += pair_json(pair);
        separator = ",\n";
    }
    text += result.pairs.empty() ? "]" : "\n]";
    add("summary", summary_json(result));
    add("findings", findings_json(result));
    text += ",\n\"complete\":true}\n";
    return text;
}

std::string overlaps_csv(const OverlapsResult& result) {
    std::string text = "a,a_fid,b,b_fid,relation,area_m2,of_a,of_b\n";
    for (const OverlapPair& pair : result.pairs) {
        append_csv_text(text, pair.a);
        fmt::format_to(std::back_inserter(text), ",{},", pair.a_fid);
        append_csv_text(text, pair.b);
        fmt::format_to(std::back_inserter(text), ",{},{},{},{},{}\n", pair.b_fid,
                       title_of(pair.relation).en, format_fixed(pair.area.value(), area_decimals),
                       format_fixed(pair.of_a, share_decimals),
                       format_fixed(pair.of_b, share_decimals));
    }
    return text;
}

} // namespace parkplan::report
