// SPDX-License-Identifier: MIT
#include "cli/named_plan.hpp"

#include "cli/command_tree.hpp"
#include "cli/options.hpp"
#include "core/area_method.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/given_layer.hpp"
#include "report/sink.hpp"
#include "review/config_check.hpp"
#include "rules/builtin.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <system_error>

namespace parkplan::cli {
namespace {

namespace fs = std::filesystem;

CLI::Option* one_word_each(CLI::Option* option, const std::string& form) {
    return option->type_name(form)->allow_extra_args(false);
}

/// Calls `body`; an error about a given layer names the option that gave it.
template <typename Body>
auto about_layer(const std::string& id, const Body& body) {
    try {
        return body();
    } catch (const io::OpenOptionError& error) {
        throw PlanOptions::layer_error(id, error);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::usage) {
            throw;
        }
        throw Error{ErrorKind::usage,
                    told("--layer {}: {}", id, error.message()),
                    {},
                    error.where().source.empty() &&
                            error.hint().en.starts_with("paths are relative")
                        ? BiText{}
                        : error.hint()};
    }
}

std::vector<std::string> method_names() {
    std::vector<std::string> names;
    names.reserve(all_area_methods.size());
    for (const AreaMethod method : all_area_methods) {
        names.emplace_back(name_of(method));
    }
    return names;
}

std::vector<std::string> known_settings(const plan::PlanTemplate& plan) {
    std::vector<std::string> known = plan.setting_names();
    for (const std::string& id : plan.layer_ids()) {
        known.push_back(fmt::format("{}.crs", id));
        known.push_back(fmt::format("{}.encoding", id));
    }
    return known;
}

std::vector<std::string> known_roles(const plan::PlanTemplate& plan) {
    std::vector<std::string> known;
    for (const plan::TemplateLayer& layer : plan.layers) {
        for (const plan::TemplateRole& role : layer.roles) {
            known.push_back(fmt::format("{}.{}", layer.id, role.role));
        }
    }
    return known;
}

/// A list as people write it, with Chinese commas too.
std::string with_commas(std::string text) {
    for (const std::string_view comma : {"，", "、"}) {
        for (std::size_t at = text.find(comma); at != std::string::npos; at = text.find(comma)) {
            text.replace(at, comma.size(), ",");
        }
    }
    return text;
}

void require_known(std::string_view option, const BiText& noun, const std::string& name,
                   const std::vector<std::string>& known) {
    if (std::ranges::find(known, name) == known.end()) {
        throw Error{ErrorKind::usage,
                    told("{}: the built-in plan has no {} '{}'", option, noun, name),
                    {},
                    did_you_mean(name, known)};
    }
}

/// Reads a filled plan, before it is written anywhere. What it cannot be run with was stated on the
/// command line: places in a text that nobody has seen would help no one.
plan::Plan checked_plan(const std::string& text, const std::string& name) {
    try {
        plan::Plan plan = plan::read_plan_text(text, name, rules::builtin_infos());
        review::check_configs(plan, review::rules_of(plan, rules::builtin()));
        return plan;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::plan) {
            throw;
        }
        throw Error{ErrorKind::usage,
                    error.message(),
                    {.source = {}, .layer = {}, .feature = {}, .rule = error.where().rule},
                    error.hint().en.empty()
                        ? told("--set NAME=VALUE, --method and --crs state what the plan asks for")
                        : error.hint()};
    }
}

/// Layers that rules measure have polygons, and a coordinate system.
void check_source(const std::string& id, const layer::SourceInfo& info) {
    if (!info.spatial) {
        fail(ErrorKind::usage,
             "--layer {}: '{}' is a table without geometries; polygons are needed", id, info.name);
    }
    if (!info.crs) {
        throw Error{ErrorKind::usage,
                    told("--layer {}: '{}' states no coordinate system", id, info.name),
                    {},
                    told("state it with --set {}.crs=EPSG:4548 or the like", id)};
    }
}

} // namespace

