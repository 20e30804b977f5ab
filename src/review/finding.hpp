// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "core/level.hpp"
#include "geo/shape.hpp"
#include "geo/validity.hpp"
#include "plan/rule_info.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::review {

/// A feature of a plan's layer as people know it; an empty key means the whole layer.
struct Subject {
    std::uint32_t layer_index = 0; ///< position in the plan, for the order of results
    std::uint32_t row = 0;
    std::string layer{}; ///< id in the plan
    std::string key{};
    std::optional<std::int64_t> fid{};
    std::string name{}; ///< value of the role "name", when the plan maps one
    /// Filled by the runner: other features of the layer have the key as well (PP-0105).
    bool key_shared = false;
};

/// What became of a finding since the run that a baseline file holds.
enum class Change : std::uint8_t { not_compared, added, unchanged, changed };

/// Code of findings that say why a verdict is undecided.
inline constexpr std::string_view undecided_code = "PP-0402";

/// What a finding was in the run that a baseline file holds, where it was something else.
struct Former {
    Level level = Level::error;
    std::optional<double> measured{};
    std::optional<double> limit{};
    std::string unit{};
    std::string key{};       ///< of the subject, where the feature has another now
    std::string other_key{}; ///< of the other subject, likewise
    std::string code{};      ///< where what was undecided then has failed, or the other way round
    bool worse = false;      ///< what is found is graver, or further from the limit, than then
};

/// The data breaks a rule, or something must be known about it. A value: nothing is thrown.
struct Finding {
    std::string code{}; ///< catalogue code, "PP-0201"
    Level level = Level::error;
    std::string rule{};  ///< id of the configured rule; empty: reading or measuring
    std::string group{}; ///< "规划文本提示" …: such findings never count for the exit status
    Subject subject{};
    std::optional<Subject> other{};
    std::optional<double> measured{};
    std::optional<double> limit{};
    std::string unit{}; ///< of measured and limit: "m2", "m", ""
    BiText message{};
    geo::Shape place{}; ///< in the working CRS; monostate for attribute findings
    BiText proposal{};
    plan::Citation clause{};
    /// Place among the findings of one rule about one subject, where a rule ranks them.
    std::uint32_t rank = 0;
    std::string fingerprint{}; ///< filled by the runner: stable across runs
    std::string waived{};      ///< reason of the waiver that covers it; it then does not count
    Change change = Change::not_compared;
    std::optional<Former> former{}; ///< filled where it changed, or a key did
};

/// The point of a defect; nothing when it has no place (a coordinate that is not finite).
[[nodiscard]] PARKPLAN_API geo::Shape place_of(const geo::Defect& defect);

enum class Outcome : std::uint8_t { pass, fail, undecided, not_checked };

[[nodiscard]] PARKPLAN_API std::string_view name_of(Outcome outcome) noexcept;
/// 符合 / 未达到 / 临界（需核实） / 未检查 and pass / fail / undecided / not checked.
[[nodiscard]] PARKPLAN_API BiView title_of(Outcome outcome) noexcept;

/// A verdict under one reading of the plan's [readings].
struct ReadingOutcome {
    /// Question and answer by their names in the plan: ("method", "planar").
    std::vector<std::pair<std::string, std::string>> choices{};
    Outcome outcome = Outcome::not_checked;
    std::optional<double> value{};
    std::optional<double> sigma{};
};

/// What a rule says of one subject, always with what it hangs on.
struct Verdict {
    std::string rule{};
    std::string kind{};
    Subject subject{};
    Outcome outcome = Outcome::not_checked;
    Level level = Level::error; ///< of the rule: what a failure counts as
    std::string group{};
    std::optional<double> value{};
    std::optional<double> limit{};
    std::optional<double> margin{}; ///< positive on the passing side
    std::optional<double> sigma{};
    std::string unit{};
    std::string method{}; ///< "ellipsoidal" …, or empty where no area is judged
    BiText note{};        ///< why undecided or not checked
    /// Of "not checked": the rule judges nothing here, but looked for what it tells.
    bool looked = false;
    plan::Citation clause{};
    std::string waived{}; ///< reason of the waiver that covers it; it then does not count
    std::vector<ReadingOutcome> readings{}; ///< under every reading that the plan asks for
    BiText readings_note{};                 ///< which questions change the outcome
};

} // namespace parkplan::review
