// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "report/json_parts.hpp"
#include "report/rules_report.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {
namespace {

const plan::RuleInfo* find_rule(std::string_view name, RuleInfos rules) noexcept {
    const auto found =
        std::ranges::find(rules, name, [](const plan::RuleInfo* rule) { return rule->kind; });
    return found == rules.end() ? nullptr : *found;
}

[[noreturn]] void refuse(std::string_view name, RuleInfos rules) {
    std::vector<std::string> kinds;
    for (const plan::RuleInfo* rule : rules) {
        kinds.emplace_back(rule->kind);
    }
    std::vector<std::string> all = kinds;
    for (const CatalogueEntry& entry : catalogue()) {
        all.emplace_back(entry.code);
    }
    // The list of all codes would be a page long: name the nearest, and the rules.
    std::string hint;
    // A well-formed code that does not exist is no slip of the pen.
    const bool code = name.size() == all.back().size() && name.starts_with("PP-");
    if (const auto near = nearest(name, all); near && !code) {
        hint = fmt::format("did you mean '{}'? ", *near);
    }
    hint += fmt::format("codes run from {} to {}, rules: {}", catalogue().front().code,
                        catalogue().back().code, fmt::join(kinds, ", "));
    throw Error{
        ErrorKind::usage, fmt::format("no code and no rule is called '{}'", name), {}, hint};
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

std::string code_text(const CatalogueEntry& entry, Language language, Colour colour) {
    return fmt::format("{} {} ({})\n\n{}\n\n{}{}\n{}{}\n", heading(entry.code, colour),
                       entry.title.in(language), title_of(entry.level).in(language),
                       readable(entry.message.in(language)), pick(language, "Why: ", "原因："),
                       entry.why.in(language), pick(language, "Mend: ", "处理："),
                       entry.mend.in(language));
}

std::string rule_text(const plan::RuleInfo& rule, Language language, Colour colour) {
    const plan::RuleInfo* const one = &rule;
    return fmt::format("{}\n{}{}\n", rules_text({&one, 1}, language, colour),
                       pick(language, "Why: ", "原因："), rule.why.in(language));
}

json::Value code_json(const CatalogueEntry& entry) {
    return json::Object{{"code", entry.code},
                        {"level", name_of(entry.level)},
                        {"title", json_of(entry.title)},
                        {"message", json_of(entry.message)},
                        {"why", json_of(entry.why)},
                        {"mend", json_of(entry.mend)}};
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
        members.emplace_back("rule", json_of(*rule));
    } else {
        refuse(name, rules);
    }
    members.emplace_back("complete", true);
    return json::dump(members, json::Layout::indented) + "\n";
}

} // namespace parkplan::report