void PlanOptions::add_to(CLI::App& app) {
    propose(app.add_option("PLAN", m_plan, "Plan file (TOML), or a built-in plan: zgc"),
            plan::template_names())
        ->required();
    one_word_each(app.add_option("--layer", m_layers,
                                 "A layer of the plan, in place of the path that a file states"),
                  "NAME=PATH");
    one_word_each(app.add_option("--field", m_fields,
                                 "Built-in plan: the field of a role; an empty one says there is "
                                 "none"),
                  "LAYER.ROLE=FIELD");
    one_word_each(app.add_option("--set", m_settings,
                                 "Built-in plan: something else that it asks, such as "
                                 "landuse.basis=规划"),
                  "NAME=VALUE");
    app.add_option("--crs", m_crs, "Built-in plan: where to measure (default: as the main layer)")
        ->type_name("CRS");
    app.add_option("--method", m_method, "Built-in plan: method of record")->type_name("METHOD");
    app.add_option("--basis", m_basis, "Built-in plan: why that method")->type_name("TEXT");
    app.add_option("--point-accuracy", m_accuracy,
                   "Built-in plan: point accuracy, a length or a preset (no default)")
        ->type_name("LENGTH");
    app.add_flag("-y,--yes", m_yes, "Built-in plan: accept what is chosen and guessed");
    need_name(app.add_option("--save-plan", m_save, "Built-in plan: write it as a plan file"))
        ->type_name("FILE");
}

bool PlanOptions::is_built_in() const {
    std::error_code ignored;
    const bool file = fs::exists(m_plan, ignored) && !fs::is_directory(m_plan, ignored);
    const std::vector<std::string> names = plan::template_names();
    return !file && std::ranges::find(names, m_plan) != names.end();
}

bool PlanOptions::without_file() const {
    return is_built_in() && m_save.empty();
}

bool PlanOptions::gives(std::string_view layer) const {
    return std::ranges::any_of(m_layers, [layer](const std::string& word) {
        return word.size() > layer.size() && word.starts_with(layer) && word[layer.size()] == '=';
    });
}

Error PlanOptions::layer_error(std::string_view layer, const io::OpenOptionError& error) {
    return Error{
        ErrorKind::usage,
        told("--layer {}: {}", layer, error.message()),
        {},
        error.option() == io::OpenOption::no_layer
            ? told("choose one with --layer '{}=PATH|layername=NAME'; {}", layer, error.hint())
            : error.hint()};
}

std::vector<PlanOptions::Assignment> PlanOptions::assignments(std::string_view option,
                                                              const std::vector<std::string>& words,
                                                              std::string_view form) {
    std::vector<Assignment> found;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        Assignment one{std::string{trim(std::string_view{word}.substr(0, equals))}, {}};
        if (equals == std::string::npos || one.name.empty()) {
            fail(ErrorKind::usage, "{}: '{}' is not of the form {}", option, word, form);
        }
        one.value = trim(std::string_view{word}.substr(equals + 1));
        if (std::ranges::find(found, one.name, &Assignment::name) != found.end()) {
            fail(ErrorKind::usage, "{}: '{}' is given twice", option, one.name);
        }
        found.push_back(std::move(one));
    }
    return found;
}

plan::Plan PlanOptions::read(const Console& console, const PlanReading& reading) const {
    if (!is_built_in()) {
        return read_file();
    }
    Mapping found = mapping();
    found.choices.date = reading.date;
    map_fields(found, stated_fields(found), plan_folder());
    const plan::FilledPlan filled = plan::fill_template(found.plan, found.choices);
    if (!(m_yes && reading.quiet)) {
        console.err << mapping_text(found, filled.left_out, reading.language) << std::flush;
    }
    require_clear(found);
    if (!m_yes && anything_guessed(found)) {
        confirm_mapping(console, reading.language, m_save);
    }
    plan::Plan plan = checked_plan(filled.text, m_save.empty() ? m_plan : m_save);
    if (!m_save.empty()) {
        report::FileSink sink{m_save, reading.overwrite ? report::Overwrite::replace
                                                        : report::Overwrite::refuse};
        sink.write(filled.text);
        sink.finish();
    }
    return plan;
}

plan::Plan PlanOptions::read_file() const {
    refuse_for_file();
    std::vector<plan::GivenLayer> given;
    for (const Assignment& layer : assignments("--layer", m_layers, "NAME=PATH")) {
        given.push_back({layer.name, layer.value});
    }
    std::error_code ignored;
    const bool a_name = fs::path{m_plan}.filename() == m_plan && !m_plan.ends_with(".toml");
    if (a_name && !fs::exists(m_plan, ignored)) {
        throw Error{
            ErrorKind::usage,
            told("there is no plan file '{0}', and no built-in plan is called '{0}'", m_plan),
            {},
            did_you_mean(m_plan, plan::template_names())};
    }
    return plan::read_plan_with(m_plan, rules::builtin_infos(), given);
}

void PlanOptions::refuse_for_file() const {
    const auto refuse = [this](std::string_view option, bool given) {
        if (given) {
            fail(ErrorKind::usage, "{} is for built-in plans; '{}' is a plan file", option, m_plan);
        }
    };
    refuse("--field", !m_fields.empty());
    refuse("--set", !m_settings.empty());
    refuse("--crs", !m_crs.empty());
    refuse("--method", !m_method.empty());
    refuse("--basis", !m_basis.empty());
    refuse("--point-accuracy", !m_accuracy.empty());
    refuse("--yes", m_yes);
    refuse("--save-plan", !m_save.empty());
}

