// SPDX-License-Identifier: MIT
#include "core/text.hpp"
#include "rules/guess_fields.hpp"
#include "rules/landuse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

bool holds(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

/// The scheme that a text such as "分类指南2023" speaks of.
std::optional<LandUseScheme> scheme_named(std::string_view text) {
    if (const auto exact = scheme_of(text)) {
        return exact;
    }
    const bool guide =
        holds(text, "指南") || holds(lower_case(text), "guide") || holds(text, "用地用海");
    if (guide && holds(text, "2023")) {
        return LandUseScheme::guide_2023;
    }
    if (guide && (holds(text, "2020") || holds(text, "试行"))) {
        return LandUseScheme::guide_2020;
    }
    if (holds(text, "三调") || holds(text, "第三次全国国土调查")) {
        return LandUseScheme::survey_3;
    }
    if (holds(text, "21010") && holds(text, "2017")) {
        return LandUseScheme::gbt21010_2017;
    }
    return holds(text, "50137") ? std::optional{LandUseScheme::gb50137_2011} : std::nullopt;
}

std::string name_of(LandUseScheme scheme) {
    return std::string{std::ranges::find(scheme_names(), scheme, &SchemeName::scheme)->name};
}

/// What the layer says of itself: a field with one value that names a scheme.
SchemeGuess said_by_the_layer(const LayerSample& sample, std::size_t code) {
    SchemeGuess guess;
    for (std::size_t i = 0; i < sample.schema.size(); ++i) {
        const FieldFigures figures = figures_of(sample, i);
        const auto scheme = i != code && figures.values.size() == 1
                                ? scheme_named(*figures.values.begin())
                                : std::nullopt;
        if (!scheme) {
            continue;
        }
        const std::string& field = sample.schema.fields()[i].name;
        guess.why = {fmt::format("field '{}' says '{}'", field, *figures.values.begin()),
                     fmt::format("字段“{}”注明“{}”", field, *figures.values.begin())};
        if (std::ranges::find(guess.possible, name_of(*scheme)) == guess.possible.end()) {
            guess.possible.push_back(name_of(*scheme));
        }
    }
    return guess;
}

/// Codes of one edition of the guide that the other does not have.
int edition_points(LandUseScheme scheme, const std::set<std::string>& codes) {
    constexpr std::array<std::string_view, 5> only_2020{"0603", "0604", "090301", "090302", "1313"};
    constexpr std::array<std::string_view, 2> only_2023{"060202", "060203"};
    const auto count = [&codes](const auto& wanted) {
        return static_cast<int>(std::ranges::count_if(
            wanted, [&codes](std::string_view code) { return codes.contains(std::string{code}); }));
    };
    if (scheme == LandUseScheme::guide_2020) {
        return count(only_2020) - count(only_2023);
    }
    return scheme == LandUseScheme::guide_2023 ? count(only_2023) - count(only_2020) : 0;
}

/// How well a scheme fits: codes that it can hold, and names that mean what it means.
int points_of(LandUseScheme scheme, const std::map<std::string, std::string>& names) {
    int points = 0;
    std::set<std::string> codes;
    for (const auto& [code, name] : names) {
        codes.insert(code);
        points += may_hold(scheme, code) ? 1 : -1;
        const std::string_view meaning = meaning_of(scheme, code);
        if (!meaning.empty() && !name.empty()) {
            points += holds(name, meaning) ? 1 : -2;
        }
    }
    return points + edition_points(scheme, codes);
}

/// Each code with the first name that stands beside it.
std::map<std::string, std::string> named_codes(const LayerSample& sample, std::size_t code,
                                               std::optional<std::size_t> name) {
    std::map<std::string, std::string> names;
    for (std::size_t row = 0; row < sample.rows; ++row) {
        const auto text = sample.columns[code].as_text(row);
        const auto title = name ? sample.columns[*name].as_text(row) : std::nullopt;
        if (text && !trim(*text).empty()) {
            names.emplace(trim(*text), title.value_or(std::string{}));
        }
    }
    return names;
}

} // namespace

SchemeGuess guess_scheme(const LayerSample& sample, const std::string& code_field,
                         const std::string& class_field) {
    const auto code = sample.schema.find(code_field);
    if (!code) {
        return {};
    }
    if (SchemeGuess said = said_by_the_layer(sample, *code); said.possible.size() == 1) {
        return said;
    }
    const auto names = named_codes(sample, *code, sample.schema.find(class_field));
    SchemeGuess guess;
    int most = 0;
    for (const SchemeName& scheme : scheme_names()) {
        const int points = points_of(scheme.scheme, names);
        if (points > most) {
            guess.possible.clear();
            most = points;
        }
        if (points == most && points > 0) {
            guess.possible.emplace_back(scheme.name);
        }
    }
    if (!guess.possible.empty()) {
        guess.why = {"the form of the codes and the names of the classes fit",
                     "编码形式与地类名称相符"};
    }
    return guess;
}

} // namespace parkplan::rules
