// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/catalogue.hpp"
#include "core/language.hpp"
#include "json/value.hpp"
#include "plan/rule_info.hpp"
#include "report/paint.hpp"

#include <span>
#include <string>
#include <string_view>

namespace parkplan::report {

using RuleInfos = std::span<const plan::RuleInfo* const>;

/// All rules with their parameters, for `parkplan rules`.
[[nodiscard]] PARKPLAN_API std::string rules_text(RuleInfos rules, Language language,
                                                  Colour colour);
[[nodiscard]] PARKPLAN_API std::string rules_json(RuleInfos rules);
[[nodiscard]] json::Value json_of(const plan::RuleInfo& rule);
/// The table of the README: one row per rule, a line end after each.
[[nodiscard]] PARKPLAN_API std::string rules_markdown(RuleInfos rules, Language language);

/// What a code of the catalogue or a rule kind means; where a message takes values, the text says
/// ‹name› and JSON keeps the template's {name}. Throws Error{usage} with the nearest known
/// name when there is neither.
[[nodiscard]] PARKPLAN_API std::string explain_text(std::string_view name, RuleInfos rules,
                                                    Language language, Colour colour);
[[nodiscard]] PARKPLAN_API std::string explain_json(std::string_view name, RuleInfos rules);
/// All rules and all codes, one line each.
[[nodiscard]] PARKPLAN_API std::string explain_all_text(RuleInfos rules, Language language,
                                                        Colour colour);
[[nodiscard]] PARKPLAN_API std::string explain_all_json(RuleInfos rules);

} // namespace parkplan::report
