// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "geo/point.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::crs {

/// Reference ellipsoid. `a` is the semi-major axis in metres.
struct Ellipsoid {
    std::string name{};
    double a = 6378137.0;
    double inverse_flattening = 298.257222101;

    [[nodiscard]] double flattening() const noexcept { return 1.0 / inverse_flattening; }
    [[nodiscard]] double b() const noexcept { return a * (1.0 - flattening()); }
    /// First eccentricity squared.
    [[nodiscard]] double e2() const noexcept { return flattening() * (2.0 - flattening()); }
};

/// Parameters of a transverse Mercator projection; coordinates in metres.
struct TransverseMercator {
    double central_meridian_deg = 0.0;
    double origin_latitude_deg = 0.0;
    double scale = 1.0;
    double false_easting_m = 500000.0;
    double false_northing_m = 0.0;

    friend bool operator==(const TransverseMercator&, const TransverseMercator&) = default;
};

enum class CrsKind : std::uint8_t {
    geographic, ///< longitude and latitude in degrees
    projected,  ///< a plane that PROJ can place on the earth
    local,      ///< a plane that nothing is known of but that its unit is the metre
};

/// A coordinate reference system. A value: cheap to copy, readable from many threads.
/// Coordinates are x = east or longitude, y = north or latitude everywhere in parkplan, whatever
/// axis order the definition states.
class PARKPLAN_API Crs {
public:
    /// Accepts what PROJ accepts ("EPSG:4548", "4548", WKT 1 or 2, PROJJSON, PROJ strings) and
    /// "local". Throws Error{crs}; also for CRS that are neither geographic nor projected (nor
    /// compound of those: the horizontal part is taken).
    [[nodiscard]] static Crs parse(std::string_view text);
    /// A plane in metres without a place on the earth: planar measures only.
    [[nodiscard]] static Crs local();

    [[nodiscard]] CrsKind kind() const noexcept;
    /// "EPSG:4548", or empty when the definition has no code.
    [[nodiscard]] const std::string& code() const noexcept;
    [[nodiscard]] const std::string& name() const noexcept;
    /// Code if there is one, else name: for messages.
    [[nodiscard]] const std::string& label() const noexcept;
    /// WKT 2:2019; empty for local.
    [[nodiscard]] const std::string& wkt() const noexcept;
    /// Name of the datum (or ensemble), e.g. "China 2000".
    [[nodiscard]] const std::string& datum() const noexcept;
    [[nodiscard]] const Ellipsoid& ellipsoid() const noexcept;
    /// Metres in one unit of a projected or local plane (US survey foot: 0.3048006…); 1 for
    /// geographic.
    [[nodiscard]] double metres_per_unit() const noexcept;
    /// Set for transverse Mercator planes (Gauss-Krüger, UTM), false easting etc. in metres.
    [[nodiscard]] const std::optional<TransverseMercator>& transverse_mercator() const noexcept;
    /// EPSG:3857 and its aliases: a plane in which lengths and areas mean nothing.
    [[nodiscard]] bool web_mercator() const noexcept;

    /// Same system: equal codes, or equivalent by PROJ (axis order ignored).
    friend PARKPLAN_API bool same(const Crs& a, const Crs& b);

private:
    struct Data;
    explicit Crs(std::shared_ptr<const Data> data);
    std::shared_ptr<const Data> m_data;
};

[[nodiscard]] PARKPLAN_API bool same(const Crs& a, const Crs& b);

/// False for a point that cannot lie in the system: not finite, or no longitude and latitude in a
/// geographic one. Extents are made of plausible points only, so that one broken coordinate does
/// not move a layer to another zone.
[[nodiscard]] PARKPLAN_API bool plausible(const Crs& crs, geo::Point point) noexcept;

/// Version of PROJ, e.g. "9.1.1".
[[nodiscard]] PARKPLAN_API std::string projection_engine_version();

} // namespace parkplan::crs
