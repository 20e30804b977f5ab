// SPDX-License-Identifier: MIT
#include "overlay/zone_grid.hpp"

#include "geo/disjoint_sets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace parkplan::overlay {
namespace {

constexpr std::uint32_t with_edges = 0x80000000;

/// So many that most features of a fine layer lie in cells without edges; 4 bytes each.
constexpr std::size_t cells_per_edge = 12;
constexpr std::size_t least_cells = 4096;
constexpr std::size_t most_cells = 4U << 20U;
/// Of a box that meets more cells, only the boxes of the areas are asked.
constexpr std::size_t most_cells_of_a_box = 1024;

/// Number of the cell that a distance from the first one's start falls in.
std::size_t cell_at(double distance, double inverse, std::size_t count) noexcept {
    const double cell = distance * inverse;
    return cell > 0.0 ? std::min(static_cast<std::size_t>(cell), count - 1) : 0;
}

/// Where a line is at `y`, between its ends.
double x_at(const geo::SlabEdge& edge, double y) noexcept {
    const double share = (y - edge.left.y) / (edge.right.y - edge.left.y);
    return edge.left.x + std::clamp(share, 0.0, 1.0) * (edge.right.x - edge.left.x);
}

bool covers_box(const geo::Box& outer, const geo::Box& inner) noexcept {
    return outer.min.x <= inner.min.x && outer.min.y <= inner.min.y && inner.max.x <= outer.max.x &&
           inner.max.y <= outer.max.y;
}

bool box_meets(const geo::SlabEdge& edge, const geo::Box& box) noexcept {
    return edge.left.x <= box.max.x && edge.right.x >= box.min.x &&
           std::min(edge.left.y, edge.right.y) <= box.max.y &&
           std::max(edge.left.y, edge.right.y) >= box.min.y;
}

std::vector<geo::Box> boxes_of(std::span<const geo::EdgeIndex> areas) {
    std::vector<geo::Box> boxes;
    boxes.reserve(areas.size());
    for (const geo::EdgeIndex& area : areas) {
        boxes.push_back(area.box());
    }
    return boxes;
}

template <typename Values>
void sort_once(Values& values) {
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

} // namespace

ZoneGrid::ZoneGrid(std::span<const geo::EdgeIndex> areas, const geo::EdgeIndex& outline)
    : m_areas(areas), m_outline(&outline), m_index(boxes_of(areas)) {
    std::size_t edges = 0;
    for (const geo::EdgeIndex& area : areas) {
        m_box.add(area.box());
        edges += area.size();
    }
    if (m_box.empty()) {
        return;
    }
    lay_out(edges);
    enter_edges();
    fill();
}

void ZoneGrid::lay_out(std::size_t edges) {
    const double wanted =
        static_cast<double>(std::clamp(edges * cells_per_edge, least_cells, most_cells));
    const double width = std::max(m_box.max.x - m_box.min.x, 1e-9);
    const double height = std::max(m_box.max.y - m_box.min.y, 1e-9);
    m_size = std::max(std::sqrt(width * height / wanted), std::max(width, height) / wanted);
    m_inverse = 1.0 / m_size;
    m_columns = static_cast<std::size_t>(width * m_inverse) + 1;
    m_rows = static_cast<std::size_t>(height * m_inverse) + 1;
    m_cells.assign(m_columns * m_rows, outside);
}

std::size_t ZoneGrid::column(double x) const noexcept {
    return cell_at(x - m_box.min.x, m_inverse, m_columns);
}

std::size_t ZoneGrid::row(double y) const noexcept {
    return cell_at(y - m_box.min.y, m_inverse, m_rows);
}

/// Calls visit(cell) for every cell that the edge may run through, row by row; near the lines
/// between rows for a little more.
template <typename Visit>
void ZoneGrid::for_cells_of(const geo::SlabEdge& edge, const Visit& visit) const {
    const auto [bottom, top] = std::minmax(edge.left.y, edge.right.y);
    const std::size_t first_row = row(bottom);
    const std::size_t last_row = row(top);
    const double slack = 1e-6 * m_size;
    for (std::size_t r = first_row; r <= last_row; ++r) {
        double from = edge.left.x;
        double to = edge.right.x;
        if (first_row != last_row) {
            const double y = m_box.min.y + static_cast<double>(r) * m_size;
            const double low = x_at(edge, y - slack);
            const double high = x_at(edge, y + m_size + slack);
            from = std::max(from, std::min(low, high) - slack);
            to = std::min(to, std::max(low, high) + slack);
        }
        const std::size_t last_column = column(to);
        for (std::size_t c = column(from); c <= last_column; ++c) {
            visit(r * m_columns + c);
        }
    }
}

/// Lists of edges by cell, while they are being filled.
struct ZoneGrid::Lists {
    struct Entry {
        std::uint32_t list;
        EdgeRef ref;
    };
    std::vector<Entry> entries{};
    std::vector<std::uint32_t> counts{}; ///< by list
};

void ZoneGrid::enter(EdgeRef ref, std::size_t cell, Lists& lists) {
    if (m_cells[cell] < with_edges) {
        m_cells[cell] = with_edges + static_cast<std::uint32_t>(lists.counts.size());
        lists.counts.push_back(0);
    }
    const std::uint32_t list = m_cells[cell] - with_edges;
    ++lists.counts[list];
    lists.entries.push_back({list, ref});
}

void ZoneGrid::enter_edges() {
    Lists lists;
    for (std::uint32_t area = 0; area <= outline(); ++area) {
        const std::span<const geo::SlabEdge> edges = edges_of(area).edges();
        for (std::uint32_t edge = 0; edge < edges.size(); ++edge) {
            for_cells_of(edges[edge], [&](std::size_t cell) { enter({area, edge}, cell, lists); });
        }
    }
    m_offsets.reserve(lists.counts.size() + 1);
    for (const std::uint32_t count : lists.counts) {
        m_offsets.push_back(m_offsets.back() + count);
    }
    m_edges.resize(lists.entries.size());
    std::vector<std::uint32_t> next{m_offsets.begin(), m_offsets.end() - 1};
    for (const Lists::Entry& entry : lists.entries) {
        m_edges[next[entry.list]++] = entry.ref;
    }
}

ZoneGrid::Runs ZoneGrid::empty_runs() const {
    Runs result;
    for (std::size_t r = 0; r < m_rows; ++r) {
        result.row_starts.push_back(result.runs.size());
        const std::size_t end = (r + 1) * m_columns;
        for (std::size_t cell = r * m_columns; cell < end; ++cell) {
            if (m_cells[cell] >= with_edges) {
                continue;
            }
            if (cell > r * m_columns && m_cells[cell - 1] < with_edges) {
                ++result.runs.back().last;
            } else {
                result.runs.push_back({cell, cell + 1});
            }
        }
    }
    result.row_starts.push_back(result.runs.size());
    return result;
}

/// Cells without edges that lie side by side are covered alike: one point decides for all.
void ZoneGrid::fill() {
    const auto [runs, row_starts] = empty_runs();
    geo::detail::DisjointSets sets{runs.size()};
    for (std::size_t r = 1; r < m_rows; ++r) {
        std::size_t below = row_starts[r - 1];
        for (std::size_t above = row_starts[r]; above < row_starts[r + 1]; ++above) {
            const std::size_t first = runs[above].first - m_columns;
            const std::size_t last = runs[above].last - m_columns;
            while (below < row_starts[r] && runs[below].last <= first) {
                ++below;
            }
            for (std::size_t at = below; at < row_starts[r] && runs[at].first < last; ++at) {
                sets.join(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(above));
            }
        }
    }
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
        const std::uint32_t first = sets.find(i); // it comes before all others of its set
        const std::uint32_t area =
            first < i ? m_cells[runs[first].first] : area_at(middle_of(runs[i].first));
        std::fill(m_cells.begin() + static_cast<std::ptrdiff_t>(runs[i].first),
                  m_cells.begin() + static_cast<std::ptrdiff_t>(runs[i].last), area);
    }
}

