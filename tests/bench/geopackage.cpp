// SPDX-License-Identifier: MIT
#include "geopackage.hpp"

#include "geopackage_schema.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace parkplan::bench {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are written as they are");

struct Box {
    Point low{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()};
    Point high{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::min()};

    void include(Point p) noexcept {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
};

Box box_of(std::span<const Polygon> parts) noexcept {
    Box box;
    for (const auto& part : parts) {
        for (const auto& point : part.shell) {
            box.include(point);
        }
    }
    return box;
}

/// A geometry as GeoPackage stores it, in a buffer that is used again.
class Blob {
public:
    void fill(std::span<const Polygon> parts, bool is_multipolygon, const Box& box) {
        m_bytes.assign({'G', 'P', 0, 0b00000011}); // version 1, little-endian, with envelope xy
        put(std::int32_t{4548});
        for (const auto bound : {box.low.x, box.high.x, box.low.y, box.high.y}) {
            put(metres(bound));
        }
        if (is_multipolygon) {
            put_head(6, parts.size());
        }
        for (const auto& part : parts) {
            put_head(3, 1 + part.holes.size());
            put(static_cast<std::uint32_t>(part.shell.size() + 1));
            std::for_each(part.shell.begin(), part.shell.end(), [this](Point p) { put(p); });
            put(part.shell.front());
            for (const auto& hole : part.holes) {
                put(static_cast<std::uint32_t>(hole.size() + 1));
                std::for_each(hole.rbegin(), hole.rend(), [this](Point p) { put(p); });
                put(hole.back());
            }
        }
    }
    [[nodiscard]] const std::vector<char>& bytes() const noexcept { return m_bytes; }

private:
    template <typename Number>
    void put(Number number) {
        const auto bytes = std::bit_cast<std::array<char, sizeof(Number)>>(number);
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }
    void put(Point point) {
        put(metres(point.x));
        put(metres(point.y));
    }
    void put_head(std::uint32_t type, std::size_t count) {
        m_bytes.push_back(1); // little-endian
        put(type);
        put(static_cast<std::uint32_t>(count));
    }

    std::vector<char> m_bytes;
};

struct CloseDatabase {
    void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
};
struct CloseStatement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

/// Sets what SQLite notes about itself (change counters, library version) to constants.
void fix_header(const std::filesystem::path& path) {
    std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
    constexpr std::array<char, 4> one{0, 0, 0, 1};
    constexpr std::array<char, 4> version{0, 0x2e, 0x63, 0x01}; // 3 040 001
    file.seekp(24).write(one.data(), one.size());
    file.seekp(92).write(one.data(), one.size()).write(version.data(), version.size());
    if (!file.flush()) {
        throw std::runtime_error(fmt::format("cannot write '{}'", path.string()));
    }
}

} // namespace

class GeoPackage::Database {
public:
    Database(std::filesystem::path path, Geometry geometry, const std::vector<std::string>& fields)
        : m_path(std::move(path)), m_table(m_path.stem().string()),
          m_is_multipolygon(geometry == Geometry::multipolygon) {
        std::filesystem::remove(m_path);
        sqlite3* database = nullptr;
        const int status = sqlite3_open(m_path.c_str(), &database);
        m_database.reset(database);
        check(status == SQLITE_OK);
        run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;"
            "PRAGMA page_size = 4096; PRAGMA application_id = 0x47504B47;"
            "PRAGMA user_version = 10200; BEGIN;");
        run(system_tables);
        std::string columns;
        for (const auto& field : fields) {
            columns += fmt::format(", \"{}\" TEXT", field);
        }
        run(fmt::format("CREATE TABLE \"{0}\" (\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
                        "\"geom\" {1}{2});"
                        "CREATE VIRTUAL TABLE \"rtree_{0}_geom\" "
                        "USING rtree(id, minx, maxx, miny, maxy);",
                        m_table, type_name(), columns));
        std::string marks;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            marks += ", ?";
        }
        m_insert = prepared(fmt::format("INSERT INTO \"{}\" VALUES (?, ?{})", m_table, marks));
        m_index =
            prepared(fmt::format("INSERT INTO \"rtree_{}_geom\" VALUES (?, ?, ?, ?, ?)", m_table));
    }

    void add(std::span<const Polygon> parts, std::span<const std::string> values) {
        const auto box = box_of(parts);
        m_blob.fill(parts, m_is_multipolygon, box);
        ++m_rows;
        const auto& blob = m_blob.bytes();
        sqlite3_bind_int64(m_insert.get(), 1, m_rows);
        sqlite3_bind_blob(m_insert.get(), 2, blob.data(), static_cast<int>(blob.size()), nullptr);
        int column = 3;
        for (const auto& value : values) {
            sqlite3_bind_text(m_insert.get(), column++, value.data(),
                              static_cast<int>(value.size()), nullptr);
        }
        step(m_insert);
        sqlite3_bind_int64(m_index.get(), 1, m_rows);
        column = 2;
        for (const auto bound : {box.low.x, box.high.x, box.low.y, box.high.y}) {
            sqlite3_bind_double(m_index.get(), column++, metres(bound));
        }
        step(m_index);
        m_bounds.include(box.low);
        m_bounds.include(box.high);
    }

    void finish() {
        m_insert.reset();
        m_index.reset();
        run(fmt::format(fmt::runtime(closing_statements), m_table, type_name(), m_rows,
                        metres(m_bounds.low.x), metres(m_bounds.low.y), metres(m_bounds.high.x),
                        metres(m_bounds.high.y)));
        run("COMMIT");
        check(sqlite3_close(m_database.get()) == SQLITE_OK);
        static_cast<void>(m_database.release());
        fix_header(m_path);
    }

private:
    [[nodiscard]] std::string_view type_name() const noexcept {
        return m_is_multipolygon ? "MULTIPOLYGON" : "POLYGON";
    }
    void check(bool is_well) const {
        if (!is_well) {
            throw std::runtime_error(
                fmt::format("cannot write '{}': {}", m_path.string(),
                            m_database ? sqlite3_errmsg(m_database.get()) : "out of memory"));
        }
    }
    void run(const std::string& statements) const {
        check(sqlite3_exec(m_database.get(), statements.c_str(), nullptr, nullptr, nullptr) ==
              SQLITE_OK);
    }
    [[nodiscard]] Statement prepared(const std::string& text) const {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(m_database.get(), text.c_str(), -1, &statement, nullptr) ==
              SQLITE_OK);
        return Statement{statement};
    }
    void step(const Statement& statement) const {
        check(sqlite3_step(statement.get()) == SQLITE_DONE);
        sqlite3_reset(statement.get());
    }

    std::filesystem::path m_path;
    std::string m_table;
    bool m_is_multipolygon;
    std::unique_ptr<sqlite3, CloseDatabase> m_database;
    Statement m_insert;
    Statement m_index;
    Blob m_blob;
    Box m_bounds;
    std::int64_t m_rows = 0;
};

GeoPackage::GeoPackage(const std::filesystem::path& path, Geometry geometry,
                       const std::vector<std::string>& fields)
    : m_database(std::make_unique<Database>(path, geometry, fields)) {}

GeoPackage::~GeoPackage() = default;

void GeoPackage::add(std::span<const Polygon> parts, std::span<const std::string> values) {
    m_database->add(parts, values);
}

void GeoPackage::finish() {
    m_database->finish();
}

} // namespace parkplan::bench
