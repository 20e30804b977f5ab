// SPDX-License-Identifier: MIT
#include "core/platform.hpp"

#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace parkplan::platform {
namespace {

namespace fs = std::filesystem;

/// `path` without slashes at its end, so that it has a name.
fs::path without_slash(const fs::path& path) {
    return path.has_filename() || !path.has_relative_path() ? path : path.parent_path();
}

/// The folder that `path` stands in.
fs::path folder_of(const fs::path& path) {
    const fs::path folder = without_slash(path).parent_path();
    return folder.empty() ? fs::path{"."} : folder;
}

[[noreturn]] void fail_rename(const fs::path& from, const fs::path& to, int code) {
    fail(ErrorKind::output, "'{}' cannot be renamed to '{}': {}", from.string(), to.string(),
         reason_for(code, to));
}

/// True when the file system does not know the flags of renameat2.
bool flags_unknown(int code) noexcept {
    return code == EINVAL || code == ENOSYS || code == ENOTSUP;
}

/// The first bytes of `name`, at most `most` and never half a UTF-8 character.
std::string_view shortened(std::string_view name, std::size_t most) noexcept {
    if (name.size() <= most) {
        return name;
    }
    while (most > 0 && (static_cast<unsigned char>(name[most]) & 0xC0U) == 0x80U) {
        --most;
    }
    return name.substr(0, most);
}

/// A path beside `target` that nobody else uses at this moment: `.name.pid-number`.
fs::path hidden_sibling(const fs::path& target, unsigned number) {
    constexpr std::size_t longest_name = 200; // of 255 bytes that file systems allow
    const std::string name = without_slash(target).filename().string();
    return folder_of(target) /
           fmt::format(".{}.{}-{}", shortened(name, longest_name), ::getpid(), number);
}

/// True for a locale that asks for no language: unset, C or POSIX, with any encoding.
bool is_plain(std::string_view locale) noexcept {
    const std::string_view name = locale.substr(0, locale.find_first_of(".@"));
    return name.empty() || name == "C" || name == "POSIX";
}

/// True for the language `code` ("zh"), in whatever country, script and encoding.
bool is_language(std::string_view locale, std::string_view code) noexcept {
    return locale.starts_with(code) &&
           (locale.size() == code.size() ||
            std::string_view{"_-.@"}.find(locale[code.size()]) != std::string_view::npos);
}

} // namespace

BiText reason_for(int code, const fs::path& path) {
    const std::string folder = folder_of(path).string();
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return told("no space is left in '{}'; free some or write elsewhere", folder);
    case EROFS:
        return told("'{}' is on a read-only file system; write elsewhere", folder);
    case EACCES:
    case EPERM:
        return told("no permission to write in '{}'; ask for it or write elsewhere", folder);
    case ENOENT:
        return told("it or the folder '{}' does not exist; create it first", folder);
    case ENOTDIR:
        return told("a part of '{}' is a file; a folder is needed there", folder);
    case EEXIST:
    case ENOTEMPTY:
        return told("'{}' exists already; remove it, choose another name or overwrite it",
                    path.string());
    case ENAMETOOLONG:
        return told("the name is too long; choose a shorter one");
    case EXDEV:
        return told("the two are on different file systems; both must be on the same one");
    default:
        return reason_of({code, std::generic_category()});
    }
}

bool is_terminal(int descriptor) noexcept {
    return ::isatty(descriptor) == 1;
}

fs::path make_staging_folder(const fs::path& target) {
    constexpr ::mode_t everything = 0777; // less the umask: what `mkdir` on a shell gives
    constexpr unsigned most_tries = 10'000;
    for (unsigned number = 0; number < most_tries; ++number) {
        fs::path folder = hidden_sibling(target, number);
        if (::mkdir(folder.c_str(), everything) == 0) {
            return folder;
        }
        if (errno != EEXIST) {
            fail(ErrorKind::output, "no folder for '{}' can be made: {}", target.string(),
                 reason_for(errno, target));
        }
    }
    fail(ErrorKind::output,
         "'{}' hidden folders stand beside '{}'; remove what was left over there", most_tries,
         target.string());
}

