// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/csv_text.hpp"
#include "report/overlap_words.hpp"
#include "report/topology.hpp"
#include "report/topology_words.hpp"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::report {
namespace {

constexpr int area_decimals = 6;
constexpr int length_decimals = 9;

/// One row of the table; what a kind does not have stays empty.
struct Row {
    std::string_view kind{};
    Judgement judgement{};
    const FeatureName* a = nullptr;
    const FeatureName* b = nullptr;
    std::string_view relation{};
    std::optional<SquareMetres> area{};
    std::optional<Metres> width{};
    std::optional<double> thinness{};
    std::optional<bool> multiple{};
    std::optional<bool> sliver{};
    std::optional<std::size_t> vertices{};
    std::optional<Metres> distance{};
    std::string neighbours{};
    geo::Box place{};
};

void append_name(std::string& text, const FeatureName* name) {
    if (name == nullptr) {
        text += ",,";
        return;
    }
    append_csv_text(text, name->key);
    fmt::format_to(std::back_inserter(text), ",{},", name->fid);
}

void append_number(std::string& text, std::optional<double> number, int decimals) {
    if (number) {
        append_fixed(text, *number, decimals);
    }
    text += ',';
}

template <typename Unit>
std::optional<double> number_of(std::optional<Quantity<Unit>> quantity) {
    return quantity ? std::optional{quantity->value()} : std::nullopt;
}

void append_flag(std::string& text, std::optional<bool> flag) {
    if (flag) {
        text += *flag ? "true" : "false";
    }
    text += ',';
}

void append(std::string& text, const Row& row) {
    fmt::format_to(std::back_inserter(text), "{},{},{},", row.kind, row.judgement.code,
                   name_of(row.judgement.level));
    append_name(text, row.a);
    append_name(text, row.b);
    text += row.relation;
    text += ',';
    append_number(text, number_of(row.area), area_decimals);
    append_number(text, number_of(row.width), length_decimals);
    append_number(text, row.thinness, length_decimals);
    append_flag(text, row.multiple);
    append_flag(text, row.sliver);
    if (row.vertices) {
        fmt::format_to(std::back_inserter(text), "{}", *row.vertices);
    }
    text += ',';
    append_number(text, number_of(row.distance), length_decimals);
    append_csv_text(text, row.neighbours);
    if (row.place.empty()) {
        text += ",,\n";
        return;
    }
    const geo::Point middle = row.place.centre();
    fmt::format_to(std::back_inserter(text), ",{},{}\n", format_shortest(middle.x),
                   format_shortest(middle.y));
}

Row row_of(const FoundOverlap& overlap) {
    return {.kind = "overlap",
            .judgement = judgement_of(overlap),
            .a = &overlap.a,
            .b = &overlap.b,
            .relation = title_of(overlap.relation).en,
            .area = overlap.area,
            .width = overlap.width,
            .thinness = overlap.thinness,
            .multiple = overlap.multiple,
            .sliver = overlap.sliver,
            .place = geo::box_of(overlap.place)};
}

Row row_of(const FoundGap& gap) {
    Row row{.kind = "gap",
            .judgement = judgement_of(gap),
            .relation = title_of(gap.kind).en,
            .area = gap.area,
            .width = gap.width,
            .thinness = gap.thinness,
            .sliver = gap.sliver,
            .place = geo::box_of(gap.place)};
    for (const FeatureName& neighbour : gap.neighbours) {
        row.neighbours += row.neighbours.empty() ? "" : "; ";
        row.neighbours += neighbour.key;
    }
    return row;
}

Row row_of(const FoundOutside& outside) {
    return {.kind = "outside",
            .judgement = judgement_of(outside),
            .a = &outside.feature,
            .area = outside.area,
            .width = outside.width,
            .sliver = outside.sliver,
            .place = geo::box_of(outside.place)};
}

Row row_of(const FoundVertices& vertices) {
    return {.kind = "unmatched_vertices",
            .judgement = judgement_of(vertices),
            .a = &vertices.a,
            .b = &vertices.b,
            .vertices = vertices.points.points.size(),
            .distance = vertices.farthest,
            .place = geo::box_of(vertices.points)};
}

Row row_of(const FoundNearMiss& miss) {
    return {.kind = "near_miss",
            .judgement = judgement_of(miss),
            .a = &miss.a,
            .b = &miss.b,
            .distance = miss.farthest,
            .place = geo::box_of(miss.lines)};
}

} // namespace

std::string topology_csv(const TopologyResult& result) {
    std::string text = "kind,code,level,a,a_fid,b,b_fid,relation,area_m2,width_m,thinness,multiple,"
                       "sliver,vertices,distance_m,neighbours,x,y\n";
    const auto add = [&text](const auto& list) {
        for (const auto& entry : list) {
            append(text, row_of(entry));
        }
    };
    add(result.overlaps);
    add(result.gaps);
    add(result.outside);
    add(result.unmatched);
    add(result.near_misses);
    return text;
}

} // namespace parkplan::report
