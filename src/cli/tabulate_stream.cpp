// SPDX-License-Identifier: MIT
#include "cli/tabulate_stream.hpp"

#include "cli/left_out.hpp"
#include "cli/overlay_layer.hpp"
#include "cli/pieces.hpp"
#include "cli/source_extent.hpp"
#include "cli/table_rows.hpp"
#include "cli/zone_layer.hpp"
#include "core/number.hpp"
#include "core/told.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/tabulate.hpp"
#include "report/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <utility>

namespace parkplan::cli {
namespace {

/// A piece under way, with all that becomes of it.
struct Batch {
    Pieces::Piece piece;
    measure::Measurer::Session session;
    overlay::RowTabulator tabulator;
    overlay::TableTally tally;
    std::vector<overlay::OpenRow> open{};
    std::vector<report::MeasuredRow> rows{};
    std::vector<std::uint8_t> usable{};
    std::vector<SquareMetres> areas{};
    report::ReadingFindings::Look look{};
    std::string text{};
};

/// What must be known of the layer before its rows.
struct Opened {
    std::unique_ptr<Pieces> pieces;
    overlay::TableColumns columns{};
};

io::OpenOptions options_of(const TabulateJob& job) {
    io::OpenOptions open = job.layer.get();
    open.choice = io::FieldChoice::listed;
    open.fields = job.sum_fields;
    if (!job.class_field.empty()) {
        open.fields.push_back(job.class_field);
    }
    return open;
}

Opened open_layer(const TabulateJob& job) {
    const io::OpenOptions open = options_of(job);
    Opened opened;
    try {
        auto ranges = io::open_ranges(job.layer.path(), open);
        opened.pieces = ranges ? pieces_of(std::move(ranges))
                               : pieces_of(io::open_source(job.layer.path(), open));
    } catch (const io::OpenOptionError& error) {
        if (error.option() != io::OpenOption::fields) {
            throw;
        }
        throw Error{
            ErrorKind::usage, told("--class, --sum: {}", error.message()), {}, error.hint()};
    }
    const layer::SourceInfo& info = opened.pieces->info();
    if (!info.crs) {
        throw job.layer.no_crs(info);
    }
    refuse_to_overwrite(info, job.output);
    if (!job.class_field.empty()) {
        opened.columns.name = info.schema.require(job.class_field);
    }
    for (const std::string& field : job.sum_fields) {
        const std::size_t column = info.schema.require(field);
        if (info.schema.fields()[column].type == layer::FieldType::text) {
            throw Error{ErrorKind::usage,
                        told("--sum: the field '{}' holds text, numbers are needed", field)};
        }
        opened.columns.values.push_back(column);
    }
    return opened;
}

BiText measured_again(const overlay::OpenRow& open) {
    if (!open.redone) {
        return {"no polygons can be made of it", "无法生成多边形重算"};
    }
    const std::string residual = format_fixed(open.residual.value(), 6);
    return {fmt::format("measured again by polygons they miss it by {} m²", residual),
            fmt::format("改由多边形叠加重算后相差 {} m²", residual)};
}

/// The layer as its rows are in the plane.
layer::SourceInfo in_plane(layer::SourceInfo info, const crs::Crs& plane) {
    info.crs = plane;
    return info;
}

/// One run over the layer.
class Stream {
public:
    Stream(const TabulateJob& job, Opened opened, WholeLayer zones, TaskPool& tasks)
        : m_job(job), m_pieces(std::move(opened.pieces)), m_columns(std::move(opened.columns)),
          m_tasks(tasks), m_plane(choose_plane(zones)),
          m_measurer(m_plane, m_box, overlay_measures(m_plane, job.measuring)),
          m_zones(prepare_zones(std::move(zones), m_plane, m_measurer, tasks)),
          m_cutter(m_zones.faces, m_measurer), m_info(in_plane(m_pieces->info(), m_plane)),
          m_findings(m_info), m_tally(m_columns.values.size()) {
        refuse_to_overwrite(m_zones.zones.source, job.output);
        m_result.head.layer = m_pieces->info();
        m_result.head.zones = summary_of(m_zones.zones);
        m_result.head.plane = plane_for(m_pieces->info(), m_plane, m_measurer);
        m_result.head.method = m_measurer.piece_method();
        m_result.head.class_field = job.class_field;
        m_result.head.sum_fields = job.sum_fields;
        m_result.head.per_feature = job.per_feature;
        m_result.head.self_overlap = job.self_overlap;
    }

