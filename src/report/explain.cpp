// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "report/code_origins.hpp"
#include "report/json_parts.hpp"
#include "report/rules_report.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

const plan::RuleInfo* find_rule(std::string_view name, RuleInfos rules) noexcept {
    const auto found =
        std::ranges::find(rules, name, [](const plan::RuleInfo* rule) { return rule->kind; });
    return found == rules.end() ? nullptr : *found;
}

/// "PP-0299" for "PP-0299", "pp-0299" and "0299"; else nothing. Such a name is no slip of the pen
/// when it does not exist.
std::string as_code(std::string_view name) {
    constexpr std::string_view prefix = "PP-";
    constexpr std::size_t digits = 4;
    if (name.size() == prefix.size() + digits && same_ignoring_case(name.substr(0, 3), prefix)) {
        name.remove_prefix(prefix.size());
    }
    const bool bare =
        name.size() == digits && name.find_first_not_of("0123456789") == std::string_view::npos;
    return bare ? fmt::format("{}{}", prefix, name) : std::string{};
}

/// Says what names there are near `name`. The list of all codes would be a page long.
BiText hint_for(std::string_view name, RuleInfos rules) {
    constexpr std::size_t group_size = 5; // "PP-02"
    const std::string code = as_code(name);
    std::vector<std::string> all;
    for (const plan::RuleInfo* rule : rules) {
        all.emplace_back(rule->kind);
    }
    const std::vector<std::string> kinds = all;
    std::vector<std::string> group;
    for (const CatalogueEntry& entry : catalogue()) {
        all.emplace_back(entry.code);
        if (!code.empty() && entry.code.starts_with(code.substr(0, group_size))) {
            group.emplace_back(entry.code);
        }
    }
    BiText hint;
    if (!group.empty()) {
        hint = told("codes that begin with {}: {}; ", code.substr(0, group_size), list_of(group));
    } else if (const auto near = nearest(name, all); near && code.empty()) {
        hint = told("did you mean '{}'? ", *near);
    }
    return told("{}codes run from {} to {}, rules: {}; 'parkplan explain' lists all", hint,
                catalogue().front().code, catalogue().back().code, list_of(kinds));
}

[[noreturn]] void refuse(std::string_view name, RuleInfos rules) {
    throw Error{ErrorKind::usage,
                told("no code and no rule is called '{}'", name),
                {},
                hint_for(name, rules)};
}

/// A message template as people read it: the {names} of its values as ‹names›.
std::string readable(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '{') {
            result += "‹";
        } else if (c == '}') {
            result += "›";
        } else {
            result += c;
        }
    }
    return result;
}

/// What a level means for the run.
BiView meaning_of(Level level) noexcept {
    switch (level) {
    case Level::error:
        return {"a fault; the exit status becomes 1", "须予处理；退出码为 1"};
    case Level::warning:
        return {"to be looked at; counts for the exit status with --fail-on warning only",
                "请核对；仅在 --fail-on warning 时影响退出码"};
    case Level::info:
        break;
    }
    return {"for information, never counts for the exit status", "供了解情况，不影响退出码"};
}

std::string level_line(Level level, Language language) {
    return fmt::format("{}{}{}{}\n", pick(language, "Level: ", "级别："),
                       title_of(level).in(language), pick(language, ", ", "，"),
                       meaning_of(level).in(language));
}

/// "rules a, b; verbs c, d" / "any verb that reads a layer".
std::string origin_text(const CodeOrigin& origin, Language language) {
    const std::string_view comma = pick(language, ", ", "、");
    std::vector<std::string> parts;
    const auto add = [&](std::string_view names, std::string_view one, std::string_view many) {
        const std::vector<std::string> list = split_list(names, " ");
        if (!list.empty()) {
            parts.push_back(
                fmt::format("{} {}", list.size() == 1 ? one : many, fmt::join(list, comma)));
        }
    };
    add(origin.rules, pick(language, "rule", "规则"), pick(language, "rules", "规则"));
    add(origin.verbs, pick(language, "verb", "命令"), pick(language, "verbs", "命令"));
    if (origin.any_verb) {
        parts.emplace_back(
            pick(language, "every verb that reads or measures a layer", "凡读取或量算图层的命令"));
    }
    return fmt::format("{}", fmt::join(parts, pick(language, "; ", "；")));
}

std::string code_text(const CatalogueEntry& entry, Language language, Colour colour) {
    const std::string_view colon = pick(language, ": ", "：");
    std::string text =
        fmt::format("{} {} ({})\n\n{}\n\n", heading(entry.code, colour), entry.title.in(language),
                    title_of(entry.level).in(language), readable(entry.message.in(language)));
    const auto line = [&](std::string_view name, std::string_view value) {
        text += fmt::format("{}{}{}\n", name, colon, value);
    };
    if (entry.example.en != entry.message.en) {
        line(pick(language, "Example", "示例"), entry.example.in(language));
    }
    line(pick(language, "Why", "原因"), entry.why.in(language));
    line(pick(language, "Mend", "处理"), entry.mend.in(language));
    text += level_line(entry.level, language);
    line(pick(language, "Given by", "出自"), origin_text(origin_of(entry.code), language));
    return text;
}