geo::Point ZoneGrid::middle_of(std::size_t cell) const noexcept {
    const std::size_t row_of_cell = cell / m_columns;
    return {m_box.min.x + (static_cast<double>(cell % m_columns) + 0.5) * m_size,
            m_box.min.y + (static_cast<double>(row_of_cell) + 0.5) * m_size};
}

std::uint32_t ZoneGrid::area_at(geo::Point point) const {
    for (const std::uint32_t area : areas_near({point, point})) {
        if (m_areas[area].covers(point) > 0) {
            return area;
        }
    }
    return outside;
}

void ZoneGrid::look_at(const geo::Box& box, Look& look) const {
    look.areas.clear();
    look.edges.clear();
    look.many = false;
    look.alike = true;
    look.area = outside;
    if (!m_box.meets(box)) {
        return;
    }
    const CellRange range{column(box.min.x), column(box.max.x), row(box.min.y), row(box.max.y)};
    if ((range.last_column - range.first_column + 1) * (range.last_row - range.first_row + 1) >
        most_cells_of_a_box) {
        look_at_many(box, look);
        return;
    }
    const bool within = covers_box(m_box, box);
    const std::uint32_t cell = m_cells[range.first_row * m_columns + range.first_column];
    if (cell < with_edges && (within || cell == outside) && all_alike(range, cell)) {
        look.area = cell;
        return;
    }
    collect(range, box, look);
    if (look.edges.empty()) {
        look.area = area_of(range, box.min);
        return;
    }
    look.alike = false;
    sort_once(look.edges);
    for (const EdgeRef& ref : look.edges) {
        look.areas.push_back(ref.area);
    }
    sort_once(look.areas);
}

