// SPDX-License-Identifier: MIT
#include "core/digest.hpp"
#include "core/scratch.hpp"
#include "core/thrown.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan {
namespace {

using namespace std::string_view_literals;
using test::Scratch;
using test::Thrown;
using test::thrown_by;

// FIPS 180-4 examples.
TEST(Sha256, MatchesThePublishedVectors) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256OfFiles, HashesNameSizeAndBytes) {
    const Scratch scratch;
    const std::vector<std::filesystem::path> files{scratch.file("a.txt", "abc"),
                                                   scratch.file("组团.dbf", "")};
    EXPECT_EQ(sha256_of_files(files), sha256("a.txt\0003\0abc组团.dbf\0000\000"sv));
}

TEST(Sha256OfFiles, IsThatOfNothingForNoFiles) {
    EXPECT_EQ(sha256_of_files({}), sha256(""));
}

TEST(Sha256OfFiles, ReadsFilesLongerThanItsBuffer) {
    const Scratch scratch;
    const std::string bytes((std::size_t{1} << 20U) * 2 + 17, 'x');
    const std::vector<std::filesystem::path> files{scratch.file("big", bytes)};
    EXPECT_EQ(sha256_of_files(files),
              sha256(fmt::format("big{0}{1}{0}{2}", '\0', bytes.size(), bytes)));
}

TEST(Sha256OfFiles, DependsOnTheOrder) {
    const Scratch scratch;
    const auto a = scratch.file("a", "1");
    const auto b = scratch.file("b", "2");
    EXPECT_NE(sha256_of_files(std::vector{a, b}), sha256_of_files(std::vector{b, a}));
}

TEST(Sha256OfFiles, NamesAFileThatCannotBeRead) {
    const Scratch scratch;
    const std::vector<std::filesystem::path> missing{scratch / "missing"};
    EXPECT_EQ(thrown_by([&] { return sha256_of_files(missing); }),
              (Thrown{ErrorKind::input, fmt::format("file '{}' cannot be read: No such file or "
                                                    "directory",
                                                    missing.front().string())}));
    const std::vector<std::filesystem::path> folder{scratch.folder("folder", "")};
    EXPECT_EQ(thrown_by([&] { return sha256_of_files(folder); }),
              (Thrown{ErrorKind::input, fmt::format("file '{}' cannot be read: Is a directory",
                                                    folder.front().string())}));
}

} // namespace
} // namespace parkplan