    TabulateEnd run(report::Sink& sink, Progress& progress) {
        TabulateEnd end;
        if (m_job.per_feature) {
            sink.write(m_job.format == Format::json ? report::tabulation_json_begin(m_result.head)
                                                    : report::parts_csv_head(m_result.head));
        }
        try {
            read_rows(sink, progress);
            if (m_job.self_overlap) {
                m_result.self_overlap = self_overlap(progress);
            }
            fill_in(m_tally, m_zones.zones, m_result);
            m_result.findings = m_findings.finish();
        } catch (const Cancelled&) {
            throw;
        } catch (const Error& error) {
            if (!m_job.per_feature || error.kind() == ErrorKind::output) {
                throw;
            }
            end.error = error;
        } catch (const std::exception& error) {
            if (!m_job.per_feature) {
                throw;
            }
            end.error.emplace(ErrorKind::internal, error.what());
        }
        end.result = std::move(m_result);
        return end;
    }

private:
    /// The plane of the layer leads; where it hangs on where the layer lies and nobody knows that,
    /// the plane of the zones.
    crs::Crs choose_plane(const WholeLayer& zones) {
        const crs::Crs& crs = *m_pieces->info().crs;
        m_box = plausible_extent(m_job.layer.path(), options_of(m_job), m_pieces->info());
        if (!has_own_plane(crs) && m_box.empty() && !zones.layer.box().empty()) {
            m_box = zones.layer.box();
            return plane_of(zones.layer.crs(), m_box, m_job.measuring);
        }
        return plane_of(crs, m_box, m_job.measuring);
    }

    [[nodiscard]] std::unique_ptr<Batch> make_batch() const {
        return std::make_unique<Batch>(Batch{{0, layer::Table{m_info.schema}},
                                             m_measurer.session(),
                                             overlay::RowTabulator{m_cutter, m_columns},
                                             overlay::TableTally{m_columns.values.size()}});
    }

    void read_rows(report::Sink& sink, Progress& progress) {
        std::vector<std::unique_ptr<Batch>> batches(2 * std::size_t{m_tasks.threads()});
        const auto produce = [&](std::size_t slot) {
            if (!batches[slot]) {
                batches[slot] = make_batch();
            }
            return m_pieces->begin(batches[slot]->piece);
        };
        const auto work = [&](std::size_t slot) { tabulate(*batches[slot]); };
        const auto consume = [&](std::size_t slot) {
            book(*batches[slot], sink);
            progress.report("tabulate", m_rows, m_pieces->info().features.value_or(0));
        };
        m_tasks.pipeline(batches.size(), {produce, work, consume});
        for (const layer::Notice& notice : m_pieces->notices()) {
            m_findings.add_layer_finding(notice.code, notice.values);
        }
        if (m_taken_as_identity) {
            m_findings.add_layer_finding("PP-0601", {});
        }
    }

    /// From many threads at once, each with a batch of its own.
    void tabulate(Batch& batch) const {
        m_pieces->read(batch.piece);
        layer::Table& table = batch.piece.table;
        if (!same(*m_pieces->info().crs, m_plane)) {
            table =
                layer::in_crs(layer::Layer{m_pieces->info(), std::move(table)}, m_plane).table();
        }
        measure(batch);
        batch.tally.clear();
        batch.open.clear();
        batch.text.clear();
        const overlay::TableRows rows{table, 0, table.size(), batch.usable, batch.areas};
        if (m_job.per_feature) {
            const PartWriter writer{m_result.head, m_zones.zones.layer, m_info, m_job.format};
            batch.tabulator.add(rows, batch.tally, batch.open,
                                [&](const auto& row) { writer.append(batch.text, table, row); });
        } else {
            batch.tabulator.add(rows, batch.tally, batch.open);
        }
    }

