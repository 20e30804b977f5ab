// SPDX-License-Identifier: MIT
#pragma once

#include "layer/schema.hpp"
#include "layer/table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::io {

/// The texts of a layer that are no UTF-8, names of fields and values, kept so that one notice
/// tells them all. What is kept of pieces of a layer can be added up in any order.
class UnreadableTexts {
public:
    void add_name(std::string_view bytes);
    /// A value of the field at `field` of the schema, in feature `fid`.
    void add_value(std::size_t field, std::int64_t fid, std::string_view bytes);
    void add(const UnreadableTexts& other);

    [[nodiscard]] bool empty() const noexcept { return m_names.empty() && !m_first; }
    /// PP-0114 about the layer; none when all was readable.
    void note(const layer::Schema& schema, std::vector<layer::Notice>& notices) const;

private:
    /// Pairs of bytes beyond ASCII, as GBK has them.
    struct Pairs {
        std::uint64_t all = 0;
        std::uint64_t usual = 0; ///< of GB 2312
        bool broken = false;     ///< there are bytes that are none
        void look_at(std::string_view bytes);
    };
    struct Value {
        std::int64_t fid = 0;
        std::size_t field = 0;
        std::string bytes{};
    };

    [[nodiscard]] std::uint64_t values() const noexcept;
    [[nodiscard]] BiText texts(const layer::Schema& schema) const;
    [[nodiscard]] std::vector<std::string> as_gbk() const;

    std::vector<std::string> m_names{};
    std::vector<std::uint64_t> m_values{}; ///< by field
    std::optional<Value> m_first{};        ///< in the feature of the lowest number
    Pairs m_pairs{};
    bool m_only_cut = true; ///< each has lost its last character, no more
};

/// Bytes of GBK as UTF-8; nothing unless they hold a Chinese character and else only such, usual
/// signs and ASCII. A last character that was cut is left out.
[[nodiscard]] std::optional<std::string> from_gbk(std::string_view bytes);

} // namespace parkplan::io
