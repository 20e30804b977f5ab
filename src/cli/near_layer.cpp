// SPDX-License-Identifier: MIT
#include "cli/near_layer.hpp"

#include "cli/pieces.hpp"
#include "geo/box_index.hpp"
#include "geo/polygon_column.hpp"
#include "io/open.hpp"
#include "layer/crs_change.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

/// Tells which rows of a table in the plane are kept.
class Nearness {
public:
    explicit Nearness(std::span<const geo::Box> near) : m_index(near) {}

    [[nodiscard]] std::vector<std::size_t> rows_of(const layer::Table& table) const {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < table.size(); ++row) {
            const geo::Box box = geo::box_of(table.polygons[row]);
            if (box.empty() || !m_index.query(box).empty()) {
                rows.push_back(row);
            }
        }
        return rows;
    }

private:
    geo::BoxIndex m_index;
};

io::OpenOptions without_fields(const LayerOptions& options) {
    io::OpenOptions open = options.get();
    open.choice = io::FieldChoice::none;
    return open;
}

/// The pieces that the index finds; none when there is no index, or one that would find so much
/// that reading all is faster.
std::unique_ptr<Pieces> pieces_by_index(const LayerOptions& options, const crs::Crs& plane,
                                        std::span<const geo::Box> near) {
    auto source = io::open_window(options.path(), without_fields(options));
    if (!source || !source->info().crs || !same(*source->info().crs, plane)) {
        return nullptr;
    }
    const std::uint64_t all = source->info().features.value_or(0);
    constexpr std::uint64_t worth_it = 4;
    if (source->find(near) > all / worth_it) {
        return nullptr;
    }
    return pieces_of(std::unique_ptr<layer::RangeSource>{std::move(source)});
}

/// All pieces, each brought into the plane and sifted on the thread that read it.
class Sieve {
public:
    Sieve(Pieces& pieces, const crs::Crs& plane, std::span<const geo::Box> near)
        : m_pieces(pieces), m_change(*pieces.info().crs, plane), m_near(near),
          m_kept(pieces.info().schema) {
        if (m_change.info().taken_as_identity) {
            m_kept.notices.push_back({"PP-0601", {}, {}});
        }
    }

    void run(const OverlayRun& run) {
        std::vector<Slot> slots(2 * std::size_t{run.tasks.threads()},
                                Slot{{0, layer::Table{m_pieces.info().schema}}, {}});
        run.tasks.pipeline(slots.size(),
                           {[&](std::size_t slot) { return m_pieces.begin(slots[slot].piece); },
                            [&](std::size_t slot) {
                                m_pieces.read(slots[slot].piece);
                                m_change.apply(slots[slot].piece.table);
                                slots[slot].rows = m_near.rows_of(slots[slot].piece.table);
                            },
                            [&](std::size_t slot) {
                                m_kept.append(slots[slot].piece.table, slots[slot].rows);
                                m_read += slots[slot].piece.table.size();
                                run.progress.report("read", m_read,
                                                    m_pieces.info().features.value_or(0));
                            }});
        for (layer::Notice& notice : m_pieces.notices()) {
            m_kept.notices.push_back(std::move(notice));
        }
    }

    /// Rows that the pieces had.
    [[nodiscard]] std::uint64_t read() const noexcept { return m_read; }

    /// The rows that are kept, of `all` that the source has.
    [[nodiscard]] WholeLayer take(const crs::Crs& plane, std::uint64_t all) {
        layer::SourceInfo info = m_pieces.info();
        info.crs = plane;
        const std::uint64_t away = all - m_kept.size();
        return {m_pieces.info(), layer::Layer{std::move(info), std::move(m_kept)}, away};
    }

private:
    struct Slot {
        Pieces::Piece piece;
        std::vector<std::size_t> rows{};
    };

    Pieces& m_pieces;
    layer::CrsChange m_change;
    Nearness m_near;
    layer::Table m_kept;
    std::uint64_t m_read = 0;
};

} // namespace

WholeLayer read_near(const LayerOptions& options, const crs::Crs& plane,
                     std::span<const geo::Box> near, const OverlayRun& run) {
    return options.reading([&] {
        if (const auto found = pieces_by_index(options, plane, near)) {
            Sieve sieve{*found, plane, near};
            sieve.run(run);
            return sieve.take(plane, found->info().features.value_or(0));
        }
        const io::OpenOptions open = without_fields(options);
        auto ranges = io::open_ranges(options.path(), open);
        const auto pieces = ranges ? pieces_of(std::move(ranges))
                                   : pieces_of(io::open_source(options.path(), open));
        if (!pieces->info().crs) {
            throw options.no_crs(pieces->info());
        }
        Sieve sieve{*pieces, plane, near};
        sieve.run(run);
        return sieve.take(plane, sieve.read());
    });
}

} // namespace parkplan::cli
