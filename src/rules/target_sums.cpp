// SPDX-License-Identifier: MIT
#include "rules/target_sums.hpp"

#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "geo/vertex_gradients.hpp"
#include "measure/measure.hpp"
#include "measure/uncertainty.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/land_taken.hpp"
#include "overlay/paths_inside.hpp"
#include "overlay/united.hpp"
#include "rules/cell_number.hpp"
#include "rules/judged_land.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

namespace parkplan::rules {
namespace {

using geo::Point;
using Paths = std::vector<std::vector<Point>>;

geo::PolygonColumn column_of(const geo::MultiPolygon& area) {
    geo::PolygonColumn column;
    column.add_feature(area.view());
    return column;
}

geo::MultiPolygon union_of(const review::LoadedLayer& zones, const TargetRows& rows) {
    std::vector<geo::MultiPolygon> chosen;
    for (std::size_t row = 0; row < rows.states().size(); ++row) {
        if (rows.states()[row] == RowState::in && zones.usable(row)) {
            chosen.emplace_back(zones.layer.table().polygons[row]);
        }
    }
    if (chosen.empty()) {
        return {};
    }
    std::vector<const geo::MultiPolygon*> all;
    all.reserve(chosen.size());
    for (const geo::MultiPolygon& one : chosen) {
        all.push_back(&one);
    }
    return chosen.size() == 1 ? chosen.front() : overlay::united(all);
}

/// The paths of a row, or their parts inside the place.
Paths paths_of(const geo::PathsView& paths, const overlay::PathsInside* cutter) {
    if (cutter != nullptr) {
        return cutter->inside(paths);
    }
    Paths all;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        all.emplace_back(paths[i].begin(), paths[i].end());
    }
    return all;
}

double length_of(const Paths& paths) {
    double length = 0.0;
    for (const std::vector<Point>& path : paths) {
        length += overlay::length_of(path);
    }
    return length;
}

/// Paths whose vertices all coincide are points.
bool has_line(const geo::PathsView& paths) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (overlay::length_of(paths[i]) > 0.0) {
            return true;
        }
    }
    return false;
}

/// How the length of a path changes with its vertices: along the edges on both sides.
void add_gradients(std::span<const Point> path, std::vector<geo::VertexGradient>& out) {
    for (std::size_t i = 1; i < path.size(); ++i) {
        const double length = overlay::length_of(path.subspan(i - 1, 2));
        if (length > 0.0) {
            const Point along{(path[i].x - path[i - 1].x) / length,
                              (path[i].y - path[i - 1].y) / length};
            out.push_back({path[i], along});
            out.push_back({path[i - 1], {-along.x, -along.y}});
        }
    }
}

BiText why_no_length(const review::LoadedLayer& loaded, std::size_t row) {
    switch (loaded.layer.table().states[row]) {
    case layer::GeometryState::polygon:
        return {"it is an area, not a line", "图形为面，不是线"};
    case layer::GeometryState::not_polygon:
        return {"it is no line, or one without length", "图形不是线，或为零长线"};
    default:
        return loaded.why_unusable(row);
    }
}

/// The part of a feature that lies in a place: part / whole.
struct Share {
    ExactArea part{};
    ExactArea whole{};
};

ExactArea as_whole_units(double length) {
    return ExactArea{SquareMetres{length}};
}

/// Shares of the features of a layer in a place.
class Shares {
public:
    explicit Shares(const TargetInput& target)
        : m_loaded(target.input.layer(target.layer)), m_cutter(target.place->area()),
          m_areas(m_loaded.layer.size()) {
        const std::vector<std::uint8_t> usable = m_loaded.usable_rows();
        const std::vector<std::uint8_t> one{1};
        const measure::Measurer& measurer = *target.place->zones().measurer;
        const overlay::PairAreas common = overlay::common_areas(
            {target.place->layer(), one}, {m_loaded.layer, usable}, measurer, target.input.tasks);
        for (const overlay::PairArea& pair : common.pairs) {
            const bool inside = pair.relation == overlay::Relation::b_inside_a ||
                                pair.relation == overlay::Relation::identical;
            const ExactArea part{pair.area};
            m_areas[pair.b] = {part, inside ? part
                                            : ExactArea{measurer.piece_area(
                                                  m_loaded.layer.table().polygons[pair.b])}};
        }
    }

    /// The share of a feature; nothing for one of which that is not known.
    [[nodiscard]] std::optional<Share> of(std::size_t row) const {
        if (m_loaded.usable(row)) {
            return m_areas[row];
        }
        const geo::PathsView paths = m_loaded.layer.table().paths.of(row);
        if (paths.empty()) {
            return std::nullopt;
        }
        const Paths inside = m_cutter.inside(paths);
        if (has_line(paths)) {
            return Share{as_whole_units(length_of(inside)),
                         as_whole_units(length_of(paths_of(paths, nullptr)))};
        }
        return Share{as_whole_units(static_cast<double>(inside.size())),
                     as_whole_units(static_cast<double>(paths.size()))};
    }

private:
    const review::LoadedLayer& m_loaded;
    overlay::PathsInside m_cutter;
    std::vector<Share> m_areas;
};

