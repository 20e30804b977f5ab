// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "io/sqlite.hpp"
#include "io/sqlite_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace {

using parkplan::Error;
using parkplan::io::Database;
using parkplan::io::layer_names;
using parkplan::io::read_layer;
using parkplan::io::Sharing;
using parkplan::io::sql_name;
using parkplan::io::sql_text;
using parkplan::test::make_file;
using parkplan::test::OpenDatabase;
using parkplan::test::read_bytes;
using parkplan::test::TempFolder;
using testing::ElementsAre;

std::string parcels(const TempFolder& folder) {
    make_file({.path = folder.file("a.gpkg"),
               .layer = "a",
               .epsg = 4548,
               .fields = {{"name", "String"}},
               .rows = {{"POLYGON((0 0,4 0,4 3,0 0))", {"old"}}, {"", {"old"}}},
               .options = {"SPATIAL_INDEX=NO"}});
    return folder.file("a.gpkg");
}

TEST(Database, RefusesEverythingButReading) {
    const TempFolder folder;
    const std::string path = parcels(folder);
    const std::string bytes = read_bytes(path);
    const Database database{path, Sharing::locked};
    for (const char* sql :
         {"DELETE FROM a", "INSERT INTO a(name) VALUES('x')", "CREATE TABLE b(i)",
          "PRAGMA journal_mode = WAL", "PRAGMA writable_schema = 1", "ATTACH ':memory:' AS other",
          "SELECT load_extension('x')", "SELECT randomblob(9)", "VACUUM", "COMMIT"}) {
        EXPECT_THROW(static_cast<void>(database.prepare(sql).step()), Error) << sql;
    }
    auto count = database.prepare("SELECT count(*) FROM a");
    ASSERT_TRUE(count.step());
    EXPECT_EQ(count.integer(0), 2);
    EXPECT_EQ(read_bytes(path), bytes);
    EXPECT_THROW((Database{folder.file("none.gpkg"), Sharing::locked}), Error);
    EXPECT_FALSE(std::filesystem::exists(folder.file("none.gpkg")));
}

TEST(Database, QuotesWhateverIsInAName) {
    EXPECT_EQ(sql_name("a\"b"), "\"a\"\"b\"");
    EXPECT_EQ(sql_text("a'b"), "'a''b'");
}

TEST(OpenSource, ChangesInAWalFileAreReadAndStayThere) {
    const TempFolder made;
    const TempFolder folder;
    {
        // The files as a program leaves them that died before it could close its database.
        const OpenDatabase writer{parcels(made)};
        writer.run("PRAGMA journal_mode = WAL; UPDATE a SET name = 'new'");
        for (const std::string& name : made.names()) {
            std::filesystem::copy_file(made.file(name), folder.file(name));
        }
    }
    ASSERT_THAT(folder.names(), ElementsAre("a.gpkg", "a.gpkg-shm", "a.gpkg-wal"));
    const std::string path = folder.file("a.gpkg");
    const std::string bytes = read_bytes(path);
    const std::string changes = read_bytes(folder.file("a.gpkg-wal"));
    EXPECT_EQ(read_layer(path).table().columns[0].text(0), "new");
    EXPECT_THAT(layer_names(path), ElementsAre("a"));
    EXPECT_THAT(folder.names(), ElementsAre("a.gpkg", "a.gpkg-shm", "a.gpkg-wal"));
    EXPECT_EQ(read_bytes(path), bytes);
    EXPECT_EQ(read_bytes(folder.file("a.gpkg-wal")), changes);

    std::filesystem::remove(folder.file("a.gpkg-shm"));
    EXPECT_THROW(static_cast<void>(read_layer(path)), Error);
    EXPECT_THAT(folder.names(), ElementsAre("a.gpkg", "a.gpkg-wal"));
}

} // namespace
