// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "layer/table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::layer {

/// What the rows of a layer are called, kept when their pieces are gone: 8 bytes a row, and with a
/// key field 8 more and the keys, one after the other in one buffer. Fewer than 2^32 rows.
class PARKPLAN_API RowNames {
public:
    /// `key_column` as in SourceInfo.
    explicit RowNames(std::optional<std::size_t> key_column) : m_key_column(key_column) {}

    /// Adds the rows of a piece; pieces must come in file order.
    void add(const Table& piece);

    [[nodiscard]] std::size_t size() const noexcept { return m_fids.size(); }
    [[nodiscard]] std::int64_t fid(std::size_t row) const { return m_fids[row]; }
    /// As key_of gives it: "#<fid>" where there is no key field, and where it is null, blank or not
    /// readable.
    [[nodiscard]] std::string key(std::size_t row) const;
    /// True where the layer has a key field and the row no key.
    [[nodiscard]] bool lacks_key(std::size_t row) const {
        return m_key_column.has_value() && stored(row).empty();
    }

    /// A key that stands for several rows.
    struct SharedKey {
        std::size_t first = 0; ///< the first of them
        std::size_t rows = 0;
        friend bool operator==(const SharedKey&, const SharedKey&) = default;
    };
    /// By first row.
    [[nodiscard]] std::vector<SharedKey> shared_keys() const;

private:
    [[nodiscard]] std::string_view stored(std::size_t row) const;

    std::optional<std::size_t> m_key_column;
    std::vector<std::int64_t> m_fids{};
    std::string m_keys{}; ///< blank ones are left out
    std::vector<std::size_t> m_ends{};
};

} // namespace parkplan::layer
