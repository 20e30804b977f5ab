// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/sections.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace parkplan::plan {
namespace {

namespace fs = std::filesystem;

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "PG:", "GPKG:", "postgresql:" … One letter alone is no driver but the start of a file name.
bool has_driver_prefix(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon < 2 || !is_letter(text.front())) {
        return false;
    }
    return std::ranges::all_of(text.substr(0, colon), [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
    });
}

/// The part of a path that says "inside this archive", when a relative path follows; else empty.
std::string_view archive_prefix(std::string_view text) {
    constexpr std::array<std::string_view, 5> archives{"/vsizip/", "/vsitar/", "/vsigzip/",
                                                       "/vsi7z/", "/vsirar/"};
    for (const std::string_view prefix : archives) {
        const std::string_view inner = text.substr(std::min(prefix.size(), text.size()));
        if (text.starts_with(prefix) && !inner.empty() && inner.front() != '/' &&
            inner.front() != '{') {
            return prefix;
        }
    }
    return {};
}

/// "/vsizip/data.zip/a.shp": GDAL would look for a relative archive in the current folder.
std::string virtual_path(std::string_view text, const fs::path& folder) {
    const std::string_view prefix = archive_prefix(text);
    if (prefix.empty()) {
        return std::string{text};
    }
    const fs::path inner{text.substr(prefix.size())};
    return fmt::format("{}{}", prefix, (folder / inner).lexically_normal().string());
}

/// Fails for a path that cannot be looked at: "does not exist" would mislead.
bool is_there(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::none) {
        fail(ErrorKind::usage, "cannot look at '{}': {}", path.string(), reason_of(error));
    }
    return fs::exists(status);
}

/// The value of "|layername=x", the only option that a path may carry.
std::string layer_option(std::string_view options) {
    std::string layer;
    for (const std::string& option : split_list(options, "|")) {
        constexpr std::string_view name = "layername=";
        if (!option.starts_with(name) || option.size() == name.size() || !layer.empty()) {
            fail(ErrorKind::usage, "'|{}' is no option of a path; one '|layername=NAME' is allowed",
                 option);
        }
        layer = option.substr(name.size());
    }
    return layer;
}

} // namespace

LayerPath resolve_layer_path(const std::string& written, const fs::path& folder) {
    if (std::ranges::any_of(written, [](char c) { return c >= 0 && c < ' '; })) {
        fail(ErrorKind::usage, "a path cannot hold control characters");
    }
    std::error_code ignored;
    const std::string_view text{written};
    const bool driver = has_driver_prefix(text);
    const std::size_t bar = text.find(driver ? "|layername=" : "|");
    if (bar != std::string_view::npos && fs::exists(folder / written, ignored)) {
        return {.file = (folder / written).lexically_normal(), .layer{}};
    }
    const std::string_view base = text.substr(0, bar);
    const std::string layer =
        bar == std::string_view::npos ? std::string{} : layer_option(text.substr(bar + 1));
    if (base.starts_with("/vsi")) {
        return {.file = virtual_path(base, folder), .layer = layer};
    }
    const fs::path file = (folder / base).lexically_normal();
    if (driver) {
        // A connection may hold a password: no message of ours ever names it.
        return {.file = fs::exists(file, ignored) ? file : fs::path{base}, .layer = layer};
    }
    if (is_there(file)) {
        return {.file = file, .layer = layer};
    }
    throw Error{ErrorKind::usage,
                told("file '{}' does not exist", base),
                {},
                told("paths are relative to the plan file: looked for '{}'", file.string())};
}

PathParts split_layer_path(const std::string& written) {
    const LayerPath resolved = resolve_layer_path(written, {});
    return {resolved.file.string(), resolved.layer};
}

std::string path_seen_from(const std::string& written, const fs::path& from, const fs::path& to) {
    const std::string_view text{written};
    const std::string_view prefix = archive_prefix(text);
    const std::string_view path = text.substr(prefix.size());
    std::error_code ignored;
    const bool connection = has_driver_prefix(path) && !fs::exists(from / path, ignored);
    if (path.starts_with('/') || connection) {
        return written;
    }
    const fs::path current = fs::current_path();
    const fs::path here = fs::weakly_canonical((current / from / path).parent_path());
    const fs::path there = fs::weakly_canonical(current / to);
    const fs::path name = fs::path{path}.filename();
    return fmt::format("{}{}", prefix,
                       (here / name).lexically_relative(there).lexically_normal().string());
}

} // namespace parkplan::plan
