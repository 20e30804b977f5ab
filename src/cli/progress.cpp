// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <ostream>
#include <string_view>

namespace parkplan::cli {
namespace {

constexpr std::chrono::seconds patience{1};
constexpr std::chrono::milliseconds pause{200};
constexpr std::string_view wipe = "\r\x1b[K";

} // namespace

ProgressLine::ProgressLine(const Console& console, bool quiet)
    : m_err(console.err), m_active(console.err_is_terminal && !quiet),
      m_next(Clock::now() + patience) {}

ProgressLine::~ProgressLine() {
    if (m_shown) {
        m_err << wipe << std::flush;
    }
}

void ProgressLine::report(std::string_view stage, std::size_t done, std::size_t total) {
    if (!m_active || Clock::now() < m_next) {
        return;
    }
    m_next = Clock::now() + pause;
    m_shown = true;
    m_err << wipe
          << (total == 0 ? fmt::format("{} {}", stage, done)
                         : fmt::format("{} {}/{}", stage, done, total))
          << std::flush;
}

} // namespace parkplan::cli
