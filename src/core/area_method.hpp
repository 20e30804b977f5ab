// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/catalogue.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace parkplan {

/// The four ways parkplan gives the area of a feature. Which surface a figure lies on changes it
/// more than any arithmetic does, so every figure names its method.
enum class AreaMethod : std::uint8_t {
    planar,      ///< shoelace in the layer's own projected plane
    ellipsoidal, ///< on the ellipsoid, edges straight in the working Gauss-Krüger plane
    survey,   ///< literal procedure of 国土调查办发〔2008〕32号, whole features, 0.01 m²
    geodesic, ///< on the ellipsoid, edges geodesics between the stored vertices
};

inline constexpr std::array<AreaMethod, 4> all_area_methods{
    AreaMethod::planar, AreaMethod::ellipsoidal, AreaMethod::survey, AreaMethod::geodesic};

/// Position in arrays that hold one value per method.
[[nodiscard]] constexpr std::size_t index_of(AreaMethod method) noexcept {
    return static_cast<std::size_t>(method);
}

/// "planar", "ellipsoidal", "survey", "geodesic": in JSON, options and plan files.
[[nodiscard]] PARKPLAN_API std::string_view name_of(AreaMethod method) noexcept;
[[nodiscard]] PARKPLAN_API std::optional<AreaMethod> area_method(std::string_view name) noexcept;

/// What people call it ("planar area" / "平面面积"), what it is called elsewhere
/// ("≈ ArcGIS planar area, QGIS area()"), and one sentence why it differs from the others.
[[nodiscard]] PARKPLAN_API BiView title_of(AreaMethod method) noexcept;
[[nodiscard]] PARKPLAN_API BiView elsewhere(AreaMethod method) noexcept;
[[nodiscard]] PARKPLAN_API BiView why_different(AreaMethod method) noexcept;

} // namespace parkplan
