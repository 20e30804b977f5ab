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

} // namespace

ZoneGrid::ZoneGrid(std::span<const geo::EdgeIndex> areas, const geo::EdgeIndex& outline) {
    std::size_t edges = 0;
    for (const geo::EdgeIndex& area : areas) {
        m_box.add(area.box());
        m_boxes.push_back(area.box());
        edges += area.size();
    }
    if (m_box.empty()) {
        return;
    }
    lay_out(edges);
    enter_edges(areas);
    enter_outline(outline);
    fill(areas);
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

void ZoneGrid::enter_edges(std::span<const geo::EdgeIndex> areas) {
    struct Entry {
        std::uint32_t list;
        std::uint32_t area;
    };
    std::vector<Entry> entries;
    std::vector<std::uint32_t> last; // area that was entered last, by list
    std::vector<std::uint32_t> counts;
    for (std::uint32_t area = 0; area < areas.size(); ++area) {
        for (const geo::SlabEdge& edge : areas[area].edges()) {
            for_cells_of(edge, [&](std::size_t cell) {
                if (m_cells[cell] < with_edges) {
                    m_cells[cell] = with_edges + static_cast<std::uint32_t>(last.size());
                    last.push_back(area);
                    counts.push_back(0);
                } else if (last[m_cells[cell] - with_edges] == area) {
                    return;
                }
                const std::uint32_t list = m_cells[cell] - with_edges;
                last[list] = area;
                ++counts[list];
                entries.push_back({list, area});
            });
        }
    }
    for (const std::uint32_t count : counts) {
        m_offsets.push_back(m_offsets.back() + count);
    }
    m_areas.resize(entries.size());
    std::vector<std::uint32_t> next{m_offsets.begin(), m_offsets.end() - 1};
    for (const Entry& entry : entries) { // by area: so the lists come out sorted
        m_areas[next[entry.list]++] = entry.area;
    }
    m_outline.assign(counts.size(), 0);
}

void ZoneGrid::enter_outline(const geo::EdgeIndex& outline) {
    for (const geo::SlabEdge& edge : outline.edges()) {
        for_cells_of(edge, [&](std::size_t cell) {
            if (m_cells[cell] >= with_edges) {
                m_outline[m_cells[cell] - with_edges] = 1;
            }
        });
    }
}

/// Cells without edges that lie side by side are covered alike: one point decides for all.
void ZoneGrid::fill(std::span<const geo::EdgeIndex> areas) {
    std::vector<Run> runs;
    std::vector<std::size_t> row_starts;
    for (std::size_t r = 0; r < m_rows; ++r) {
        row_starts.push_back(runs.size());
        const std::size_t end = (r + 1) * m_columns;
        for (std::size_t cell = r * m_columns; cell < end;) {
            const std::size_t first = cell;
            for (; cell < end && m_cells[cell] < with_edges; ++cell) {
            }
            if (cell > first) {
                runs.push_back({first, cell});
            } else {
                ++cell;
            }
        }
    }
    row_starts.push_back(runs.size());
    geo::detail::DisjointSets sets{runs.size()};
    for (std::size_t r = 1; r < m_rows; ++r) {
        std::size_t below = row_starts[r - 1];
        for (std::size_t above = row_starts[r]; above < row_starts[r + 1]; ++above) {
            const std::size_t first = runs[above].first - m_columns;
            const std::size_t last = runs[above].last - m_columns;
            for (; below < row_starts[r] && runs[below].last <= first; ++below) {
            }
            for (std::size_t at = below; at < row_starts[r] && runs[at].first < last; ++at) {
                sets.join(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(above));
            }
        }
    }
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
        const std::uint32_t first = sets.find(i);
        std::uint32_t area = outside;
        if (first < i) {
            area = m_cells[runs[first].first];
        } else {
            const std::size_t cell = runs[i].first;
            const geo::Point middle{
                m_box.min.x + (static_cast<double>(cell % m_columns) + 0.5) * m_size,
                m_box.min.y + (static_cast<double>(cell / m_columns) + 0.5) * m_size};
            const geo::Box at{middle, middle};
            for (std::uint32_t a = 0; a < areas.size() && area == outside; ++a) {
                if (areas[a].box().meets(at) && areas[a].covers(middle) > 0) {
                    area = a;
                }
            }
        }
        std::fill(m_cells.begin() + static_cast<std::ptrdiff_t>(runs[i].first),
                  m_cells.begin() + static_cast<std::ptrdiff_t>(runs[i].last), area);
    }
}

void ZoneGrid::look_at(const geo::Box& box, Look& look) const {
    look.areas.clear();
    look.alike = false;
    if (!m_box.meets(box)) {
        look.alike = true;
        look.area = outside;
        look.outline = true;
        return;
    }
    const std::size_t first_column = column(box.min.x);
    const std::size_t last_column = column(box.max.x);
    const std::size_t first_row = row(box.min.y);
    const std::size_t last_row = row(box.max.y);
    const bool within = covers_box(m_box, box);
    look.area = within ? m_cells[first_row * m_columns + first_column] : outside;
    look.outline = !within || look.area == outside;
    if ((last_column - first_column + 1) * (last_row - first_row + 1) > most_cells_of_a_box) {
        look_at_many(box, look);
        return;
    }
    bool alike = look.area < with_edges;
    for (std::size_t r = first_row; r <= last_row && alike; ++r) {
        for (std::size_t c = first_column; c <= last_column; ++c) {
            alike = alike && m_cells[r * m_columns + c] == look.area;
        }
    }
    look.alike = alike;
    if (alike) {
        return;
    }
    for (std::size_t r = first_row; r <= last_row; ++r) {
        for (std::size_t c = first_column; c <= last_column; ++c) {
            const std::uint32_t cell = m_cells[r * m_columns + c];
            if (cell >= with_edges) {
                const std::uint32_t list = cell - with_edges;
                look.outline = look.outline || m_outline[list] != 0;
                look.areas.insert(look.areas.end(), m_areas.begin() + m_offsets[list],
                                  m_areas.begin() + m_offsets[list + 1]);
            } else if (cell == outside) {
                look.outline = true;
            } else {
                look.areas.push_back(cell);
            }
        }
    }
    std::ranges::sort(look.areas);
    look.areas.erase(std::unique(look.areas.begin(), look.areas.end()), look.areas.end());
}

void ZoneGrid::look_at_many(const geo::Box& box, Look& look) const {
    look.outline = true;
    for (std::uint32_t area = 0; area < m_boxes.size(); ++area) {
        if (m_boxes[area].meets(box)) {
            look.areas.push_back(area);
        }
    }
}

} // namespace parkplan::overlay
