// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "report/paint.hpp"
#include "report/words.hpp"
#include "review/finding.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace parkplan::report {

/// How findings and tables are written for people.
struct TextStyle {
    Language language = Language::english;
    Colour colour = Colour::off;
    CoordinateKind coordinates = CoordinateKind::projected;
    bool layers = false; ///< the layer of what no rule found is named: several were read
};

/// What the finding proposes; a name alone, the same in both languages, as a question.
[[nodiscard]] std::string proposal_text(const review::Finding& finding, Language language);

/// A finding in lines: "error PP-0201 'A': message", what became of it since the baseline, then
/// proposal and place, indented further.
[[nodiscard]] std::string finding_text(const review::Finding& finding, const TextStyle& style,
                                       std::size_t indent);

/// How many findings there are of each level; those with a group and waived ones do not
/// count.
struct LevelCounts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t infos = 0;
};
[[nodiscard]] LevelCounts count_levels(std::span<const review::Finding> findings) noexcept;

/// "1 error, 2 warnings, 0 infos" / "问题 1，警告 2，提示 0".
[[nodiscard]] std::string levels_text(const LevelCounts& counts, Language language);

/// "1 feature", "2 features" / "1 个要素".
[[nodiscard]] std::string features_text(std::uint64_t count, Language language);

} // namespace parkplan::report
