// SPDX-License-Identifier: MIT
#include "io/wkb.hpp"

#include "geo/point.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::io {
namespace {

using layer::GeometryState;
using Bytes = std::span<const std::byte>;

constexpr int deepest = 16; ///< collections in collections; OGR stops at 32

enum class Kind : unsigned char { polygon, multipolygon, collection };

/// Type word and byte order of a geometry.
struct Head {
    Kind kind = Kind::polygon;
    bool swapped = false;
    std::uint16_t dimensions = 2;
    std::uint32_t members = 0; ///< rings, polygons or geometries
};

std::uint32_t word_at(Bytes at, bool swapped) noexcept {
    std::uint32_t word = 0;
    std::memcpy(&word, at.data(), sizeof word);
    return swapped ? __builtin_bswap32(word) : word;
}

double number_at(Bytes at, bool swapped) noexcept {
    std::uint64_t bits = 0;
    std::memcpy(&bits, at.data(), sizeof bits);
    return std::bit_cast<double>(swapped ? __builtin_bswap64(bits) : bits);
}

geo::Point point_at(Bytes at, bool swapped) noexcept {
    return {number_at(at, swapped), number_at(at.subspan(sizeof(double)), swapped)};
}

/// Kind and dimensions of a type word: 3, 6, 7, plus 1000 for Z, 2000 for M, 3000 for both (ISO),
/// or with the bits of EWKB. Nothing for every other word.
std::optional<Head> head_of(std::uint32_t word) noexcept {
    constexpr std::uint32_t ewkb_z = 0x80000000U;
    constexpr std::uint32_t ewkb_m = 0x40000000U;
    constexpr std::uint32_t iso_step = 1000;
    const std::uint32_t ewkb = word & (ewkb_z | ewkb_m);
    const std::uint32_t iso = (word & ~ewkb) / iso_step;
    if (iso > 3 || (ewkb != 0 && iso != 0)) {
        return std::nullopt;
    }
    Head head;
    switch ((word & ~ewkb) % iso_step) {
    case 3:
        head.kind = Kind::polygon;
        break;
    case 6:
        head.kind = Kind::multipolygon;
        break;
    case 7:
        head.kind = Kind::collection;
        break;
    default:
        return std::nullopt;
    }
    const int extra = std::popcount(ewkb) + (iso == 3 ? 2 : (iso != 0 ? 1 : 0));
    head.dimensions = static_cast<std::uint16_t>(2 + extra);
    return head;
}

} // namespace

std::optional<GpkgBlob> gpkg_blob(Bytes blob) noexcept {
    constexpr std::size_t fixed_bytes = 8; // "GP", version, flags, srs_id
    constexpr std::array<std::size_t, 5> envelope_bytes{0, 32, 48, 48, 64};
    constexpr unsigned extended = 0x20;
    if (blob.size() < fixed_bytes || blob[0] != std::byte{'G'} || blob[1] != std::byte{'P'} ||
        blob[2] != std::byte{0}) {
        return std::nullopt;
    }
    const auto flags = std::to_integer<unsigned>(blob[3]);
    const std::size_t envelope = (flags >> 1U) & 7U;
    if (envelope >= envelope_bytes.size() ||
        blob.size() - fixed_bytes < envelope_bytes.at(envelope)) {
        return std::nullopt;
    }
    return GpkgBlob{blob.subspan(fixed_bytes + envelope_bytes.at(envelope)),
                    (flags & extended) != 0};
}

/// Walks over the structure of a geometry, its points left out, and collects its rings.
class WkbReader::Survey {
public:
    Survey(Bytes wkb, std::vector<Ring>& rings) : m_left(wkb), m_rings(rings) {}

