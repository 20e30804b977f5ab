// SPDX-License-Identifier: MIT
#include "io/staged_folder.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/platform.hpp"
#include "io/file_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* mark_of_ours = "results.json";

[[noreturn]] void refuse_existing(const fs::path& target) {
    throw Error{ErrorKind::output,
                fmt::format("'{}' exists already", target.string()),
                {},
                "choose another name, or replace it with --overwrite"};
}

/// What a path may be replaced by us: an empty folder, or one with results of ours.
void check_target(const fs::path& target, Existing existing) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(target, error);
    if (!fs::exists(status)) {
        return;
    }
    if (!fs::is_directory(status)) {
        fail(ErrorKind::output, "'{}' is not a folder; a folder is needed for results",
             target.string());
    }
    if (existing == Existing::refuse) {
        refuse_existing(target);
    }
    if (!fs::is_empty(target, error) && !fs::exists(target / mark_of_ours, error)) {
        fail(ErrorKind::output,
             "the folder '{}' holds no results of parkplan (no '{}'), it is not replaced",
             target.string(), mark_of_ours);
    }
}

/// A trailing '/' names the same folder.
fs::path without_trailing_slash(fs::path path) {
    if (!path.has_filename() && path.has_parent_path()) {
        path = path.parent_path();
    }
    return path;
}

/// Everything below `folder` reaches the disk before its name changes.
void sync_tree(const fs::path& folder) {
    std::vector<fs::path> folders{folder};
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_directory()) {
            folders.push_back(entry.path());
        } else {
            platform::sync_to_disk(entry.path());
        }
    }
    for (const fs::path& each : folders) {
        platform::sync_to_disk(each);
    }
}

fs::path parent_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

/// Removes a folder on every way out, without a word.
class Removed {
public:
    explicit Removed(fs::path path) : m_path(std::move(path)) {}
    ~Removed() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    Removed(const Removed&) = delete;
    Removed& operator=(const Removed&) = delete;
    Removed(Removed&&) = delete;
    Removed& operator=(Removed&&) = delete;

private:
    fs::path m_path;
};

} // namespace

void write_bytes(const fs::path& file, std::string_view bytes) {
    errno = 0;
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
        const int code = errno == 0 ? EIO : errno;
        fail(ErrorKind::output, "'{}' cannot be written: {}", file.string(),
             platform::reason_for(code, file));
    }
}

StagedFolder::StagedFolder(fs::path target, Existing existing)
    : m_target(without_trailing_slash(std::move(target))), m_existing(existing) {
    check_target(m_target, m_existing);
    m_staging = platform::make_staging_folder(m_target);
}

StagedFolder::~StagedFolder() {
    if (!m_published) {
        std::error_code ignored;
        fs::remove_all(m_staging, ignored);
    }
}

void StagedFolder::write_text(const fs::path& relative, std::string_view bytes) const {
    if (relative.is_absolute() || std::ranges::find(relative, "..") != relative.end()) {
        fail(ErrorKind::internal, "'{}' lies outside of the results folder", relative.string());
    }
    const fs::path file = m_staging / relative;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error) {
        fail(ErrorKind::output, "the folder of '{}' cannot be made: {}", file.string(),
             platform::reason_for(error.value(), file.parent_path()));
    }
    write_bytes(file, bytes);
}

void StagedFolder::publish() {
    if (m_published) {
        fail(ErrorKind::internal, "the folder '{}' was published twice", m_target.string());
    }
    sync_tree(m_staging);
    check_target(m_target, m_existing);
    std::error_code ignored;
    if (fs::exists(m_target, ignored)) {
        platform::exchange(m_staging, m_target); // the old one is in m_staging now
        fs::remove_all(m_staging, ignored);
    } else {
        platform::rename_new(m_staging, m_target);
    }
    m_published = true;
    platform::sync_to_disk(parent_of(m_target));
}

void write_file(const fs::path& target, std::string_view bytes, Existing existing) {
    std::error_code error;
    const fs::file_status status = fs::status(target, error);
    if (fs::is_directory(status)) {
        fail(ErrorKind::output, "'{}' is a folder; name a file", target.string());
    }
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        write_bytes(target, bytes); // a pipe or a device cannot be staged
        return;
    }
    if (fs::exists(status) && existing == Existing::refuse) {
        refuse_existing(target);
    }
    // The file behind a link is replaced, not the link.
    const fs::path place = fs::exists(status) ? fs::canonical(target) : target;
    const fs::path folder = platform::make_staging_folder(place);
    const Removed removed{folder};
    const fs::path staged = folder / place.filename();
    write_bytes(staged, bytes);
    platform::sync_to_disk(staged);
    if (existing == Existing::refuse) {
        platform::rename_new(staged, place);
    } else {
        fs::rename(staged, place, error);
        if (error) {
            fail(ErrorKind::output, "'{}' cannot be written: {}", target.string(),
                 platform::reason_for(error.value(), place));
        }
    }
    platform::sync_to_disk(parent_of(place));
}

} // namespace parkplan::io
