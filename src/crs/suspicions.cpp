// SPDX-License-Identifier: MIT
#include "crs/suspicions.hpp"

#include "core/number.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::crs {
namespace {

bool within(const geo::Box& inner, const geo::Box& outer) noexcept {
    return inner.min.x >= outer.min.x && inner.max.x <= outer.max.x && inner.min.y >= outer.min.y &&
           inner.max.y <= outer.max.y;
}

constexpr geo::Box degrees{{-180.0, -90.0}, {180.0, 90.0}};
constexpr geo::Box china_degrees{{73.0, 3.0}, {136.0, 54.0}};
constexpr geo::Box china_degrees_swapped{{3.0, 73.0}, {54.0, 136.0}};
// Northings that Beijing has in a Gauss-Krüger plane, and eastings of its own grid.
constexpr geo::Box beijing_local{{430000.0, 250000.0}, {600000.0, 400000.0}};
constexpr geo::Box web_mercator_china{{8.1e6, 3.3e5}, {1.52e7, 7.2e6}};

/// Zone number in front of an easting such as 39 500 000; 0 without one.
int zone_prefix(double easting) noexcept {
    const double zone = std::floor(easting / 1e6);
    const double rest = easting - zone * 1e6;
    return zone >= 13.0 && zone <= 45.0 && rest >= 1e5 && rest <= 9e5 ? static_cast<int>(zone) : 0;
}

/// Gauss-Krüger and UTM planes with meridians of China: elsewhere in the world, and in the local
/// planes of other countries, the magnitudes below are nothing special.
bool is_of_china(const std::optional<TransverseMercator>& plane) noexcept {
    return plane && plane->origin_latitude_deg == 0.0 && plane->false_northing_m == 0.0 &&
           plane->central_meridian_deg >= 73.0 && plane->central_meridian_deg <= 136.0;
}

std::string extent_text(const geo::Box& box, int decimals) {
    return fmt::format("{}…{}, {}…{}", format_fixed(box.min.x, decimals),
                       format_fixed(box.max.x, decimals), format_fixed(box.min.y, decimals),
                       format_fixed(box.max.y, decimals));
}

void add(std::vector<BiText>& found, std::string en, std::string zh) {
    found.push_back({std::move(en), std::move(zh)});
}

void look_at_geographic(std::vector<BiText>& found, const Crs& crs, const geo::Box& extent) {
    // Latitudes of China as x lie within degrees, its longitudes as y mostly do not: look first.
    if (within(extent, china_degrees_swapped) && !within(extent, china_degrees)) {
        add(found,
            fmt::format("longitudes {}…{} look like latitudes of China: axes swapped",
                        format_fixed(extent.min.x, 3), format_fixed(extent.max.x, 3)),
            fmt::format("经度 {}…{} 形似中国的纬度：坐标轴可能颠倒", format_fixed(extent.min.x, 3),
                        format_fixed(extent.max.x, 3)));
    } else if (!within(extent, degrees)) {
        add(found,
            fmt::format("coordinates {} are no degrees, but {} is geographic; the layer is in a "
                        "plane",
                        extent_text(extent, 0), crs.label()),
            fmt::format("坐标 {} 不是经纬度，而 {} 是地理坐标系；图层应为平面坐标",
                        extent_text(extent, 0), crs.label()));
    }
}

void look_at_prefix(std::vector<BiText>& found, const Crs& crs, const geo::Box& extent) {
    const double false_easting = crs.transverse_mercator()->false_easting_m;
    const int wanted = zone_prefix(false_easting);
    const int has = zone_prefix(extent.centre().x);
    if (has != 0 && wanted == 0) {
        add(found,
            fmt::format("eastings carry the zone prefix {}, but {} has none", has, crs.label()),
            fmt::format("东坐标带有带号 {}，而 {} 不带带号", has, crs.label()));
    } else if (wanted != 0 && has == 0) {
        add(found, fmt::format("eastings carry no zone prefix, but {} has {}", crs.label(), wanted),
            fmt::format("东坐标不带带号，而 {} 应带带号 {}", crs.label(), wanted));
    } else if (wanted != has) {
        add(found,
            fmt::format("eastings carry the zone prefix {}, but {} has {}", has, crs.label(),
                        wanted),
            fmt::format("东坐标的带号为 {}，而 {} 的带号为 {}", has, crs.label(), wanted));
    }
}

void look_at_transverse_mercator(std::vector<BiText>& found, const Crs& crs,
                                 const geo::Box& extent) {
    look_at_prefix(found, crs, extent);
    if (within(extent, beijing_local)) {
        add(found,
            fmt::format("coordinates {} lie where the Beijing city grid does, which cannot be "
                        "placed; ask for CGCS2000 coordinates, or measure it as a local plane",
                        extent_text(extent, 0)),
            fmt::format("坐标 {} 符合北京地方坐标系的范围，无法定位；请索取 CGCS2000 成果，"
                        "或按本地平面坐标量算",
                        extent_text(extent, 0)));
    }
    const geo::Point middle = extent.centre();
    const double false_easting = crs.transverse_mercator()->false_easting_m;
    if (middle.x > 1e6 && middle.x < 1e7 && middle.y < 1e6 && middle.y > 0.0 &&
        false_easting < 1e6) {
        add(found,
            fmt::format("eastings {}…{} look like northings: axes swapped",
                        format_fixed(extent.min.x, 0), format_fixed(extent.max.x, 0)),
            fmt::format("东坐标 {}…{} 形似北坐标：坐标轴可能颠倒", format_fixed(extent.min.x, 0),
                        format_fixed(extent.max.x, 0)));
    }
}

void look_at_projected(std::vector<BiText>& found, const Crs& crs, const geo::Box& extent) {
    if (within(extent, degrees)) {
        add(found,
            fmt::format("coordinates {} look like degrees, but {} is a plane; the layer is "
                        "probably geographic (EPSG:4490 or EPSG:4326)",
                        extent_text(extent, 6), crs.label()),
            fmt::format("坐标 {} 形似经纬度，而 {} 是投影坐标系；图层应为地理坐标（EPSG:4490 或 "
                        "EPSG:4326）",
                        extent_text(extent, 6), crs.label()));
        return;
    }
    if (!is_of_china(crs.transverse_mercator())) {
        return;
    }
    if (within(extent, web_mercator_china) && zone_prefix(extent.centre().x) == 0) {
        add(found,
            fmt::format("coordinates {} look like Web Mercator (EPSG:3857), not {}",
                        extent_text(extent, 0), crs.label()),
            fmt::format("坐标 {} 形似 Web 墨卡托（EPSG:3857），而非 {}", extent_text(extent, 0),
                        crs.label()));
    }
    look_at_transverse_mercator(found, crs, extent);
}

/// What the coordinates of a layer without a CRS suggest.
void suggest(std::vector<BiText>& found, const geo::Box& extent) {
    std::string guess;
    const int zone = zone_prefix(extent.centre().x);
    if (within(extent, china_degrees)) {
        guess = "EPSG:4490";
    } else if (zone >= 25) {
        guess = fmt::format("EPSG:{}", 4513 + zone - 25);
    } else if (zone >= 13) {
        guess = fmt::format("EPSG:{}", 4491 + zone - 13);
    }
    if (!guess.empty()) {
        add(found,
            fmt::format("no coordinate system; if the layer is in CGCS2000, the coordinates fit "
                        "--crs {}",
                        guess),
            fmt::format("未声明坐标系；如为 CGCS2000 成果，坐标与 --crs {} 相符", guess));
    }
}

} // namespace

