// SPDX-License-Identifier: MIT
#include "rules/landuse.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace parkplan::rules {
namespace {

constexpr std::array<SchemeName, 5> names{{
    {LandUseScheme::guide_2023,
     "guide-2023",
     {"Guide to classes of land and sea (2023)", "用地用海分类指南（2023）"}},
    {LandUseScheme::guide_2020,
     "guide-2020",
     {"Guide to classes of land and sea (2020, trial)", "用地用海分类指南（2020试行）"}},
    {LandUseScheme::survey_3, "survey-3", {"Third National Land Survey", "三调工作分类"}},
    {LandUseScheme::gbt21010_2017, "gbt21010-2017", {"GB/T 21010-2017", "GB/T 21010-2017"}},
    {LandUseScheme::gb50137_2011, "gb50137-2011", {"GB 50137-2011", "GB 50137-2011"}},
}};

/// What a code means: the word that its name contains.
struct Meaning {
    std::string_view code{};
    std::string_view guide{};  ///< 2020 and 2023
    std::string_view survey{}; ///< 三调
    std::string_view gbt{};    ///< GB/T 21010-2017
};

/// Codes that stand in several schemes with other meanings.
constexpr std::array<Meaning, 12> meanings{{
    {"0601", "农村道路", "工业", "工业"},
    {"0602", "设施", "采矿", "采矿"},
    {"0603", "设施", "盐田", "盐田"},
    {"0802", "科研", "", "新闻出版"},
    {"0803", "文化", "", "教育"},
    {"0804", "教育", "", "科研"},
    {"0805", "体育", "", "医疗"},
    {"0806", "医疗", "", "福利"},
    {"0807", "福利", "", "文化"},
    {"1001", "工业", "铁路", "铁路"},
    {"1002", "采矿", "轨道", "轨道"},
    {"1003", "盐田", "公路", "公路"},
}};

std::string_view meaning_in(const Meaning& meaning, LandUseScheme scheme) noexcept {
    switch (scheme) {
    case LandUseScheme::guide_2023:
    case LandUseScheme::guide_2020:
        return meaning.guide;
    case LandUseScheme::survey_3:
        return meaning.survey;
    case LandUseScheme::gbt21010_2017:
        return meaning.gbt;
    case LandUseScheme::gb50137_2011:
        break;
    }
    return {};
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) noexcept {
    return std::ranges::all_of(text, is_digit);
}

/// The number of the two digits that a code starts with; -1 for others.
int leading_class(std::string_view code) noexcept {
    if (code.size() < 2 || !is_digit(code[0]) || !is_digit(code[1])) {
        return -1;
    }
    return (code[0] - '0') * 10 + (code[1] - '0');
}

/// The code of four digits, or fewer, that a code of the guides or the surveys belongs to.
std::string_view second_level(std::string_view code) noexcept {
    return code.substr(0, std::min<std::size_t>(code.size(), 4));
}

bool may_hold_guide(std::string_view code) noexcept {
    constexpr int last_class = 24;
    const int group = leading_class(code);
    return all_digits(code) && (code.size() == 2 || code.size() == 4 || code.size() == 6) &&
           group >= 1 && group <= last_class;
}

/// "0601", "05H1", "08H2A", "0810A", "1006".
bool may_hold_survey(std::string_view code) noexcept {
    constexpr int last_class = 12;
    const int group = leading_class(code);
    if (group < 0 || group > last_class) {
        return false;
    }
    std::string_view rest = code.substr(2);
    if (!rest.empty() && rest.back() >= 'A' && rest.back() <= 'Z' && rest.size() == 3) {
        rest.remove_suffix(1);
    }
    return rest.empty() ||
           (rest.size() == 2 && (is_digit(rest[0]) || rest[0] == 'H') && is_digit(rest[1]));
}

bool may_hold_gbt(std::string_view code) noexcept {
    constexpr int last_class = 12;
    const int group = leading_class(code);
    return all_digits(code) && (code.size() == 2 || code.size() == 4) && group >= 1 &&
           group <= last_class;
}

/// "M", "M1", "A35", "B31", "H11", "E2".
bool may_hold_letters(std::string_view code) noexcept {
    constexpr std::string_view classes = "RABMWSUGHE";
    return !code.empty() && classes.find(code.front()) != std::string_view::npos &&
           code.size() <= 3 && all_digits(code.substr(1));
}

} // namespace

