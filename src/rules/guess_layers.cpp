// SPDX-License-Identifier: MIT
#include "rules/guess_layers.hpp"

#include "core/text.hpp"
#include "rules/guess_fields.hpp"
#include "rules/likeness.hpp"

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

Points likeness(const plan::PlanTemplate& plan, const plan::TemplateLayer& layer,
                const FoundLayer& found) {
    Points points;
    const int by_name =
        std::max(name_score(layer, found.layer_name), name_score(layer, found.file_name));
    if (by_name > 0) {
        points.add(by_name, {"its name", "名称相符"});
    }
    if (const int by_fields = fields_score(plan, layer, found.sample); by_fields > 0) {
        points.add(by_fields, {"its fields", "字段相符"});
    }
    return points;
}

struct Candidate {
    std::size_t layer = 0; ///< of the plan
    std::size_t found = 0;
    Points points{};
};

std::vector<Candidate> candidates_of(const plan::PlanTemplate& plan,
                                     std::span<const FoundLayer> found) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < plan.layers.size(); ++i) {
        for (std::size_t j = 0; j < found.size(); ++j) {
            Points points = likeness(plan, plan.layers[i], found[j]);
            if (points.score >= least_score) {
                candidates.push_back({i, j, std::move(points)});
            }
        }
    }
    std::ranges::stable_sort(candidates, std::ranges::greater{},
                             [](const Candidate& candidate) { return candidate.points.score; });
    return candidates;
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
