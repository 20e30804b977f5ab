// SPDX-License-Identifier: MIT
#include "rules/doubts.hpp"

#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace parkplan::rules {

Doubts::Doubts(const review::RuleInput& input, std::string_view layer_param, PointsAndLines points,
               std::span<const std::uint8_t> chosen)
    : m_input(input), m_param(layer_param), m_loaded(input.layer(layer_param)) {
    const auto& states = m_loaded.layer.table().states;
    for (std::size_t row = 0; row < m_loaded.layer.size(); ++row) {
        const bool harmless = points == PointsAndLines::hold_nothing &&
                              states[row] == layer::GeometryState::not_polygon;
        if (!m_loaded.usable(row) && !harmless && (chosen.empty() || chosen[row] != 0)) {
            m_rows.push_back(row);
        }
    }
}

std::optional<std::size_t> Doubts::within(const geo::Box& box) const {
    const auto found = std::ranges::find_if(m_rows, [&](std::size_t row) {
        const geo::Box its = geo::box_of(m_loaded.layer.table().polygons[row]);
        return box.empty() || its.empty() || its.meets(box);
    });
    return found == m_rows.end() ? std::nullopt : std::optional{*found};
}

BiText Doubts::reason(std::size_t row) const {
    const BiText why = m_loaded.why_unusable(row);
    const BiText layer = m_input.layer_title(m_param);
    const std::string key = m_input.subject(m_param, row).key;
    return {fmt::format("feature '{}' of '{}' cannot be used: {}", key, layer.en, why.en),
            fmt::format("“{}”中的要素“{}”无法使用：{}", layer.zh, key, why.zh)};
}

geo::Box widened(const geo::Box& box, double margin) noexcept {
    return box.empty() ? box
                       : geo::Box{{box.min.x - margin, box.min.y - margin},
                                  {box.max.x + margin, box.max.y + margin}};
}

} // namespace parkplan::rules
