// SPDX-License-Identifier: MIT
#include "cli/help_words.hpp"

#include "core/text.hpp"
#include "plan/plan.hpp"
#include "report/measure_fields.hpp"
#include "report/measure_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

using Dictionary = std::map<std::string, std::string, std::less<>>;

/// What lists of the help are made of.
Dictionary make_lists() {
    Dictionary lists;
    for (const report::MeasureFieldInfo& field : report::measure_fields()) {
        lists.emplace(field.help.en, field.help.zh);
    }
    for (const plan::AccuracyPreset& preset : plan::accuracy_presets()) {
        lists.emplace(fmt::format("{} ({})", preset.title.en, preset.name_zh),
                      fmt::format("{}，也可写作“{}”", preset.title.zh, preset.name_zh));
    }
    const std::vector<std::string> english =
        split_list(report::area_legend(Language::english), "\n");
    const std::vector<std::string> chinese =
        split_list(report::area_legend(Language::chinese), "\n");
    for (std::size_t i = 0; i < std::min(english.size(), chinese.size()); ++i) {
        lists.emplace(english[i], chinese[i]);
    }
    return lists;
}

} // namespace

std::optional<std::string> chinese_help(std::string_view english) {
    static const Dictionary lists = make_lists();
    if (const std::string_view chinese = in_chinese(english); !chinese.empty()) {
        return std::string{chinese};
    }
    if (const auto found = lists.find(english); found != lists.end()) {
        return found->second;
    }
    constexpr std::string_view gap = "  "; // between columns
    if (const std::size_t at = english.rfind(gap); at != std::string_view::npos) {
        const std::string_view head = english.substr(0, at + gap.size());
        const auto tail = chinese_help(english.substr(head.size()));
        return tail ? std::optional{fmt::format("{}{}", head, *tail)} : std::nullopt;
    }
    constexpr std::string_view colon = ": ";
    if (const std::size_t at = english.find(colon); at != std::string_view::npos) {
        const auto head = chinese_help(english.substr(0, at));
        const auto tail = chinese_help(english.substr(at + colon.size()));
        return head && tail ? std::optional{fmt::format("{}：{}", *head, *tail)} : std::nullopt;
    }
    return std::nullopt;
}

} // namespace parkplan::cli
