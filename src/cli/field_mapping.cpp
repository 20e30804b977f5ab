// SPDX-License-Identifier: MIT
#include "cli/field_mapping.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "io/open.hpp"
#include "layer/readable.hpp"
#include "report/table.hpp"
#include "report/words.hpp"
#include "rules/landuse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <istream>
#include <iterator>
#include <ostream>
#include <span>
#include <utility>

namespace parkplan::cli {
namespace {

using rules::FieldGuess;
using rules::RoleGuess;

std::string dotted(const RoleGuess& guess) {
    return fmt::format("{}.{}", guess.layer, guess.role);
}

std::vector<std::string> names_of(const std::vector<FieldGuess>& fields) {
    std::vector<std::string> names;
    names.reserve(fields.size());
    for (const FieldGuess& field : fields) {
        names.push_back(field.field);
    }
    return names;
}

/// The field that plays the one role of that content in a layer; empty when none does.
std::string field_of(const Mapping& mapping, std::string_view layer, plan::RoleContent content) {
    for (const RoleGuess& guess : mapping.roles) {
        const plan::TemplateRole* const role = mapping.plan.find_role(guess.layer, guess.role);
        if (guess.layer == layer && role->content == content && guess.best.size() == 1) {
            return guess.best.front().field;
        }
    }
    return {};
}

void map_scheme(Mapping& mapping) {
    for (const auto& [id, layer] : mapping.layers) {
        const std::string setting = fmt::format("{}.scheme", id);
        const std::string code = field_of(mapping, id, plan::RoleContent::code);
        if (mapping.plan.find_setting(setting) == nullptr || code.empty() ||
            mapping.choices.settings.contains(setting)) {
            continue;
        }
        mapping.scheme_setting = setting;
        mapping.scheme = rules::guess_scheme(layer.sample, code,
                                             field_of(mapping, id, plan::RoleContent::class_name));
        if (mapping.scheme->possible.size() == 1) {
            mapping.choices.settings.emplace(setting, mapping.scheme->possible.front());
        }
    }
}

using Rows = std::vector<report::Cells>;

void add_role(const Mapping& mapping, const RoleGuess& guess, Language language, Rows& rows) {
    const plan::TemplateRole* const role = mapping.plan.find_role(guess.layer, guess.role);
    const std::string title = fmt::format(
        "{} ({})", guess.role, language == Language::chinese ? role->title.zh : role->title.en);
    if (guess.best.empty()) {
        rows.push_back(
            {guess.layer, title, "-",
             std::string{guess.stated ? report::pick(language, "none, as stated", "已说明没有")
                                      : report::pick(language, "no field fits", "无相符字段")}});
    } else if (guess.ambiguous()) {
        rows.push_back({guess.layer, title, "?",
                        fmt::format("{}{}", report::pick(language, "equally good: ", "同样相符："),
                                    list_of(names_of(guess.best)).in(language))});
    } else {
        rows.push_back(
            {guess.layer, title, guess.best.front().field, guess.best.front().why.in(language)});
    }
}

void add_scheme(const Mapping& mapping, Language language, Rows& rows) {
    if (!mapping.scheme) {
        return;
    }
    const auto& possible = mapping.scheme->possible;
    const plan::TemplateSetting* const setting = mapping.plan.find_setting(mapping.scheme_setting);
    const std::string title = fmt::format("scheme ({})", setting->title.in(language));
    if (possible.size() == 1) {
        rows.push_back({setting->layer, title, possible.front(), mapping.scheme->why.in(language)});
    } else {
        rows.push_back(
            {setting->layer, title, "?",
             possible.empty()
                 ? std::string{report::pick(language, "no scheme fits", "无相符分类")}
                 : fmt::format("{}{}", report::pick(language, "equally good: ", "同样相符："),
                               fmt::join(possible, ", "))});
    }
}

std::string table_of(const Mapping& mapping, Language language) {
    Rows rows;
    for (const RoleGuess& guess : mapping.roles) {
        add_role(mapping, guess, language, rows);
    }
    add_scheme(mapping, language, rows);
    const std::array<report::Column, 4> columns{
        {{std::string{report::pick(language, "layer", "图层")}, report::Align::left},
         {std::string{report::pick(language, "asked for", "需要")}, report::Align::left},
         {std::string{report::pick(language, "taken", "采用")}, report::Align::left},
         {std::string{report::pick(language, "why", "依据")}, report::Align::left}}};
    return report::table_text(columns, rows, 2);
}

std::string head_of(const Mapping& mapping, Language language) {
    const plan::PlanChoices& choices = mapping.choices;
    const auto line = [language](std::string_view en, std::string_view zh, std::string_view text) {
        const std::string name = pad_right(report::pick(language, en, zh), 16);
        return fmt::format("  {}{}{}\n", name, name.ends_with(' ') ? "" : "  ", text);
    };
    std::string text = fmt::format("{}\n", mapping.plan.title.in(language));
    text +=
        line("crs", "坐标系", fmt::format("{} ({})", choices.crs, choices.crs_why.in(language)));
    text += line("method", "面积口径",
                 fmt::format("{}{}", choices.method,
                             mapping.method_stated
                                 ? ""
                                 : report::pick(language, " (the plan's choice)", "（方案所选）")));
    text += line("basis", "依据",
                 choices.basis.empty() ? report::pick(language, "none given", "未说明依据")
                                       : std::string_view{choices.basis});
    text += line("point accuracy", "点位精度",
                 choices.point_accuracy.empty()
                     ? report::pick(language, "not stated: no verdict is called undecided for it",
                                    "精度未声明，不作临界判断")
                     : std::string_view{choices.point_accuracy});
    for (const auto& [name, value] : choices.settings) {
        if (!mapping.scheme || name != mapping.scheme_setting) {
            text += line(name, name, value);
        }
    }
    return text;
}

std::string not_given(const Mapping& mapping, Language language) {
    std::string names;
    for (const plan::TemplateLayer& layer : mapping.plan.layers) {
        if (!mapping.layers.contains(layer.id)) {
            names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", layer.id,
                                 layer.title.in(language));
        }
    }
    return names.empty()
               ? names
               : fmt::format("  {}{}\n",
                             report::pick(language, "not given, not checked: ", "未提供，未核："),
                             names);
}

/// What stands in the way of a run.
class Problems {
public:
    explicit Problems(const Mapping& mapping) : m_mapping(mapping) {
        std::ranges::for_each(mapping.roles, [this](const RoleGuess& guess) { look_at(guess); });
        look_at_scheme();
        look_at_codes();
        for (const plan::TemplateSetting& setting : mapping.plan.settings) {
            const bool asked = setting.required && mapping.layers.contains(setting.layer);
            const bool open = mapping.scheme && setting.name == mapping.scheme_setting;
            if (asked && !open && !mapping.choices.settings.contains(setting.name)) {
                add(told("'{}' is not stated ({})", setting.name, setting.title),
                    fmt::format("--set {}={}", setting.name,
                                setting.choices.empty()
                                    ? "VALUE"
                                    : fmt::format("{}", fmt::join(setting.choices, "|"))));
            }
        }
    }

