// SPDX-License-Identifier: MIT
#include "cli/measure_stream.hpp"

#include "cli/pieces.hpp"
#include "cli/source_extent.hpp"
#include "core/area_method.hpp"
#include "core/told.hpp"
#include "layer/layer.hpp"
#include "layer/table.hpp"
#include "report/reading.hpp"

#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

Error no_crs(const layer::SourceInfo& info) {
    return Error{
        ErrorKind::crs,
        told("the layer states no coordinate system"),
        {.source = info.path, .layer = info.name, .feature = {}, .rule = {}},
        told("state it with --crs, for example --crs EPSG:4548, or with --crs local for planar "
             "measures only")};
}

/// A piece under way, with all that becomes of it.
struct Batch {
    Pieces::Piece piece;
    measure::Measurer::Session session;
    bool measured = false;
    std::vector<report::MeasuredRow> rows{};
    report::ReadingFindings::Look look{};
    report::MeasureTotal total{};
    std::string text{};
};

/// One run over a layer.
class Stream {
public:
    Stream(const MeasureJob& job, Pieces& pieces, report::MeasureFormat& format, report::Sink& sink)
        : m_job(job), m_format(format), m_sink(sink), m_pieces(pieces), m_findings(pieces.info()) {
        refuse_to_overwrite(m_pieces.info(), job.output);
        if (!m_pieces.info().crs) {
            throw no_crs(m_pieces.info());
        }
        m_measurer.emplace(*m_pieces.info().crs,
                           plausible_extent(job.path, job.open, m_pieces.info()), job.measure);
    }

    MeasureEnd run(TaskPool& tasks, Progress& progress) {
        start();
        MeasureEnd end;
        std::optional<report::MeasureFoot> foot;
        std::string closing;
        try {
            write_rows(tasks, progress);
            foot = report::MeasureFoot{m_total, m_findings.finish()};
            closing = m_format.foot(*foot);
        } catch (const Cancelled&) {
            throw;
        } catch (Error& error) {
            if (error.kind() == ErrorKind::output) {
                throw; // nothing more can be written
            }
            const layer::SourceInfo& info = m_pieces.info();
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

    [[nodiscard]] std::unique_ptr<Batch> make_batch() const {
        return std::make_unique<Batch>(
            Batch{{0, layer::Table{m_pieces.info().schema}}, m_measurer->session()});
    }

    /// Measures the first piece and writes what stands before the features.
    void start() {
        report::MeasureHead head;
        head.info = m_pieces.info();
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
        m_nothing = m_total;
        m_first = make_batch();
        if (m_pieces.begin(m_first->piece)) {
            measure(*m_first);
        } else {
            m_ended = true;
        }
        m_sink.write(m_format.head(head, m_first->rows));
    }

    void write_rows(TaskPool& tasks, Progress& progress) {
        std::vector<std::unique_ptr<Batch>> batches(slots_for(tasks.threads()));
        const auto produce = [&](std::size_t slot) {
            if (m_ended) {
                return false;
            }
            if (m_first) {
                batches[slot] = std::move(m_first);
                return true;
            }
            if (!batches[slot]) {
                batches[slot] = make_batch();
            }
            batches[slot]->measured = false;
            return m_pieces.begin(batches[slot]->piece);
        };
        const auto work = [&](std::size_t slot) {
            measure(*batches[slot]);
            format(*batches[slot], batches[slot]->piece.number == 0);
        };
        const auto consume = [&](std::size_t slot) {
            write(*batches[slot]);
            progress.report("measure", m_total.features, m_pieces.info().features.value_or(0));
        };
        tasks.pipeline(batches.size(), {produce, work, consume});
        for (const layer::Notice& notice : m_pieces.notices()) {
            m_findings.add_layer_finding(notice.code, notice.values);
        }
    }

    /// Enough for every thread to find work while others wait to be written.
    static std::size_t slots_for(unsigned threads) noexcept { return 2 * std::size_t{threads}; }

    void measure(Batch& batch) const {
        if (batch.measured) {
            return;
        }
        m_pieces.read(batch.piece);
        const layer::Table& table = batch.piece.table;
        batch.rows.resize(table.size());
        const auto& key_column = m_pieces.info().key_column;
        for (std::size_t row = 0; row < batch.rows.size(); ++row) {
            report::MeasuredRow& target = batch.rows[row];
            if (key_column) {
                target.key = layer::key_of(table, row, key_column);
            }
            target.fid = table.fids[row];
            target.state = table.states[row];
            if (target.state == layer::GeometryState::polygon) {
                batch.session.measure(table.polygons[row], target.measures);
            } else {
                target.measures = {};
            }
        }
        batch.look = m_findings.look_at(table, batch.rows);
        batch.total = m_nothing;
        batch.total.add(batch.rows);
        batch.measured = true;
    }

    void format(Batch& batch, bool is_first) const {
        batch.text.clear();
        m_format.append_rows(batch.text, batch.rows, is_first);
    }

    void write(Batch& batch) {
        if (m_total.features == 0 && batch.piece.number > 0) {
            format(batch, true); // the pieces before it had no rows
        }
        m_findings.add(batch.piece.table, batch.rows, batch.look, *m_measurer);
        m_sink.write(batch.text);
        m_total.add(batch.total);
    }

    const MeasureJob& m_job;
    report::MeasureFormat& m_format;
    report::Sink& m_sink;
    Pieces& m_pieces;
    report::ReadingFindings m_findings;
    std::optional<measure::Measurer> m_measurer{};
    std::unique_ptr<Batch> m_first{}; ///< until it is written
    bool m_ended = false;
    report::MeasureTotal m_nothing{}; ///< with the sums that there are
    report::MeasureTotal m_total{};
};

} // namespace

MeasureEnd measure_stream(const MeasureJob& job, report::MeasureFormat& format, report::Sink& sink,
                          TaskPool& tasks, Progress& progress) {
    auto ranges = io::open_ranges(job.path, job.open);
    const auto pieces =
        ranges ? pieces_of(std::move(ranges)) : pieces_of(io::open_source(job.path, job.open));
    return measure_pieces(job, *pieces, format, sink, {tasks, progress});
}

MeasureEnd measure_pieces(const MeasureJob& job, Pieces& pieces, report::MeasureFormat& format,
                          report::Sink& sink, const MeasureRun& run) {
    return Stream{job, pieces, format, sink}.run(run.tasks, run.progress);
}

} // namespace parkplan::cli
