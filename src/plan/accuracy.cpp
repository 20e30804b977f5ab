// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/parse_units.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/plan.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::plan {
namespace {

/// Point accuracies in use: the three classes of boundary points of TD/T 1001, maps by scale, and
/// sketches that only illustrate.
constexpr std::array presets{
    AccuracyPreset{"jzd-1", "界址点一级", Metres{0.05},
                   BiView{"boundary points, class 1 (5 cm)", "界址点一级（5 厘米）"}},
    AccuracyPreset{"jzd-2", "界址点二级", Metres{0.075},
                   BiView{"boundary points, class 2 (7.5 cm)", "界址点二级（7.5 厘米）"}},
    AccuracyPreset{"jzd-3", "界址点三级", Metres{0.10},
                   BiView{"boundary points, class 3 (10 cm)", "界址点三级（10 厘米）"}},
    AccuracyPreset{"map-2000", "1:2000图解", Metres{1.0},
                   BiView{"taken from a map 1:2000 (1 m)", "1:2000 图解（1 米）"}},
    AccuracyPreset{"map-10000", "1:10000图解", Metres{5.0},
                   BiView{"taken from a map 1:10000 (5 m)", "1:10000 图解（5 米）"}},
    AccuracyPreset{"sketch", "示意图", Metres{50.0},
                   BiView{"sketch, position for illustration only (50 m)", "示意图（50 米）"}},
};

std::string without_blanks(std::string_view text) {
    std::string kept;
    for (const std::string& piece : split_list(text, " ")) {
        kept += piece;
    }
    return kept;
}

std::vector<std::string> preset_names() {
    std::vector<std::string> names;
    names.reserve(2 * presets.size());
    for (const AccuracyPreset& preset : presets) {
        names.emplace_back(preset.name);
    }
    for (const AccuracyPreset& preset : presets) {
        names.emplace_back(preset.name_zh);
    }
    return names;
}

} // namespace

std::span<const AccuracyPreset> accuracy_presets() noexcept {
    return presets;
}

Metres parse_point_accuracy(std::string_view text) {
    const std::string name = without_blanks(text);
    for (const AccuracyPreset& preset : presets) {
        if (name == preset.name || name == preset.name_zh) {
            return preset.value;
        }
    }
    const std::vector<std::string> known = preset_names();
    try {
        const Metres length = parse_length(text);
        if (length > Metres{0.0}) {
            return length;
        }
    } catch (const Error& error) {
        const bool number = !name.empty() && std::string_view{"+-.0123456789"}.find(name.front()) !=
                                                 std::string_view::npos;
        throw Error{ErrorKind::usage,
                    number ? error.message()
                           : told("'{}' is no point accuracy; a length such as '5cm' or a "
                                  "preset is needed",
                                  text),
                    error.where(), did_you_mean(name, known)};
    }
    throw Error{ErrorKind::usage,
                told("point accuracy '{}' is 0; a length above 0 is needed", text),
                {},
                did_you_mean(name, known)};
}

} // namespace parkplan::plan
