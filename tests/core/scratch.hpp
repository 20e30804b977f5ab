// SPDX-License-Identifier: MIT
#pragma once

#include "core/platform.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

namespace parkplan::test {

/// A folder of its own for one test, removed with all it holds.
class Scratch {
public:
    Scratch()
        : m_path(platform::make_staging_folder(std::filesystem::temp_directory_path() /
                                               "parkplan-test")) {}
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    Scratch(Scratch&&) = delete;
    Scratch& operator=(Scratch&&) = delete;

    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return m_path / name;
    }

    /// Writes a file and returns its path.
    [[nodiscard]] std::filesystem::path file(std::string_view name, std::string_view text) const {
        std::filesystem::path path = m_path / name;
        std::ofstream{path, std::ios::binary} << text;
        return path;
    }

    /// Makes a folder that holds one file, and returns its path.
    [[nodiscard]] std::filesystem::path folder(std::string_view name, std::string_view text) const {
        std::filesystem::path path = m_path / name;
        std::filesystem::create_directory(path);
        std::ofstream{path / "file", std::ios::binary} << text;
        return path;
    }

private:
    std::filesystem::path m_path;
};

/// All bytes of a file, or of the one file in a folder made by Scratch::folder.
[[nodiscard]] inline std::string content_of(const std::filesystem::path& path) {
    std::ifstream file{std::filesystem::is_directory(path) ? path / "file" : path,
                       std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace parkplan::test