void sync_to_disk(const fs::path& path) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX declares open like that
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        fail(ErrorKind::output, "'{}' cannot be flushed to the disk: {}", path.string(),
             reason_for(errno, path));
    }
    const int code = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    // Some file systems have nothing to flush for a folder and say so with EINVAL.
    if (code != 0 && code != EINVAL) {
        fail(ErrorKind::output, "'{}' cannot be flushed to the disk: {}", path.string(),
             reason_for(code, path));
    }
}

void rename_new_by_reservation(const fs::path& from, const fs::path& to) {
    // An empty folder or file of ours claims the name; renaming over it is atomic again.
    constexpr ::mode_t folder_mode = 0777;
    constexpr ::mode_t file_mode = 0666;
    std::error_code ignored; // what is missing shows up below, when it is renamed
    const bool is_folder = fs::is_directory(fs::symlink_status(from, ignored));
    if (is_folder) {
        if (::mkdir(to.c_str(), folder_mode) != 0) {
            fail_rename(from, to, errno);
        }
    } else {
        constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX declares open like that
        const int descriptor = ::open(to.c_str(), flags, file_mode);
        if (descriptor < 0) {
            fail_rename(from, to, errno);
        }
        ::close(descriptor);
    }
    if (::rename(from.c_str(), to.c_str()) != 0) {
        const int code = errno;
        static_cast<void>(is_folder ? ::rmdir(to.c_str()) : ::unlink(to.c_str()));
        fail_rename(from, to, code);
    }
}

void rename_new(const fs::path& from, const fs::path& to) {
    const fs::path target = without_slash(to);
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) {
        return;
    }
    if (!flags_unknown(errno)) {
        fail_rename(from, target, errno);
    }
    rename_new_by_reservation(from, target);
}

void rename_over(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        fail_rename(from, to, errno);
    }
}

void exchange_by_renames(const fs::path& a, const fs::path& b) {
    const fs::path aside = make_staging_folder(a) / "aside";
    const auto move = [](const fs::path& from, const fs::path& to) {
        return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
    };
    int code = move(a, aside);
    if (code == 0) {
        code = move(b, a);
        if (code == 0) {
            code = move(aside, b);
            if (code != 0) {
                static_cast<void>(move(a, b));
            }
        }
        if (code != 0 && move(aside, a) != 0) {
            fail(ErrorKind::output, "'{}' and '{}' cannot be exchanged; the former is now '{}'",
                 a.string(), b.string(), aside.string());
        }
    }
    static_cast<void>(::rmdir(aside.parent_path().c_str()));
    if (code != 0) {
        fail(ErrorKind::output, "'{}' and '{}' cannot be exchanged: {}", a.string(), b.string(),
             reason_for(code, b));
    }
}

void exchange(const fs::path& a, const fs::path& b) {
    const fs::path first = without_slash(a);
    const fs::path second = without_slash(b);
    if (::renameat2(AT_FDCWD, first.c_str(), AT_FDCWD, second.c_str(), RENAME_EXCHANGE) == 0) {
        return;
    }
    if (!flags_unknown(errno)) {
        fail(ErrorKind::output, "'{}' and '{}' cannot be exchanged: {}", a.string(), b.string(),
             reason_for(errno, second));
    }
    exchange_by_renames(first, second);
}

Language environment_language() {
    std::string locale;
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        locale = environment(name);
        if (!locale.empty()) {
            break;
        }
    }
    if (is_plain(locale)) {
        return Language::english;
    }
    const std::string preferred = environment("LANGUAGE");
    for (const std::string& language : split_list(preferred, ":")) {
        if (is_language(language, "zh")) {
            return Language::chinese;
        }
        if (is_language(language, "en") || is_plain(language)) {
            return Language::english;
        }
    }
    return is_language(locale, "zh") ? Language::chinese : Language::english;
}

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string{value};
}

} // namespace parkplan::platform
