// SPDX-License-Identifier: MIT
#include "report/rules_report.hpp"

#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace parkplan::report {
namespace {

std::string_view chinese_of(plan::ParamType type) noexcept {
    using plan::ParamType;
    switch (type) {
    case ParamType::layer:
        return "图层";
    case ParamType::field:
        return "字段";
    case ParamType::fields:
        return "一个或多个字段";
    case ParamType::area:
        return "面积";
    case ParamType::length:
        return "长度";
    case ParamType::integer:
        return "整数";
    case ParamType::number:
        return "数值";
    case ParamType::share:
        return "比例";
    case ParamType::text:
        return "文字";
    case ParamType::text_list:
        break;
    }
    return "文字列表";
}

/// "area, required" / "area, default 0m2" / "text".
std::string param_kind(const plan::ParamInfo& param, Language language) {
    std::string text{pick(language, name_of(param.type), chinese_of(param.type))};
    if (param.required) {
        text += pick(language, ", required", "，必填");
    } else if (!param.fallback.empty()) {
        text += fmt::format("{}{}", pick(language, ", default ", "，默认 "), param.fallback);
    }
    return text;
}

std::string param_line(const plan::ParamInfo& param, Language language) {
    return fmt::format("    {} ({}){}{}\n", param.name, param_kind(param, language),
                       pick(language, ": ", "："), param.help.in(language));
}

/// A cell of a Markdown table: '|' would end it.
std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '|') {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

std::string markdown_params(const plan::RuleInfo& rule, Language language) {
    std::string text;
    for (const plan::ParamInfo& param : rule.params) {
        text += text.empty() ? "" : "<br>";
        text += fmt::format("`{}` ({}){}{}", param.name, param_kind(param, language),
                            pick(language, ": ", "："), param.help.in(language));
    }
    return cell(text);
}

} // namespace

json::Value json_of(const plan::RuleInfo& rule) {
    json::Array params;
    for (const plan::ParamInfo& param : rule.params) {
        params.emplace_back(json::Object{
            {"name", param.name},
            {"type", name_of(param.type)},
            {"required", param.required},
            {"default", param.fallback.empty() ? json::Value{} : json::Value{param.fallback}},
            {"help", json_of(param.help)}});
    }
    return json::Object{{"kind", rule.kind},
                        {"summary", json_of(rule.summary)},
                        {"why", json_of(rule.why)},
                        {"level", name_of(rule.level)},
                        {"params", std::move(params)}};
}

std::string rules_text(RuleInfos rules, Language language, Colour colour) {
    std::string text;
    for (const plan::RuleInfo* rule : rules) {
        text += text.empty() ? "" : "\n";
        text += fmt::format("{} ({})\n  {}\n", heading(rule->kind, colour),
                            title_of(rule->level).in(language), rule->summary.in(language));
        for (const plan::ParamInfo& param : rule->params) {
            text += param_line(param, language);
        }
    }
    return text;
}

std::string rules_json(RuleInfos rules) {
    json::Array list;
    for (const plan::RuleInfo* rule : rules) {
        list.push_back(json_of(*rule));
    }
    const json::Value document = json::Object{
        {"parkplan", 1}, {"command", "rules"}, {"rules", std::move(list)}, {"complete", true}};
    return json::dump(document, json::Layout::indented) + "\n";
}

std::string rules_markdown(RuleInfos rules, Language language) {
    std::string text{pick(language,
                          "| Rule | Checks | Parameters | Level |\n| --- | --- | --- | --- |\n",
                          "| 规则 | 检查内容 | 参数 | 级别 |\n| --- | --- | --- | --- |\n")};
    for (const plan::RuleInfo* rule : rules) {
        text +=
            fmt::format("| `{}` | {} | {} | {} |\n", rule->kind, cell(rule->summary.in(language)),
                        markdown_params(*rule, language), title_of(rule->level).in(language));
    }
    return text;
}

} // namespace parkplan::report
