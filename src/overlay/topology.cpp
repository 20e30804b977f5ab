// SPDX-License-Identifier: MIT
#include "overlay/topology.hpp"

#include "core/fail.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/coverage.hpp"
#include "overlay/edge_matcher.hpp"
#include "overlay/find_topology.hpp"

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <utility>

namespace parkplan::overlay {
namespace {

std::vector<geo::Box> boxes_of(const geo::PolygonColumn& polygons) {
    std::vector<geo::Box> boxes(polygons.size());
    for (std::size_t row = 0; row < polygons.size(); ++row) {
        boxes[row] = geo::box_of(polygons[row]);
    }
    return boxes;
}

} // namespace

struct TopologyBuilder::Impl {
    const measure::Measurer& measurer;
    detail::Coverage coverage{};
    std::mutex mutex{};
    TopologyLedger ledger{}; ///< features, excluded, sum_area
    bool finished = false;
};

struct TopologyBuilder::Session::Workshop {
    measure::Measurer::Session session;
    measure::FeatureMeasures measures{};
    detail::EdgeMatcher matcher{};
    Rows rows{};

    void clear(std::size_t size) {
        rows.usable.assign(size, 0);
        rows.areas.assign(size, SquareMetres{});
        rows.remarks.clear();
    }

    void measure(std::uint32_t row, const geo::MultiPolygonView& feature, AreaMethod method) {
        session.measure(feature, measures);
        const std::optional<SquareMetres> area = measures.area(method);
        if (measures.measured() && area) {
            rows.usable[row] = 1;
            rows.areas[row] = *area;
        }
        if (!measures.defects.empty() || !measures.failure.empty() || measures.exact_inverse) {
            rows.remarks.push_back({row, measures});
        }
    }

    /// Keeps the usable rows and finds what they leave unmatched.
    [[nodiscard]] detail::Coverage::Piece piece_of(const geo::PolygonColumn& polygons) {
        detail::Coverage::Piece piece;
        if (std::ranges::find(rows.usable, 0) == rows.usable.end()) {
            piece.polygons = polygons;
        } else {
            for (std::size_t row = 0; row < polygons.size(); ++row) {
                if (rows.usable[row] != 0) {
                    piece.polygons.add_feature(polygons[row]);
                } else {
                    piece.polygons.end_feature();
                }
            }
        }
        piece.first_vertices = detail::first_vertices(piece.polygons);
        piece.unmatched = matcher.match(piece.polygons);
        piece.boxes = boxes_of(piece.polygons);
        return piece;
    }
};

TopologyBuilder::TopologyBuilder(const measure::Measurer& measurer)
    : m_impl(std::make_unique<Impl>(measurer)) {}
TopologyBuilder::~TopologyBuilder() = default;
TopologyBuilder::TopologyBuilder(TopologyBuilder&&) noexcept = default;
TopologyBuilder& TopologyBuilder::operator=(TopologyBuilder&&) noexcept = default;

TopologyBuilder::Session::Session(Impl& impl)
    : m_impl(&impl), m_workshop(std::make_unique<Workshop>(impl.measurer.session())) {}
TopologyBuilder::Session::Session(Session&&) noexcept = default;
TopologyBuilder::Session::~Session() = default;

TopologyBuilder::Session TopologyBuilder::session() {
    return Session{*m_impl};
}

const TopologyBuilder::Rows& TopologyBuilder::Session::add(std::size_t number,
                                                           const layer::Table& table) {
    m_workshop->clear(table.size());
    const AreaMethod method = m_impl->measurer.piece_method();
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        if (table.states[row] == layer::GeometryState::polygon) {
            m_workshop->measure(row, table.polygons[row], method);
        }
    }
    return keep(number, table.polygons);
}

const TopologyBuilder::Rows& TopologyBuilder::Session::add(std::size_t number,
                                                           const geo::PolygonColumn& polygons,
                                                           std::span<const std::uint8_t> usable) {
    m_workshop->clear(polygons.size());
    for (std::uint32_t row = 0; row < polygons.size(); ++row) {
        if (usable[row] != 0) {
            m_workshop->rows.usable[row] = 1;
            m_workshop->rows.areas[row] = m_impl->measurer.piece_area(polygons[row]);
        }
    }
    return keep(number, polygons);
}

const TopologyBuilder::Rows& TopologyBuilder::Session::keep(std::size_t number,
                                                            const geo::PolygonColumn& polygons) {
    m_impl->coverage.add(number, m_workshop->piece_of(polygons));
    TopologyLedger sums;
    const Rows& rows = m_workshop->rows;
    for (std::size_t row = 0; row < rows.usable.size(); ++row) {
        if (rows.usable[row] != 0) {
            ++sums.features;
            sums.sum_area += ExactArea{rows.areas[row]};
        } else {
            ++sums.excluded;
        }
    }
    const std::scoped_lock lock{m_impl->mutex};
    m_impl->ledger.features += sums.features;
    m_impl->ledger.excluded += sums.excluded;
    m_impl->ledger.sum_area += sums.sum_area;
    return rows;
}

Topology TopologyBuilder::finish(const TopologyOptions& options, const std::optional<Side>& outline,
                                 TaskPool& tasks, Progress* progress) {
    if (std::exchange(m_impl->finished, true)) {
        fail(ErrorKind::internal, "a topology was finished twice");
    }
    m_impl->coverage.close();
    return detail::find_topology(m_impl->coverage, {options, outline, m_impl->measurer, progress},
                                 m_impl->ledger, tasks);
}

std::size_t TopologyBuilder::rows() const noexcept {
    return m_impl->coverage.rows();
}

geo::MultiPolygonView TopologyBuilder::polygon(std::uint32_t row) const {
    return m_impl->coverage.polygon(row);
}

geo::MultiPolygon TopologyBuilder::overlap_polygon(std::uint32_t a, std::uint32_t b) const {
    return common_polygon(polygon(a), polygon(b));
}

Topology find_topology(const Side& layer, const std::optional<Side>& outline,
                       const measure::Measurer& measurer, const TopologyOptions& options,
                       TaskPool& tasks) {
    constexpr std::size_t grain = 4096;
    TopologyBuilder builder{measurer};
    const geo::PolygonColumn& polygons = layer.layer.table().polygons;
    const std::size_t pieces = (polygons.size() + grain - 1) / grain;
    tasks.for_each(pieces, [&](std::size_t number) {
        const std::size_t first = number * grain;
        const std::size_t last = std::min(first + grain, polygons.size());
        geo::PolygonColumn piece;
        for (std::size_t row = first; row < last; ++row) {
            piece.add_feature(polygons[row]);
        }
        TopologyBuilder::Session session = builder.session();
        static_cast<void>(session.add(number, piece, layer.usable.subspan(first, last - first)));
    });
    return builder.finish(options, outline, tasks);
}

} // namespace parkplan::overlay
