// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "crs/crs.hpp"
#include "crs/gauss_krueger.hpp"
#include "crs/transform.hpp"
#include "geo/point.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::crs {
namespace {

std::string error_of(const auto& action) {
    try {
        action();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::crs);
        return error.what();
    }
    return "no error";
}

geo::Point moved(const char* from, const char* to, geo::Point point) {
    Transform{Crs::parse(from), Crs::parse(to)}.apply(std::span{&point, 1});
    return point;
}

TEST(Crs, ReadsAGaussKruegerPlane) {
    const Crs crs = Crs::parse("EPSG:4548");
    EXPECT_EQ(crs.kind(), CrsKind::projected);
    EXPECT_EQ(crs.code(), "EPSG:4548");
    EXPECT_EQ(crs.name(), "CGCS2000 / 3-degree Gauss-Kruger CM 117E");
    EXPECT_EQ(crs.datum(), "China 2000");
    EXPECT_EQ(crs.ellipsoid().a, 6378137.0);
    EXPECT_NEAR(crs.ellipsoid().inverse_flattening, 298.257222101, 1e-12);
    EXPECT_EQ(crs.transverse_mercator(), (TransverseMercator{117.0, 0.0, 1.0, 500000.0, 0.0}));
    EXPECT_EQ(crs.metres_per_unit(), 1.0);
    EXPECT_FALSE(crs.web_mercator());
}

struct GaussKrueger {
    std::string_view code;
    double meridian;
    double false_easting;
};

// Every projected code of the tables that the tool is used with.
constexpr std::array<GaussKrueger, 23> planes{{
    {"EPSG:4548", 117, 500000},   {"EPSG:4527", 117, 39500000}, {"EPSG:4547", 114, 500000},
    {"EPSG:4526", 114, 38500000}, {"EPSG:4509", 117, 500000},   {"EPSG:4498", 117, 20500000},
    {"EPSG:2384", 117, 500000},   {"EPSG:2363", 117, 39500000}, {"EPSG:2383", 114, 500000},
    {"EPSG:2362", 114, 38500000}, {"EPSG:2345", 117, 500000},   {"EPSG:2334", 117, 20500000},
    {"EPSG:2436", 117, 500000},   {"EPSG:2415", 117, 39500000}, {"EPSG:2435", 114, 500000},
    {"EPSG:2414", 114, 38500000}, {"EPSG:21460", 117, 500000},  {"EPSG:21420", 117, 20500000},
    {"EPSG:4796", 117, 500000},   {"EPSG:4775", 117, 39500000}, {"EPSG:4795", 114, 500000},
    {"EPSG:4774", 114, 38500000}, {"EPSG:4586", 117, 500000},
}};

TEST(Crs, ReadsEveryChinesePlane) {
    for (const GaussKrueger& each : planes) {
        const Crs crs = Crs::parse(each.code);
        EXPECT_EQ(crs.transverse_mercator(),
                  (TransverseMercator{each.meridian, 0.0, 1.0, each.false_easting, 0.0}))
            << each.code;
    }
}

TEST(Crs, PutsEastFirstInEveryChinesePlane) {
    // A point of Haidian: easting about 440 000 (plus the zone prefix), northing about 4.43e6.
    for (const GaussKrueger& each : planes) {
        const Crs plane = Crs::parse(each.code);
        geo::Point point{116.3, 39.98};
        Transform{geographic_base(plane), plane}.apply(std::span{&point, 1});
        EXPECT_NEAR(point.x - each.false_easting, (116.3 - each.meridian) * 85400.0,
                    (std::abs(116.3 - each.meridian) + 0.1) * 600.0)
            << each.code;
        EXPECT_NEAR(point.y, 4.4275e6, 3e4) << each.code;
        Transform{plane, geographic_base(plane)}.apply(std::span{&point, 1});
        EXPECT_NEAR(point.x, 116.3, 1e-9) << each.code;
        EXPECT_NEAR(point.y, 39.98, 1e-9) << each.code;
    }
}

TEST(Crs, KnowsDegreesWhateverTheAxisOrder) {
    for (const char* code : {"EPSG:4490", "EPSG:4610", "EPSG:4214", "EPSG:4555", "EPSG:4326",
                             "EPSG:4480", "OGC:CRS84"}) {
        EXPECT_EQ(Crs::parse(code).kind(), CrsKind::geographic) << code;
    }
    const geo::Point image = moved("EPSG:4490", "EPSG:4548", {116.3, 39.98});
    EXPECT_NEAR(image.x, 440206.6, 1.0);
    EXPECT_NEAR(image.y, 4427543.0, 100.0);
}

TEST(Crs, ReadsBareNumbersWktAndProjStrings) {
    EXPECT_EQ(Crs::parse("4548").code(), "EPSG:4548");
    EXPECT_EQ(Crs::parse(Crs::parse("EPSG:4548").wkt()).code(), "EPSG:4548");
    const Crs from_proj =
        Crs::parse("+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m");
    EXPECT_EQ(from_proj.kind(), CrsKind::projected);
    EXPECT_EQ(from_proj.transverse_mercator()->central_meridian_deg, 117.0);
}

TEST(Crs, KnowsFeetAndWebMercator) {
    EXPECT_NEAR(Crs::parse("EPSG:2249").metres_per_unit(), 1200.0 / 3937.0, 1e-15);
    EXPECT_TRUE(Crs::parse("EPSG:3857").web_mercator());
    EXPECT_FALSE(Crs::parse("EPSG:32650").web_mercator());
    EXPECT_NEAR(Crs::parse("EPSG:32650").transverse_mercator()->scale, 0.9996, 1e-15);
}

