// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

/// Keeps what fuzzing found once from coming back, also where no fuzzer runs.
TEST(WktFuzzer, ReplaysItsCorpus) {
    const std::filesystem::path folder =
        std::filesystem::path{PARKPLAN_SOURCE_DIR} / "tests/fuzz/corpus/wkt";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        std::ifstream file{entry.path(), std::ios::binary};
        const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>{file}, {}};
        EXPECT_EQ(LLVMFuzzerTestOneInput(bytes.data(), bytes.size()), 0) << entry.path();
        ++files;
    }
    EXPECT_GE(files, 10U);
}

} // namespace
