// SPDX-License-Identifier: MIT
#include "review/order.hpp"

#include "core/digest.hpp"
#include "geo/point.hpp"
#include "geo/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
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
    std::ranges::stable_sort(review.verdicts, [&order](const Verdict& a, const Verdict& b) {
        return std::tuple{position(order, a.rule), rank(a.subject)} <
               std::tuple{position(order, b.rule), rank(b.subject)};
    });
    std::ranges::stable_sort(review.findings, [&order](const Finding& a, const Finding& b) {
        const auto rank_of = [&order](const Finding& finding) {
            return std::tuple{position(order, finding.rule), rank(finding.subject), finding.rank,
                              rank(finding.other), std::string_view{finding.code}};
        };
        const auto rank_a = rank_of(a);
        const auto rank_b = rank_of(b);
        return rank_a != rank_b ? rank_a < rank_b : place_before(a, b);
    });
    mark_findings(review);
}

} // namespace parkplan::review
