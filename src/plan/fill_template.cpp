// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/text.hpp"
#include "plan/plan_template.hpp"
#include "plan/template_conditions.hpp"
#include "plan/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace parkplan::plan {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

void replace_all(std::string& line, std::string_view what, std::string_view by) {
    for (std::size_t at = line.find(what); at != std::string::npos;
         at = line.find(what, at + by.size())) {
        line.replace(at, what.size(), by);
    }
}

/// A comment in both languages, on one line.
std::string comment(const BiText& text) {
    return fmt::format("# {} / {}\n", toml_comment(text.en), toml_comment(text.zh));
}

std::string key_value(std::string_view key, std::string_view value) {
    return fmt::format("{} = {}\n", key, toml_text(value));
}

std::string measure_text(const PlanChoices& choices) {
    std::string text{"[measure]\n"};
    text += comment(choices.crs_why);
    text += key_value("crs", choices.crs);
    text += comment({"method of record, and its basis", "采用的面积口径及其依据"});
    text += key_value("method", choices.method);
    text += choices.basis.empty() ? comment({"no basis is given", "未说明依据"})
                                  : key_value("basis", choices.basis);
    text += choices.point_accuracy.empty()
                ? comment({"point_accuracy is not stated: no verdict is called undecided for it",
                           "精度未声明，不作临界判断"})
                : key_value("point_accuracy", choices.point_accuracy);
    return text;
}

std::string fields_text(const ChosenLayer& layer) {
    std::string comments;
    std::string fields;
    for (const auto& [role, chosen] : layer.fields) {
        comments +=
            comment({fmt::format("{} = {}: {}", role, chosen.field, chosen.why.en), chosen.why.zh});
        fields +=
            fmt::format("{}{} = {}", fields.empty() ? "" : ", ", role, toml_text(chosen.field));
    }
    return fields.empty() ? std::string{} : fmt::format("{}fields = {{ {} }}\n", comments, fields);
}

std::string layer_text(const TemplateLayer& layer, const PlanChoices& choices) {
    std::string text;
    if (const auto note = choices.notes.find(layer.id); note != choices.notes.end()) {
        text += comment(note->second);
    }
    const auto found = choices.layers.find(layer.id);
    text += fmt::format("[layers.{}]\n", layer.id);
    if (found == choices.layers.end()) {
        text += comment({"not given: the rules that need it say so", "未提供，未核"});
        text += "provided = false\n";
    } else {
        const ChosenLayer& chosen = found->second;
        text += key_value("path", chosen.path);
        text += chosen.layer.empty() ? "" : key_value("layer", chosen.layer);
        text += chosen.crs.empty() ? "" : key_value("crs", chosen.crs);
        text += chosen.encoding.empty() ? "" : key_value("encoding", chosen.encoding);
        if (const auto key = chosen.fields.find("key"); key != chosen.fields.end()) {
            text += key_value("key", key->second.field);
        }
    }
    text += key_value("title", layer.title.zh);
    text += key_value("title_en", layer.title.en);
    return found == choices.layers.end() ? text : text + fields_text(found->second);
}

/// Goes through the template line by line.
class Filler {
public:
    Filler(const PlanTemplate& plan, const PlanChoices& choices)
        : m_plan(plan), m_choices(choices), m_conditions(plan, choices) {}

    [[nodiscard]] FilledPlan fill() {
        for (const std::string& line : lines_of(m_plan.body)) {
            if (line.starts_with("#: ")) {
                direct(line.substr(3));
            } else {
                take(line);
            }
        }
        return std::move(m_filled);
    }

private:
    void direct(std::string_view directive) {
        const std::vector<std::string> words = split_list(directive, " ");
        const std::span<const std::string> rest{words.begin() + 1, words.end()};
        if (words.front() == "when") {
            m_in_when = true;
            m_why = why_left_out(rest);
        } else if (words.front() == "judge") {
            m_not_checked = all_reasons(rest);
            m_told = m_not_checked.has_value();
            if (!m_told) {
                m_not_checked = never_stated(rest);
            }
            if (m_not_checked) {
                m_filled.text += comment({fmt::format("NOT judged: {}", m_not_checked->en),
                                          fmt::format("未核：{}", m_not_checked->zh)});
                m_filled.text += comment({"complete the lines below, then take 'not_checked' out",
                                          "补全以下各行后，删去not_checked"});
            }
        } else if (words.front() == "unless") {
            m_dropped = std::ranges::all_of(rest, [this](const std::string& condition) {
                return !m_conditions.why_not(condition, WhenAbsent::fails);
            });
        } else if (words.front() == "end") {
            m_in_when = false;
            m_why.reset();
            m_not_checked.reset();
            m_dropped = false;
        } else {
            m_filled.text += section(words.front());
        }
    }

    [[nodiscard]] std::string section(std::string_view name) const {
        if (name == "date") {
            return m_choices.date.empty() ? std::string{}
                                          : fmt::format("date = {}\n", m_choices.date);
        }
        if (name == "measure") {
            return measure_text(m_choices);
        }
        if (name != "layers") {
            fail(ErrorKind::internal, "built-in plan '{}': unknown directive '{}'", m_plan.name,
                 name);
        }
        std::string text;
        for (const TemplateLayer& layer : m_plan.layers) {
            text += text.empty() ? "" : "\n";
            text += layer_text(layer, m_choices);
        }
        return text;
    }

