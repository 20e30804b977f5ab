// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "plan/plan.hpp"
#include "review/finding.hpp"
#include "review/rule.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::review {

/// Opens the layer of a plan. The caller supplies it: review does not know files.
using LayerReader = std::function<layer::Layer(const plan::LayerConfig&)>;

/// What became of the rows of one layer: every row is in exactly one of measured and excluded.
struct LayerLedger {
    std::string layer{};
    std::uint64_t features = 0; ///< rows read
    std::uint64_t measured = 0;
    std::uint64_t excluded = 0; ///< null, empty, no polygon, unreadable or invalid
    std::array<std::optional<ExactArea>, 4> areas{}; ///< sums over the measured rows, by method
};

/// An error inside one rule or layer: located, its subjects "not checked", the run went on.
struct RunError {
    std::string rule{};
    std::string layer{};
    Error error;
};

enum class WaiverState : std::uint8_t {
    applied,
    without_effect, ///< nothing that it covers was found
    ended,          ///< its last day lies before the date of the review
};

[[nodiscard]] PARKPLAN_API std::string_view name_of(WaiverState state) noexcept;

/// What became of one waiver of the plan. What two waivers cover stands under the first.
struct WaiverUse {
    WaiverState state = WaiverState::without_effect;
    std::vector<std::uint32_t> findings{}; ///< positions in the review
    std::vector<std::uint32_t> verdicts{};
};

/// Findings of an earlier run that are gone only because their rule asks for something else now.
struct OtherLimit {
    std::string rule{};
    std::string unit{}; ///< of the limits
    double then = 0.0;
    double now = 0.0;
    std::vector<Finding> findings{}; ///< without their places
};

/// What became of the findings of an earlier run.
struct Comparison {
    std::string file{};          ///< name of the baseline file, without its folder
    std::string sha256{};        ///< of its bytes
    BiText plan{};               ///< name of the plan it was made with
    std::string date{};          ///< of that run, or empty
    bool other_plan = false;     ///< its plan had another name
    bool no_common_rule = false; ///< none of the rules that spoke then is in this plan
    /// Findings of then that are gone, without their places: those whose subject was checked again,
    /// those that another limit let go, those about features that are no longer in their layer, and
    /// those of which this run cannot tell (not checked, or rule or layer no longer there).
    std::vector<Finding> fixed{};
    std::vector<OtherLimit> other_limits{};
    std::vector<Finding> removed{};
    std::vector<Finding> no_longer_checked{};
    /// Parallel to the verdicts of the review. Failed and undecided ones are unchanged when the
    /// outcome then was the same or worse; the others are not compared.
    std::vector<Change> verdicts{};
};

struct Review {
    std::vector<Verdict> verdicts{}; ///< sorted: plan order of rules, subject
    std::vector<Finding> findings{}; ///< sorted: plan order of rules, subject, other, code, place
    std::vector<LedgerEntry> ledger{};
    std::vector<ResultTable> tables{}; ///< in plan order of rules
    std::vector<LayerLedger> layers{};
    std::vector<RunError> errors{};
    std::vector<LoadedLayer> loaded{};         ///< in plan order; a layer that failed is left out
    std::vector<std::uint32_t> loaded_index{}; ///< plan position of each loaded layer
    std::vector<WaiverUse> waivers{};          ///< parallel to the plan's
    std::optional<Comparison> baseline{};
    bool complete = true;
};

enum class FailOn : std::uint8_t { error, undecided, warning, never };

/// Whether findings and verdicts count that stood in the baseline already. What grew worse since
/// counts as new.
enum class Counted : std::uint8_t { all, new_only };

/// Exit status by contract: 70 > 2 > 3 > 1 > 4 > 0. Findings and verdicts with a group do not
/// count, nor do those that a waiver covers.
[[nodiscard]] PARKPLAN_API int exit_status(const Review& review, FailOn fail_on,
                                           Counted counted = Counted::all) noexcept;

struct RunOptions {
    TaskPool* tasks = nullptr;
    Progress* progress = nullptr;
    measure::Validity validity = measure::Validity::checked;
    bool on_request = false; ///< run the rules that are run on request only
};

/// Runs a plan: loads each layer once, measures it, runs the rules in plan order, applies the
/// waivers as of the plan's date. Throws only what leaves no result at all (plan errors, internal
/// errors).
[[nodiscard]] PARKPLAN_API Review run_plan(const plan::Plan& plan,
                                           std::span<const Rule* const> rules,
                                           const LayerReader& reader, const RunOptions& options);

} // namespace parkplan::review
