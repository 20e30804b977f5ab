// SPDX-License-Identifier: MIT
#include "rules/wording.hpp"

#include "core/catalogue.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "layer/readable.hpp"

#include <fmt/format.h>

#include <cmath>

namespace parkplan::rules {

std::string count_text(std::uint64_t count) {
    return fmt::format("{}", count);
}

std::string subject_title(const review::Subject& subject) {
    return subject.name.empty() ? subject.key : fmt::format("{} {}", subject.key, subject.name);
}

std::string share_text(double share, double other) {
    constexpr double percent = 100.0;
    constexpr double near = 1e-4;
    const bool close = share != other && std::abs(share - other) < near;
    return fmt::format("{}%", format_fixed(percent * share, close ? 6 : 2));
}

BiText method_title(AreaMethod method) {
    const BiView title = title_of(method);
    return {std::string{title.en}, std::string{title.zh}};
}

std::string accuracy_text(double metres) {
    constexpr double tiny = 0.001; // three decimals would hide it
    const int decimals = metres < tiny ? 6 : metres < 1.0 ? 3 : 2;
    return format_length(Metres{round_half_away(metres, decimals)});
}

std::optional<std::string> value_of(const layer::AttributeColumn& column, std::size_t row) {
    const std::optional<std::string> text = column.as_text(row);
    const std::string_view trimmed = text ? trim(*text) : std::string_view{};
    return trimmed.empty() || !layer::is_readable(trimmed) ? std::nullopt
                                                           : std::optional{std::string{trimmed}};
}

bool is_unreadable(const layer::AttributeColumn& column, std::size_t row) {
    const std::optional<std::string> text = column.as_text(row);
    return text && !layer::is_readable(trim(*text));
}

BiText why_no_value(const layer::AttributeColumn& column, std::size_t row) {
    return is_unreadable(column, row) ? BiText{"the value cannot be read", "取值无法读取"}
                                      : BiText{"the field is empty", "该字段未填写"};
}

BiText field_title(const plan::LayerConfig& layer, std::string_view field_or_role) {
    const std::string name{field_or_role}; // field() may return its own argument
    const std::string field = layer.field(name);
    if (field == field_or_role) {
        return same(field);
    }
    return {fmt::format("{} ({})", field_or_role, field),
            fmt::format("{}（{}）", field_or_role, field)};
}

BiText why_no_distances(const crs::Crs& crs) {
    if (crs.kind() == crs::CrsKind::geographic) {
        return {"distances need a projected working CRS, not longitude and latitude",
                "距离须在投影坐标系中量算，工作坐标系不能是经纬度"};
    }
    if (crs.web_mercator()) {
        return {"Web Mercator has no true distances; choose another working CRS",
                "Web 墨卡托坐标系中的距离不真实，请改用其他工作坐标系"};
    }
    return {};
}

} // namespace parkplan::rules
