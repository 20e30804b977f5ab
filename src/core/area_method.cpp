// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace parkplan {
namespace {

struct MethodText {
    std::string_view name;
    BiView title;
    BiView elsewhere;
    BiView why;
};

constexpr std::array<MethodText, 4> texts{{
    {"planar",
     {"planar area", "平面面积"},
     {"ArcGIS planar area, QGIS area()", "ArcGIS 平面面积、QGIS area()"},
     {"measured in the map plane, which stretches the ground: Gauss-Krüger planes are never "
      "smaller than the ellipsoid, by up to 0.04 % at the edge of a 3-degree zone",
      "在投影平面上量算，平面相对地面有拉伸：高斯-克吕格平面面积不小于椭球面积，3 度带边缘约大 "
      "0.04 %"}},
    {"ellipsoidal",
     {"ellipsoidal area", "椭球面积"},
     {"the survey area without its roundings; close to ArcGIS geodesic area and QGIS $area",
      "即不作中间取位的图斑椭球面积；接近 ArcGIS 测地线面积、QGIS $area"},
     {"on the ellipsoid, with edges that are straight in the Gauss-Krüger plane; it is additive, "
      "so pieces sum exactly to the whole",
      "在椭球面上量算，边在高斯-克吕格平面上为直线；可加，各部分之和等于整体"}},
    {"survey",
     {"survey area (32号)", "图斑椭球面积（按国土调查办发〔2008〕32号公式计算）"},
     {"no equivalent in ArcGIS or QGIS; the area tools of Chinese land-survey software",
      "ArcGIS、QGIS 无对应项；国土调查软件的图斑面积"},
     {"the literal procedure of the land survey, with its 70 m pieces and roundings; differs from "
      "the ellipsoidal area by centimetres squared to decimetres squared and is not additive",
      "按国土调查规定逐步计算（70 米加密、逐步取位），与椭球面积仅有取位差，不可加"}},
    {"geodesic",
     {"geodesic area", "测地线面积"},
     {"ArcGIS geodesic area, QGIS $area (ellipsoid set), PostGIS geography",
      "ArcGIS 测地线面积、QGIS $area（已设椭球）、PostGIS geography"},
     {"on the ellipsoid, with geodesic edges between the stored vertices; long edges bend away "
      "from "
      "the straight lines of the plane",
      "在椭球面上量算，相邻顶点以测地线相连；边较长时与平面直线边有偏离"}},
}};

} // namespace

std::string_view name_of(AreaMethod method) noexcept {
    return texts[index_of(method)].name;
}

std::optional<AreaMethod> area_method(std::string_view name) noexcept {
    for (const AreaMethod method : all_area_methods) {
        if (name_of(method) == name) {
            return method;
        }
    }
    return std::nullopt;
}

BiView title_of(AreaMethod method) noexcept {
    return texts[index_of(method)].title;
}

BiView elsewhere(AreaMethod method) noexcept {
    return texts[index_of(method)].elsewhere;
}

BiView why_different(AreaMethod method) noexcept {
    return texts[index_of(method)].why;
}

} // namespace parkplan
