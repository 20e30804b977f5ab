// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/platform_staging.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iosfwd>
#include <string_view>

namespace parkplan::report {

/// Where a streamed result goes. Every write is checked: a full disk or a closed pipe is an
/// Error{output}, never a short result that looks whole.
class PARKPLAN_API Sink {
public:
    Sink() = default;
    virtual ~Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    Sink(Sink&&) = delete;
    Sink& operator=(Sink&&) = delete;

    virtual void write(std::string_view bytes) = 0;
    /// Flushes, and makes a staged file appear under its name.
    virtual void finish() = 0;
};

/// Writes to an open stream, such as standard output.
class PARKPLAN_API StreamSink final : public Sink {
public:
    explicit StreamSink(std::ostream& out) : m_out(out) {}
    void write(std::string_view bytes) override;
    void finish() override;

private:
    std::ostream& m_out;
};

enum class Overwrite : std::uint8_t { refuse, replace };

/// Writes to a file that appears under its name when it is finished, and not at all without;
/// platform::Interrupts knows of it.
class PARKPLAN_API FileSink final : public Sink {
public:
    /// Throws Error{output} when the target exists and may not be replaced, is a folder, or its
    /// folder cannot be written.
    FileSink(std::filesystem::path target, Overwrite overwrite);
    ~FileSink() override = default;
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;
    FileSink(FileSink&&) = delete;
    FileSink& operator=(FileSink&&) = delete;

    void write(std::string_view bytes) override;
    void finish() override;

private:
    std::filesystem::path m_target;
    Overwrite m_overwrite;
    platform::Staging m_staging;
    std::filesystem::path m_file;
    std::ofstream m_out{};
};

} // namespace parkplan::report
