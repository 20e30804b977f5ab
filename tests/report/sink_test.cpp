// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/scratch.hpp"
#include "report/sink.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace parkplan::report {
namespace {

namespace fs = std::filesystem;

class FileSinkTest : public ::testing::Test {
protected:
    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator{m_scratch / "."}, fs::directory_iterator{}));
    }
    [[nodiscard]] fs::path target() const { return m_scratch / "面积.csv"; }

private:
    test::Scratch m_scratch{};
};

TEST_F(FileSinkTest, AppearsOnlyWhenFinished) {
    FileSink sink{target(), Overwrite::refuse};
    sink.write("a");
    EXPECT_FALSE(fs::exists(target()));
    sink.write("b\n");
    sink.finish();
    EXPECT_EQ(test::content_of(target()), "ab\n");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(FileSinkTest, LeavesNothingWithoutFinish) {
    {
        FileSink sink{target(), Overwrite::refuse};
        sink.write("half");
    }
    EXPECT_EQ(entries(), 0U);
}

TEST_F(FileSinkTest, ReplacesOnlyWhenAllowed) {
    std::ofstream{target()} << "old";
    EXPECT_THROW((FileSink{target(), Overwrite::refuse}), Error);
    EXPECT_EQ(test::content_of(target()), "old");
    FileSink sink{target(), Overwrite::replace};
    sink.write("new");
    sink.finish();
    EXPECT_EQ(test::content_of(target()), "new");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(FileSinkTest, RefusesAFolderAndAMissingParent) {
    EXPECT_THROW((FileSink{target().parent_path(), Overwrite::replace}), Error);
    EXPECT_THROW((FileSink{target().parent_path() / "none" / "a.csv", Overwrite::refuse}), Error);
}

TEST(StreamSink, ReportsAFullDisk) {
    std::ofstream full{"/dev/full"};
    ASSERT_TRUE(full.is_open());
    StreamSink sink{full};
    try {
        sink.write("x");
        sink.finish();
        FAIL() << "writing to a full device succeeded";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::output);
        EXPECT_STREQ(error.what(), "cannot write to standard output: No space left on device");
    }
}

} // namespace
} // namespace parkplan::report
