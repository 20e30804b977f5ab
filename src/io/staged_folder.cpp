// SPDX-License-Identifier: MIT
#include "io/staged_folder.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/platform.hpp"
#include "core/platform_staging.hpp"
#include "core/told.hpp"
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
                told("'{}' exists already", target.string()),
                {},
                told("choose another name, or replace it with --overwrite")};
}

platform::Over over(Existing existing) noexcept {
    return existing == Existing::replace ? platform::Over::existing : platform::Over::nothing;
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

/// The target of a StagedFolder, checked. A trailing '/' names the same folder.
fs::path checked(fs::path target, Existing existing) {
    if (!target.has_filename() && target.has_parent_path()) {
        target = target.parent_path();
    }
    check_target(target, existing);
    return target;
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
    : m_target(checked(std::move(target), existing)), m_existing(existing), m_staging(m_target) {}

fs::path StagedFolder::place_of(const fs::path& relative) const {
    if (relative.is_absolute() || std::ranges::find(relative, "..") != relative.end()) {
        fail(ErrorKind::internal, "'{}' lies outside of the results folder", relative.string());
    }
    fs::path folder = m_staging.path();
    for (const fs::path& part : relative.parent_path()) {
        folder /= part;
        std::error_code error;
        fs::create_directory(folder, error);
        if (error) {
            fail(ErrorKind::output, "the folder '{}' cannot be made: {}", folder.string(),
                 platform::reason_for(error.value(), folder));
        }
    }
    return folder / relative.filename();
}

void StagedFolder::write_text(const fs::path& relative, std::string_view bytes) const {
    write_bytes(place_of(relative), bytes);
}

void StagedFolder::publish() {
    if (m_published) {
        fail(ErrorKind::internal, "the folder '{}' was published twice", m_target.string());
    }
    sync_tree(m_staging.path());
    check_target(m_target, m_existing);
    m_staging.publish(m_staging.path(), m_target, over(m_existing));
    m_published = true;
    m_staging.remove(); // the old results, where there were any
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
    platform::Staging staging{place};
    const fs::path staged = staging.path() / place.filename();
    write_bytes(staged, bytes);
    platform::sync_to_disk(staged);
    staging.publish(staged, place, over(existing));
    platform::sync_to_disk(parent_of(place));
}

} // namespace parkplan::io
