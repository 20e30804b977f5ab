// SPDX-License-Identifier: MIT
#include "core/number.hpp"
#include "report/csv_text.hpp"
#include "report/tabulation.hpp"

#include <fmt/format.h>

#include <iterator>

namespace parkplan::report {
namespace {

constexpr int share_decimals = 12;

void append_names(std::string& text, const TabulationHead& head) {
    for (const std::string& field : head.sum_fields) {
        text += ',';
        append_csv_text(text, field);
    }
    text += '\n';
}

/// Null is an empty field; a text that is empty is quoted.
void append_name(std::string& text, const TabulationHead& head,
                 const std::optional<std::string_view>& name) {
    if (head.class_field.empty()) {
        return;
    }
    text += ',';
    if (name && name->empty()) {
        text += "\"\"";
    } else if (name) {
        append_csv_text(text, *name);
    }
}

void append_zone(std::string& text, std::string_view zone, std::int64_t fid) {
    append_csv_text(text, zone);
    text += ',';
    if (!zone.empty()) {
        fmt::format_to(std::back_inserter(text), "{}", fid);
    }
}

void append_sums(std::string& text, std::span<const ExactNumber> sums) {
    for (const ExactNumber& sum : sums) {
        text += ',';
        text += sum.text();
    }
    text += '\n';
}

} // namespace

std::string tabulation_csv(const TabulationResult& result) {
    const TabulationHead& head = result.head;
    std::string text = "zone,zone_fid";
    text += head.class_field.empty() ? "" : ",class";
    text += ",features,area_m2,of_zone,of_layer";
    append_names(text, head);
    for (const auto* rows : {&result.rows, &result.outside}) {
        for (const TabulationRow& row : *rows) {
            append_zone(text, row.zone, row.zone_fid);
            append_name(text, head, row.name);
            fmt::format_to(std::back_inserter(text), ",{},{},{},{}", row.features,
                           format_exact(row.area),
                           row.zone.empty() ? "" : format_fixed(row.of_zone, share_decimals),
                           format_fixed(row.of_layer, share_decimals));
            append_sums(text, row.sums);
        }
    }
    return text;
}

std::string parts_csv_head(const TabulationHead& head) {
    std::string text = "key,fid,zone,zone_fid";
    text += head.class_field.empty() ? "" : ",class";
    text += ",area_m2,of_feature";
    append_names(text, head);
    return text;
}

void append_part_csv(std::string& text, const TabulationHead& head, const FeaturePart& part) {
    append_csv_text(text, part.key);
    fmt::format_to(std::back_inserter(text), ",{},", part.fid);
    append_zone(text, part.zone, part.zone_fid);
    append_name(text, head, part.name);
    text += ',';
    text += format_exact(part.area);
    text += ',';
    append_fixed(text, part.share, share_decimals);
    append_sums(text, part.values);
}

} // namespace parkplan::report
