// SPDX-License-Identifier: MIT
#include "core/digest.hpp"
#include "report/check_report.hpp"
#include "report/json_parts.hpp"
#include "report/result_tables.hpp"
#include "report/waivers_json.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

json::Value text_or_null(const std::string& text) {
    return text.empty() ? json::Value{} : json::Value{text};
}

json::Value metres_or_null(std::optional<Metres> length) {
    return length ? json::Value{length->value()} : json::Value{};
}

json::Value plan_json(const plan::Plan& plan) {
    return json::Object{{"name", json_of(plan.name)},
                        {"file", plan.file.filename().string()},
                        {"date", text_or_null(plan.date)},
                        {"crs", json_of(plan.working_crs)},
                        {"method", name_of(plan.method)},
                        {"basis", text_or_null(plan.basis)},
                        {"point_accuracy_m", metres_or_null(plan.point_accuracy)},
                        {"coverage_factor", plan.coverage_factor}};
}

json::Value sources_json(const plan::Plan& plan) {
    json::Array sources;
    for (const plan::Source& source : plan.sources) {
        sources.emplace_back(json::Object{{"id", source.id},
                                          {"title", text_or_null(source.title)},
                                          {"status", text_or_null(source.status)},
                                          {"period", text_or_null(source.period)},
                                          {"note", text_or_null(source.note)},
                                          {"superseded_by", text_or_null(source.superseded_by)}});
    }
    return sources;
}

json::Value digest_of(const std::vector<std::filesystem::path>& files) {
    return files.empty() ? json::Value{} : json::Value{sha256_of_files(files)};
}

json::Value file_names(const std::vector<std::filesystem::path>& files) {
    json::Array names;
    for (const std::filesystem::path& file : files) {
        names.emplace_back(file.filename().string());
    }
    return names;
}

/// The plan file itself, then every layer, each with the digest of its files.
json::Value inputs_json(const CheckResult& result) {
    std::vector<std::filesystem::path> plan_files;
    if (result.plan_is_file) {
        plan_files.push_back(result.plan.file);
    }
    json::Array inputs;
    inputs.emplace_back(json::Object{
        {"layer", nullptr},
        {"path", result.plan.file.filename().string()},
        {"files", file_names(plan_files)},
        {"sha256", digest_of(plan_files)},
        {"reason", result.plan_is_file ? json::Value{} : json::Value{"built-in plan"}}});
    for (const plan::LayerConfig& config : result.plan.layers) {
        const auto source = result.sources.find(config.id);
        const bool read = source != result.sources.end();
        const std::vector<std::filesystem::path> files =
            read ? source->second.info.files : std::vector<std::filesystem::path>{};
        json::Value reason;
        if (files.empty()) {
            reason = read ? "not a file" : config.provided ? "could not be read" : "not provided";
        }
        inputs.emplace_back(json::Object{{"layer", config.id},
                                         {"path", text_or_null(config.path)},
                                         {"files", file_names(files)},
                                         {"sha256", digest_of(files)},
                                         {"reason", reason}});
    }
    return inputs;
}

json::Value transformation_json(const std::optional<crs::TransformInfo>& info) {
    if (!info) {
        return {};
    }
    return json::Object{{"operation", info->operation},
                        {"accuracy_m", info->accuracy_m},
                        {"taken_as_identity", info->taken_as_identity}};
}

/// The working plane and accuracy of a loaded layer, by its place in the plan.
const review::LoadedLayer* loaded_of(const review::Review& review, std::size_t index) {
    const auto found = std::ranges::find(review.loaded_index, static_cast<std::uint32_t>(index));
    if (found == review.loaded_index.end()) {
        return nullptr;
    }
    return &review.loaded[static_cast<std::size_t>(found - review.loaded_index.begin())];
}

json::Value layers_json(const CheckResult& result) {
    json::Array layers;
    for (std::size_t i = 0; i < result.plan.layers.size(); ++i) {
        const plan::LayerConfig& config = result.plan.layers[i];
        json::Object members{{"id", config.id}, {"title", json_of(config.title)}};
        const auto source = result.sources.find(config.id);
        if (source != result.sources.end()) {
            json::Object known = layer_members(source->second.info);
            std::ranges::replace_if(
                known, [](const json::Member& member) { return member.first == "path"; },
                json::Member{"path", config.path});
            members.insert(members.end(), known.begin(), known.end());
            members.emplace_back("transformation", transformation_json(source->second.to_working));
        } else {
            members.emplace_back("path", text_or_null(config.path));
        }
        members.emplace_back("where", text_or_null(config.where));
        members.emplace_back("approval", text_or_null(config.edition.approval));
        members.emplace_back("version", text_or_null(config.edition.version));
        members.emplace_back("as_of", text_or_null(config.edition.as_of));
        members.emplace_back("point_accuracy_m",
                             metres_or_null(config.point_accuracy ? config.point_accuracy
                                                                  : result.plan.point_accuracy));
        const review::LoadedLayer* loaded = loaded_of(result.review, i);
        members.emplace_back("provided", config.provided);
        members.emplace_back("read", loaded != nullptr);
        if (loaded != nullptr && loaded->measurer) {
            members.emplace_back("working_plane", loaded->layer.is_plain_table()
                                                      ? json::Value{}
                                                      : json_of(loaded->measurer->plane()));
        }
        layers.emplace_back(std::move(members));
    }
    return layers;
}

