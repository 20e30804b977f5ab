// SPDX-License-Identifier: MIT
#include "report/sink.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/platform.hpp"
#include "core/told.hpp"

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

BiText reason() {
    return errno == 0 ? told("unknown reason") : reason_of({errno, std::generic_category()});
}

void put(std::ostream& out, std::string_view bytes, const BiText& name) {
    errno = 0;
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out) {
        fail(ErrorKind::output, "cannot write to {}: {}", name, reason());
    }
}

void flush(std::ostream& out, const BiText& name) {
    errno = 0;
    out.flush();
    if (!out) {
        fail(ErrorKind::output, "cannot write to {}: {}", name, reason());
    }
}

BiText quoted(const std::filesystem::path& path) {
    return {fmt::format("'{}'", path.string()), fmt::format("“{}”", path.string())};
}

/// A file that may be written, or Error{output}.
std::filesystem::path checked(std::filesystem::path target, Overwrite overwrite) {
    std::error_code ignored;
    if (std::filesystem::is_directory(target, ignored)) {
        fail(ErrorKind::output, "'{}' is a folder; name a file", target.string());
    }
    if (overwrite == Overwrite::refuse && std::filesystem::exists(target, ignored)) {
        throw Error{ErrorKind::output,
                    told("'{}' exists already", target.string()),
                    {},
                    told("add --overwrite to replace it")};
    }
    const std::filesystem::path parent = target.parent_path();
    if (!parent.empty() && !std::filesystem::is_directory(parent, ignored)) {
        fail(ErrorKind::output, "cannot write '{}': there is no folder '{}'", target.string(),
             parent.string());
    }
    return target;
}

} // namespace

void StreamSink::write(std::string_view bytes) {
    put(m_out, bytes, told("standard output"));
}

void StreamSink::finish() {
    flush(m_out, told("standard output"));
}

FileSink::FileSink(std::filesystem::path target, Overwrite overwrite)
    : m_target(checked(std::move(target), overwrite)), m_overwrite(overwrite), m_staging(m_target),
      m_file(m_staging.path() / m_target.filename()) {
    errno = 0;
    m_out.open(m_file, std::ios::binary);
    if (!m_out) {
        fail(ErrorKind::output, "cannot write '{}': {}", m_target.string(), reason());
    }
}

void FileSink::write(std::string_view bytes) {
    put(m_out, bytes, quoted(m_target));
}

void FileSink::finish() {
    flush(m_out, quoted(m_target));
    m_out.close();
    platform::sync_to_disk(m_file);
    m_staging.publish(m_file, m_target,
                      m_overwrite == Overwrite::replace ? platform::Over::existing
                                                        : platform::Over::nothing);
    m_staging.remove();
}

} // namespace parkplan::report