/// The codes that a rule gives, in their order.
std::vector<const CatalogueEntry*> codes_of(const plan::RuleInfo& rule) {
    std::vector<const CatalogueEntry*> codes;
    for (const CatalogueEntry& entry : catalogue()) {
        const std::vector<std::string> kinds = split_list(origin_of(entry.code).rules, " ");
        if (std::ranges::find(kinds, rule.kind) != kinds.end()) {
            codes.push_back(&entry);
        }
    }
    return codes;
}

/// A line of a list: name, level, what it says.
std::string list_line(std::string_view name, std::size_t width, Level level, BiView what,
                      Language language) {
    constexpr std::size_t level_width = 9;
    return fmt::format("  {}{}{}\n", pad_right(name, width),
                       pad_right(title_of(level).in(language), level_width), what.in(language));
}

std::string codes_text(std::span<const CatalogueEntry* const> codes, Language language) {
    constexpr std::size_t code_width = 9;
    std::string text;
    for (const CatalogueEntry* entry : codes) {
        text += list_line(entry->code, code_width, entry->level, entry->title, language);
    }
    return text;
}

std::string rule_text(const plan::RuleInfo& rule, Language language, Colour colour) {
    const plan::RuleInfo* const one = &rule;
    std::string text = fmt::format("{}\n{}{}\n{}", rules_text({&one, 1}, language, colour),
                                   pick(language, "Why: ", "原因："), rule.why.in(language),
                                   level_line(rule.level, language));
    if (const auto codes = codes_of(rule); !codes.empty()) {
        text += fmt::format("\n{}\n{}",
                            pick(language, "Findings ('parkplan explain CODE' tells more):",
                                 "检查意见代码（详见 parkplan explain 代码）："),
                            codes_text(codes, language));
    }
    return text;
}

json::Array json_list(std::string_view names) {
    json::Array list;
    for (std::string& name : split_list(names, " ")) {
        list.emplace_back(std::move(name));
    }
    return list;
}

json::Value code_json(const CatalogueEntry& entry) {
    return json::Object{{"code", entry.code},
                        {"level", name_of(entry.level)},
                        {"title", json_of(entry.title)},
                        {"message", json_of(entry.message)},
                        {"example", json_of(entry.example)},
                        {"why", json_of(entry.why)},
                        {"mend", json_of(entry.mend)},
                        {"rules", json_list(origin_of(entry.code).rules)},
                        {"verbs", json_list(origin_of(entry.code).verbs)},
                        {"any_verb", origin_of(entry.code).any_verb}};
}

json::Value code_line_json(const CatalogueEntry& entry) {
    return json::Object{
        {"code", entry.code}, {"level", name_of(entry.level)}, {"title", json_of(entry.title)}};
}

std::string document(json::Object members) {
    members.emplace_back("complete", true);
    return json::dump(members, json::Layout::indented) + "\n";
}

} // namespace

std::string explain_text(std::string_view name, RuleInfos rules, Language language, Colour colour) {
    if (const CatalogueEntry* entry = find_catalogue_entry(name)) {
        return code_text(*entry, language, colour);
    }
    if (const plan::RuleInfo* rule = find_rule(name, rules)) {
        return rule_text(*rule, language, colour);
    }
    refuse(name, rules);
}

std::string explain_json(std::string_view name, RuleInfos rules) {
    json::Object members{{"parkplan", 1}, {"command", "explain"}};
    if (const CatalogueEntry* entry = find_catalogue_entry(name)) {
        members.emplace_back("entry", code_json(*entry));
    } else if (const plan::RuleInfo* rule = find_rule(name, rules)) {
        json::Array codes;
        for (const CatalogueEntry* of_rule : codes_of(*rule)) {
            codes.push_back(code_line_json(*of_rule));
        }
        members.emplace_back("rule", json_of(*rule));
        members.emplace_back("codes", std::move(codes));
    } else {
        refuse(name, rules);
    }
    return document(std::move(members));
}

std::string explain_all_text(RuleInfos rules, Language language, Colour colour) {
    std::size_t width = 0;
    for (const plan::RuleInfo* rule : rules) {
        width = std::max(width, rule->kind.size() + 2);
    }
    std::string text = fmt::format("{}\n", heading(pick(language, "Rules", "规则"), colour));
    for (const plan::RuleInfo* rule : rules) {
        text += list_line(rule->kind, width, rule->level, rule->summary, language);
    }
    std::vector<const CatalogueEntry*> codes;
    for (const CatalogueEntry& entry : catalogue()) {
        codes.push_back(&entry);
    }
    return text + fmt::format("\n{}\n{}", heading(pick(language, "Codes", "代码"), colour),
                              codes_text(codes, language));
}

std::string explain_all_json(RuleInfos rules) {
    json::Array kinds;
    for (const plan::RuleInfo* rule : rules) {
        kinds.emplace_back(json::Object{{"kind", rule->kind},
                                        {"level", name_of(rule->level)},
                                        {"summary", json_of(rule->summary)}});
    }
    json::Array codes;
    for (const CatalogueEntry& entry : catalogue()) {
        codes.push_back(code_line_json(entry));
    }
    return document({{"parkplan", 1},
                     {"command", "explain"},
                     {"rules", std::move(kinds)},
                     {"codes", std::move(codes)}});
}

} // namespace parkplan::report