    [[nodiscard]] std::optional<BiText>
    why_left_out(std::span<const std::string> conditions) const {
        for (const std::string& condition : conditions) {
            if (std::optional<BiText> why = m_conditions.why_not(condition, WhenAbsent::holds)) {
                return why;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<BiText> all_reasons(std::span<const std::string> conditions) const {
        BiText reasons;
        for (const std::string& condition : conditions) {
            if (const auto why = m_conditions.why_not(condition, WhenAbsent::holds)) {
                reasons.en += fmt::format("{}{}", reasons.en.empty() ? "" : "; ", why->en);
                reasons.zh += fmt::format("{}{}", reasons.zh.empty() ? "" : "；", why->zh);
            }
        }
        return reasons.en.empty() ? std::nullopt : std::optional{std::move(reasons)};
    }

    [[nodiscard]] std::optional<BiText>
    never_stated(std::span<const std::string> conditions) const {
        for (const std::string& condition : conditions) {
            if (std::optional<BiText> why = m_conditions.never_stated(condition)) {
                return why;
            }
        }
        return std::nullopt;
    }

    void take(std::string line) {
        constexpr std::string_view mark = "#: when ";
        if (m_in_when && line == "[[rules]]") {
            fail(ErrorKind::internal,
                 "built-in plan '{}': a rule stands in a block 'when'; 'judge' keeps it",
                 m_plan.name);
        }
        const bool second_blank = line.empty() && m_filled.text.ends_with("\n\n");
        if (m_dropped || second_blank) {
            return;
        }
        if (const std::size_t at = line.find(mark); at != std::string::npos) {
            const std::string condition{trim(std::string_view{line}.substr(at + mark.size()))};
            if (m_conditions.why_not(condition, WhenAbsent::fails)) {
                return;
            }
            line = line.substr(0, at);
            line.erase(line.find_last_not_of(' ') + 1);
        }
        if (m_not_checked) {
            substitute(line);
            take_not_checked(line);
            return;
        }
        substitute(line);
        if (!m_why) {
            m_filled.text += line + "\n";
            return;
        }
        m_filled.text += fmt::format("# {}\n", line);
    }

    /// A line of a rule that the plan names but does not have checked: what it needs is not known.
    void take_not_checked(const std::string& line) {
        constexpr std::array<std::string_view, 6> kept{
            "[[rules]]", "id = ", "rule = ", "layer = ", "severity = ", "clause = "};
        if (line.starts_with('#')) {
            return; // says how it is judged
        }
        const bool keeps = line.empty() || std::ranges::any_of(kept, [&](std::string_view key) {
                               return line.starts_with(key);
                           });
        m_filled.text += fmt::format("{}{}\n", keeps ? "" : "# ", line);
        if (line.starts_with("rule = ")) {
            m_filled.text += key_value("not_checked", fmt::format("{}，未核", m_not_checked->zh));
            m_filled.text +=
                key_value("not_checked_en", fmt::format("{}: not checked", m_not_checked->en));
        }
        if (m_told) {
            note_left_out(line, *m_not_checked);
        }
    }

    void note_left_out(std::string_view line, const BiText& why) {
        constexpr std::string_view id = "id = \"";
        if (line.starts_with(id)) {
            m_filled.left_out.push_back(
                {std::string{line.substr(id.size(), line.size() - id.size() - 1)}, why});
        }
    }

    /// Puts in what the user stated, and the roles that references name.
    void substitute(std::string& line) const {
        static const std::string unknown{"…"}; // in comments only
        for (const TemplateSetting& setting : m_plan.settings) {
            const auto stated = m_choices.settings.find(setting.name);
            const std::string& value =
                stated == m_choices.settings.end() ? unknown : stated->second;
            replace_all(line, fmt::format("[{{{}}}]", setting.name),
                        fmt::format("[{}]", toml_texts(split_list(value, ","))));
            replace_all(line, fmt::format("\"{{{}}}\"", setting.name), toml_text(value));
        }
        for (const TemplateLayer& layer : m_plan.layers) {
            for (const TemplateRole& role : layer.roles) {
                if (!role.refers_to.empty()) {
                    replace_all(line, fmt::format("\"{{{}.{}.target}}\"", layer.id, role.role),
                                toml_text(target_of(layer.id, role)));
                }
            }
        }
    }

    [[nodiscard]] std::string target_of(const std::string& layer, const TemplateRole& role) const {
        const auto given = m_choices.layers.find(layer);
        if (given != m_choices.layers.end()) {
            const auto chosen = given->second.fields.find(role.role);
            if (chosen != given->second.fields.end() && !chosen->second.target.empty()) {
                return chosen->second.target;
            }
        }
        return dotted(role.refers_to.front()).name;
    }

    const PlanTemplate& m_plan;
    const PlanChoices& m_choices;
    Conditions m_conditions;
    FilledPlan m_filled{};
    bool m_in_when = false;                ///< inside a block that may be left out
    std::optional<BiText> m_why{};         ///< set inside one that is
    std::optional<BiText> m_not_checked{}; ///< set inside a block whose rule is not checked
    bool m_told = false;                   ///< that rule is among those listed
    bool m_dropped = false;                ///< inside a block that another one stands in for
};

} // namespace

FilledPlan fill_template(const PlanTemplate& plan, const PlanChoices& choices) {
    FilledPlan filled = Filler{plan, choices}.fill();
    filled.text.insert(0, fmt::format("# {} / {}\n", plan.title.en, plan.title.zh));
    return filled;
}

} // namespace parkplan::plan
