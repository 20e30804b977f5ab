// SPDX-License-Identifier: MIT
#include "cli/overlay_layer.hpp"

#include "core/area_method.hpp"
#include "crs/gauss_krueger.hpp"
#include "report/measure_format.hpp"
#include "report/reading.hpp"

#include <cstddef>
#include <span>
#include <utility>

namespace parkplan::cli {
namespace {

struct Read {
    layer::SourceInfo source{};
    layer::Layer layer;
};

/// All of a layer; fields other than the key are not needed.
Read read(const LayerOptions& options, Progress& progress) {
    return options.reading([&] {
        io::OpenOptions open = options.get();
        open.choice = io::FieldChoice::none;
        const auto source = io::open_source(options.path(), open);
        progress.report("read", 0, source->info().features.value_or(0));
        if (!source->info().crs) {
            throw options.no_crs(source->info());
        }
        return Read{source->info(), layer::read_all(*source)};
    });
}

/// The system of the plane that areas of pieces are measured in.
crs::Crs plane_of(const layer::Layer& layer) {
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    const std::optional<crs::WorkingPlane>& plane = measurer.plane();
    return plane && !plane->own ? crs::crs_of(*plane, crs::geographic_base(layer.crs()))
                                : layer.crs();
}

OverlayLayer prepare(Read read, const crs::Crs& plane, const measure::Measurer& measurer,
                     TaskPool& tasks) {
    OverlayLayer result{.source = std::move(read.source),
                        .layer = layer::in_crs(read.layer, plane)};
    const layer::Layer& layer = result.layer;
    std::vector<report::MeasuredRow> rows(layer.size());
    tasks.for_each(rows.size(), [&](std::size_t row) {
        rows[row].state = layer.table().states[row];
        if (rows[row].state == layer::GeometryState::polygon) {
            rows[row].measures = measurer(layer.table().polygons[row]);
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

} // namespace

OverlayInput read_overlay(const LayerOptions& a, const LayerOptions& b, measure::Validity validity,
                          TaskPool& tasks, Progress& progress) {
    Read read_a = read(a, progress);
    Read read_b = read(b, progress);
    const bool by_b = read_a.layer.box().empty() && !read_b.layer.box().empty();
    const layer::Layer& leading = by_b ? read_b.layer : read_a.layer;
    const crs::Crs plane = plane_of(leading);
    measure::MeasureOptions options;
    options.validity = validity;
    const bool local = plane.kind() == crs::CrsKind::local;
    options.methods = {local, !local, false, false};
    measure::Measurer measurer{plane, layer::in_crs(leading, plane).box(), options};
    OverlayLayer prepared_a = prepare(std::move(read_a), plane, measurer, tasks);
    OverlayLayer prepared_b = prepare(std::move(read_b), plane, measurer, tasks);
    return {std::move(prepared_a), std::move(prepared_b), std::move(measurer)};
}

} // namespace parkplan::cli
