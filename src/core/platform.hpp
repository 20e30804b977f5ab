// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"

#include <filesystem>
#include <string>

namespace parkplan::platform {

/// True when the file descriptor (1 stdout, 2 stderr) is a terminal.
[[nodiscard]] PARKPLAN_API bool is_terminal(int descriptor) noexcept;

/// What is wrong and what would be right, for the errno `code` of a call that writes `path`: the
/// part of a message after the colon.
[[nodiscard]] PARKPLAN_API BiText reason_for(int code, const std::filesystem::path& path);

/// Makes a new, empty folder beside `target`, on the same file system, with a hidden name that
/// starts with `.` and the target's name. Its mode is what the umask gives, for it becomes the
/// result. Throws Error{output}.
[[nodiscard]] PARKPLAN_API std::filesystem::path
make_staging_folder(const std::filesystem::path& target);

/// Flushes a file, or a folder's entries, to the disk. Throws Error{output}.
PARKPLAN_API void sync_to_disk(const std::filesystem::path& path);

/// Renames the file or folder `from` to `to`, atomically; `to` must not exist. Uses
/// rename_new_by_reservation on file systems without RENAME_NOREPLACE. Throws Error{output}.
PARKPLAN_API void rename_new(const std::filesystem::path& from, const std::filesystem::path& to);

/// rename_new without RENAME_NOREPLACE: claims `to` with an empty file or folder, which fails when
/// something is there, then renames over it. Throws Error{output} and takes the claim back.
void rename_new_by_reservation(const std::filesystem::path& from, const std::filesystem::path& to);

/// Renames the file `from` to `to`, atomically; a file that stands there is replaced. Throws
/// Error{output}.
PARKPLAN_API void rename_over(const std::filesystem::path& from, const std::filesystem::path& to);

/// Exchanges two paths on one file system, atomically (RENAME_EXCHANGE). Uses exchange_by_renames
/// on file systems without that. Throws Error{output}.
PARKPLAN_API void exchange(const std::filesystem::path& a, const std::filesystem::path& b);

/// exchange in three renames: not atomic, but nothing is lost, and what was done is undone when a
/// step fails. Throws Error{output}.
void exchange_by_renames(const std::filesystem::path& a, const std::filesystem::path& b);

/// Language of the environment. The locale is the first of LC_ALL, LC_MESSAGES and LANG that is not
/// empty (POSIX); in a locale other than C and POSIX the list of LANGUAGE goes before it, as in
/// gettext: its first Chinese or English entry decides. Chinese when the name starts with "zh".
[[nodiscard]] PARKPLAN_API Language environment_language();

/// Value of an environment variable, empty when unset.
[[nodiscard]] PARKPLAN_API std::string environment(const char* name);

} // namespace parkplan::platform
