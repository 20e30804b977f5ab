// SPDX-License-Identifier: MIT
#include "geo/path_column.hpp"

#include <algorithm>

namespace parkplan::geo {

void PathColumn::end_row(std::size_t row) {
    const std::size_t before = m_rows.empty() ? 0 : m_rows.back().paths_end;
    if (m_path_ends.size() > before) {
        m_rows.push_back({row, m_path_ends.size()});
    }
}

void PathColumn::add_row(std::size_t row, const PathsView& paths) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
        m_points.insert(m_points.end(), paths[i].begin(), paths[i].end());
        end_path();
    }
    end_row(row);
}

void PathColumn::append(const PathColumn& other, std::size_t first_row) {
    for (const Row& its : other.m_rows) {
        add_row(first_row + its.row, other.of(its.row));
    }
}

void PathColumn::clear() noexcept {
    m_points.clear();
    m_path_ends.clear();
    m_rows.clear();
}

PathsView PathColumn::of(std::size_t row) const noexcept {
    const auto found = std::ranges::lower_bound(m_rows, row, {}, &Row::row);
    if (found == m_rows.end() || found->row != row) {
        return {};
    }
    const std::size_t first = found == m_rows.begin() ? 0 : (found - 1)->paths_end;
    return {m_points, std::span{m_path_ends}.subspan(first, found->paths_end - first),
            first == 0 ? 0 : m_path_ends[first - 1]};
}

std::vector<std::size_t> PathColumn::rows() const {
    std::vector<std::size_t> rows(m_rows.size());
    std::ranges::transform(m_rows, rows.begin(), &Row::row);
    return rows;
}

Box box_of(const PathsView& paths) noexcept {
    Box box;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        for (const Point& p : paths[i]) {
            box.add(p);
        }
    }
    return box;
}

} // namespace parkplan::geo
