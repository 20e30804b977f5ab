// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace parkplan::io {

/// "name" as SQL writes an identifier, whatever is in it.
[[nodiscard]] std::string sql_name(std::string_view name);
/// 'text' as SQL writes a string.
[[nodiscard]] std::string sql_text(std::string_view text);

/// How SQLite stores one value of a row (SQLITE_INTEGER … SQLITE_NULL).
enum class Storage : unsigned char { integer, real, text, blob, null };

/// A prepared statement. One thread at a time, not beyond its Database.
class Statement {
public:
    explicit Statement(sqlite3_stmt* statement) noexcept : m_statement(statement) {}

    /// Gives parameter `number` (from 1) a value and starts anew.
    void bind(int number, std::int64_t value);
    /// Starts anew: the next step() fetches the first row.
    void reset() noexcept;
    /// Fetches the next row; false after the last. Throws Error{input} with SQLite's reason.
    [[nodiscard]] bool step();

    /// Values of the row at hand, by column from 0, converted as SQLite does. Views hold until the
    /// next call for that column, bind, reset or step.
    [[nodiscard]] Storage storage(int column) const noexcept;
    [[nodiscard]] std::int32_t integer32(int column) const noexcept; ///< the low 32 bits
    [[nodiscard]] std::int64_t integer(int column) const noexcept;
    [[nodiscard]] double real(int column) const noexcept;
    [[nodiscard]] std::string_view text(int column) const noexcept; ///< up to a NUL, as C reads it
    [[nodiscard]] std::span<const std::byte> bytes(int column) const noexcept;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// Whether others may change the file while it is read.
enum class Sharing : unsigned char {
    locked,    ///< they may: SQLite's locks keep what is read of a piece
    immutable, ///< nobody does: no locks, and no files beside it, even in WAL mode
};

/// How a connection goes through the file.
enum class Reads : unsigned char {
    here_and_there,
    in_order, ///< mostly one page after the other: it reads ahead. Not for WAL mode with `locked`
};

/// A connection that can only read: opened read-only, defensive, schema not trusted, and with an
/// authorizer that refuses everything but selecting, counting and looking at the schema. One
/// thread at a time; a file may have many.
class Database {
public:
    /// Throws Error{input} with SQLite's reason.
    Database(const std::string& path, Sharing sharing, Reads reads = Reads::here_and_there);

    /// Throws Error{input} with SQLite's reason.
    [[nodiscard]] Statement prepare(const std::string& sql) const;
    /// Keeps writers from changing the file while this object lives. Throws Error{input}.
    void hold() const;

private:
    struct Close {
        void operator()(sqlite3* database) const noexcept;
    };
    std::unique_ptr<sqlite3, Close> m_database;
};

} // namespace parkplan::io