TEST(Crs, TakesTheHorizontalPartOfACompound) {
    EXPECT_EQ(Crs::parse("EPSG:4490+5737").kind(), CrsKind::geographic);
}

TEST(Crs, RefusesWhatIsNoMap) {
    EXPECT_THAT(error_of([] { static_cast<void>(Crs::parse("EPSG:4479")); }),
                testing::HasSubstr("neither a geographic nor a projected"));
    EXPECT_THAT(error_of([] { static_cast<void>(Crs::parse("EPSG:999999")); }),
                testing::HasSubstr("right would be a code such as 'EPSG:4548'"));
    EXPECT_THAT(error_of([] { static_cast<void>(Crs::parse("")); }),
                testing::HasSubstr("is no coordinate reference system"));
}

TEST(Crs, IsTheSameWhateverTheSpelling) {
    EXPECT_TRUE(same(Crs::parse("EPSG:4548"), Crs::parse("4548")));
    EXPECT_TRUE(same(Crs::parse("EPSG:4548"), Crs::parse(Crs::parse("EPSG:4548").wkt())));
    EXPECT_TRUE(same(Crs::parse("EPSG:4326"), Crs::parse("OGC:CRS84")));
    EXPECT_FALSE(same(Crs::parse("EPSG:4548"), Crs::parse("EPSG:4527")));
    EXPECT_FALSE(same(Crs::parse("EPSG:4548"), Crs::parse("EPSG:2384")));
    EXPECT_FALSE(same(Crs::parse("EPSG:4548"), Crs::local()));
    EXPECT_TRUE(same(Crs::local(), Crs::parse("local")));
}

TEST(Transform, TakesWgs84AndCgcs2000AsIdentical) {
    const Transform transform{Crs::parse("EPSG:4326"), Crs::parse("EPSG:4548")};
    EXPECT_TRUE(transform.info().taken_as_identity);
    EXPECT_EQ(transform.info().accuracy_m, 2.0);
    const geo::Point wgs = moved("EPSG:4326", "EPSG:4548", {116.3, 39.98});
    const geo::Point cgcs = moved("EPSG:4490", "EPSG:4548", {116.3, 39.98});
    EXPECT_EQ(wgs, cgcs);
}

TEST(Transform, RefusesOldDatums) {
    for (const char* code : {"EPSG:2384", "EPSG:2436", "EPSG:4796", "EPSG:4214", "EPSG:4610"}) {
        EXPECT_THAT(error_of([&] {
                        static_cast<void>(Transform{Crs::parse(code), Crs::parse("EPSG:4548")});
                    }),
                    testing::HasSubstr("no public parameters hold"))
            << code;
    }
}

TEST(Transform, StaysInsideAnOldDatum) {
    const geo::Point image = moved("EPSG:2384", "EPSG:4610", {440000.0, 4427000.0});
    EXPECT_NEAR(image.x, 116.3, 0.01);
}

TEST(Transform, LeavesInfinitePointsAndNamesImpossibleOnes) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<geo::Point> points{{116.3, 39.98}, {nan, 40.0}};
    Transform{Crs::parse("EPSG:4490"), Crs::parse("EPSG:4548")}.apply(points);
    EXPECT_NEAR(points[0].x, 440206.6, 1.0);
    EXPECT_TRUE(std::isnan(points[1].x));
    EXPECT_THAT(error_of([] {
                    moved("EPSG:4490", "EPSG:4548", {39.98, 116.3});
                }),
                testing::HasSubstr("has no image"));
}

TEST(Transform, IsIdentityForTheSameSystem) {
    const Transform transform{Crs::parse("EPSG:4548"), Crs::parse("4548")};
    EXPECT_EQ(transform.info().operation, "identity");
    EXPECT_EQ(moved("EPSG:4548", "4548", {440000.1, 4427000.2}), (geo::Point{440000.1, 4427000.2}));
}

TEST(Transform, RefusesToPlaceALocalPlane) {
    EXPECT_THAT(error_of([] {
                    static_cast<void>(Transform{Crs::local(), Crs::parse("EPSG:4548")});
                }),
                testing::HasSubstr("no place on the earth"));
}

TEST(WorkingPlane, IsTheLayersOwnGaussKruegerPlane) {
    const WorkingPlane plane = working_plane_for(Crs::parse("EPSG:4527"), 0.0);
    EXPECT_TRUE(plane.own);
    EXPECT_EQ(plane.central_meridian_deg, 117.0);
    EXPECT_EQ(plane.describe(), "Gauss-Krüger, central meridian 117°, CGCS2000");
}

TEST(WorkingPlane, IsElseTheThreeDegreeZoneOnTheLayersEllipsoid) {
    const WorkingPlane plane = working_plane_for(Crs::parse("EPSG:4326"), 116.4);
    EXPECT_FALSE(plane.own);
    EXPECT_EQ(plane.central_meridian_deg, 117.0);
    EXPECT_EQ(plane.ellipsoid.name, "WGS 84");
    const Crs made = crs_of(plane, Crs::parse("EPSG:4326"));
    EXPECT_EQ(made.transverse_mercator(), (TransverseMercator{117.0, 0.0, 1.0, 500000.0, 0.0}));
    EXPECT_EQ(made.datum(), Crs::parse("EPSG:4326").datum());
}

} // namespace
} // namespace parkplan::crs
