// SPDX-License-Identifier: MIT
#include "layer/row_names.hpp"

#include "core/text.hpp"
#include "layer/attribute_column.hpp"
#include "layer/readable.hpp"

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
    if (m_key_column && !lacks_key(row) && is_readable(stored(row))) {
        return std::string{stored(row)};
    }
    return fmt::format("#{}", m_fids[row]);
}

std::vector<RowNames::SharedKey> RowNames::shared_keys() const {
    if (!m_key_column || m_fids.empty()) {
        return {};
    }
    // Open addressing: a slot holds the first row of its key, and some bits of the key's hash, so
    // that other keys are hardly ever looked at.
    struct Slot {
        std::uint32_t row_plus_1 = 0; ///< 0: free
        std::uint32_t tag = 0;
    };
    constexpr int tag_shift = 32;
    std::vector<Slot> slots(std::bit_ceil(2 * m_fids.size()));
    const std::size_t mask = slots.size() - 1;
    std::map<std::size_t, std::size_t> rows_by_first;
    for (std::size_t row = 0; row < m_fids.size(); ++row) {
        const std::string_view key = stored(row);
        if (key.empty() || !is_readable(key)) {
            continue;
        }
        const std::uint64_t hash = std::hash<std::string_view>{}(key);
        const auto tag = static_cast<std::uint32_t>(hash >> tag_shift);
        std::size_t at = hash & mask;
        while (slots[at].row_plus_1 != 0 &&
               (slots[at].tag != tag || stored(slots[at].row_plus_1 - 1) != key)) {
            at = (at + 1) & mask;
        }
        if (slots[at].row_plus_1 == 0) {
            slots[at] = {static_cast<std::uint32_t>(row + 1), tag};
        } else {
            ++rows_by_first.try_emplace(slots[at].row_plus_1 - 1, 1).first->second;
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
