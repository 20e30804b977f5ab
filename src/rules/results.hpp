// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "core/language.hpp"
#include "core/units.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

/// A verdict 'not checked' with the reason.
[[nodiscard]] review::Verdict not_checked(const review::RuleInput& input, review::Subject subject,
                                          BiText why);

/// The same of a rule that judges nothing here but looked for all that it tells: what it told of
/// the subject before and does not tell now is gone.
[[nodiscard]] review::Verdict only_told(const review::RuleInput& input, review::Subject subject,
                                        BiText what);

/// A verdict on a number of faults: none is allowed.
[[nodiscard]] review::Verdict count_verdict(const review::RuleInput& input, review::Subject subject,
                                            std::size_t faults);

/// The verdict as one on areas: by what they are measured and what is compared with.
[[nodiscard]] review::Verdict by_area(review::Verdict verdict, AreaMethod method,
                                      SquareMetres limit);

/// The verdict as one on a share of an area, 0 to 1: by what areas are measured and what is
/// compared with.
[[nodiscard]] review::Verdict by_share(review::Verdict verdict, AreaMethod method, double limit);

/// The finding with the area that it states, and the limit where there is one.
[[nodiscard]] review::Finding with_area(review::Finding finding, SquareMetres measured,
                                        std::optional<SquareMetres> limit = std::nullopt);

/// The finding that no accuracy is stated, and from which one on the verdict would be open
/// (PP-0403).
[[nodiscard]] review::Finding accuracy_finding(const review::RuleInput& input,
                                               review::Subject subject, Metres break_even);
/// A table of the rule, of its group and clause, as yet without columns.
[[nodiscard]] review::ResultTable table_of(const review::RuleInput& input, std::string name,
                                           BiText title);

/// Throws Error{plan} that points at a parameter: for what only the layers can tell.
[[noreturn]] void refuse(const review::RuleInput& input, std::string_view param,
                         const BiText& message);

} // namespace parkplan::rules