    void raise() const {
        if (!m_what.en.empty()) {
            throw Error{ErrorKind::usage, m_what, {}, told("say so with {}", m_options)};
        }
    }

private:
    void look_at(const RoleGuess& guess) {
        const std::string option = fmt::format("--field {}=FIELD", dotted(guess));
        if (guess.ambiguous()) {
            add(told("'{}' could be any of {}", dotted(guess), list_of(names_of(guess.best))),
                option);
        } else if (guess.best.empty() &&
                   m_mapping.plan.find_role(guess.layer, guess.role)->required) {
            std::vector<std::string> fields;
            for (const layer::Field& field :
                 m_mapping.layers.at(guess.layer).sample.schema.fields()) {
                fields.push_back(field.name);
            }
            add(told("no field is known for '{}' among {}", dotted(guess), list_of(fields)),
                option);
        }
    }

    void look_at_scheme() {
        if (m_mapping.scheme && m_mapping.scheme->possible.size() != 1) {
            const auto& possible = m_mapping.scheme->possible;
            const auto& choices = m_mapping.plan.find_setting(m_mapping.scheme_setting)->choices;
            add(possible.empty()
                    ? told("no scheme is known for '{}'", m_mapping.scheme_setting)
                    : told("'{}' could be any of {}", m_mapping.scheme_setting, list_of(possible)),
                fmt::format("--set {}={}", m_mapping.scheme_setting,
                            fmt::join(possible.empty() ? choices : possible, "|")));
        }
    }

    /// Land for industries is known by its codes in some schemes only; in others they are stated.
    void look_at_codes() {
        const auto& settings = m_mapping.choices.settings;
        for (const auto& [id, layer] : m_mapping.layers) {
            const auto named = settings.find(fmt::format("{}.scheme", id));
            const auto chosen = settings.find(fmt::format("{}.reading", id));
            const std::string reading = chosen == settings.end() ? "middle" : chosen->second;
            const std::string setting = fmt::format("{}.{}", id, reading);
            const plan::TemplateSetting* const known = m_mapping.plan.find_setting(setting);
            if (named == settings.end() || known == nullptr || settings.contains(setting)) {
                continue;
            }
            const auto scheme = rules::scheme_of(named->second);
            const auto read_as = rules::reading_of(reading);
            if (scheme && read_as && rules::usual_codes(*scheme, *read_as).empty()) {
                add(told("'{}' is not stated ({}); the scheme '{}' does not say which codes are "
                         "land for industries",
                         setting, known->title, named->second),
                    fmt::format("--set {}=CODE,CODE", setting));
            }
        }
    }

    void add(const BiText& what, const std::string& option) {
        m_what.en += fmt::format("{}{}", m_what.en.empty() ? "" : "; ", what.en);
        m_what.zh += fmt::format("{}{}", m_what.zh.empty() ? "" : "；", what.zh);
        m_options += fmt::format("{}{}", m_options.empty() ? "" : " ", option);
    }