std::span<const SchemeName> scheme_names() noexcept {
    return names;
}

std::optional<LandUseScheme> scheme_of(std::string_view text) noexcept {
    const auto found = std::ranges::find_if(names, [text](const SchemeName& name) {
        return name.name == text || name.title.zh == text;
    });
    return found == names.end() ? std::nullopt : std::optional{found->scheme};
}

BiView title_of(LandUseScheme scheme) noexcept {
    return std::ranges::find(names, scheme, &SchemeName::scheme)->title;
}

bool may_hold(LandUseScheme scheme, std::string_view code) noexcept {
    switch (scheme) {
    case LandUseScheme::guide_2023:
    case LandUseScheme::guide_2020:
        return may_hold_guide(code);
    case LandUseScheme::survey_3:
        return may_hold_survey(code);
    case LandUseScheme::gbt21010_2017:
        return may_hold_gbt(code);
    case LandUseScheme::gb50137_2011:
        break;
    }
    return may_hold_letters(code);
}

bool is_in(std::string_view code, std::string_view parent) noexcept {
    if (parent.empty() || !code.starts_with(parent)) {
        return false;
    }
    // Numeric classes are parted after two, four and six digits.
    const bool whole_levels = !all_digits(parent) || parent.size() % 2 == 0;
    return code.size() == parent.size() || whole_levels;
}

bool is_in_any(std::string_view code, std::span<const std::string> parents) noexcept {
    return std::ranges::any_of(parents,
                               [code](std::string_view parent) { return is_in(code, parent); });
}

std::optional<Reading> reading_of(std::string_view text) noexcept {
    for (const Reading reading : {Reading::narrow, Reading::middle, Reading::wide}) {
        const BiView title = title_of(reading);
        if (text == title.en || text == title.zh) {
            return reading;
        }
    }
    return std::nullopt;
}

BiView title_of(Reading reading) noexcept {
    switch (reading) {
    case Reading::narrow:
        return {"narrow", "窄"};
    case Reading::middle:
        return {"middle", "中"};
    case Reading::wide:
        break;
    }
    return {"wide", "宽"};
}

std::vector<std::string> usual_codes(LandUseScheme scheme, Reading reading) {
    if (scheme != LandUseScheme::guide_2023 && scheme != LandUseScheme::guide_2020) {
        return {};
    }
    std::vector<std::string> codes{"1001", "11"};
    if (reading != Reading::narrow) {
        codes.emplace_back("0802");
    }
    if (reading == Reading::wide) {
        codes.emplace_back("0902");
    }
    return codes;
}

std::string_view meaning_of(LandUseScheme scheme, std::string_view code) noexcept {
    const auto found = std::ranges::find(meanings, second_level(code), &Meaning::code);
    return found == meanings.end() ? std::string_view{} : meaning_in(*found, scheme);
}

std::optional<LandUseScheme> other_scheme(LandUseScheme declared, std::string_view code,
                                          std::string_view name) noexcept {
    const std::string_view own = meaning_of(declared, code);
    if (own.empty() || name.find(own) != std::string_view::npos) {
        return std::nullopt;
    }
    const auto found = std::ranges::find_if(names, [&](const SchemeName& other) {
        const std::string_view meaning = meaning_of(other.scheme, code);
        return !meaning.empty() && meaning != own && name.find(meaning) != std::string_view::npos;
    });
    return found == names.end() ? std::nullopt : std::optional{found->scheme};
}

bool is_ambiguous(LandUseScheme scheme, std::string_view code) noexcept {
    const std::string_view own = meaning_of(scheme, code);
    return !own.empty() && std::ranges::any_of(names, [&](const SchemeName& other) {
        const std::string_view meaning = meaning_of(other.scheme, code);
        return !meaning.empty() && meaning != own;
    });
}

} // namespace parkplan::rules
