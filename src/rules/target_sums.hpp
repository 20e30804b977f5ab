// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "core/language.hpp"
#include "core/units.hpp"
#include "geo/shape.hpp"
#include "layer/layer.hpp"
#include "plan/plan.hpp"
#include "review/rule.hpp"
#include "rules/target_rows.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// A sum over the features of a target.
struct TargetSum {
    double known = 0.0; ///< over what certainly counts, in m², m or the field's unit
    double most = 0.0;  ///< together with what may count; infinite where that has no figure
    /// Standard uncertainty of `known` per metre of point accuracy: of areas and lengths.
    std::optional<double> per_metre{};
    std::optional<Metres> accuracy{};
    /// `known` by the two methods that may differ about a limit: of areas.
    std::optional<double> planar{};
    std::optional<double> ellipsoidal{};
    BiText why_none{}; ///< not empty: there is no sum at all

    static constexpr double unbounded = std::numeric_limits<double>::infinity();
    [[nodiscard]] std::optional<double> sigma() const {
        return per_metre && accuracy ? std::optional{*per_metre * accuracy->value()} : std::nullopt;
    }
    [[nodiscard]] bool open() const noexcept { return most > known; }
};

/// Where the features of a target are counted: the land of the chosen features of a polygon layer,
/// each place once.
class TargetPlace {
public:
    /// Throws Error{geometry} for polygons that the engine refuses.
    TargetPlace(const review::RuleInput& input, std::string_view layer_param,
                const TargetRows& rows);

    [[nodiscard]] const layer::Layer& layer() const noexcept { return m_layer; }
    [[nodiscard]] geo::MultiPolygonView area() const { return m_layer.table().polygons[0]; }
    [[nodiscard]] const review::LoadedLayer& zones() const noexcept { return m_zones; }
    /// Why it is not known at all; empty when it is.
    [[nodiscard]] const BiText& why_none() const noexcept { return m_why_none; }
    /// True when features may belong to it whose field has no value.
    [[nodiscard]] bool open() const noexcept { return m_open; }

private:
    const review::LoadedLayer& m_zones;
    BiText m_why_none{};
    bool m_open = false;
    layer::Layer m_layer;
};

/// What is summed, and where.
struct TargetInput {
    const review::RuleInput& input;
    std::string_view layer{}; ///< the parameter
    const TargetRows& rows;
    const TargetPlace* place = nullptr; ///< none: everywhere
    TargetNotes& notes;
};

/// How land is added up: planar where that is the method of record, else ellipsoidal, for survey
/// areas are no sums and geodesic edges no borders of pieces.
[[nodiscard]] AreaMethod method_of_land(const plan::Plan& plan) noexcept;

/// The land of the features by method_of_land, each place once.
[[nodiscard]] TargetSum sum_of_areas(const TargetInput& target);
/// The length of the lines in the plane of the working coordinate system.
[[nodiscard]] TargetSum sum_of_lengths(const TargetInput& target);
/// The values of a numeric field; of a feature that lies in part in the place the share by area,
/// by length or by number of points.
[[nodiscard]] TargetSum sum_of_values(const TargetInput& target, const std::string& field);

} // namespace parkplan::rules
