// SPDX-License-Identifier: MIT
#include "layer/row_names.hpp"

#include "core/text.hpp"
#include "layer/attribute_column.hpp"

#include <fmt/format.h>

#include <bit>
#include <functional>
#include <map>

namespace parkplan::layer {

void RowNames::add(const Table& piece) {
    m_fids.insert(m_fids.end(), piece.fids.begin(), piece.fids.end());
    if (!m_key_column) {
        return;
    }
    const AttributeColumn& column = piece.columns[*m_key_column];
    const bool is_text = column.type() == FieldType::text;
    for (std::size_t row = 0; row < piece.size(); ++row) {
        if (is_text) {
            const std::string_view text = column.text(row);
            m_keys += trim(text).empty() ? std::string_view{} : text;
        } else {
            m_keys += column.as_text(row).value_or(std::string{});
        }
        m_ends.push_back(m_keys.size());
    }
}

std::string_view RowNames::stored(std::size_t row) const {
    const std::size_t first = row == 0 ? 0 : m_ends[row - 1];
    return std::string_view{m_keys}.substr(first, m_ends[row] - first);
}

std::string RowNames::key(std::size_t row) const {
    if (m_key_column && !lacks_key(row)) {
        return std::string{stored(row)};
    }
    return fmt::format("#{}", m_fids[row]);
}

std::vector<RowNames::SharedKey> RowNames::shared_keys() const {
    if (!m_key_column || m_fids.empty()) {
        return {};
    }
    // Open addressing: a slot holds the first row of its key plus 1, 0 when it is free.
    std::vector<std::size_t> slots(std::bit_ceil(2 * m_fids.size()));
    const std::size_t mask = slots.size() - 1;
    std::map<std::size_t, std::size_t> rows_by_first;
    for (std::size_t row = 0; row < m_fids.size(); ++row) {
        const std::string_view key = stored(row);
        if (key.empty()) {
            continue;
        }
        std::size_t slot = std::hash<std::string_view>{}(key)&mask;
        while (slots[slot] != 0 && stored(slots[slot] - 1) != key) {
            slot = (slot + 1) & mask;
        }
        if (slots[slot] == 0) {
            slots[slot] = row + 1;
        } else {
            ++rows_by_first.try_emplace(slots[slot] - 1, 1).first->second;
        }
    }
    std::vector<SharedKey> shared;
    shared.reserve(rows_by_first.size());
    for (const auto& [first, rows] : rows_by_first) {
        shared.push_back({first, rows});
    }
    return shared;
}

} // namespace parkplan::layer
