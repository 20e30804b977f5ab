// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/sections.hpp"
#include "plan/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parkplan::plan {
namespace {

constexpr std::int64_t format_version = 1;
constexpr Location start_of_file{.line = 1, .column = 1};
BiText measure_example() {
    return told("[measure] with crs = \"EPSG:4548\" and method = \"ellipsoidal\"");
}

constexpr std::array all_formats{OutputFormat::text,    OutputFormat::json, OutputFormat::gpkg,
                                 OutputFormat::geojson, OutputFormat::shp,  OutputFormat::papers};

Scope scope_of(const std::string& file, BiText prefix = {}) {
    return {.file = file, .layer{}, .rule{}, .prefix = std::move(prefix)};
}

/// Refuses other versions before anything else: their keys may differ.
void check_version(const TableReader& reader, const Scope& scope) {
    const TomlEntry& version = reader.require(
        "parkplan", told("a plan starts with the version of its format: parkplan = 1"));
    const auto* const number = std::get_if<std::int64_t>(&version.node.value);
    if (number == nullptr || *number != format_version) {
        scope.refuse(version.node.location,
                     told("'parkplan' is {}; the format version {} is needed",
                          describe(version.node), format_version));
    }
}

std::vector<Source> read_sources(const TomlEntry& entry, const std::string& file) {
    const BiText example = told("[sources.S3] with title = \"…\"");
    std::vector<Source> sources;
    for (const TomlEntry& item : table_of(entry.node, "sources", example, scope_of(file))) {
        const Scope scope = scope_of(file, told("source '{}': ", item.key));
        const TableReader reader{
            table_of(item.node, fmt::format("sources.{}", item.key), example, scope),
            std::min(item.location, item.node.location), scope};
        reader.allow_only({"title", "status", "period", "note", "superseded_by"});
        sources.push_back({.id = item.key,
                           .title = reader.text("title", told("title is the name of the document")),
                           .status = reader.text_or_empty("status"),
                           .period = reader.text_or_empty("period"),
                           .note = reader.text_or_empty("note"),
                           .superseded_by = reader.text_or_empty("superseded_by")});
    }
    return sources;
}

double coverage_factor_of(const TomlNode& node, const Scope& scope) {
    const auto* const integer = std::get_if<std::int64_t>(&node.value);
    const auto* const real = std::get_if<double>(&node.value);
    const double value = integer != nullptr ? static_cast<double>(*integer)
                         : real != nullptr  ? *real
                                            : 0.0;
    if (!std::isfinite(value) || value <= 0.0) {
        scope.refuse(node.location,
                     told("'coverage_factor' is {}; a number above 0 is needed", describe(node)));
    }
    return value;
}

void read_measure(const TomlEntry& entry, Plan& plan) {
    const std::string file = plan.file.string();
    const TomlTable& table = table_of(entry.node, "measure", measure_example(), scope_of(file));
    const Scope scope = scope_of(file, same("[measure]: "));
    const TableReader reader{table, std::min(entry.location, entry.node.location), scope};
    reader.allow_only({"crs", "method", "basis", "point_accuracy", "coverage_factor"});
    const TomlNode& crs =
        reader.require("crs", told("crs is the working coordinate system: crs = \"EPSG:4548\""))
            .node;
    plan.working_crs = crs_of(crs, "crs", scope);
    std::vector<std::string> methods;
    methods.reserve(all_area_methods.size());
    for (const AreaMethod method : all_area_methods) {
        methods.emplace_back(name_of(method));
    }
    const TomlNode& method =
        reader.require("method", told("method of record, one of: {}", list_of(methods))).node;
    plan.method = all_area_methods.at(choice_of(method, "method", methods, scope));
    check_method(plan.method, plan.working_crs, method, scope);
    plan.basis = reader.text_or_empty("basis");
    if (const TomlEntry* const accuracy = reader.find("point_accuracy")) {
        plan.point_accuracy = point_accuracy_of(accuracy->node, "point_accuracy", scope);
    }
    if (const TomlEntry* const factor = reader.find("coverage_factor")) {
        plan.coverage_factor = coverage_factor_of(factor->node, scope);
    }
}

std::vector<OutputFormat> read_output(const TomlEntry& entry, const std::string& file) {
    const TomlTable& table = table_of(
        entry.node, "output", told("[output] with formats = [\"text\", \"json\"]"), scope_of(file));
    const Scope scope = scope_of(file, same("[output]: "));
    const TableReader reader{table, entry.node.location, scope};
    reader.allow_only({"formats"});
    const TomlEntry* const formats = reader.find("formats");
    if (formats == nullptr) {
        return {all_formats.begin(), all_formats.end()};
    }
    static_cast<void>(texts_of(formats->node, "formats", scope));
    const std::array<std::string, all_formats.size()> words{"text",    "json", "gpkg",
                                                            "geojson", "shp",  "papers"};
    std::vector<OutputFormat> chosen;
    for (const TomlNode& node : std::get<TomlArray>(formats->node.value)) {
        chosen.push_back(all_formats.at(choice_of(node, "format", words, scope)));
    }
    return chosen;
}

Papers read_papers(const TomlEntry& entry, const std::string& file) {
    const TomlTable& table =
        table_of(entry.node, "papers", told("[papers] with unit = \"…\""), scope_of(file));
    const Scope scope = scope_of(file, same("[papers]: "));
    const TableReader reader{table, entry.node.location, scope};
    reader.allow_only({"unit", "calculated_by", "checked_by", "date"});
    Papers papers{.unit = reader.text_or_empty("unit"),
                  .calculated_by = reader.text_or_empty("calculated_by"),
                  .checked_by = reader.text_or_empty("checked_by"),
                  .date = {}};
    if (const TomlEntry* const date = reader.find("date")) {
        papers.date = date_of(date->node, "date", scope);
    }
    return papers;
}

/// Refuses a given layer that the plan does not have.
void check_given(std::span<const GivenLayer> given, const Plan& plan) {
    std::vector<std::string> known;
    for (const LayerConfig& layer : plan.layers) {
        known.push_back(layer.id);
    }
    for (const GivenLayer& layer : given) {
        if (std::ranges::find(known, layer.id) == known.end()) {
            throw Error{ErrorKind::usage,
                        told("--layer: the plan has no layer '{}'", layer.id),
                        {},
                        did_you_mean(layer.id, known)};
        }
    }
}

Plan plan_from(const TomlTable& document, const std::filesystem::path& file,
               std::span<const RuleInfo* const> rules, std::span<const GivenLayer> given) {
    const std::string name = file.string();
    const Scope scope = scope_of(name);
    const TableReader reader{document, start_of_file, scope};
    check_version(reader, scope);
    reader.allow_only({"parkplan", "name", "name_en", "date", "sources", "measure", "readings",
                       "layers", "rules", "waivers", "output", "papers"});
    Plan plan;
    plan.file = file;
    plan.name.zh = reader.text("name", told("name is what people call the plan"));
    plan.name.en = reader.text_or_empty("name_en");
    if (plan.name.en.empty()) {
        plan.name.en = plan.name.zh;
    }
    if (const TomlEntry* const date = reader.find("date")) {
        plan.date = date_of(date->node, "date", scope);
    }
    if (const TomlEntry* const sources = reader.find("sources")) {
        plan.sources = read_sources(*sources, name);
    }
    read_measure(reader.require("measure", measure_example()), plan);
    if (const TomlEntry* const readings = reader.find("readings")) {
        plan.readings = read_readings(*readings, plan);
    }
    plan.layers = read_layers(
        reader.require("layers", told("a layer is a table [layers.clusters] with path = \"…\"")),
        file, given);
    check_given(given, plan);
    if (const TomlEntry* const entry = reader.find("rules")) {
        plan.rules = read_rules(
            *entry, {.file = name, .kinds = rules, .layers = plan.layers, .sources = plan.sources});
    }
    if (const TomlEntry* const waivers = reader.find("waivers")) {
        plan.waivers = read_waivers(*waivers, name, plan.rules);
    }
    const TomlEntry* const output = reader.find("output");
    plan.formats = output == nullptr
                       ? std::vector<OutputFormat>{all_formats.begin(), all_formats.end()}
                       : read_output(*output, name);
    if (const TomlEntry* const papers = reader.find("papers")) {
        plan.papers = read_papers(*papers, name);
    }
    return plan;
}

/// The bytes of the plan file.
std::string read_file(const std::filesystem::path& file) {
    constexpr std::size_t largest = 4U << 20U;
    const auto refuse = [&file](const BiText& message) {
        throw Error{ErrorKind::plan, message,
                    Where{.source = file.string(), .layer{}, .feature{}, .rule{}}};
    };
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status)) {
        refuse(told("cannot read the plan: {}", reason_of(error)));
    }
    if (std::filesystem::is_directory(status)) {
        refuse(told("cannot read the plan: it is a folder; a TOML file is needed"));
    }
    std::ifstream stream{file, std::ios::binary};
    std::string text(largest + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad() || !stream.is_open()) {
        refuse(told("cannot read the plan"));
    }
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > largest) {
        refuse(told("the plan is larger than {} MiB", largest >> 20U));
    }
    return text;
}

} // namespace

Plan read_plan_text(std::string_view text, const std::filesystem::path& name,
                    std::span<const RuleInfo* const> rules) {
    return plan_from(parse_toml(text, name.string()), name, rules, {});
}

Plan read_plan(const std::filesystem::path& file, std::span<const RuleInfo* const> rules) {
    return read_plan_with(file, rules, {});
}

Plan read_plan_with(const std::filesystem::path& file, std::span<const RuleInfo* const> rules,
                    std::span<const GivenLayer> given) {
    return plan_from(parse_toml(read_file(file), file.string()), file, rules, given);
}

} // namespace parkplan::plan
