// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"
#include "plan/plan.hpp"
#include "review/finding.hpp"
#include "review/runner.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::review {

/// What an earlier run found. Whether it was waived then plays no part.
struct Baseline {
    std::string file{};   ///< name without folder
    std::string sha256{}; ///< of the text
    BiText plan{};        ///< name of the plan
    std::string date{};
    std::string crs{}; ///< code of its working CRS, or the name where there is none
    /// Without places and proposals; subjects without positions in the plan.
    std::vector<Finding> findings{};
    std::vector<geo::Box> boxes{};   ///< parallel to them: where they lay in the working CRS
    std::vector<Verdict> verdicts{}; ///< rule, subject, outcome and limit only
};

/// Reads the results.json of an earlier run. Throws Error{input}, about `file`, for a text that is
/// no JSON, no result of `check`, of another format version or of a run that was not completed.
[[nodiscard]] PARKPLAN_API Baseline parse_baseline(std::string_view text,
                                                   const std::filesystem::path& file);

/// Marks the findings of a review as new, changed or unchanged by what they are about, by place
/// where several are about the same, its verdicts by rule, subject and outcome, and lists what is
/// gone. A feature whose key alone is another is known by the place of its findings. Fills
/// review.baseline.
PARKPLAN_API void compare(Review& review, const plan::Plan& plan, const Baseline& baseline);

} // namespace parkplan::review
