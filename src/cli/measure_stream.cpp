// SPDX-License-Identifier: MIT
#include "cli/measure_stream.hpp"

#include "core/area_method.hpp"
#include "layer/layer.hpp"
#include "layer/table.hpp"
#include "report/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

/// Rows that one task measures or formats.
constexpr std::size_t grain = 128;

Error no_crs(const layer::SourceInfo& info) {
    return Error{ErrorKind::crs,
                 "the layer states no coordinate system",
                 {.source = info.path, .layer = info.name, .feature = {}, .rule = {}},
                 "state it with --crs, for example --crs EPSG:4548, or with --crs local for planar "
                 "measures only"};
}

/// --overwrite is meant for an earlier result, never for the layer itself.
void refuse_to_overwrite(const layer::SourceInfo& info, const std::string& output) {
    std::error_code ignored;
    for (const std::filesystem::path& file : info.files) {
        if (!output.empty() && std::filesystem::equivalent(file, output, ignored)) {
            throw Error{ErrorKind::usage,
                        fmt::format("the output '{}' is a file of the layer that is read", output),
                        {},
                        "name another file with -o"};
        }
    }
}

/// The extent by whose centre the zone is chosen: what the source states, unless a broken
/// coordinate spoils it; then one pass over the plausible points.
geo::Box extent_of(const MeasureJob& job, const layer::SourceInfo& info) {
    const crs::Crs& crs = *info.crs;
    if (info.extent.empty() ||
        (plausible(crs, info.extent.min) && plausible(crs, info.extent.max))) {
        return info.extent;
    }
    const auto source = io::open_source(job.path, job.open);
    layer::Table batch{source->info().schema};
    geo::Box box;
    for (bool more = true; more;) {
        more = source->next(batch);
        for (const geo::Point& point : batch.polygons.points()) {
            if (plausible(crs, point)) {
                box.add(point);
            }
        }
    }
    return box;
}

/// One run over a layer.
class Stream {
public:
    Stream(const MeasureJob& job, report::MeasureFormat& format, report::Sink& sink,
           TaskPool& tasks)
        : m_job(job), m_format(format), m_sink(sink), m_tasks(tasks),
          m_source(io::open_source(job.path, job.open)), m_batch(m_source->info().schema),
          m_findings(m_source->info()) {
        refuse_to_overwrite(m_source->info(), job.output);
        if (!m_source->info().crs) {
            throw no_crs(m_source->info());
        }
        m_measurer.emplace(*m_source->info().crs, extent_of(job, m_source->info()), job.measure);
        m_more = m_source->next(m_batch);
    }

    MeasureEnd run(Progress& progress) {
        start();
        MeasureEnd end;
        std::optional<report::MeasureFoot> foot;
        std::string closing;
        try {
            write_rows(progress);
            foot = report::MeasureFoot{m_total, m_findings.finish()};
            closing = m_format.foot(*foot);
        } catch (Error& error) {
            if (error.kind() == ErrorKind::output) {
                throw; // nothing more can be written
            }
            const layer::SourceInfo& info = m_source->info();
            error.add_context({.source = info.path, .layer = info.name, .feature = {}, .rule = {}});
            end.error = error;
        } catch (const std::exception& error) {
            end.error.emplace(ErrorKind::internal, error.what());
        }
        if (end.error) {
            foot = foot ? std::move(foot) : foot_so_far();
            closing = m_format.broken(*foot, *end.error);
        }
        m_sink.write(closing);
        end.foot = *std::move(foot);
        return end;
    }

private:
    void write_rows(Progress& progress) {
        while (m_more) {
            write_batch();
            progress.report("measure", m_total.features, m_source->info().features.value_or(0));
            m_more = next();
        }
    }

    /// What is known of a run that broke off.
    report::MeasureFoot foot_so_far() {
        report::MeasureFoot foot{m_total, {}};
        try {
            foot.findings = m_findings.finish();
        } catch (const std::exception&) { // what broke it may be the findings: its error is told
            foot.findings.clear();
        }
        return foot;
    }

    /// Measures the first batch and writes what stands before the features.
    void start() {
        report::MeasureHead head;
        head.info = m_source->info();
        head.plane = m_measurer->plane();
        head.point_accuracy = m_job.measure.point_accuracy;
        head.validity = m_job.measure.validity;
        head.fields = m_job.fields;
        head.computed = m_job.measure.methods;
        head.record = m_measurer->piece_method();
        for (const AreaMethod method : all_area_methods) {
            const std::size_t i = index_of(method);
            if (!head.computed.at(i)) {
                continue;
            }
            head.unavailable.at(i) = m_measurer->unavailable(method);
            if (head.unavailable.at(i).en.empty()) {
                m_total.areas.at(i) = ExactArea{};
            } else if (method == AreaMethod::planar) {
                m_findings.add_layer_finding("PP-0603", {{"reason", head.unavailable.at(i)}});
            }
        }
        if (m_measurer->transformation().taken_as_identity) {
            m_findings.add_layer_finding("PP-0601", {});
        }
        measure_batch();
        m_sink.write(m_format.head(head, m_rows));
    }

    bool next() {
        const bool more = m_source->next(m_batch);
        measure_batch();
        return more;
    }

    /// Also for the empty batch at the end, which may carry notices.
    void measure_batch() {
        m_rows.resize(m_batch.size());
        in_ranges([this](std::size_t first, std::size_t last) {
            for (std::size_t row = first; row < last; ++row) {
                report::MeasuredRow& target = m_rows[row];
                target.key = layer::key_of(m_batch, row, m_source->info().key_column);
                target.fid = m_batch.fids[row];
                target.state = m_batch.states[row];
                target.measures = target.state == layer::GeometryState::polygon
                                      ? (*m_measurer)(m_batch.polygons[row])
                                      : measure::FeatureMeasures{};
            }
        });
        m_findings.add(m_batch, m_rows, &*m_measurer);
    }

    void write_batch() {
        std::vector<std::string> texts((m_rows.size() + grain - 1) / grain);
        in_ranges([&](std::size_t first, std::size_t last) {
            texts[first / grain] = m_format.rows(std::span{m_rows}.subspan(first, last - first),
                                                 m_total.features == 0 && first == 0);
        });
        for (const std::string& text : texts) {
            m_sink.write(text);
        }
        m_total.add(m_rows);
    }

    template <typename Body>
    void in_ranges(const Body& body) {
        const std::size_t rows = m_rows.size();
        m_tasks.for_each((rows + grain - 1) / grain, [&](std::size_t range) {
            body(range * grain, std::min(rows, (range + 1) * grain));
        });
    }

    const MeasureJob& m_job;
    report::MeasureFormat& m_format;
    report::Sink& m_sink;
    TaskPool& m_tasks;
    std::unique_ptr<layer::BatchSource> m_source;
    layer::Table m_batch;
    bool m_more = false;
    report::ReadingFindings m_findings;
    std::optional<measure::Measurer> m_measurer{};
    std::vector<report::MeasuredRow> m_rows{};
    report::MeasureTotal m_total{};
};

} // namespace

MeasureEnd measure_stream(const MeasureJob& job, report::MeasureFormat& format, report::Sink& sink,
                          TaskPool& tasks, Progress& progress) {
    return Stream{job, format, sink, tasks}.run(progress);
}

} // namespace parkplan::cli