bool ZoneGrid::all_alike(const CellRange& range, std::uint32_t cell) const noexcept {
    for (std::size_t r = range.first_row; r <= range.last_row; ++r) {
        for (std::size_t c = range.first_column; c <= range.last_column; ++c) {
            if (m_cells[r * m_columns + c] != cell) {
                return false;
            }
        }
    }
    return true;
}

std::span<const ZoneGrid::EdgeRef> ZoneGrid::edges_in(std::uint32_t cell) const noexcept {
    const std::uint32_t list = cell - with_edges;
    return std::span{m_edges}.subspan(m_offsets[list], m_offsets[list + 1] - m_offsets[list]);
}

/// The edges in the cells that may meet the box, and the areas of cells without edges.
void ZoneGrid::collect(const CellRange& range, const geo::Box& box, Look& look) const {
    for (std::size_t r = range.first_row; r <= range.last_row; ++r) {
        for (std::size_t c = range.first_column; c <= range.last_column; ++c) {
            collect(m_cells[r * m_columns + c], box, look);
        }
    }
}

void ZoneGrid::collect(std::uint32_t cell, const geo::Box& box, Look& look) const {
    if (cell == outside) {
        return;
    }
    if (cell < with_edges) {
        look.areas.push_back(cell);
        return;
    }
    for (const EdgeRef ref : edges_in(cell)) {
        if (box_meets(edges_of(ref.area).edges()[ref.edge], box)) {
            look.edges.push_back(ref);
        }
    }
}

/// No edge meets the box: one point decides for all of it. An area whose edges are near is likely.
std::uint32_t ZoneGrid::area_of(const CellRange& range, geo::Point point) const {
    for (std::size_t r = range.first_row; r <= range.last_row; ++r) {
        for (std::size_t c = range.first_column; c <= range.last_column; ++c) {
            const std::uint32_t cell = m_cells[r * m_columns + c];
            if (cell < with_edges) {
                return cell;
            }
            if (const auto area = area_near(cell, point)) {
                return *area;
            }
        }
    }
    return area_at(point);
}

std::optional<std::uint32_t> ZoneGrid::area_near(std::uint32_t cell, geo::Point point) const {
    std::uint32_t last = outline();
    for (const EdgeRef ref : edges_in(cell)) {
        if (ref.area != last && ref.area != outline() && m_areas[ref.area].covers(point) > 0) {
            return ref.area;
        }
        last = ref.area;
    }
    return std::nullopt;
}

void ZoneGrid::look_at_many(const geo::Box& box, Look& look) const {
    look.alike = false;
    look.many = true;
    look.areas = areas_near(box);
    look.areas.push_back(outline());
}

} // namespace parkplan::overlay