    const Mapping& m_mapping;
    BiText m_what{};
    std::string m_options{};
};

} // namespace

std::string crs_text(const crs::Crs& crs) {
    if (!crs.code().empty()) {
        return crs.code();
    }
    return crs.kind() == crs::CrsKind::local ? std::string{"local"} : crs.wkt();
}

SampledLayer sample_layer(const plan::PathParts& path, const StatedSource& stated) {
    io::OpenOptions options;
    options.layer = path.layer;
    options.encoding = stated.encoding;
    if (!stated.crs.empty()) {
        options.crs = crs::Crs::parse(stated.crs);
    }
    const auto source = io::open_source(path.path, options);
    SampledLayer layer{path, source->info(), {}};
    layer.sample = rules::sample_of(*source);
    return layer;
}

std::optional<BiText> unreadable_names(const layer::Schema& schema, std::string_view id) {
    if (std::ranges::all_of(schema.fields(), [](const layer::Field& field) {
            return layer::is_readable(field.name);
        })) {
        return std::nullopt;
    }
    return BiText{fmt::format("names of its fields are not UTF-8 (PP-0114): put a .cpg file beside "
                              "it, or tell 'check': --set {}.encoding=GBK",
                              id),
                  fmt::format("字段名不是UTF-8编码（PP-0114）：请在其旁放置.cpg文件，或在check中"
                              "用 --set {}.encoding=GBK 注明",
                              id)};
}

StatedSource stated_source(const plan::PlanChoices& choices, std::string_view id) {
    const auto stated = [&](std::string_view what) {
        const auto found = choices.settings.find(fmt::format("{}.{}", id, what));
        return found == choices.settings.end() ? std::string{} : found->second;
    };
    return {stated("crs"), stated("encoding")};
}

void map_fields(Mapping& mapping, const rules::StatedFields& stated,
                const std::filesystem::path& folder) {
    rules::Samples samples;
    for (const auto& [id, layer] : mapping.layers) {
        samples.emplace(id, &layer.sample);
        plan::ChosenLayer& chosen = mapping.choices.layers[id];
        chosen.path = plan::path_seen_from(layer.path.path, {}, folder);
        chosen.layer = layer.path.layer;
        StatedSource stated_of_it = stated_source(mapping.choices, id);
        chosen.crs = std::move(stated_of_it.crs);
        chosen.encoding = std::move(stated_of_it.encoding);
    }
    mapping.roles = rules::guess_fields(mapping.plan, samples, stated);
    for (const RoleGuess& guess : mapping.roles) {
        if (guess.best.size() == 1) {
            const FieldGuess& field = guess.best.front();
            mapping.choices.layers[guess.layer].fields[guess.role] = {field.field, field.target,
                                                                      field.why};
        }
    }
    map_scheme(mapping);
}

std::string mapping_text(const Mapping& mapping, const std::vector<plan::LeftOut>& left_out,
                         Language language) {
    std::string text = head_of(mapping, language);
    text += fmt::format("\n{}\n", table_of(mapping, language));
    for (const auto& [id, layer] : mapping.layers) {
        if (const auto why = unreadable_names(layer.info.schema, id)) {
            text += fmt::format("  {}{}{}\n", id, report::pick(language, ": ", "："),
                                why->in(language));
        }
    }
    text += not_given(mapping, language);
    for (const plan::LeftOut& rule : left_out) {
        text +=
            fmt::format("  {}{}{}{}\n", report::pick(language, "kept, not checked: ", "不予核查："),
                        rule.rule, report::pick(language, ": ", "："), rule.why.in(language));
    }
    return text;
}

void require_clear(const Mapping& mapping) {
    Problems{mapping}.raise();
}

bool anything_guessed(const Mapping& mapping) {
    return mapping.scheme.has_value() || !mapping.method_stated ||
           std::ranges::any_of(mapping.roles, [](const RoleGuess& guess) {
               return !guess.stated && !guess.best.empty();
           });
}

void confirm_mapping(const Console& console, Language language, std::string_view file) {
    std::string answer;
    if (console.in != nullptr && console.in_is_terminal && console.err_is_terminal) {
        console.err << report::pick(language, "Go on with this? [y/N] ", "按此继续？[y/N] ")
                    << std::flush;
        static_cast<void>(std::getline(*console.in, answer));
        const std::string word = lower_case(trim(answer));
        if (word == "y" || word == "yes" || word == "是") {
            return;
        }
    }
    throw Error{
        ErrorKind::usage,
        told("nobody has confirmed what was chosen above"),
        {},
        file.empty()
            ? told("--yes accepts it; --field LAYER.ROLE=FIELD and --method correct it; with "
                   "--save-plan FILE besides it is kept as a plan file")
            : told("--yes accepts it and writes '{}', which was not written; --field "
                   "LAYER.ROLE=FIELD and --method correct it",
                   file)};
}

} // namespace parkplan::cli
