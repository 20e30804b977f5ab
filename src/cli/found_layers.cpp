// SPDX-License-Identifier: MIT
#include "cli/found_layers.hpp"

#include "cli/field_mapping.hpp"
#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "io/open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace parkplan::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> endings{".gpkg", ".shp", ".geojson", ".fgb", ".gml",
                                                  ".kml",  ".tab", ".mif",     ".gdb"};

bool is_source(const fs::path& path) {
    return std::ranges::find(endings, lower_case(path.extension().string())) != endings.end();
}

bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with('.');
}

/// Files, and folders that are a source themselves, such as "x.gdb".
std::vector<fs::path> sources_in(const fs::path& folder) {
    constexpr int deepest = 2;
    std::vector<fs::path> paths;
    std::error_code error;
    fs::recursive_directory_iterator it{folder, fs::directory_options::skip_permission_denied,
                                        error};
    for (; !error && it != fs::recursive_directory_iterator{}; it.increment(error)) {
        const bool is_folder = it->is_directory(error);
        const bool source = !is_hidden(it->path()) && is_source(it->path());
        if (source) {
            paths.push_back(it->path());
        }
        if (is_folder && (source || is_hidden(it->path()) || it.depth() >= deepest)) {
            it.disable_recursion_pending();
        }
    }
    if (error) {
        fail(ErrorKind::input, "cannot look into '{}': {}", folder.string(), reason_of(error));
    }
    std::ranges::sort(paths);
    return paths;
}

/// Why a layer cannot be used by rules that measure.
std::optional<BiText> unusable(const SampledLayer& layer) {
    if (layer.sample.polygons == 0) {
        return BiText{"no polygons", "没有面要素"};
    }
    if (!layer.info.crs) {
        return BiText{"states no coordinate system", "未注明坐标系"};
    }
    return std::nullopt;
}

BiText reason(const Error& error) {
    return {error.message().en, fmt::format("无法读取：{}", error.message().zh)};
}

/// One of the layers of a file; `only` when it is its only one.
void add_layer(const fs::path& path, const std::string& name, bool only, const std::string& title,
               Folder& found) {
    try {
        SampledLayer layer = sample_layer({path.string(), only ? std::string{} : name}, {});
        if (std::optional<BiText> why = unusable(layer)) {
            found.left_out.push_back({title, std::move(*why)});
            return;
        }
        found.found.push_back({path.stem().string(), name, std::move(layer.sample)});
        found.titles.push_back(title);
        found.paths.push_back(std::move(layer.path));
        found.infos.push_back(std::move(layer.info));
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::internal) {
            throw;
        }
        found.left_out.push_back({title, reason(error)});
    }
}

} // namespace

Folder layers_in(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        fail(ErrorKind::usage, "'{}' is no folder", folder.string());
    }
    const std::vector<fs::path> paths = sources_in(folder);
    if (paths.empty()) {
        throw Error{ErrorKind::usage,
                    told("no layers in '{}'", folder.string()),
                    {},
                    told("looked for {}", BiText{fmt::format("{}", fmt::join(endings, ", ")),
                                                 fmt::format("{}", fmt::join(endings, "、"))})};
    }
    Folder found;
    for (const fs::path& path : paths) {
        const std::string shown = path.lexically_relative(folder).string();
        try {
            const std::vector<std::string> names = io::layer_names(path.string());
            for (const std::string& name : names) {
                const bool only = names.size() == 1;
                add_layer(path, name, only, only ? shown : fmt::format("{} ({})", shown, name),
                          found);
            }
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::internal) {
                throw;
            }
            found.left_out.push_back({shown, reason(error)});
        }
    }
    return found;
}

} // namespace parkplan::cli
