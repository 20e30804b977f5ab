// SPDX-License-Identifier: MIT
#include "report/source_text.hpp"

#include "core/text.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace parkplan::report {

std::string labelled_text(const LabelledLines& lines) {
    std::size_t width = 0;
    for (const auto& [label, text] : lines) {
        width = std::max(width, display_width(label));
    }
    std::string all;
    for (const auto& [label, text] : lines) {
        std::string line = fmt::format("{}  {}", pad_right(label, width), text);
        line.erase(line.find_last_not_of(' ') + 1);
        all += line;
        all += '\n';
    }
    return all;
}

std::string crs_text(const crs::Crs& crs, Language language) {
    if (crs.kind() == crs::CrsKind::local) {
        return std::string{
            pick(language, "local plane in metres, place unknown", "独立平面坐标，位置未知")};
    }
    return crs.code().empty() ? crs.name() : fmt::format("{}, {}", crs.code(), crs.name());
}

std::string plane_text(const std::optional<crs::WorkingPlane>& plane, Language language) {
    if (!plane) {
        return std::string{
            pick(language, "none (local plane, or no features)", "无（独立平面坐标，或没有要素）")};
    }
    return fmt::format("{}{}", plane->describe(),
                       plane->own ? pick(language, " (the layer's own)", "（图层自身坐标系）")
                                  : "");
}

LabelledLines source_labels(const layer::SourceInfo& info, Language language) {
    const std::string crs =
        info.crs ? fmt::format("{}{}", crs_text(*info.crs, language),
                               info.crs_stated ? pick(language, " (stated)", "（由用户声明）") : "")
                 : std::string{pick(language, "none", "无")};
    return {{std::string{pick(language, "layer", "图层")},
             fmt::format("{} ({}, {})", info.path, info.name, info.driver)},
            {std::string{pick(language, "crs", "坐标系")}, crs}};
}

} // namespace parkplan::report