    void measure(Batch& batch) const {
        const layer::Table& table = batch.piece.table;
        const std::size_t count = table.size();
        batch.rows.resize(count);
        batch.usable.assign(count, 0);
        batch.areas.resize(count);
        for (std::size_t row = 0; row < count; ++row) {
            report::MeasuredRow& target = batch.rows[row];
            target.fid = table.fids[row];
            target.state = table.states[row];
            if (target.state == layer::GeometryState::polygon) {
                batch.session.measure(table.polygons[row], target.measures);
            } else {
                target.measures = {};
            }
            const auto area = target.measures.area(m_measurer.piece_method());
            if (target.measured() && area) {
                batch.usable[row] = 1;
                batch.areas[row] = *area;
            }
        }
        batch.look = m_findings.look_at(table, batch.rows);
    }

    /// In file order.
    void book(Batch& batch, report::Sink& sink) {
        layer::Table& table = batch.piece.table;
        // A change of datum is told once, not by every piece.
        m_taken_as_identity = std::erase_if(table.notices,
                                            [](const layer::Notice& notice) {
                                                return notice.code == "PP-0601";
                                            }) > 0 ||
                              m_taken_as_identity;
        for (std::size_t row = 0; row < table.size(); ++row) {
            if (batch.usable[row] == 0 && table.states[row] == layer::GeometryState::polygon) {
                if (auto envelope = envelope_of(table.polygons[row])) {
                    m_findings.add_row_finding("PP-0240", table, row, envelope->values).place =
                        std::move(envelope->place);
                }
            }
        }
        for (const overlay::OpenRow& open : batch.open) {
            review::Finding& finding = m_findings.add_row_finding(
                "PP-0241", table, open.row,
                {{"first_m2", same(format_fixed(open.first_residual.value(), 6))},
                 {"again", measured_again(open)},
                 {"bound_m2", same(format_fixed(open.bound.value(), 6))}});
            if (std::abs(open.residual.value()) <= open.bound.value()) {
                finding.level = Level::info;
            }
            finding.measured = open.residual.value();
            finding.limit = open.bound.value();
            finding.unit = "m2";
        }
        m_findings.add(table, batch.rows, batch.look, m_measurer);
        m_tally.add(batch.tally);
        m_rows += table.size();
        if (!batch.text.empty()) {
            const bool drop_comma = m_job.format == Format::json && !m_any_part;
            sink.write(std::string_view{batch.text}.substr(drop_comma ? 1 : 0));
            m_any_part = true;
        }
    }

    [[nodiscard]] ExactArea self_overlap(Progress& progress) const {
        const OverlayLayer layer =
            prepare(read_whole(m_job.layer, progress), m_plane, m_measurer, m_tasks);
        ExactArea sum;
        for (const overlay::PairArea& pair :
             overlay::common_areas(layer.side(), layer.side(), m_measurer, m_tasks).pairs) {
            if (pair.a < pair.b) {
                sum += ExactArea{pair.area};
            }
        }
        return sum;
    }

    const TabulateJob& m_job;
    std::unique_ptr<Pieces> m_pieces;
    overlay::TableColumns m_columns;
    TaskPool& m_tasks;
    geo::Box m_box{};
    crs::Crs m_plane;
    measure::Measurer m_measurer;
    ZoneLayer m_zones;
    overlay::ZoneCutter m_cutter;
    layer::SourceInfo m_info; ///< of the layer, in the plane
    report::ReadingFindings m_findings;
    overlay::TableTally m_tally;
    report::TabulationResult m_result{};
    std::size_t m_rows = 0;
    bool m_taken_as_identity = false;
    bool m_any_part = false;
};

} // namespace

TabulateEnd tabulate_stream(const TabulateJob& job, report::Sink& sink, TaskPool& tasks,
                            Progress& progress) {
    Opened opened = job.layer.reading([&] { return open_layer(job); });
    Stream stream{job, std::move(opened), read_whole(job.zones, progress), tasks};
    return job.layer.reading([&] { return stream.run(sink, progress); });
}

} // namespace parkplan::cli
