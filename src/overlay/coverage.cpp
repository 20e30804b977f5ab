// SPDX-License-Identifier: MIT
#include "overlay/coverage.hpp"

#include "core/fail.hpp"
#include "geo/canonical.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

/// Edge `i` of a ring, with the interior on the left.
ResidualEdge edge_of(geo::RingView ring, std::size_t i, bool reversed, std::uint32_t row) {
    const auto plain = [](geo::Point p) { return geo::Point{p.x + 0.0, p.y + 0.0}; };
    const geo::Point from = plain(ring[i]);
    const geo::Point to = plain(ring.after(i));
    return reversed ? ResidualEdge{to, from, row} : ResidualEdge{from, to, row};
}

bool encloses_to_its_right(geo::RingView ring, bool is_hole) {
    return (geo::CanonicalRing{ring}.stored_turn() == geo::Turn::counter_clockwise) == is_hole;
}

bool has_edge(geo::RingView ring, bool is_hole, const ResidualEdge& edge) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const bool along = ring[i] == edge.from && ring.after(i) == edge.to;
        const bool against = ring[i] == edge.to && ring.after(i) == edge.from;
        if ((along || against) && encloses_to_its_right(ring, is_hole) == against) {
            return true;
        }
    }
    return false;
}

bool has_edge(const geo::MultiPolygonView& feature, const ResidualEdge& edge) {
    for (std::size_t p = 0; p < feature.size(); ++p) {
        for (std::size_t r = 0; r < feature[p].rings(); ++r) {
            if (has_edge(feature[p].ring(r), r > 0, edge)) {
                return true;
            }
        }
    }
    return false;
}

/// Makes the edges of one feature; places count from its column, which starts at `origin`.
void make_edges(const geo::MultiPolygonView& feature, const geo::Point* origin,
                std::span<const std::uint32_t> places, std::uint32_t row,
                std::span<ResidualEdge> edges) {
    std::size_t next = 0;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        for (std::size_t r = 0; r < feature[p].rings(); ++r) {
            const geo::RingView ring = feature[p].ring(r);
            const auto first = static_cast<std::uint32_t>(ring.points().data() - origin);
            const auto end = first + static_cast<std::uint32_t>(ring.size());
            for (; next != places.size() && EdgePlace::of(places[next]).vertex < end; ++next) {
                const EdgePlace place = EdgePlace::of(places[next]);
                edges[next] = edge_of(ring, place.vertex - first, place.reversed, row);
            }
        }
    }
}

} // namespace

std::vector<std::uint32_t> first_vertices(const geo::PolygonColumn& polygons) {
    std::vector<std::uint32_t> firsts(polygons.size());
    const geo::Point* origin = polygons.points().data();
    for (std::size_t row = 0; row < polygons.size(); ++row) {
        firsts[row] = static_cast<std::uint32_t>(polygons[row].points().data() - origin);
    }
    return firsts;
}

void Coverage::add(std::size_t number, Piece&& piece) {
    const std::scoped_lock lock{m_mutex};
    if (number >= m_pieces.size()) {
        m_pieces.resize(number + 1);
        m_there.resize(number + 1, 0);
    }
    if (std::exchange(m_there[number], std::uint8_t{1}) != 0) {
        fail(ErrorKind::internal, "piece '{}' was added twice", number);
    }
    m_pieces[number] = std::move(piece);
}

void Coverage::close() {
    std::size_t rows = 0;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        if (m_there[i] == 0) {
            fail(ErrorKind::internal, "piece '{}' was not added", i);
        }
        rows += m_pieces[i].polygons.size();
        if (rows >= outline_row) {
            fail(ErrorKind::input, "more than {} rows cannot be held", outline_row - 1);
        }
        m_first_rows.push_back(static_cast<std::uint32_t>(rows));
    }
}

geo::MultiPolygonView Coverage::polygon(std::uint32_t row) const {
    const auto after = std::ranges::upper_bound(m_first_rows, row);
    const auto piece = static_cast<std::size_t>(after - m_first_rows.begin()) - 1;
    return m_pieces[piece].polygons[row - m_first_rows[piece]];
}

void Coverage::add_owners(const ResidualEdge& edge, const geo::detail::BoxTree& boxes,
                          std::vector<std::uint32_t>& rows) const {
    if (edge.row == outline_row) {
        return;
    }
    boxes.search({edge.from, edge.from}, [&](std::uint32_t row) {
        if (has_edge(polygon(row), edge)) {
            rows.push_back(row);
        }
    });
}

std::vector<geo::Box> Coverage::take_boxes() {
    std::vector<geo::Box> boxes;
    boxes.reserve(rows());
    for (Piece& piece : m_pieces) {
        boxes.insert(boxes.end(), piece.boxes.begin(), piece.boxes.end());
        std::vector<geo::Box>{}.swap(piece.boxes);
    }
    return boxes;
}

void Coverage::make_edges_of(const Piece& piece, std::uint32_t first_row,
                             std::span<const std::uint32_t> places, std::span<ResidualEdge> edges) {
    const geo::Point* origin = piece.polygons.points().data();
    const auto vertex = [](std::uint32_t place) { return EdgePlace::of(place).vertex; };
    for (std::size_t i = 0; i < places.size();) {
        const auto after = std::ranges::upper_bound(piece.first_vertices, vertex(places[i]));
        const auto row = static_cast<std::size_t>(after - piece.first_vertices.begin()) - 1;
        const std::uint32_t end = after == piece.first_vertices.end()
                                      ? std::numeric_limits<std::uint32_t>::max()
                                      : *after;
        std::size_t last = i;
        while (last < places.size() && vertex(places[last]) < end) {
            ++last;
        }
        make_edges(piece.polygons[row], origin, places.subspan(i, last - i),
                   first_row + static_cast<std::uint32_t>(row), edges.subspan(i, last - i));
        i = last;
    }
}

std::vector<ResidualEdge> Coverage::residual(TaskPool& tasks) {
    std::vector<std::vector<EdgeKey>> keys;
    for (Piece& piece : m_pieces) {
        keys.push_back(std::move(piece.unmatched));
    }
    const std::vector<std::vector<std::uint32_t>> left = match_pieces(keys, tasks);
    std::vector<std::size_t> firsts;
    std::size_t size = 0;
    for (const std::vector<std::uint32_t>& places : left) {
        firsts.push_back(size);
        size += places.size();
    }
    std::vector<ResidualEdge> edges(size);
    tasks.for_each(m_pieces.size(), [&](std::size_t i) {
        make_edges_of(m_pieces[i], m_first_rows[i], left[i],
                      std::span{edges}.subspan(firsts[i], left[i].size()));
    });
    return edges;
}

std::vector<ResidualEdge> edges_of_outline(const geo::MultiPolygonView& outline) {
    std::vector<ResidualEdge> edges;
    for (std::size_t p = 0; p < outline.size(); ++p) {
        for (std::size_t r = 0; r < outline[p].rings(); ++r) {
            const geo::RingView ring = outline[p].ring(r);
            const bool reversed = encloses_to_its_right(ring, r > 0);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                edges.push_back(edge_of(ring, i, !reversed, outline_row));
            }
        }
    }
    return edges;
}

} // namespace parkplan::overlay::detail