ExactNumber part_of(ExactNumber value, const Share& share) {
    return share.part == share.whole ? value : value.share(share.part, share.whole);
}

} // namespace

TargetPlace::TargetPlace(const review::RuleInput& input, std::string_view layer_param,
                         const TargetRows& rows)
    : m_zones(input.layer(layer_param)), m_why_none(rows.no_data()),
      m_layer(overlay::bare_layer(m_zones.layer, column_of(union_of(m_zones, rows)))) {
    for (std::size_t row = 0; row < rows.states().size() && m_why_none.en.empty(); ++row) {
        m_open = m_open || rows.states()[row] == RowState::open;
        if (rows.states()[row] == RowState::in && !m_zones.usable(row)) {
            const BiText why = m_zones.why_unusable(row);
            const std::string key = input.subject(layer_param, row).key;
            m_why_none = {fmt::format("the place '{}' cannot be used: {}", key, why.en),
                          fmt::format("范围“{}”无法使用：{}", key, why.zh)};
        }
    }
}

TargetSum sum_of_lengths(const TargetInput& target) {
    const review::LoadedLayer& loaded = target.input.layer(target.layer);
    TargetSum sum;
    sum.why_none = why_no_distances(target.input.plan.working_crs);
    if (!sum.why_none.en.empty()) {
        return sum;
    }
    std::optional<overlay::PathsInside> cutter;
    if (target.place != nullptr) {
        cutter.emplace(target.place->area());
    }
    ExactNumber known;
    ExactNumber most;
    bool unbounded = target.place != nullptr && target.place->open();
    std::vector<geo::VertexGradient> gradients;
    bool is_cut = false; // by the boundary of the place
    const double unit = target.input.plan.working_crs.metres_per_unit();
    for (std::size_t row = 0; row < loaded.layer.size(); ++row) {
        const RowState state = target.rows.states()[row];
        const geo::PathsView paths = loaded.layer.table().paths.of(row);
        if (state == RowState::out) {
            continue;
        }
        const Paths parts = paths_of(paths, cutter ? &*cutter : nullptr);
        const auto length = ExactNumber::of(unit * length_of(parts));
        if (!has_line(paths) || !length) {
            unbounded = true;
            if (state == RowState::in) {
                target.notes.left_out(target.layer, row, why_no_length(loaded, row));
            }
            continue;
        }
        most += *length;
        if (state == RowState::in) {
            known += *length;
            is_cut = is_cut || (!parts.empty() && parts != paths_of(paths, nullptr));
            for (const std::vector<Point>& part : parts) {
                add_gradients(part, gradients);
            }
        }
    }
    sum.known = known.value();
    sum.most = unbounded ? TargetSum::unbounded : most.value();
    sum.per_metre = measure::sigma_per_metre(gradients).value();
    sum.accuracy = is_cut ? accuracy_of_land(target.place->zones(), loaded)
                          : loaded.measurer->options().point_accuracy;
    return sum;
}

TargetSum sum_of_values(const TargetInput& target, const std::string& field) {
    const review::LoadedLayer& loaded = target.input.layer(target.layer);
    const layer::AttributeColumn& column = target.input.column(target.layer, field);
    const BiText title = field_title(target.input.layer_config(target.layer), field);
    std::optional<Shares> shares;
    if (target.place != nullptr) {
        shares.emplace(target);
    }
    const ExactArea all = as_whole_units(1.0);
    ExactNumber known;
    ExactNumber most;
    bool unbounded = target.place != nullptr && target.place->open();
    for (std::size_t row = 0; row < loaded.layer.size(); ++row) {
        const RowState state = target.rows.states()[row];
        const auto share = shares ? shares->of(row) : std::optional{Share{all, all}};
        if (state == RowState::out || (share && share->part == ExactArea{})) {
            continue;
        }
        const CellNumber cell = number_at(column, row);
        const auto whole = cell.value ? ExactNumber::of(*cell.value) : std::nullopt;
        if (whole) {
            most += share ? part_of(*whole, *share) : *whole;
        }
        unbounded = unbounded || !whole;
        if (state != RowState::in) {
            continue;
        }
        if (whole && share) {
            known += part_of(*whole, *share);
        } else {
            target.notes.left_out(target.layer, row,
                                  whole ? loaded.why_unusable(row) : why_no_number(title, cell));
        }
    }
    TargetSum sum;
    sum.known = known.value();
    sum.most = unbounded ? TargetSum::unbounded : most.value();
    return sum;
}

} // namespace parkplan::rules