json::Value ledger_json(const review::Review& review) {
    json::Array layers;
    for (const review::LayerLedger& ledger : review.layers) {
        json::Object members{{"layer", ledger.layer},
                             {"features", ledger.features},
                             {"features_measured", ledger.measured},
                             {"features_excluded", ledger.excluded}};
        for (const AreaMethod method : all_area_methods) {
            members.emplace_back(fmt::format("area_{}_m2", name_of(method)),
                                 json_of_area(ledger.areas.at(index_of(method)), method));
        }
        layers.emplace_back(std::move(members));
    }
    json::Array rules;
    for (const review::LedgerEntry& entry : review.ledger) {
        rules.emplace_back(
            json::Object{{"rule", entry.rule},
                         {"name", entry.name},
                         {"area_m2", json_of_area(entry.area.value(), AreaMethod::ellipsoidal)},
                         {"count", entry.count}});
    }
    return json::Object{{"layers", std::move(layers)}, {"rules", std::move(rules)}};
}

json::Value errors_json(const review::Review& review) {
    json::Array errors;
    for (const review::RunError& error : review.errors) {
        errors.emplace_back(json::Object{{"rule", text_or_null(error.rule)},
                                         {"layer", text_or_null(error.layer)},
                                         {"error", json_of(error.error)}});
    }
    return errors;
}

json::Value texts(const std::vector<std::string>& values) {
    return json::Array(values.begin(), values.end());
}

json::Value notes_json(const CheckResult& result) {
    json::Array notes;
    for (const OutputNote& note : result.notes) {
        notes.emplace_back(json::Object{{"code", text_or_null(note.code)},
                                        {"level", name_of(note.level)},
                                        {"file", note.file},
                                        {"message", json_of(note.message)},
                                        {"details", texts(note.details)}});
    }
    return notes;
}

/// Adds "name": value.
void append_member(std::string& text, std::string_view name, const json::Value& value) {
    fmt::format_to(std::back_inserter(text), "\"{}\": {}", name,
                   json::dump(value, json::Layout::indented));
}

/// Adds "name": [ one value a line ]: there may be many, and a line each is easy to compare.
template <typename T, typename ToJson>
void append_list(std::string& text, std::string_view name, const std::vector<T>& values,
                 const ToJson& to_json) {
    fmt::format_to(std::back_inserter(text), "\"{}\": [", name);
    const char* separator = "\n";
    for (const T& value : values) {
        text += separator;
        text += json::dump(to_json(value), json::Layout::compact);
        separator = ",\n";
    }
    text += values.empty() ? "]" : "\n]";
}

} // namespace

std::string check_json(const CheckResult& result) {
    const review::Review& review = result.review;
    std::string text = "{";
    const auto member = [&text](std::string_view name, const json::Value& value) {
        text += text.size() == 1 ? "\n" : ",\n";
        append_member(text, name, value);
    };
    member("parkplan", 1);
    member("command", "check");
    member("complete", review.complete);
    member("disclaimer", json_of(disclaimer));
    member("plan", plan_json(result.plan));
    member("sources", sources_json(result.plan));
    member("inputs", inputs_json(result));
    member("layers", layers_json(result));
    text += ",\n";
    append_list(text, "verdicts", review.verdicts, [&review](const review::Verdict& verdict) {
        return verdict_json(review, verdict);
    });
    text += ",\n";
    append_list(text, "findings", review.findings, finding_json);
    member("waivers", waivers_json(result));
    member("baseline", baseline_json(review));
    const std::vector<review::Finding> none;
    text += ",\n";
    append_list(text, "fixed", review.baseline ? review.baseline->fixed : none, finding_json);
    text += ",\n";
    append_list(text, "limit_changed",
                review.baseline ? limit_changed_json(*review.baseline) : std::vector<json::Value>{},
                [](const json::Value& value) -> const json::Value& { return value; });
    text += ",\n";
    append_list(text, "removed", review.baseline ? review.baseline->removed : none, finding_json);
    text += ",\n";
    append_list(text, "no_longer_checked",
                review.baseline ? review.baseline->no_longer_checked : none, finding_json);
    text += ",\n";
    append_list(text, "tables", filed_tables(review.tables),
                [](const FiledTable& table) { return json_of(table); });
    member("ledger", ledger_json(review));
    member("errors", errors_json(review));
    member("output", notes_json(result));
    member("versions", versions_json());
    return text + "\n}\n";
}

} // namespace parkplan::report
