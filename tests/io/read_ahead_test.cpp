// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/sqlite.hpp"
#include "io/sqlite_files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <vector>

namespace {

using parkplan::io::Database;
using parkplan::io::Reads;
using parkplan::io::Sharing;
using parkplan::io::Statement;
using parkplan::test::run_sqlite;
using parkplan::test::TempFolder;

struct Row {
    std::int64_t key = 0;
    std::vector<std::byte> bytes{};
    friend bool operator==(const Row&, const Row&) = default;
};

std::vector<Row> rows(const Database& database, const std::string& order = "k") {
    Statement all = database.prepare("SELECT k, v FROM t ORDER BY " + order);
    std::vector<Row> found;
    while (all.step()) {
        const auto bytes = all.bytes(1);
        found.push_back({all.integer(0), {bytes.begin(), bytes.end()}});
    }
    return found;
}

/// A table of `count` blobs of up to `longest` bytes, of pages of `page` bytes.
std::string make(const TempFolder& folder, int page, int count, int longest) {
    std::string path = folder.file(fmt::format("{}_{}.db", page, count));
    run_sqlite(path, fmt::format("PRAGMA page_size = {}; CREATE TABLE t(k INTEGER PRIMARY KEY, "
                                 "v BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                 "FROM n WHERE i < {}) INSERT INTO t SELECT i, "
                                 "randomblob(1 + i * 7919 % {}) FROM n",
                                 page, count, longest));
    return path;
}

TEST(ReadAhead, GivesTheSameBytesForEverySizeOfPageAndFile) {
    const TempFolder folder;
    for (const int page : {512, 4096, 65536}) {
        for (const int count : {1, 40, 1500}) {
            const std::string path = make(folder, page, count, 6000);
            const Database plain{path, Sharing::locked};
            const Database ahead{path, Sharing::locked, Reads::in_order};
            const Database still{path, Sharing::immutable, Reads::in_order};
            const std::vector<Row> expected = rows(plain);
            ASSERT_EQ(expected.size(), static_cast<std::size_t>(count));
            EXPECT_EQ(rows(ahead), expected);
            EXPECT_EQ(rows(still), expected);
            EXPECT_EQ(rows(ahead, "k * 7907 % 3001"), rows(plain, "k * 7907 % 3001"));
        }
    }
}

TEST(ReadAhead, ForgetsWhatOthersMayHaveChanged) {
    const TempFolder folder;
    const std::string path = make(folder, 4096, 500, 3000);
    const Database ahead{path, Sharing::locked, Reads::in_order};
    const std::vector<Row> before = rows(ahead);
    run_sqlite(path, "UPDATE t SET v = x'00' WHERE k % 2 = 0");
    const std::vector<Row> after = rows(ahead);
    EXPECT_NE(after, before);
    EXPECT_EQ(after, rows(Database{path, Sharing::locked}));
}

TEST(ReadAhead, ManyConnectionsReadOneFile) {
    const TempFolder folder;
    const std::string path = make(folder, 4096, 500, 3000);
    const Database first{path, Sharing::locked, Reads::in_order};
    first.hold();
    const std::vector<Row> expected = rows(first);
    {
        const Database second{path, Sharing::locked, Reads::in_order};
        EXPECT_EQ(rows(second), expected);
    } // its end must not take the lock of the first
    EXPECT_THROW(run_sqlite(path, "PRAGMA busy_timeout = 1; DELETE FROM t"), std::exception);
    EXPECT_EQ(rows(first), expected);
}

TEST(ReadAhead, RefusesWhatIsNoDatabase) {
    const TempFolder folder;
    EXPECT_THROW(Database(folder.file("none.db"), Sharing::locked, Reads::in_order),
                 parkplan::Error);
}

} // namespace
