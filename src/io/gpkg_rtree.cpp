// SPDX-License-Identifier: MIT
#include "io/gpkg_rtree.hpp"

#include "core/fail.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

namespace parkplan::io {
namespace {

constexpr std::int64_t root = 1;
constexpr std::size_t head_bytes = 4;
constexpr std::size_t cell_bytes = 24;
/// SQLite's own limit.
constexpr int deepest = 40;

std::uint64_t big_endian(std::span<const std::byte> bytes) noexcept {
    std::uint64_t value = 0;
    for (const std::byte byte : bytes) {
        value = value << 8U | std::to_integer<std::uint64_t>(byte);
    }
    return value;
}

struct Cell {
    std::int64_t child = 0; ///< node, or key in a leaf
    geo::Box box{};
};

Cell cell_of(std::span<const std::byte> bytes) noexcept {
    const auto coordinate = [&](std::size_t i) {
        const auto bits = static_cast<std::uint32_t>(big_endian(bytes.subspan(8 + 4 * i, 4)));
        return static_cast<double>(std::bit_cast<float>(bits));
    };
    return {static_cast<std::int64_t>(big_endian(bytes.first(8))),
            {{coordinate(0), coordinate(2)}, {coordinate(1), coordinate(3)}}};
}

bool is_registered(const Database& database, const GpkgTable& table) {
    Statement extensions = database.prepare(
        "SELECT table_name, column_name FROM gpkg_extensions WHERE extension_name = "
        "'gpkg_rtree_index'");
    while (extensions.step()) {
        if (same_ignoring_case(extensions.text(0), table.name) &&
            same_ignoring_case(extensions.text(1), table.geometry)) {
            return true;
        }
    }
    return false;
}

bool has_table(const Database& database, const std::string& name) {
    return database
        .prepare(fmt::format("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = {}",
                             sql_text(name)))
        .step();
}

} // namespace

std::optional<GpkgRtree> GpkgRtree::of(const Database& database, const GpkgTable& table) {
    const std::string index = fmt::format("rtree_{}_{}", table.name, table.geometry);
    if (!table.info.features || !has_table(database, "gpkg_extensions") ||
        !is_registered(database, table) || !has_table(database, index + "_node") ||
        !has_table(database, index + "_rowid")) {
        return std::nullopt;
    }
    Statement entries =
        database.prepare(fmt::format("SELECT count(*) FROM {}", sql_name(index + "_rowid")));
    if (!entries.step() || static_cast<std::uint64_t>(entries.integer(0)) != *table.info.features) {
        return std::nullopt;
    }
    return GpkgRtree{database.prepare(fmt::format("SELECT data FROM {} WHERE nodeno = ?1",
                                                  sql_name(index + "_node"))),
                     *table.info.features};
}

std::vector<std::int64_t> GpkgRtree::keys_near(std::span<const geo::Box> windows) {
    std::vector<geo::Box> wanted;
    std::ranges::copy_if(windows, std::back_inserter(wanted),
                         [](const geo::Box& box) { return !box.empty(); });
    std::vector<std::int64_t> keys;
    m_visits = 0;
    visit(root, -1, wanted, keys);
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

/// `depth` counts the levels below the node; -1 for the root, which tells its own.
void GpkgRtree::visit(std::int64_t node, int depth, std::span<const geo::Box> windows,
                      std::vector<std::int64_t>& keys) {
    const auto broken = [node] {
        fail(ErrorKind::input, "node {} of the spatial index is broken; make the index anew", node);
    };
    // No node of a tree is empty but the root, and each is in one place: more are a circle.
    m_node.bind(1, node);
    if (++m_visits > 2 * m_rows + 1 || !m_node.step()) {
        broken();
    }
    const std::span<const std::byte> data = m_node.bytes(0);
    if (data.size() < head_bytes) {
        broken();
    }
    const auto stated = static_cast<int>(big_endian(data.first(2)));
    depth = depth < 0 ? stated : depth;
    const std::size_t cells = big_endian(data.subspan(2, 2));
    if (depth > deepest || data.size() < head_bytes + cells * cell_bytes) {
        broken();
    }
    std::vector<std::pair<std::int64_t, std::vector<geo::Box>>> below;
    for (std::size_t i = 0; i < cells; ++i) {
        const Cell cell = cell_of(data.subspan(head_bytes + i * cell_bytes, cell_bytes));
        const auto meets = [&](const geo::Box& window) { return cell.box.meets(window); };
        if (std::ranges::none_of(windows, meets)) {
            continue;
        }
        if (depth == 0) {
            keys.push_back(cell.child);
            continue;
        }
        auto& [child, near] = below.emplace_back(cell.child, std::vector<geo::Box>{});
        std::ranges::copy_if(windows, std::back_inserter(near), meets);
    }
    for (const auto& [child, near] : below) {
        visit(child, depth - 1, near, keys);
    }
}

} // namespace parkplan::io
