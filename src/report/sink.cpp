// SPDX-License-Identifier: MIT
#include "report/sink.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/platform.hpp"

#include <cerrno>
#include <filesystem>
#include <ios>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace parkplan::report {
namespace {

std::string reason() {
    return errno == 0 ? "unknown reason" : std::generic_category().message(errno);
}

void put(std::ostream& out, std::string_view bytes, const std::string& name) {
    errno = 0;
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out) {
        fail(ErrorKind::output, "cannot write to {}: {}", name, reason());
    }
}

void flush(std::ostream& out, const std::string& name) {
    errno = 0;
    out.flush();
    if (!out) {
        fail(ErrorKind::output, "cannot write to {}: {}", name, reason());
    }
}

std::string quoted(const std::filesystem::path& path) {
    return fmt::format("'{}'", path.string());
}

} // namespace

void StreamSink::write(std::string_view bytes) {
    put(m_out, bytes, "standard output");
}

void StreamSink::finish() {
    flush(m_out, "standard output");
}

FileSink::FileSink(std::filesystem::path target, Overwrite overwrite)
    : m_target(std::move(target)), m_overwrite(overwrite) {
    std::error_code ignored;
    if (std::filesystem::is_directory(m_target, ignored)) {
        fail(ErrorKind::output, "'{}' is a folder; name a file", m_target.string());
    }
    if (overwrite == Overwrite::refuse && std::filesystem::exists(m_target, ignored)) {
        throw Error{ErrorKind::output,
                    fmt::format("'{}' exists already", m_target.string()),
                    {},
                    "add --overwrite to replace it"};
    }
    const std::filesystem::path parent = m_target.parent_path();
    if (!parent.empty() && !std::filesystem::is_directory(parent, ignored)) {
        fail(ErrorKind::output, "cannot write '{}': there is no folder '{}'", m_target.string(),
             parent.string());
    }
    m_folder = platform::make_staging_folder(m_target);
    m_file = m_folder / m_target.filename();
    errno = 0;
    m_out.open(m_file, std::ios::binary);
    if (!m_out) {
        const std::string why = reason();
        std::filesystem::remove_all(m_folder, ignored);
        fail(ErrorKind::output, "cannot write '{}': {}", m_target.string(), why);
    }
}

FileSink::~FileSink() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void FileSink::write(std::string_view bytes) {
    put(m_out, bytes, quoted(m_target));
}

void FileSink::finish() {
    flush(m_out, quoted(m_target));
    m_out.close();
    platform::sync_to_disk(m_file);
    std::error_code ignored;
    if (m_overwrite == Overwrite::replace && std::filesystem::exists(m_target, ignored)) {
        platform::exchange(m_file, m_target);
    } else {
        platform::rename_new(m_file, m_target);
    }
    std::filesystem::remove_all(m_folder, ignored);
}

} // namespace parkplan::report
