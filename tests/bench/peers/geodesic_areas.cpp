// SPDX-License-Identifier: MIT
// Geodesic areas the plain way: OGR's feature loop, PROJ's inverse projection and PROJ's geodesic
// polygon area on the CGCS2000 ellipsoid.
#include "layer.hpp"
#include "program.hpp"

#include <geodesic.h>
#include <proj.h>

#include <cmath>
#include <stdexcept>

using namespace parkplan::bench;

namespace {

class GeodesicArea {
public:
    GeodesicArea()
        : m_projection(proj_create(PJ_DEFAULT_CTX, "+proj=tmerc +lon_0=117 +x_0=500000 +k=1 "
                                                   "+a=6378137 +rf=298.257222101"),
                       &proj_destroy) {
        if (!m_projection) {
            throw std::runtime_error("PROJ failed");
        }
        geod_init(&m_ellipsoid, 6378137, 1 / 298.257222101);
    }
    /// Of a polygon; m².
    [[nodiscard]] double operator()(const OGRPolygon& polygon) {
        double area = of_ring(*polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
            area -= of_ring(*polygon.getInteriorRing(i));
        }
        return area;
    }

private:
    double of_ring(const OGRLinearRing& ring) {
        const auto points = static_cast<std::size_t>(ring.getNumPoints()) - 1;
        m_x.resize(points + 1);
        m_y.resize(points + 1);
        ring.getPoints(m_x.data(), sizeof(double), m_y.data(), sizeof(double));
        proj_trans_generic(m_projection.get(), PJ_INV, m_x.data(), sizeof(double), points,
                           m_y.data(), sizeof(double), points, nullptr, 0, 0, nullptr, 0, 0);
        constexpr double degrees = 57.295779513082320877;
        for (std::size_t i = 0; i < points; ++i) {
            m_x[i] *= degrees;
            m_y[i] *= degrees;
        }
        double area = 0;
        geod_polygonarea(&m_ellipsoid, m_y.data(), m_x.data(), static_cast<int>(points), &area,
                         nullptr);
        return std::abs(area);
    }

    std::unique_ptr<PJ, PJ* (*)(PJ*)> m_projection;
    geod_geodesic m_ellipsoid{};
    std::vector<double> m_x;
    std::vector<double> m_y;
};

} // namespace

int main(int argc, char** argv) {
    return run(argc, argv, 2, "PARCELS OUT", [](const std::vector<std::string>& arguments) {
        GeodesicArea area;
        Layer parcels{arguments[0], "pid"};
        Csv out{arguments[1], "pid,area_m2"};
        while (const auto feature = parcels.next()) {
            const auto& polygon = *feature->GetGeometryRef()->toPolygon();
            out.add({parcels.key(*feature), "", area(polygon)});
        }
        return out.answer();
    });
}
