// SPDX-License-Identifier: MIT
#include "io/sqlite.hpp"

#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "io/read_ahead.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::io {
namespace {

constexpr int patience_ms = 5000; ///< for another program's lock; as GDAL has it

bool contains(std::span<const std::string_view> names, const char* name) {
    return name != nullptr && std::ranges::any_of(names, [&](std::string_view one) {
               return same_ignoring_case(one, name);
           });
}

/// SQLite asks before it compiles each part of a statement.
int authorize(void* /*nothing*/, int action, const char* first, const char* second,
              const char* /*database*/, const char* /*trigger*/) {
    constexpr std::array<std::string_view, 1> functions{"count"};
    constexpr std::array<std::string_view, 4> pragmas{"cache_size", "table_xinfo", "index_list",
                                                      "index_xinfo"};
    constexpr std::array<std::string_view, 1> transactions{"BEGIN"};
    bool allowed = false;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
        allowed = true;
        break;
    case SQLITE_FUNCTION:
        allowed = contains(functions, second);
        break;
    case SQLITE_PRAGMA:
        allowed = contains(pragmas, first);
        break;
    case SQLITE_TRANSACTION:
        allowed = contains(transactions, first);
        break;
    default:
        break;
    }
    return allowed ? SQLITE_OK : SQLITE_DENY;
}

/// The file as a URI: everything but letters, digits and a few marks as %XX.
std::string uri_of(const std::string& path, Sharing sharing) {
    constexpr std::string_view plain = "/._-~";
    std::string uri = path.starts_with('/') ? "file://" : "file:";
    for (const char c : path) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos;
        uri += kept ? std::string(1, c)
                    : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return uri + (sharing == Sharing::immutable ? "?immutable=1" : "?mode=ro");
}

bool configure(sqlite3& database, int option, int value) {
    constexpr int* no_answer = nullptr;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): SQLite has no other way.
    return sqlite3_db_config(&database, option, value, no_answer) == SQLITE_OK;
}

std::string quoted(std::string_view text, char quote) {
    std::string result(1, quote);
    for (const char c : text) {
        result.append(c == quote ? 2 : 1, c);
    }
    return result + quote;
}

} // namespace

std::string sql_name(std::string_view name) {
    return quoted(name, '"');
}

std::string sql_text(std::string_view text) {
    return quoted(text, '\'');
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

void Statement::bind(int number, std::int64_t value) {
    reset();
    if (sqlite3_bind_int64(m_statement.get(), number, value) != SQLITE_OK) {
        fail(ErrorKind::internal, "a statement has no parameter {}", number);
    }
}

void Statement::reset() noexcept {
    sqlite3_reset(m_statement.get()); // repeats the error that step() told
}

bool Statement::step() {
    const int status = sqlite3_step(m_statement.get());
    if (status != SQLITE_ROW && status != SQLITE_DONE) {
        const std::string reason = sqlite3_errmsg(sqlite3_db_handle(m_statement.get()));
        reset();
        fail(ErrorKind::input, "{}", reason);
    }
    return status == SQLITE_ROW;
}

Storage Statement::storage(int column) const noexcept {
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_INTEGER:
        return Storage::integer;
    case SQLITE_FLOAT:
        return Storage::real;
    case SQLITE_TEXT:
        return Storage::text;
    case SQLITE_BLOB:
        return Storage::blob;
    default:
        return Storage::null;
    }
}

std::int32_t Statement::integer32(int column) const noexcept {
    return sqlite3_column_int(m_statement.get(), column);
}

std::int64_t Statement::integer(int column) const noexcept {
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const noexcept {
    return sqlite3_column_double(m_statement.get(), column);
}

std::string_view Statement::text(int column) const noexcept {
    const unsigned char* text = sqlite3_column_text(m_statement.get(), column);
    return text == nullptr ? std::string_view{}
                           : static_cast<const char*>(static_cast<const void*>(text));
}

std::span<const std::byte> Statement::bytes(int column) const noexcept {
    const int size = sqlite3_column_bytes(m_statement.get(), column); // first: text becomes UTF-8
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    return {static_cast<const std::byte*>(bytes),
            bytes == nullptr ? 0 : static_cast<std::size_t>(size)};
}

void Database::Close::operator()(sqlite3* database) const noexcept {
    sqlite3_close_v2(database);
}

Database::Database(const std::string& path, Sharing sharing, Reads reads) {
    sqlite3* opened = nullptr;
    constexpr int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    const char* vfs = reads == Reads::in_order ? read_ahead_vfs() : nullptr;
    const int status = sqlite3_open_v2(uri_of(path, sharing).c_str(), &opened, flags, vfs);
    m_database.reset(opened);
    if (status != SQLITE_OK) {
        fail(ErrorKind::input, "cannot be opened: {}", sqlite3_errstr(status));
    }
    const bool safe = configure(*opened, SQLITE_DBCONFIG_DEFENSIVE, 1) &&
                      configure(*opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0) &&
                      configure(*opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1) &&
                      sqlite3_set_authorizer(opened, authorize, nullptr) == SQLITE_OK &&
                      sqlite3_busy_timeout(opened, patience_ms) == SQLITE_OK;
    if (!safe) {
        fail(ErrorKind::internal, "this SQLite cannot be kept from writing");
    }
    // Pages are read once: a cache that fits into the processor's takes 7 % less time per row.
    if (sqlite3_exec(opened, "PRAGMA cache_size = -256", nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(ErrorKind::input, "cannot be opened: {}", sqlite3_errmsg(opened));
    }
}

Statement Database::prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
        fail(ErrorKind::input, "{}", sqlite3_errmsg(m_database.get()));
    }
    return Statement{statement};
}

void Database::hold() const {
    static_cast<void>(prepare("BEGIN").step());
    // The lock is taken by the first read.
    static_cast<void>(prepare("SELECT 1 FROM sqlite_master").step());
}

} // namespace parkplan::io
