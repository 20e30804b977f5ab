// SPDX-License-Identifier: MIT
#include "cli/coverage.hpp"

#include "cli/left_out.hpp"
#include "cli/overlay_layer.hpp"
#include "cli/pieces.hpp"
#include "cli/source_extent.hpp"
#include "crs/suspicions.hpp"
#include "crs/transform.hpp"
#include "io/open.hpp"
#include "layer/crs_change.hpp"
#include "report/reading.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

std::unique_ptr<Pieces> open_pieces(const LayerOptions& options, const io::OpenOptions& open) {
    auto ranges = io::open_ranges(options.path(), open);
    return ranges ? pieces_of(std::move(ranges)) : pieces_of(io::open_source(options.path(), open));
}

/// The box in the plane; corners of it that have no image there are left out.
geo::Box box_in(const geo::Box& box, const crs::Crs& from, const crs::Crs& plane) {
    if (box.empty() || same(from, plane)) {
        return box;
    }
    const crs::Transform transform{from, plane};
    geo::Box result;
    for (geo::Point corner :
         {box.min, geo::Point{box.max.x, box.min.y}, box.max, geo::Point{box.min.x, box.max.y}}) {
        try {
            transform.apply(std::span{&corner, 1});
            result.add(corner);
        } catch (const Error&) { // no vertex: it may lie off the map
            continue;
        }
    }
    return result;
}

/// A piece under way, with what is to be said of it.
struct Batch {
    Pieces::Piece piece;
    overlay::TopologyBuilder::Session session;
    std::optional<crs::SeenExtent> seen{}; ///< in the coordinates of the source
    std::vector<report::ReadingFindings::Remark> remarks{};
    std::vector<std::size_t> left_out{}; ///< polygons that are not usable
};

/// One run over a layer.
class Reader {
public:
    Reader(Pieces& pieces, Coverage& coverage)
        : m_pieces(pieces), m_coverage(coverage), m_info(in_plane(coverage)),
          m_change(*coverage.source.crs, coverage.plane),
          m_findings(m_info, report::ReadingFindings::Keys::told), m_seen(*coverage.source.crs) {}

    void run(TaskPool& tasks, Progress& progress) {
        std::vector<std::unique_ptr<Batch>> batches(2 * std::size_t{tasks.threads()});
        const auto produce = [&](std::size_t slot) {
            if (!batches[slot]) {
                batches[slot] = std::make_unique<Batch>(
                    Batch{{0, layer::Table{m_info.schema}}, m_coverage.builder.session()});
            }
            return m_pieces.begin(batches[slot]->piece);
        };
        const auto work = [&](std::size_t slot) { take_up(*batches[slot]); };
        const auto consume = [&](std::size_t slot) {
            note(*batches[slot]);
            progress.report("read", m_coverage.names.size(), m_info.features.value_or(0));
        };
        tasks.pipeline(batches.size(), {produce, work, consume});
        conclude();
    }

private:
    static layer::SourceInfo in_plane(const Coverage& coverage) {
        layer::SourceInfo info = coverage.source;
        info.crs = coverage.plane;
        return info;
    }

    /// On any thread.
    void take_up(Batch& batch) const {
        m_pieces.read(batch.piece);
        layer::Table& table = batch.piece.table;
        batch.seen.emplace(*m_coverage.source.crs).add(table.polygons.points());
        m_change.apply(table);
        const overlay::TopologyBuilder::Rows& rows = batch.session.add(batch.piece.number, table);
        batch.remarks.clear();
        for (const overlay::TopologyBuilder::Remark& remark : rows.remarks) {
            batch.remarks.push_back({remark.row, &remark.measures});
        }
        batch.left_out.clear();
        for (std::size_t row = 0; row < rows.usable.size(); ++row) {
            if (rows.usable[row] == 0 && table.states[row] == layer::GeometryState::polygon) {
                batch.left_out.push_back(row);
            }
        }
    }

    /// In file order.
    void note(const Batch& batch) {
        const layer::Table& table = batch.piece.table;
        m_seen.add(*batch.seen);
        for (const std::size_t row : batch.left_out) {
            if (auto envelope = envelope_of(table.polygons[row])) {
                m_findings.add_row_finding("PP-0214", table, row, envelope->values).place =
                    std::move(envelope->place);
            }
        }
        m_findings.add(table, batch.remarks, *m_coverage.measurer);
        m_coverage.names.add(table);
    }

    void conclude() {
        for (const layer::Notice& notice : m_pieces.notices()) {
            m_findings.add_layer_finding(notice.code, notice.values);
        }
        for (BiText& reason : crs::suspicions_of(m_coverage.source.crs, m_seen.box())) {
            m_findings.add_layer_finding("PP-0604", {{"reason", std::move(reason)}});
        }
        if (m_change.info().taken_as_identity ||
            m_coverage.measurer->transformation().taken_as_identity) {
            m_findings.add_layer_finding("PP-0601", {});
        }
        m_findings.add_keys(m_coverage.names);
        m_coverage.findings = m_findings.finish();
    }

    Pieces& m_pieces;
    Coverage& m_coverage;
    layer::SourceInfo m_info; ///< with the coordinates that findings are about
    layer::CrsChange m_change;
    report::ReadingFindings m_findings;
    crs::SeenExtent m_seen;
};

Coverage begin(const LayerOptions& options, const io::OpenOptions& open,
               const layer::SourceInfo& info, const Measuring& measuring) {
    const geo::Box box = plausible_extent(options.path(), open, info);
    crs::Crs plane = plane_of(*info.crs, box, measuring);
    measure::MeasureOptions measures = overlay_measures(plane, measuring);
    measures.shape = false;
    measures.sigma = false;
    auto measurer = std::make_unique<const measure::Measurer>(plane, box_in(box, *info.crs, plane),
                                                              std::move(measures));
    overlay::TopologyBuilder builder{*measurer};
    return {info, std::move(plane), std::move(measurer), std::move(builder),
            layer::RowNames{info.key_column}};
}

} // namespace

Coverage read_coverage(const LayerOptions& options, const std::string& output,
                       const Measuring& measuring, TaskPool& tasks, Progress& progress) {
    return options.reading([&] {
        io::OpenOptions open = options.get();
        open.choice = io::FieldChoice::none;
        const auto pieces = open_pieces(options, open);
        if (!pieces->info().crs) {
            throw options.no_crs(pieces->info());
        }
        refuse_to_overwrite(pieces->info(), output);
        Coverage coverage = begin(options, open, pieces->info(), measuring);
        Reader{*pieces, coverage}.run(tasks, progress);
        return coverage;
    });
}

} // namespace parkplan::cli
