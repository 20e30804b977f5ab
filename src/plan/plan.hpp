// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/area_method.hpp"
#include "core/language.hpp"
#include "core/level.hpp"
#include "core/units.hpp"
#include "crs/crs.hpp"
#include "plan/rule_info.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parkplan::plan {

/// Place in the plan file, for messages: "plan.toml:14:1".
struct Location {
    std::uint32_t line = 0;
    std::uint32_t column = 0; ///< counts characters, from 1

    friend auto operator<=>(const Location&, const Location&) = default;
};

/// Which state of a boundary a layer shows, in the plan's words.
struct Edition {
    std::string approval{}; ///< number of the approval (批复文号)
    std::string version{};  ///< 版本
    std::string as_of{};    ///< 基准日: a date or a year

    [[nodiscard]] bool empty() const noexcept {
        return approval.empty() && version.empty() && as_of.empty();
    }
};

/// One [layers.x] of a plan.
struct PARKPLAN_API LayerConfig {
    std::string id{};             ///< name in the plan: rules refer to it
    std::string path{};           ///< as written
    std::filesystem::path file{}; ///< resolved against the plan's folder
    std::string layer{};          ///< layer name in the source; empty: the only one
    std::string key{};            ///< key field; empty: "#<fid>"
    BiText title{};               ///< id when not stated
    std::string where{};
    std::string encoding{};                      ///< of a Shapefile; empty: as it states
    std::map<std::string, std::string> fields{}; ///< role -> field name
    std::optional<crs::Crs> crs{};               ///< stated CRS
    std::optional<Metres> point_accuracy{};
    Edition edition{};
    /// False: the plan knows the layer, but nobody has given it; rules that need it are not
    /// checked, and say so.
    bool provided = true;
    Location location{};
    /// Where the file states each key: its value.
    std::map<std::string, Location, std::less<>> key_locations{};

    /// Where the key `name` is stated; the layer itself when it is not.
    [[nodiscard]] Location location_of(std::string_view name) const;
    /// The field name behind a role; a name that is no role is a field name itself.
    [[nodiscard]] std::string field(const std::string& role_or_name) const;
};

/// A parameter of a configured rule, checked against its ParamInfo: text for layer, field, text.
using ParamValue =
    std::variant<std::string, std::vector<std::string>, SquareMetres, Metres, std::int64_t, double>;

/// One [[rules]] entry of a plan, checked.
struct PARKPLAN_API RuleConfig {
    std::string id{};   ///< "clusters.area"
    std::string kind{}; ///< "area_at_least"
    Level level = Level::error;
    std::string group{}; ///< heading in the report; empty: none
    Citation clause{};
    /// Why the plan does not have it checked; empty: it is checked. Parameters may then be missing.
    BiText not_checked{};
    std::map<std::string, ParamValue, std::less<>> params{}; ///< with the fallbacks filled in
    std::vector<std::string> layers{}; ///< that the parameters name, in the order of the rule's
    Location location{};
    /// Where the file states each parameter: its value; fallbacks are not in here.
    std::map<std::string, Location, std::less<>> param_locations{};

    [[nodiscard]] bool has(std::string_view name) const;
    /// Typed access, `text` also for layer and field, `list` for fields and text_list;
    /// Error{internal} for a parameter that is absent or of another type.
    [[nodiscard]] const std::string& text(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& list(std::string_view name) const;
    [[nodiscard]] SquareMetres area(std::string_view name) const;
    [[nodiscard]] Metres length(std::string_view name) const;
    [[nodiscard]] std::int64_t integer(std::string_view name) const;
    [[nodiscard]] double number(std::string_view name) const; ///< also a share
};

/// One [[waivers]] entry: a finding, or a rule's word on one feature, that is known and accepted.
/// Either the fingerprint is stated, or rule and key.
struct PARKPLAN_API Waiver {
    std::string fingerprint{};
    std::string rule{};
    std::string key{};
    std::string reason{};
    std::string until{}; ///< last day on which it holds, ISO; empty: no end
    Location location{};
};

/// [readings]: other ways to read a rule, under which its verdict is told as well. An empty list
/// leaves that question at what the plan and the rule say.
struct PARKPLAN_API Readings {
    std::vector<AreaMethod> methods{};
    std::vector<std::string> areas{};    ///< "gross": of the boundary, "net": land for industries
    std::vector<std::string> classes{};  ///< "narrow", "middle", "wide"
    std::vector<std::string> overlaps{}; ///< "counted", "left_out": land that others claim too
    std::vector<Metres> gaps{};          ///< only the largest group of parts within the gap counts
    std::vector<Metres> accuracies{};    ///< point accuracies