Mapping PlanOptions::mapping() const {
    Mapping found;
    found.plan = plan::built_in_template(m_plan);
    take_settings(found);
    take_layers(found);
    take_measure(found);
    return found;
}

void PlanOptions::take_settings(Mapping& mapping) const {
    for (const Assignment& setting : assignments("--set", m_settings, "NAME=VALUE")) {
        require_known("--set", told("setting"), setting.name, known_settings(mapping.plan));
        const plan::TemplateSetting* const known = mapping.plan.find_setting(setting.name);
        if (setting.value.empty()) {
            fail(ErrorKind::usage, "--set: '{}' has no value", setting.name);
        }
        if (known != nullptr && !known->choices.empty()) {
            require_choice(fmt::format("--set {}", setting.name), setting.value, known->choices);
        }
        if (known == nullptr && setting.name.ends_with(".crs")) {
            static_cast<void>(parse_crs(fmt::format("--set {}", setting.name), setting.value));
        }
        mapping.choices.settings.emplace(setting.name, known != nullptr && known->list
                                                           ? with_commas(setting.value)
                                                           : setting.value);
    }
}

void PlanOptions::take_layers(Mapping& mapping) const {
    for (const Assignment& layer : assignments("--layer", m_layers, "NAME=PATH")) {
        require_known("--layer", told("layer"), layer.name, mapping.plan.layer_ids());
        const SampledLayer sampled = about_layer(layer.name, [&] {
            return sample_layer(plan::split_layer_path(layer.value),
                                stated_source(mapping.choices, layer.name));
        });
        check_source(layer.name, sampled.info);
        mapping.layers.emplace(layer.name, sampled);
    }
    for (const plan::TemplateLayer& layer : mapping.plan.layers) {
        if (layer.required && !mapping.layers.contains(layer.id)) {
            throw Error{ErrorKind::usage,
                        told("the built-in plan '{}' needs the layer '{}' ({})", m_plan, layer.id,
                             layer.title),
                        {},
                        told("--layer {}=PATH; its layers: {}", layer.id,
                             list_of(mapping.plan.layer_ids()))};
        }
    }
}

void PlanOptions::take_measure(Mapping& mapping) const {
    plan::PlanChoices& choices = mapping.choices;
    if (m_crs.empty()) {
        choices.crs = crs_text(mapping.layers.at(mapping.plan.main).info.crs.value());
        choices.crs_why = {fmt::format("that of layer '{}'", mapping.plan.main),
                           fmt::format("取自图层“{}”", mapping.plan.main)};
    } else {
        choices.crs = crs_text(parse_crs("--crs", m_crs));
        choices.crs_why = {"stated", "已指定"};
    }
    mapping.method_stated = !m_method.empty();
    choices.method = m_method.empty() ? mapping.plan.method : m_method;
    require_choice("--method", choices.method, method_names());
    choices.basis = m_method.empty() && m_basis.empty() ? mapping.plan.basis : m_basis;
    if (!m_accuracy.empty()) {
        static_cast<void>(plan::parse_point_accuracy(m_accuracy));
        choices.point_accuracy = m_accuracy;
    }
}

rules::StatedFields PlanOptions::stated_fields(const Mapping& mapping) const {
    rules::StatedFields stated;
    for (const Assignment& field : assignments("--field", m_fields, "LAYER.ROLE=FIELD")) {
        require_known("--field", told("role"), field.name, known_roles(mapping.plan));
        const auto layer = mapping.layers.find(field.name.substr(0, field.name.find('.')));
        if (layer == mapping.layers.end()) {
            fail(ErrorKind::usage, "--field {}: that layer is not given", field.name);
        }
        const layer::Schema& schema = layer->second.sample.schema;
        if (!field.value.empty() && !schema.find(field.value)) {
            std::vector<std::string> known;
            for (const layer::Field& one : schema.fields()) {
                known.push_back(one.name);
            }
            throw Error{ErrorKind::usage,
                        told("--field {}: layer '{}' has no field '{}'", field.name, layer->first,
                             field.value),
                        {},
                        did_you_mean(field.value, known)};
        }
        stated.emplace(field.name, field.value);
    }
    return stated;
}

fs::path PlanOptions::plan_folder() const {
    return m_save.empty() ? fs::path{} : fs::path{m_save}.parent_path();
}

} // namespace parkplan::cli
