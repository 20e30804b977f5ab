// SPDX-License-Identifier: MIT
#include "rules/guess_layers.hpp"

#include "core/text.hpp"
#include "rules/guess_fields.hpp"
#include "rules/likeness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

/// What is too weak a likeness to be a guess.
constexpr int least_score = 50;

bool is_word_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || c < 0;
}

/// True when `word` stands in `name` by itself: short words are part of many others.
bool stands_alone(std::string_view name, std::string_view word) {
    for (std::size_t at = name.find(word); at != std::string_view::npos;
         at = name.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_word_character(name[at - 1])) &&
            (end == name.size() || !is_word_character(name[end]))) {
            return true;
        }
    }
    return false;
}

/// 100 for the word itself, less for a name that only begins with it or holds it.
int word_score(std::string_view name, std::string_view word) {
    constexpr std::size_t long_ascii = 4;
    if (name == word) {
        return 100;
    }
    if (is_ascii(word) && word.size() < long_ascii) {
        return stands_alone(name, word) ? 70 : 0;
    }
    if (name.starts_with(word)) {
        return 80;
    }
    return name.find(word) != std::string_view::npos ? 60 : 0;
}

int name_score(const plan::TemplateLayer& layer, const std::string& name) {
    const std::string lower = lower_case(name);
    int most = 0;
    for (const std::string& word : layer.words) {
        most = std::max(most, word_score(lower, lower_case(word)));
    }
    return most;
}

/// Up to 40 points for fields that are named as the layer's roles ask.
int fields_score(const plan::PlanTemplate& plan, const plan::TemplateLayer& layer,
                 const LayerSample& sample) {
    constexpr int well_named = 80;
    constexpr int for_a_field = 10;
    constexpr int most = 40;
    int score = 0;
    for (const RoleGuess& guess : guess_fields(plan, {{layer.id, &sample}}, {})) {
        score += !guess.best.empty() && guess.best.front().score >= well_named ? for_a_field : 0;
    }
    return std::min(score, most);
}

/// True for the name of a field that says of what layer it is, as 组团名称 does, or 组团名 where a
/// Shapefile cut that; a field that only points to another layer, or describes, says nothing.
bool tells_the_layer(const plan::TemplateRole& role, const std::string& field, NameLikeness named) {
    using plan::RoleContent;
    return role.content != RoleContent::reference && role.content != RoleContent::other &&
           (named == NameLikeness::just || (named == NameLikeness::like && !is_ascii(field)));
}

/// For a layer whose name says nothing: by fields that hold what the roles ask for and are named
/// so, when one of them at least tells the layer.
Points telling_fields(const plan::PlanTemplate& plan, const plan::TemplateLayer& layer,
                      const LayerSample& sample) {
    constexpr int for_a_telling = 30;
    constexpr int for_a_usual = 20;
    std::vector<std::string> fields;
    int score = 0;
    bool telling = false;
    for (const RoleGuess& guess : guess_fields(plan, {{layer.id, &sample}}, {})) {
        if (guess.best.empty()) {
            continue;
        }
        const std::string& field = guess.best.front().field;
        const plan::TemplateRole& role = *plan.find_role(layer.id, guess.role);
        const NameLikeness named = likeness_of(role, field);
        if (named == NameLikeness::none || std::ranges::count(fields, field) != 0) {
            continue;
        }
        telling = telling || tells_the_layer(role, field, named);
        score += named == NameLikeness::just ? for_a_telling : for_a_usual;
        fields.push_back(field);
    }
    Points points;
    if (telling) {
        points.add(score, {fmt::format("its fields {}", fmt::join(fields, ", ")),
                           fmt::format("字段{}相符", fmt::join(fields, "、"))});
    }
    return points;
}

Points likeness(const plan::PlanTemplate& plan, const plan::TemplateLayer& layer,
                const FoundLayer& found) {
    Points points;
    const int by_name =
        std::max(name_score(layer, found.layer_name), name_score(layer, found.file_name));
    if (by_name == 0) {
        return telling_fields(plan, layer, found.sample);
    }
    points.add(by_name, {"its name", "名称相符"});
    if (const int by_fields = fields_score(plan, layer, found.sample); by_fields > 0) {
        points.add(by_fields, {"its fields", "字段相符"});
    }
    return points;
}

struct Candidate {
    std::size_t layer = 0; ///< of the plan
    std::size_t found = 0;
    Points points{};
    bool by_fields = false; ///< its name says nothing
};

std::vector<Candidate> candidates_of(const plan::PlanTemplate& plan,
                                     std::span<const FoundLayer> found) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < plan.layers.size(); ++i) {
        for (std::size_t j = 0; j < found.size(); ++j) {
            Points points = likeness(plan, plan.layers[i], found[j]);
            if (points.score >= least_score) {
                const bool by_fields = name_score(plan.layers[i], found[j].layer_name) == 0 &&
                                       name_score(plan.layers[i], found[j].file_name) == 0;
                candidates.push_back({i, j, std::move(points), by_fields});
            }
        }
    }
    std::ranges::stable_sort(candidates, std::ranges::greater{},
                             [](const Candidate& candidate) { return candidate.points.score; });
    return candidates;
}

/// The layers of the plan that a found one is equally like by its fields, when there are several.
std::vector<std::string> torn_between(const plan::PlanTemplate& plan,
                                      const std::vector<Candidate>& candidates,
                                      const Candidate& candidate) {
    std::vector<std::string> ids;
    for (const Candidate& other : candidates) {
        if (candidate.by_fields && other.by_fields && other.found == candidate.found &&
            other.points.score == candidate.points.score) {
            ids.push_back(plan.layers[other.layer].id);
        }
    }
    return ids.size() > 1 ? ids : std::vector<std::string>{};
}

} // namespace

LayerGuesses guess_layers(const plan::PlanTemplate& plan, std::span<const FoundLayer> found) {
    LayerGuesses guesses;
    std::vector<bool> taken(found.size(), false);
    const std::vector<Candidate> candidates = candidates_of(plan, found);
    for (const Candidate& candidate : candidates) {
        const std::string& id = plan.layers[candidate.layer].id;
        if (taken[candidate.found] || guesses.chosen.contains(id) || guesses.equal.contains(id)) {
            guesses.beaten.emplace(candidate.found, id);
            continue;
        }
        if (std::vector<std::string> ids = torn_between(plan, candidates, candidate);
            !ids.empty()) {
            taken[candidate.found] = true;
            guesses.torn.emplace(candidate.found, std::move(ids));
            continue;
        }
        std::vector<std::size_t> equal;
        for (const Candidate& other : candidates) {
            if (other.layer == candidate.layer && !taken[other.found] &&
                other.points.score == candidate.points.score) {
                equal.push_back(other.found);
            }
        }
        if (equal.size() > 1) {
            guesses.equal.emplace(id, std::move(equal));
            continue;
        }
        taken[candidate.found] = true;
        guesses.chosen.emplace(id, candidate.found);
        guesses.why.emplace(id, candidate.points.why);
    }
    return guesses;
}

} // namespace parkplan::rules
