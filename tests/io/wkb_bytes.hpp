// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::test {

/// Well-known binary written piece by piece, in one byte order.
class WkbBytes {
public:
    explicit WkbBytes(std::endian order = std::endian::little) : m_order(order) {}

    WkbBytes& byte(unsigned value) {
        m_bytes.push_back(static_cast<std::byte>(value));
        return *this;
    }
    WkbBytes& word(std::uint32_t value) { return put(value, sizeof value); }
    WkbBytes& numbers(std::initializer_list<double> values) {
        for (const double value : values) {
            put(std::bit_cast<std::uint64_t>(value), sizeof value);
        }
        return *this;
    }
    /// Byte order, type and number of members.
    WkbBytes& head(std::uint32_t type, std::uint32_t members) {
        return byte(m_order == std::endian::little ? 1 : 0).word(type).word(members);
    }
    /// Number of points, and their coordinates.
    WkbBytes& ring(std::uint32_t points, std::initializer_list<double> values) {
        return word(points).numbers(values);
    }
    /// "GP", version 0, flags and srs_id.
    WkbBytes& header(unsigned flags, std::uint32_t srs = 4548) {
        return byte('G').byte('P').byte(0).byte(flags).word(srs);
    }
    WkbBytes& add(const WkbBytes& other) {
        m_bytes.insert(m_bytes.end(), other.m_bytes.begin(), other.m_bytes.end());
        return *this;
    }

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    /// The first `count` bytes.
    [[nodiscard]] std::span<const std::byte> first(std::size_t count) const {
        return bytes().first(count);
    }
    /// As SQL writes a blob: x'00FF'.
    [[nodiscard]] std::string sql() const {
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string text = "x'";
        for (const std::byte byte : m_bytes) {
            text += digits[std::to_integer<unsigned>(byte) / 16];
            text += digits[std::to_integer<unsigned>(byte) % 16];
        }
        return text + "'";
    }

private:
    WkbBytes& put(std::uint64_t value, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) {
            const std::size_t place = m_order == std::endian::little ? i : bytes - 1 - i;
            byte(static_cast<unsigned>(value >> (8 * place)) & 255U);
        }
        return *this;
    }

    std::endian m_order;
    std::vector<std::byte> m_bytes{};
};

inline constexpr std::uint32_t wkb_polygon = 3;
inline constexpr std::uint32_t wkb_multipolygon = 6;
inline constexpr std::uint32_t wkb_collection = 7;

/// POLYGON((0 0,4 0,4 3,0 0))
[[nodiscard]] inline WkbBytes wkb_triangle(std::endian order = std::endian::little) {
    return WkbBytes{order}.head(wkb_polygon, 1).ring(4, {0, 0, 4, 0, 4, 3, 0, 0});
}

} // namespace parkplan::test
