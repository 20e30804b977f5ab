// SPDX-License-Identifier: MIT
#include "review/order.hpp"

#include "core/digest.hpp"
#include "geo/point.hpp"
#include "geo/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::review {
namespace {

using RuleOrder = std::map<std::string, std::size_t, std::less<>>;

RuleOrder order_of_rules(const plan::Plan& plan) {
    RuleOrder order{{std::string{}, 0}};
    for (const plan::RuleConfig& rule : plan.rules) {
        order.emplace(rule.id, order.size());
    }
    return order;
}

std::size_t position(const RuleOrder& order, const std::string& rule) {
    const auto found = order.find(rule);
    return found == order.end() ? order.size() : found->second;
}

/// Whole layers come before features: what is wrong with the classes of land bears on all clusters.
auto rank(const Subject& subject) {
    return std::tuple{!subject.key.empty(), subject.layer_index, subject.row};
}

auto rank(const std::optional<Subject>& subject) {
    return std::pair{subject.has_value(), rank(subject.value_or(Subject{}))};
}

std::vector<geo::Point> points_of(const geo::Shape& shape) {
    std::vector<geo::Point> points;
    if (const auto* multipoint = std::get_if<geo::MultiPoint>(&shape)) {
        points = multipoint->points;
    } else if (const auto* lines = std::get_if<geo::MultiLine>(&shape)) {
        for (const std::vector<geo::Point>& line : lines->lines) {
            points.insert(points.end(), line.begin(), line.end());
        }
    } else if (const auto* area = std::get_if<geo::MultiPolygon>(&shape)) {
        const auto stored = area->view().points();
        points.assign(stored.begin(), stored.end());
    }
    return points;
}

/// Decides between findings of the same rule, subjects and code.
bool place_before(const Finding& a, const Finding& b) {
    if (a.place.index() != b.place.index()) {
        return a.place.index() < b.place.index();
    }
    const std::vector<geo::Point> points_a = points_of(a.place);
    const std::vector<geo::Point> points_b = points_of(b.place);
    const auto order = std::lexicographical_compare_three_way(points_a.begin(), points_a.end(),
                                                              points_b.begin(), points_b.end());
    return order != 0 ? order < 0 : a.message.en < b.message.en;
}

/// Sorts by a key of each item, which is made once, then by `before`, then as they were.
template <typename T, typename KeyOf, typename Before>
void sort_by(std::vector<T>& items, const KeyOf& key_of, const Before& before) {
    std::vector<decltype(key_of(items.front()))> keys;
    keys.reserve(items.size());
    std::ranges::transform(items, std::back_inserter(keys), key_of);
    std::vector<std::size_t> places(items.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::ranges::stable_sort(places, [&](std::size_t a, std::size_t b) {
        return keys[a] != keys[b] ? keys[a] < keys[b] : before(items[a], items[b]);
    });
    if (std::ranges::is_sorted(places)) {
        return;
    }
    std::vector<T> sorted;
    sorted.reserve(items.size());
    for (const std::size_t place : places) {
        sorted.push_back(std::move(items[place]));
    }
    items = std::move(sorted);
}

std::string identity(const Subject& subject) {
    return fmt::format("{}/{}", subject.layer, subject.key);
}

/// Both subjects of a finding. A pair within one layer in the order of its keys: which of the two
/// comes first in the file must not change a fingerprint.
std::pair<std::string, std::string> identities(const Finding& finding) {
    std::pair<std::string, std::string> both{
        identity(finding.subject), finding.other ? identity(*finding.other) : std::string{}};
    if (finding.other && finding.other->layer == finding.subject.layer &&
        both.second < both.first) {
        std::swap(both.first, both.second);
    }
    return both;
}

void mark_shared_keys(Review& review) {
    std::set<std::pair<std::uint32_t, std::string>> shared;
    for (const Finding& finding : review.findings) {
        if (finding.code == "PP-0105") {
            shared.emplace(finding.subject.layer_index, finding.subject.key);
        }
    }
    if (shared.empty()) {
        return;
    }
    const auto mark_subject = [&shared](Subject& subject) {
        subject.key_shared = shared.contains({subject.layer_index, subject.key});
    };
    for (Verdict& verdict : review.verdicts) {
        mark_subject(verdict.subject);
    }
    for (Finding& finding : review.findings) {
        mark_subject(finding.subject);
        if (finding.other) {
            mark_subject(*finding.other);
        }
    }
}

void mark(std::vector<Finding>& findings) {
    std::map<std::string, std::size_t> seen;
    for (Finding& finding : findings) {
        const std::string stem = stem_of(finding);
        const std::size_t ordinal = seen[stem]++;
        constexpr std::size_t digits = 16;
        finding.fingerprint = sha256(fmt::format("{}|{}", stem, ordinal)).substr(0, digits);
    }
}

} // namespace

std::string stem_of(const Finding& finding) {
    const auto [one, other] = identities(finding);
    return fmt::format("{}|{}|{}|{}", finding.code, finding.rule, one, other);
}

void mark_findings(Review& review) {
    mark(review.findings);
    mark_shared_keys(review);
}

void sort_and_mark(Review& review, const plan::Plan& plan) {
    const RuleOrder order = order_of_rules(plan);
    sort_by(
        review.verdicts,
        [&order](const Verdict& verdict) {
            return std::tuple{position(order, verdict.rule), rank(verdict.subject)};
        },
        [](const Verdict&, const Verdict&) { return false; });
    sort_by(
        review.findings,
        [&order](const Finding& finding) {
            return std::tuple{position(order, finding.rule), rank(finding.subject), finding.rank,
                              rank(finding.other), std::string_view{finding.code}};
        },
        place_before);
    mark_findings(review);
}

} // namespace parkplan::review
