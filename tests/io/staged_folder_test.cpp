// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/staged_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using parkplan::Error;
using parkplan::ErrorKind;
using parkplan::io::Existing;
using parkplan::io::StagedFolder;
using parkplan::io::write_file;
using parkplan::test::read_bytes;
using parkplan::test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder}) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

Error error_of(const fs::path& target, Existing existing) {
    try {
        const StagedFolder folder{target, existing};
    } catch (const Error& error) {
        return error;
    }
    return Error{ErrorKind::internal, "no error"};
}

TEST(StagedFolder, AppearsWholeOrNotAtAll) {
    const TempFolder temp;
    {
        StagedFolder results{temp.path() / "results", Existing::refuse};
        results.write_text("results.json", "{}");
        results.write_text("data/shp/a.cpg", "UTF-8");
        EXPECT_FALSE(fs::exists(temp.path() / "results"));
        results.publish();
    }
    EXPECT_THAT(names_in(temp.path()), ElementsAre("results"));
    EXPECT_EQ(read_bytes(temp.file("results/data/shp/a.cpg")), "UTF-8");
}

TEST(StagedFolder, WithoutPublishNothingRemains) {
    const TempFolder temp;
    {
        const StagedFolder results{temp.path() / "results", Existing::refuse};
        results.write_text("results.json", "{}");
    }
    EXPECT_THAT(names_in(temp.path()), IsEmpty());
}

TEST(StagedFolder, ReplacesResultsOfOursWhenAsked) {
    const TempFolder temp;
    for (const char* version : {"old", "new"}) {
        StagedFolder results{temp.path() / "results/", Existing::replace};
        results.write_text("results.json", version);
        results.publish();
    }
    EXPECT_THAT(names_in(temp.path()), ElementsAre("results"));
    EXPECT_EQ(read_bytes(temp.file("results/results.json")), "new");
}

TEST(StagedFolder, ExistingFolderIsRefusedWithAHint) {
    const TempFolder temp;
    fs::create_directory(temp.path() / "results");
    const Error error = error_of(temp.path() / "results", Existing::refuse);
    EXPECT_EQ(error.kind(), ErrorKind::output);
    EXPECT_EQ(error.hint().en, "choose another name, or replace it with --overwrite");
    EXPECT_THAT(names_in(temp.path()), ElementsAre("results"));
}

TEST(StagedFolder, ForeignFoldersAndFilesAreNeverReplaced) {
    const TempFolder temp;
    fs::create_directory(temp.path() / "photos");
    parkplan::test::write_bytes(temp.file("photos/1.jpg"), "x");
    EXPECT_THAT(error_of(temp.path() / "photos", Existing::replace).what(),
                HasSubstr("holds no results of parkplan"));
    parkplan::test::write_bytes(temp.file("file"), "x");
    EXPECT_THAT(error_of(temp.path() / "file", Existing::replace).what(),
                HasSubstr("is not a folder"));
    EXPECT_THAT(names_in(temp.path()), ElementsAre("file", "photos"));
}

TEST(StagedFolder, UnwritableParentIsAnOutputError) {
    const TempFolder temp;
    EXPECT_EQ(error_of(temp.path() / "missing/results", Existing::refuse).kind(),
              ErrorKind::output);
    EXPECT_EQ(error_of("/proc/results", Existing::refuse).kind(), ErrorKind::output);
}

TEST(StagedFolder, FolderThatAppearedMeanwhileIsNotOverwritten) {
    const TempFolder temp;
    StagedFolder results{temp.path() / "results", Existing::refuse};
    results.write_text("results.json", "{}");
    fs::create_directory(temp.path() / "results");
    EXPECT_THROW(results.publish(), Error);
}

TEST(StagedFolder, NothingIsWrittenOutsideOfIt) {
    const TempFolder temp;
    const StagedFolder results{temp.path() / "results", Existing::refuse};
    EXPECT_THROW(results.write_text("../a", "x"), Error);
    EXPECT_THROW(results.write_text("/tmp/a", "x"), Error);
}

TEST(WriteFile, ReplacesOnlyWhenAsked) {
    const TempFolder temp;
    write_file(temp.file("a.json"), "one", Existing::refuse);
    EXPECT_THROW(write_file(temp.file("a.json"), "two", Existing::refuse), Error);
    EXPECT_EQ(read_bytes(temp.file("a.json")), "one");
    write_file(temp.file("a.json"), "two", Existing::replace);
    EXPECT_EQ(read_bytes(temp.file("a.json")), "two");
    EXPECT_THAT(names_in(temp.path()), ElementsAre("a.json"));
}

TEST(WriteFile, WritesThroughLinksAndDevices) {
    const TempFolder temp;
    write_file(temp.file("a.json"), "one", Existing::refuse);
    fs::create_symlink(temp.file("a.json"), temp.file("link"));
    write_file(temp.file("link"), "two", Existing::replace);
    EXPECT_TRUE(fs::is_symlink(temp.file("link")));
    EXPECT_EQ(read_bytes(temp.file("a.json")), "two");
    EXPECT_NO_THROW(write_file("/dev/null", "x", Existing::refuse));
}

TEST(WriteFile, FolderAndFullDeviceAreErrors) {
    const TempFolder temp;
    EXPECT_THROW(write_file(temp.path(), "x", Existing::replace), Error);
    EXPECT_THROW(write_file("/dev/full", "x", Existing::replace), Error);
}

} // namespace
