// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "geo/canonical.hpp"
#include "geo/shape.hpp"
#include "geo/validity.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

/// Any text is read or refused with an Error; what is read can be checked and measured, and never
/// has an area below zero when its rings are sound.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace parkplan;
    try {
        const std::span bytes{data, size};
        const std::string text(bytes.begin(), bytes.end());
        const geo::MultiPolygon area = geo::polygon_from_wkt(text);
        const std::vector<geo::Defect> defects = geo::find_defects(area.view());
        const double planar = geo::planar_area(area.view());
        if (defects.empty() && planar < 0.0) {
            std::abort();
        }
    } catch (const Error& e) {
        if (e.kind() != ErrorKind::input) {
            std::abort();
        }
    }
    return 0;
}