void SeenExtent::add(const SeenExtent& other) noexcept {
    m_plausible.add(other.m_plausible);
    m_finite.add(other.m_finite);
}

void SeenExtent::add(std::span<const geo::Point> points) {
    geo::Box all;
    double nothing = 0.0; // stays zero unless a coordinate is NaN or infinite
    for (const geo::Point& point : points) {
        all.add(point);
        nothing += (point.x - point.x) + (point.y - point.y);
    }
    if (nothing == 0.0 && plausible(m_crs, all.min) && plausible(m_crs, all.max)) {
        m_plausible.add(all); // what lies between plausible coordinates is plausible
        return;
    }
    for (const geo::Point& point : points) {
        if (plausible(m_crs, point)) {
            m_plausible.add(point);
        } else if (std::isfinite(point.x) && std::isfinite(point.y)) {
            m_finite.add(point);
        }
    }
}

std::vector<BiText> suspicions_of(const std::optional<Crs>& crs, const geo::Box& extent) {
    std::vector<BiText> found;
    if (extent.empty()) {
        return found;
    }
    if (!crs) {
        suggest(found, extent);
    } else if (crs->kind() == CrsKind::geographic) {
        look_at_geographic(found, *crs, extent);
    } else if (crs->kind() == CrsKind::projected) {
        look_at_projected(found, *crs, extent);
    }
    return found;
}

} // namespace parkplan::crs
