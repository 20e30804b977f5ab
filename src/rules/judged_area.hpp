// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "core/language.hpp"
#include "core/units.hpp"
#include "geo/polygon_column.hpp"
#include "measure/measure.hpp"
#include "review/judge.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

/// The area of a feature by the method of record, as it is compared: that of the survey procedure
/// is its published value, in steps of 0.01 m². Where there is none, why.
struct RecordArea {
    std::optional<SquareMetres> value{};
    BiText why{};
};
[[nodiscard]] RecordArea area_of_record(const review::RuleInput& input,
                                        const review::LoadedLayer& loaded, std::size_t row);

/// The area by a method as it is compared; nothing where there is none, or where a survey area is
/// beyond its bound.
[[nodiscard]] std::optional<SquareMetres> area_by(AreaMethod method,
                                                  const measure::FeatureMeasures& measures);

/// An area that must reach a limit, with everything that the verdict on it hangs on.
struct JudgedArea {
    const review::RuleInput& input;
    review::Subject subject{};
    geo::MultiPolygonView place;              ///< the area itself
    const measure::FeatureMeasures& measures; ///< of the same area: all methods, and sigma
    AreaMethod method = AreaMethod::planar;   ///< of `value`
    SquareMetres value{};
    SquareMetres limit{};
    review::Judgement judgement{};
    /// Why the rule leaves the verdict open, whatever the judgement; empty: it does not. The rule
    /// has made a finding of it.
    BiText open{};
    /// The point accuracy from which on another figure would leave the verdict open, where none is
    /// stated.
    std::optional<Metres> break_even{};
};

/// Figures of the comparison: 6 decimals when 2 would make value and limit look equal.
[[nodiscard]] std::string figure(const JudgedArea& one, SquareMetres area);

/// A finding about the area, with value and limit, at its place.
[[nodiscard]] review::Finding finding_of(const JudgedArea& one, std::string_view code,
                                         const MessageValues& values);

/// True when planar and ellipsoidal area lie on different sides of the limit.
[[nodiscard]] bool methods_disagree(const measure::FeatureMeasures& measures, SquareMetres limit);
/// The same where the plan gives no basis for its method: the verdict is then open.
[[nodiscard]] bool method_decides(const plan::Plan& plan, const measure::FeatureMeasures& measures,
                                  SquareMetres limit);
/// The finding that says so (PP-0404).
[[nodiscard]] review::Finding methods_differ(const JudgedArea& one);
/// From which point accuracy on the verdict would be uncertain (PP-0403); nothing where one is
/// stated.
[[nodiscard]] std::optional<review::Finding> accuracy_not_stated(const JudgedArea& one);

/// Adds the verdict and what is to be said with it: `below_limit` makes the finding of a failure;
/// the limit within the uncertainty (PP-0402), accuracy not stated (PP-0403), methods on different
/// sides of the limit without a basis (PP-0404) are told here.
void add_verdict(const JudgedArea& one,
                 const std::function<review::Finding(const JudgedArea&)>& below_limit,
                 review::RuleResult& result);

} // namespace parkplan::rules
