// SPDX-License-Identifier: MIT
#include "plan/plan_template.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/table_reader.hpp"
#include "plan/template_texts.hpp"
#include "plan/toml_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace parkplan::plan {
namespace {

constexpr std::string_view body_mark = "#==== plan ====\n";

const std::array<std::string, 6> content_words{"key",  "name",       "reference",
                                               "code", "class_name", "other"};
constexpr std::array contents{RoleContent::key,  RoleContent::name,       RoleContent::reference,
                              RoleContent::code, RoleContent::class_name, RoleContent::other};

/// Reads the tables before the plan itself.
class DescriptionReader {
public:
    explicit DescriptionReader(std::string name) : m_scope{std::move(name), {}, {}, {}} {}

    void read(const TomlTable& document, PlanTemplate& plan) const {
        const TableReader reader{document, {1, 1}, m_scope};
        reader.allow_only({"template", "layers", "settings"});
        const TomlNode& head = reader.require("template", {}).node;
        const TableReader about{table_of(head, "template", {}, m_scope), head.location, m_scope};
        about.allow_only({"title", "title_en", "main", "method", "basis"});
        plan.title = title_of(about);
        plan.main = about.text("main", {});
        plan.method = about.text("method", {});
        plan.basis = about.text("basis", {});
        for (const TomlNode& node : tables_of(reader, "layers")) {
            plan.layers.push_back(layer_of(node));
        }
        for (const TomlNode& node : tables_of(reader, "settings")) {
            plan.settings.push_back(setting_of(node));
        }
    }

private:
    [[nodiscard]] static BiText title_of(const TableReader& reader) {
        return {reader.text("title_en", {}), reader.text("title", {})};
    }

    [[nodiscard]] TomlArray tables_of(const TableReader& reader, std::string_view key) const {
        const TomlEntry* const entry = reader.find(key);
        if (entry == nullptr) {
            return {};
        }
        const auto* const array = std::get_if<TomlArray>(&entry->node.value);
        if (array == nullptr) {
            m_scope.refuse(entry->node.location, told("'{}' is no array", key));
        }
        return *array;
    }

    [[nodiscard]] bool flag(const TableReader& reader, std::string_view key) const {
        const TomlEntry* const entry = reader.find(key);
        const bool* const value =
            entry == nullptr ? nullptr : std::get_if<bool>(&entry->node.value);
        if (entry != nullptr && value == nullptr) {
            m_scope.refuse(entry->node.location, told("'{}' is no truth value", key));
        }
        return value != nullptr && *value;
    }

    [[nodiscard]] std::vector<std::string> texts(const TableReader& reader,
                                                 std::string_view key) const {
        const TomlEntry* const entry = reader.find(key);
        return entry == nullptr ? std::vector<std::string>{} : texts_of(entry->node, key, m_scope);
    }

    [[nodiscard]] TemplateLayer layer_of(const TomlNode& node) const {
        const TableReader reader{table_of(node, "layers", {}, m_scope), node.location, m_scope};
        reader.allow_only({"id", "title", "title_en", "required", "words", "roles"});
        TemplateLayer layer;
        layer.id = reader.text("id", {});
        layer.title = title_of(reader);
        layer.required = flag(reader, "required");
        layer.words = texts(reader, "words");
        for (const TomlNode& role : tables_of(reader, "roles")) {
            layer.roles.push_back(role_of(role));
        }
        return layer;
    }

    [[nodiscard]] TemplateRole role_of(const TomlNode& node) const {
        const TableReader reader{table_of(node, "roles", {}, m_scope), node.location, m_scope};
        reader.allow_only(
            {"role", "title", "title_en", "content", "required", "refers_to", "names", "general"});
        TemplateRole role;
        role.role = reader.text("role", {});
        role.title = title_of(reader);
        role.content = contents.at(
            choice_of(reader.require("content", {}).node, "content", content_words, m_scope));
        role.required = flag(reader, "required");
        role.refers_to = texts(reader, "refers_to");
        role.names = texts(reader, "names");
        role.general = texts(reader, "general");
        return role;
    }

    [[nodiscard]] TemplateSetting setting_of(const TomlNode& node) const {
        const TableReader reader{table_of(node, "settings", {}, m_scope), node.location, m_scope};
        reader.allow_only({"name", "layer", "title", "title_en", "required", "list", "choices"});
        TemplateSetting setting;
        setting.name = reader.text("name", {});
        setting.layer = reader.text("layer", {});
        setting.title = title_of(reader);
        setting.required = flag(reader, "required");
        setting.list = flag(reader, "list");
        setting.choices = texts(reader, "choices");
        return setting;
    }

    Scope m_scope;
};

} // namespace

const TemplateLayer* PlanTemplate::find_layer(std::string_view id) const noexcept {
    const auto found = std::ranges::find(layers, id, &TemplateLayer::id);
    return found == layers.end() ? nullptr : &*found;
}

const TemplateRole* PlanTemplate::find_role(std::string_view layer,
                                            std::string_view role) const noexcept {
    const TemplateLayer* const known = find_layer(layer);
    if (known == nullptr) {
        return nullptr;
    }
    const auto found = std::ranges::find(known->roles, role, &TemplateRole::role);
    return found == known->roles.end() ? nullptr : &*found;
}

const TemplateSetting* PlanTemplate::find_setting(std::string_view setting) const noexcept {
    const auto found = std::ranges::find(settings, setting, &TemplateSetting::name);
    return found == settings.end() ? nullptr : &*found;
}

std::vector<std::string> PlanTemplate::layer_ids() const {
    std::vector<std::string> ids;
    std::ranges::transform(layers, std::back_inserter(ids), &TemplateLayer::id);
    return ids;
}

std::vector<std::string> PlanTemplate::setting_names() const {
    std::vector<std::string> names;
    std::ranges::transform(settings, std::back_inserter(names), &TemplateSetting::name);
    return names;
}

std::vector<std::string> template_names() {
    std::vector<std::string> names;
    for (const EmbeddedText& text : template_texts()) {
        names.emplace_back(text.name);
    }
    return names;
}

PlanTemplate built_in_template(std::string_view name) {
    const auto found = std::ranges::find(template_texts(), name, &EmbeddedText::name);
    if (found == template_texts().end()) {
        throw Error{ErrorKind::usage,
                    told("no built-in plan is called '{}'", name),
                    {},
                    did_you_mean(name, template_names())};
    }
    return read_template(found->name, found->text);
}

PlanTemplate read_template(std::string_view name, std::string_view text) {
    const std::size_t mark = text.find(body_mark);
    if (mark == std::string_view::npos) {
        fail(ErrorKind::internal, "built-in plan '{}': no line '#==== plan ===='", name);
    }
    PlanTemplate plan;
    plan.name = name;
    plan.body = text.substr(mark + body_mark.size());
    try {
        DescriptionReader{plan.name}.read(parse_toml(text.substr(0, mark), name), plan);
    } catch (const Error& error) {
        fail(ErrorKind::internal, "built-in plan: {}", error.describe());
    }
    return plan;
}

} // namespace parkplan::plan
