// SPDX-License-Identifier: MIT
#pragma once

#include "geo/point.hpp"
#include "review/finding.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parkplan::review {

/// A finding and where it lies; an empty box where it has no place, or none that can be compared.
struct Placed {
    const Finding* finding = nullptr;
    geo::Box box{};
};

/// True when people see one figure, or the two differ by rounding only.
[[nodiscard]] bool same_figure(std::optional<double> a, std::optional<double> b,
                               const std::string& unit);

/// By finding of now: the position of the finding of then that it was, if any. Two are the same
/// where code, rule and subjects are; several of those are told apart by place and size, never by
/// their order. What is left is the same where rule, code and layers are and only one of now and
/// one of then lie in just that place: the feature's key is another then. `step` is the side of the
/// squares that corners of boxes are rounded to. Features without a key are known by their number
/// in the file, which changes: findings about them are matched by place first.
[[nodiscard]] std::vector<std::optional<std::size_t>>
match_findings(std::span<const Placed> now, std::span<const Placed> then, double step);

/// What `then` was, where it is to be told of `now`: another level, size, limit, key or
/// outcome.
[[nodiscard]] std::optional<Former> former_of(const Finding& now, const Finding& then);

/// True when nothing but a key is another.
[[nodiscard]] bool only_key(const Finding& now, const Former& former);

} // namespace parkplan::review
