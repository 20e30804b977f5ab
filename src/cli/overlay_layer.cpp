// SPDX-License-Identifier: MIT
#include "cli/overlay_layer.hpp"

#include "cli/near_layer.hpp"
#include "core/area_method.hpp"
#include "report/measure_format.hpp"
#include "report/reading.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::cli {

WholeLayer read_whole(const LayerOptions& options, Progress& progress) {
    return options.reading([&] {
        io::OpenOptions open = options.get();
        open.choice = io::FieldChoice::none;
        const auto source = io::open_source(options.path(), open);
        progress.report("read", 0, source->info().features.value_or(0));
        if (!source->info().crs) {
            throw options.no_crs(source->info());
        }
        return WholeLayer{source->info(), layer::read_all(*source)};
    });
}

bool has_own_plane(const crs::Crs& crs) {
    return crs.kind() == crs::CrsKind::local || crs::working_plane_for(crs, 0.0).own;
}

crs::Crs plane_of(const crs::Crs& crs, const geo::Box& box, const Measuring& measuring) {
    if (measuring.area == AreaMethod::planar || has_own_plane(crs)) {
        return crs; // Measurer tells when it is no plane
    }
    measure::MeasureOptions nothing;
    nothing.methods = {};
    nothing.shape = false;
    nothing.sigma = false;
    const measure::Measurer measurer{crs, box, nothing};
    const std::optional<crs::WorkingPlane>& plane = measurer.plane();
    return plane ? crs::crs_of(*plane, crs::geographic_base(crs)) : crs;
}

std::optional<crs::WorkingPlane> plane_for(const layer::SourceInfo& leading, const crs::Crs& plane,
                                           const measure::Measurer& measurer) {
    std::optional<crs::WorkingPlane> told = measurer.plane();
    if (told) {
        told->own = leading.crs && same(*leading.crs, plane);
    }
    return told;
}

measure::MeasureOptions overlay_measures(const crs::Crs& plane, const Measuring& measuring) {
    measure::MeasureOptions options;
    options.validity = measuring.validity;
    options.pieces = measuring.area;
    options.shape = false;
    options.sigma = false;
    const bool planar = plane.kind() == crs::CrsKind::local || measuring.area == AreaMethod::planar;
    options.methods = {planar, !planar, false, false};
    return options;
}

OverlayLayer prepare(WholeLayer whole, const crs::Crs& plane, const measure::Measurer& measurer,
                     TaskPool& tasks) {
    OverlayLayer result{.source = std::move(whole.source),
                        .layer = layer::in_crs(std::move(whole.layer), plane),
                        .away = whole.away};
    const layer::Layer& layer = result.layer;
    std::vector<report::MeasuredRow> rows(layer.size());
    constexpr std::size_t grain = 512;
    tasks.for_ranges(rows.size(), grain, [&](std::size_t first, std::size_t last) {
        measure::Measurer::Session session = measurer.session();
        for (std::size_t row = first; row < last; ++row) {
            rows[row].state = layer.table().states[row];
            if (rows[row].state == layer::GeometryState::polygon) {
                session.measure(layer.table().polygons[row], rows[row].measures);
            }
        }
    });
    report::ReadingFindings findings{layer.info()};
    findings.add(layer.table(), rows, &measurer);
    result.findings = findings.finish();
    result.usable.resize(rows.size());
    result.areas.resize(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto area = rows[row].measures.area(measurer.piece_method());
        if (rows[row].measured() && area) {
            result.usable[row] = 1;
            result.areas[row] = *area;
        } else {
            ++result.excluded;
        }
    }
    return result;
}

namespace {

/// Where the features are that take part.
std::vector<geo::Box> boxes_of(const OverlayLayer& layer) {
    std::vector<geo::Box> boxes;
    for (std::size_t row = 0; row < layer.usable.size(); ++row) {
        if (layer.usable[row] != 0) {
            boxes.push_back(geo::box_of(layer.layer.table().polygons[row]));
        }
    }
    return boxes;
}

} // namespace

OverlayInput read_overlay(const LayerOptions& a, const LayerOptions& b, const Measuring& measuring,
                          TaskPool& tasks, Progress& progress) {
    WholeLayer read_a = read_whole(a, progress);
    std::optional<WholeLayer> read_b;
    if (read_a.layer.box().empty()) { // it tells no plane, and nothing where to look
        read_b = read_whole(b, progress);
    }
    const layer::Layer& leading =
        read_b && !read_b->layer.box().empty() ? read_b->layer : read_a.layer;
    const crs::Crs plane = plane_of(leading.crs(), leading.box(), measuring);
    measure::Measurer measurer{plane, layer::in_crs(leading, plane).box(),
                               overlay_measures(plane, measuring)};
    OverlayLayer prepared_a = prepare(std::move(read_a), plane, measurer, tasks);
    if (!read_b) {
        read_b = read_near(b, plane, boxes_of(prepared_a), {tasks, progress});
    }
    OverlayLayer prepared_b = prepare(*std::move(read_b), plane, measurer, tasks);
    return {std::move(prepared_a), std::move(prepared_b), std::move(measurer)};
}

report::PairRelation relation_of(overlay::Relation relation) noexcept {
    switch (relation) {
    case overlay::Relation::a_inside_b:
        return report::PairRelation::inside;
    case overlay::Relation::b_inside_a:
        return report::PairRelation::covers;
    case overlay::Relation::identical:
        return report::PairRelation::equals;
    case overlay::Relation::crossing:
        break;
    }
    return report::PairRelation::crosses;
}

report::OverlapLayer summary_of(OverlayLayer& layer) {
    report::OverlapLayer summary;
    summary.info = layer.source;
    summary.features = layer.layer.size() + layer.away;
    summary.away = layer.away;
    summary.excluded = layer.excluded;
    for (std::size_t row = 0; row < layer.areas.size(); ++row) {
        if (layer.usable[row] != 0) {
            summary.area += ExactArea{layer.areas[row]};
        }
    }
    summary.findings = std::move(layer.findings);
    return summary;
}

} // namespace parkplan::cli
