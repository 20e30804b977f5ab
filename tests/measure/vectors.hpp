// SPDX-License-Identifier: MIT
#pragma once

#include "geo/shape.hpp"
#include "support/drawing.hpp"

#include <array>
#include <string_view>

namespace parkplan::test {

/// Worked examples in CGCS2000, Gauss-Krüger, central meridian 117° (EPSG:4548), x = easting.
struct SurveyVector {
    std::string_view id;
    std::string_view wkt;
    double planar_m2;
    double survey_m2;
};

inline constexpr std::array<SurveyVector, 4> survey_vectors{{
    {"T1",
     "POLYGON((440206.602 4427543.033, 441620.816 4427543.033, 441620.816 4428957.247, "
     "440206.602 4428957.247, 440206.602 4427543.033))",
     2000001.2378, 1999829.39},
    {"T2",
     "POLYGON((440000 4427000, 441300.750 4427150.250, 441550.125 4428300.500, "
     "440700.625 4428750.875, 439900.375 4428100, 440000 4427000))",
     2103374.9062, 2103192.83},
    {"T3",
     "POLYGON((440206.602 4427543.033, 441620.816 4427543.033, 441620.816 4428957.247, "
     "440206.602 4428957.247, 440206.602 4427543.033), (440500 4428000, 440900 4428000, "
     "440900 4428300, 440500 4428300, 440500 4428000))",
     1880001.2378, 1879839.78},
    {"T4",
     "POLYGON((405997.256 4424556.785, 407997.256 4424556.785, 405997.256 4426556.785, "
     "405997.256 4424556.785))",
     2000000.0000, 1999571.16},
}};

} // namespace parkplan::test
