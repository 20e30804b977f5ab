// SPDX-License-Identifier: MIT
#include "review/config_check.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

namespace parkplan::review {
namespace {

Where place_in(const plan::Plan& plan, plan::Location location, std::string rule) {
    return {.source = plan.place_of(location), .layer = {}, .feature = {}, .rule = std::move(rule)};
}

plan::Location place_of(const plan::RuleConfig& config, std::string_view param) {
    const auto found = config.param_locations.find(param);
    return found == config.param_locations.end() ? config.location : found->second;
}

/// Text parameters of a rule as a list; empty when it is not stated.
std::vector<std::string> texts_of(const plan::RuleConfig& config, std::string_view name) {
    const auto found = config.params.find(name);
    if (found == config.params.end()) {
        return {};
    }
    if (const auto* text = std::get_if<std::string>(&found->second)) {
        return text->empty() ? std::vector<std::string>{} : std::vector{*text};
    }
    const auto* list = std::get_if<std::vector<std::string>>(&found->second);
    return list != nullptr ? *list : std::vector<std::string>{};
}

std::vector<std::string> names_in(const layer::Layer& layer, const plan::LayerConfig& config) {
    std::vector<std::string> names;
    for (const auto& [role, field] : config.fields) {
        names.push_back(role);
    }
    for (const layer::Field& field : layer.info().schema.fields()) {
        names.push_back(field.name);
    }
    return names;
}

BiText hint_for(const std::string& name, const layer::Layer& layer,
                const plan::LayerConfig& config) {
    const std::vector<std::string> known = names_in(layer, config);
    return known.empty() ? told("the layer has no fields") : did_you_mean(name, known);
}

void check_roles(const plan::Plan& plan, const plan::LayerConfig& config,
                 const layer::Layer& layer) {
    for (const auto& [role, field] : config.fields) {
        if (!layer.info().schema.find(field)) {
            throw Error{
                ErrorKind::plan,
                told("layer '{}' has no field '{}' for the role '{}'", config.id, field, role),
                place_in(plan, config.location, {}), hint_for(field, layer, config)};
        }
    }
}

/// A rule that looks at geometries cannot be run on a plain table.
void check_geometry(const plan::Plan& plan, const plan::RuleConfig& config,
                    const plan::ParamInfo& param, const layer::Layer* layer) {
    if (param.geometry && layer != nullptr && layer->is_plain_table()) {
        throw Error{ErrorKind::plan,
                    told("parameter '{}': layer '{}' is a table without geometries; a layer "
                         "with polygons is needed",
                         param.name, config.text(param.name)),
                    place_in(plan, place_of(config, param.name), config.id)};
    }
}

void check_rule_layers(const plan::Plan& plan, const plan::RuleConfig& config,
                       const plan::RuleInfo& info, std::span<const layer::Layer* const> loaded) {
    const layer::Layer* layer = nullptr;
    const plan::LayerConfig* layer_config = nullptr;
    for (const plan::ParamInfo& param : info.params) {
        const std::vector<std::string> values = texts_of(config, param.name);
        if (param.type == plan::ParamType::layer) {
            const std::size_t index = values.empty() ? 0 : plan.layer_index(values.front());
            layer = values.empty() ? nullptr : loaded[index];
            layer_config = values.empty() ? nullptr : &plan.layers[index];
            check_geometry(plan, config, param, layer);
            continue;
        }
        const bool names_fields =
            param.type == plan::ParamType::field || param.type == plan::ParamType::fields;
        if (!names_fields || layer == nullptr) {
            continue;
        }
        for (const std::string& name : values) {
            if (!layer->info().schema.find(layer_config->field(name))) {
                throw Error{ErrorKind::plan,
                            told("parameter '{}': layer '{}' has no field or role '{}'", param.name,
                                 layer_config->id, name),
                            place_in(plan, place_of(config, param.name), config.id),
                            hint_for(name, *layer, *layer_config)};
            }
        }
    }
}

} // namespace

std::vector<const Rule*> rules_of(const plan::Plan& plan, std::span<const Rule* const> rules) {
    std::vector<const Rule*> used;
    used.reserve(plan.rules.size());
    for (const plan::RuleConfig& config : plan.rules) {
        const auto found = std::ranges::find_if(
            rules, [&config](const Rule* rule) { return rule->info().kind == config.kind; });
        if (found == rules.end()) {
            fail(ErrorKind::internal, "nobody implements the rule kind '{}'", config.kind);
        }
        used.push_back(*found);
    }
    return used;
}

void check_configs(const plan::Plan& plan, std::span<const Rule* const> rules) {
    for (std::size_t i = 0; i < plan.rules.size(); ++i) {
        if (!plan.rules[i].not_checked.zh.empty()) {
            continue;
        }
        try {
            rules[i]->check_config(plan.rules[i]);
        } catch (ParamError& error) {
            error.add_context(
                place_in(plan, place_of(plan.rules[i], error.param()), plan.rules[i].id));
            throw;
        } catch (Error& error) {
            error.add_context(place_in(plan, plan.rules[i].location, plan.rules[i].id));
            throw;
        }
    }
}

std::vector<std::string> layers_of(const plan::RuleConfig& config, const plan::RuleInfo& info) {
    std::vector<std::string> ids;
    for (const plan::ParamInfo& param : info.params) {
        if (param.type == plan::ParamType::layer) {
            const std::vector<std::string> stated = texts_of(config, param.name);
            ids.insert(ids.end(), stated.begin(), stated.end());
        }
    }
    return ids;
}

PathUse path_use(const plan::RuleConfig& config, const plan::RuleInfo& info,
                 const std::string& layer) {
    PathUse use = PathUse::none;
    for (const plan::ParamInfo& param : info.params) {
        if (!param.geometry && !param.paths) {
            continue;
        }
        const std::vector<std::string> stated = texts_of(config, param.name);
        if (std::ranges::find(stated, layer) == stated.end()) {
            continue;
        }
        if (!param.paths) {
            return PathUse::refused;
        }
        use = PathUse::accepted;
    }
    return use;
}

void check_fields(const plan::Plan& plan, std::span<const Rule* const> rules,
                  std::span<const layer::Layer* const> loaded) {
    for (std::size_t i = 0; i < plan.layers.size(); ++i) {
        if (loaded[i] != nullptr) {
            check_roles(plan, plan.layers[i], *loaded[i]);
        }
    }
    for (std::size_t i = 0; i < plan.rules.size(); ++i) {
        check_rule_layers(plan, plan.rules[i], rules[i]->info(), loaded);
    }
}

} // namespace parkplan::review
