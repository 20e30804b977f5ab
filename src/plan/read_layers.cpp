// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/sections.hpp"
#include "plan/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::plan {
namespace {

BiText layer_example() {
    return told("[layers.clusters] with path = \"clusters.gpkg\"");
}

/// Layer ids become the names of result files.
void check_id(const TomlEntry& entry, const Scope& scope) {
    constexpr std::size_t longest = 120;
    const std::string& id = entry.key;
    const bool bad_character = std::ranges::any_of(id, [](char c) {
        return (c >= 0 && c < ' ') ||
               std::string_view{"/\\:*?\"<>|\x7f"}.find(c) != std::string_view::npos;
    });
    const auto reserved = [&id](std::string_view prefix) { return id.starts_with(prefix); };
    const bool reserved_table = reserved("gpkg_") || reserved("sqlite_") || reserved("rtree_");
    if (id.empty() || id.front() == '.' || bad_character || reserved_table || id.size() > longest ||
        trim(id).size() != id.size()) {
        scope.refuse(entry.location,
                     told("layer id '{}' cannot name a result file; letters, digits, '_' "
                          "and '-' are best, up to {} bytes",
                          id, longest));
    }
}

BiText title_from(const TableReader& reader, const std::string& fallback) {
    BiText title{.en = reader.text_or_empty("title_en"), .zh = reader.text_or_empty("title")};
    if (title.zh.empty()) {
        title.zh = title.en.empty() ? fallback : title.en;
    }
    if (title.en.empty()) {
        title.en = title.zh;
    }
    return title;
}

void read_path(const TableReader& reader, const std::filesystem::path& folder, const Scope& scope,
               LayerConfig& layer) {
    layer.path =
        reader.text("path", told("path names the file of the layer, relative to the plan"));
    layer.layer = reader.text_or_empty("layer");
    const TomlNode& node = reader.require("path", {}).node;
    LayerPath resolved;
    try {
        resolved = resolve_layer_path(layer.path, folder);
    } catch (const Error& error) {
        scope.refuse(node.location, "path", error);
    }
    layer.file = resolved.file;
    if (!resolved.layer.empty() && !layer.layer.empty() && resolved.layer != layer.layer) {
        scope.refuse(reader.require("layer", {}).node.location,
                     told("'layer' is '{}', but the path says '|layername={}'", layer.layer,
                          resolved.layer));
    }
    if (layer.layer.empty()) {
        layer.layer = resolved.layer;
    }
    layer.path = without_password(layer.path);
}

/// `provided = false` stands in place of a path.
bool is_provided(const TableReader& reader, const Scope& scope) {
    const TomlEntry* const entry = reader.find("provided");
    if (entry == nullptr) {
        return true;
    }
    const auto* const value = std::get_if<bool>(&entry->node.value);
    if (value == nullptr) {
        scope.refuse(entry->node.location,
                     told("'provided' is {}; true or false without quotes is needed",
                          describe(entry->node)));
    }
    const TomlEntry* const path = reader.find("path");
    if (!*value && path != nullptr) {
        scope.refuse(path->node.location, told("'path' stands beside 'provided = false'"),
                     told("leave one of them out"));
    }
    return *value;
}

std::map<std::string, std::string> read_roles(const TomlEntry& entry, const Scope& scope) {
    std::map<std::string, std::string> roles;
    for (const TomlEntry& role :
         table_of(entry.node, "fields", same("fields = { name = \"ZTMC\" }"), scope)) {
        const std::string& field = text_of(role.node, fmt::format("fields.{}", role.key), scope);
        if (role.key.empty() || field.empty()) {
            scope.refuse(role.location, told("'fields' holds an empty name"));
        }
        roles.emplace(role.key, field);
    }
    return roles;
}

/// The path that the user named beside the plan, relative to the current folder.
void take_given(const GivenLayer& given, LayerConfig& layer) {
    try {
        const LayerPath resolved = resolve_layer_path(given.path, {});
        layer.file = resolved.file;
        layer.layer = resolved.layer;
    } catch (const Error& error) {
        throw Error{ErrorKind::usage, told("--layer {}: {}", given.id, error.message())};
    }
    layer.path = without_password(given.path);
    layer.provided = true;
}

LayerConfig read_layer(const TomlEntry& entry, const std::filesystem::path& file,
                       std::span<const GivenLayer> given) {
    const Scope scope{.file = file.string(), .layer = entry.key, .rule{}, .prefix{}};
    check_id(entry, Scope{.file = scope.file, .layer{}, .rule{}, .prefix{}});
    LayerConfig layer;
    layer.id = entry.key;
    layer.location = std::min(entry.location, entry.node.location);
    const TomlTable& table =
        table_of(entry.node, fmt::format("layers.{}", entry.key), layer_example(), scope);
    for (const TomlEntry& each : table) {
        layer.key_locations.emplace(each.key, each.node.location);
    }
    const TableReader reader{table, layer.location, scope};
    reader.allow_only({"path", "provided", "layer", "key", "title", "title_en", "where", "encoding",
                       "fields", "crs", "point_accuracy", "approval", "version", "as_of"});
    layer.provided = is_provided(reader, scope);
    const auto instead = std::ranges::find(given, layer.id, &GivenLayer::id);
    if (instead != given.end()) {
        take_given(*instead, layer);
    } else if (layer.provided) {
        read_path(reader, file.parent_path(), scope, layer);
    }
    layer.key = reader.text_or_empty("key");
    layer.title = title_from(reader, layer.id);
    layer.where = reader.text_or_empty("where");
    layer.encoding = reader.text_or_empty("encoding");
    layer.edition = {reader.text_or_empty("approval"), reader.text_or_empty("version"),
                     reader.text_or_empty("as_of")};
    if (const TomlEntry* const fields = reader.find("fields")) {
        layer.fields = read_roles(*fields, scope);
    }
    if (const TomlEntry* const crs = reader.find("crs")) {
        layer.crs = crs_of(crs->node, "crs", scope);
    }
    if (const TomlEntry* const accuracy = reader.find("point_accuracy")) {
        layer.point_accuracy = point_accuracy_of(accuracy->node, "point_accuracy", scope);
    }
    return layer;
}

} // namespace

std::vector<LayerConfig> read_layers(const TomlEntry& entry, const std::filesystem::path& file,
                                     std::span<const GivenLayer> given) {
    const Scope scope{.file = file.string(), .layer{}, .rule{}, .prefix{}};
    std::vector<LayerConfig> layers;
    std::set<std::string> folded; // table names of a GeoPackage do not differ by case alone
    for (const TomlEntry& layer : table_of(entry.node, "layers", layer_example(), scope)) {
        layers.push_back(read_layer(layer, file, given));
        if (!folded.insert(lower_case(layers.back().id)).second) {
            scope.refuse(layer.location, told("layer id '{}' differs from another only by "
                                              "upper and lower case",
                                              layers.back().id));
        }
    }
    if (layers.empty()) {
        scope.refuse(std::min(entry.location, entry.node.location), told("the plan has no layer"),
                     told("a layer is a table {}", layer_example()));
    }
    return layers;
}

} // namespace parkplan::plan