    /// False for what is not ours to decode.
    [[nodiscard]] bool geometry(int depth = 0) {
        const auto head = take_head();
        if (!head || depth > deepest) {
            return false;
        }
        if (head->kind == Kind::polygon) {
            return polygon(*head);
        }
        for (std::uint32_t i = 0; i < head->members; ++i) {
            if (!(head->kind == Kind::multipolygon ? member() : geometry(depth + 1))) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool z_or_m() const noexcept { return m_z_or_m; }
    [[nodiscard]] bool hole_without_shell() const noexcept { return m_hole_without_shell; }

private:
    [[nodiscard]] bool member() {
        const auto head = take_head();
        return head && head->kind == Kind::polygon && polygon(*head);
    }

    [[nodiscard]] std::optional<Head> take_head() noexcept {
        constexpr std::size_t bytes = 9;
        if (m_left.size() < bytes || std::to_integer<unsigned>(m_left[0]) > 1) {
            return std::nullopt;
        }
        const bool little = m_left[0] == std::byte{1};
        const bool swapped = little != (std::endian::native == std::endian::little);
        auto head = head_of(word_at(m_left.subspan(1), swapped));
        if (head) {
            head->swapped = swapped;
            head->members = word_at(m_left.subspan(5), swapped);
            m_z_or_m = m_z_or_m || head->dimensions > 2;
            m_left = m_left.subspan(bytes);
        }
        return head;
    }

    [[nodiscard]] bool polygon(const Head& head) {
        constexpr std::size_t count_bytes = sizeof(std::uint32_t);
        const std::size_t stride = head.dimensions * sizeof(double);
        bool shell = false;
        for (std::uint32_t i = 0; i < head.members; ++i) {
            if (m_left.size() < count_bytes) {
                return false;
            }
            const std::uint32_t count = word_at(m_left, head.swapped);
            m_left = m_left.subspan(count_bytes);
            if (count > m_left.size() / stride) {
                return false;
            }
            if (count > 0) {
                shell = shell || i == 0;
                m_hole_without_shell = m_hole_without_shell || !shell;
                m_rings.push_back({m_left.first(count * stride), static_cast<std::uint16_t>(stride),
                                   head.swapped, i == 0});
                m_left = m_left.subspan(count * stride);
            }
        }
        return true;
    }

    Bytes m_left;
    std::vector<Ring>& m_rings;
    bool m_z_or_m = false;
    bool m_hole_without_shell = false;
};

std::optional<ReadGeometry> WkbReader::read(Bytes wkb, geo::PolygonColumn& column) {
    constexpr std::size_t most_bytes = std::numeric_limits<std::int32_t>::max();
    m_rings.clear();
    Survey survey{wkb, m_rings};
    if (wkb.size() > most_bytes || !survey.geometry()) {
        return std::nullopt;
    }
    ReadGeometry result;
    result.z_or_m = survey.z_or_m();
    if (survey.hole_without_shell()) {
        result.state = GeometryState::unreadable;
        result.detail = hole_without_shell;
    } else if (m_rings.empty()) {
        result.state = GeometryState::empty;
    } else {
        result.state = GeometryState::polygon;
        for (std::size_t i = 0; i < m_rings.size(); ++i) {
            if (i > 0 && m_rings[i].shell) {
                column.end_polygon();
            }
            add_ring(m_rings[i], column, result);
        }
        column.end_polygon();
    }
    column.end_feature();
    return result;
}

void WkbReader::add_ring(const Ring& ring, geo::PolygonColumn& column, ReadGeometry& result) {
    const Bytes last = ring.points.last(ring.stride);
    const bool closed = ring.points.size() > last.size() &&
                        point_at(ring.points, ring.swapped) == point_at(last, ring.swapped);
    result.unclosed = result.unclosed || !closed;
    const Bytes kept = ring.points.first(ring.points.size() - (closed ? last.size() : 0));
    for (std::size_t at = 0; at < kept.size(); at += ring.stride) {
        column.add_point(point_at(kept.subspan(at), ring.swapped));
    }
    column.end_ring();
}

} // namespace parkplan::io
