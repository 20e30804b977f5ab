// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>
#include <gdal_priv.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace parkplan::bench {

/// What every peer prints last: how many rows it found, and the sum of their areas.
struct Answer {
    std::size_t rows = 0;
    double area = 0; ///< m²
};

/// Runs a peer with its arguments, `count` of them; exit code.
template <typename Work>
int run(int argc, char** argv, int count, const char* usage, Work work) {
    if (argc != count + 1) {
        fmt::print(stderr, "usage: {} {}\n", argv[0], usage);
        return 2;
    }
    try {
        GDALAllRegister();
        const Answer answer = work(std::vector<std::string>(argv + 1, argv + argc));
        fmt::print("{{\"rows\": {}, \"area_m2\": {:.6f}}}\n", answer.rows, answer.area);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}: {}\n", argv[0], error.what());
        return 1;
    }
}

/// A row of an answer file.
struct Row {
    std::string first;
    std::string second; ///< empty: no such column
    double area = 0;    ///< m²
};

/// Writes rows as CSV with 6 decimals; throws std::system_error.
class Csv {
public:
    Csv(const std::string& path, const char* header)
        : m_file(std::fopen(path.c_str(), "wb"), &std::fclose) {
        if (!m_file) {
            throw std::system_error(errno, std::generic_category(), path);
        }
        fmt::print(m_file.get(), "{}\n", header);
    }
    void add(const Row& row) {
        m_text.clear();
        fmt::format_to(std::back_inserter(m_text), "{}{}{},{:.6f}\n", row.first,
                       row.second.empty() ? "" : ",", row.second, row.area);
        std::fwrite(m_text.data(), 1, m_text.size(), m_file.get());
        ++m_answer.rows;
        m_answer.area += row.area;
    }
    /// Of the rows so far.
    [[nodiscard]] Answer answer() const noexcept { return m_answer; }

private:
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> m_file;
    fmt::memory_buffer m_text;
    Answer m_answer;
};

} // namespace parkplan::bench