    [[nodiscard]] bool empty() const noexcept {
        return methods.empty() && areas.empty() && classes.empty() && overlaps.empty() &&
               gaps.empty() && accuracies.empty();
    }
};

enum class OutputFormat : std::uint8_t { text, json, gpkg, geojson, shp, papers };

/// [papers]: what stands below each table of the papers that a reviewer hands in. What is empty is
/// left blank, to be filled in by hand.
struct Papers {
    std::string unit{}; ///< 编制单位
    std::string calculated_by{};
    std::string checked_by{};
    std::string date{}; ///< ISO; empty: the date of the results
};

/// A plan file that holds together: every reference resolves, every value is converted.
struct PARKPLAN_API Plan {
    std::filesystem::path file{};
    BiText name{};
    std::string date{}; ///< ISO date, or empty
    std::vector<Source> sources{};
    crs::Crs working_crs = crs::Crs::local();
    AreaMethod method = AreaMethod::ellipsoidal; ///< of record
    std::string basis{};                         ///< of the method; empty: none given
    std::optional<Metres> point_accuracy{};
    double coverage_factor = 2.0;
    std::vector<LayerConfig> layers{}; ///< in file order
    std::vector<RuleConfig> rules{};   ///< in file order
    std::vector<Waiver> waivers{};     ///< in file order
    Readings readings{};
    std::vector<OutputFormat> formats{};
    Papers papers{};

    [[nodiscard]] const LayerConfig* find_layer(std::string_view id) const noexcept;
    /// Position in `layers`; Error{internal} when there is none.
    [[nodiscard]] std::size_t layer_index(std::string_view id) const;
    /// "plan.toml:14:1" for Where::source, with the path as the user gave it.
    [[nodiscard]] std::string place_of(Location location) const;
};

/// Reads and checks a plan file against what the rules declare. Throws Error{plan} whose
/// where().source is "file:line:column", with a hint ("did you mean …"): TOML that cannot be
/// parsed, unknown keys, wrong types, unknown rule kinds and parameters, missing parameters,
/// duplicate ids, unknown layers and sources, missing files, bad units, unknown presets.
[[nodiscard]] PARKPLAN_API Plan read_plan(const std::filesystem::path& file,
                                          std::span<const RuleInfo* const> rules);

/// read_plan for a text that is already in memory; `name` stands for the file in messages, and
/// relative paths are resolved against its folder. Any bytes give a Plan or Error{plan}.
[[nodiscard]] PARKPLAN_API Plan read_plan_text(std::string_view text,
                                               const std::filesystem::path& name,
                                               std::span<const RuleInfo* const> rules);

/// A point accuracy as users state it: a length above 0 ("5cm") or the name of a preset in either
/// language (blanks do not count). Throws Error{usage} that lists the presets in its hint.
[[nodiscard]] PARKPLAN_API Metres parse_point_accuracy(std::string_view text);

/// Name, value and title of a preset for point accuracies (standard deviation of a position).
struct AccuracyPreset {
    std::string_view name{};    ///< "jzd-1" …, ASCII for the command line
    std::string_view name_zh{}; ///< "界址点一级" …, accepted as well; no blanks
    Metres value{};
    BiView title{};
};
[[nodiscard]] PARKPLAN_API std::span<const AccuracyPreset> accuracy_presets() noexcept;

} // namespace parkplan::plan
