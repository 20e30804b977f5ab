// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/tasks.hpp"
#include "crs/crs.hpp"
#include "crs/transform.hpp"
#include "geo/polygon_column.hpp"
#include "measure/measure.hpp"
#include "measure/vectors.hpp"
#include "support/drawing.hpp"
#include "support/random_polygons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace parkplan::measure {
namespace {

const crs::Crs gauss_krueger = crs::Crs::parse("EPSG:4548");

/// The polygon, whose coordinates are EPSG:4548, in another system.
geo::MultiPolygon in_crs(const geo::MultiPolygon& shape, const crs::Crs& target) {
    geo::PolygonColumn column;
    column.add_feature(shape.view());
    crs::Transform{gauss_krueger, target}.apply(column.mutable_points());
    return geo::MultiPolygon{std::move(column)};
}

FeatureMeasures measured(const geo::MultiPolygon& shape, const crs::Crs& crs,
                         MeasureOptions options = {}) {
    return Measurer{crs, geo::box_of(shape.view()), std::move(options)}(shape.view());
}

double value(const FeatureMeasures& measures, AreaMethod method) {
    return measures.area(method).value_or(SquareMetres{std::nan("")}).value();
}

TEST(Measurer, GivesTheFourAreasOfTheWorkedExamples) {
    for (const test::SurveyVector& vector : test::survey_vectors) {
        const FeatureMeasures m = measured(test::wkt(vector.wkt), gauss_krueger);
        EXPECT_NEAR(value(m, AreaMethod::planar), vector.planar_m2, 6e-5) << vector.id;
        EXPECT_NEAR(value(m, AreaMethod::survey), vector.survey_m2, 0.0101) << vector.id;
        EXPECT_NEAR(value(m, AreaMethod::ellipsoidal), vector.survey_m2, 0.1) << vector.id;
        EXPECT_NEAR(value(m, AreaMethod::geodesic), vector.survey_m2, 1.5) << vector.id;
        EXPECT_FALSE(m.survey_off) << vector.id;
        EXPECT_FALSE(m.exact_inverse) << vector.id;
    }
}

TEST(FeatureMeasures, AllowTheSurveyAreaMoreAlongALongBoundary) {
    FeatureMeasures measures;
    EXPECT_EQ(measures.survey_bound(), SquareMetres{0.02});
    measures.perimeter = Metres{10000.0};
    EXPECT_DOUBLE_EQ(measures.survey_bound().value(), 0.62);
}

TEST(Measurer, GivesThePublishedFiguresOfTheSquareAndTheTriangle) {
    const FeatureMeasures square = measured(test::wkt(test::survey_vectors[0].wkt), gauss_krueger);
    EXPECT_NEAR(value(square, AreaMethod::ellipsoidal), 1999829.3977, 2e-4);
    EXPECT_NEAR(value(square, AreaMethod::geodesic), 1999829.4059, 2e-3);
    const FeatureMeasures triangle =
        measured(test::wkt(test::survey_vectors[3].wkt), gauss_krueger);
    EXPECT_NEAR(value(triangle, AreaMethod::geodesic), 1999569.7392, 2e-3);
}

TEST(Measurer, GivesShapeFigures) {
    const FeatureMeasures m = measured(test::wkt(test::survey_vectors[2].wkt), gauss_krueger);
    EXPECT_EQ(m.parts, 1U);
    EXPECT_EQ(m.holes, 1U);
    const double perimeter = 4 * 1414.214 + 2 * 400 + 2 * 300;
    EXPECT_NEAR(m.perimeter->value(), perimeter, 1e-6);
    EXPECT_NEAR(*m.compactness, 4 * std::acos(-1.0) * 1880001.2378 / (perimeter * perimeter), 1e-9);
    EXPECT_FALSE(m.sigma.has_value());
}

TEST(Measurer, GivesSigmaOnlyForAStatedAccuracy) {
    MeasureOptions options;
    options.point_accuracy = Metres{0.05};
    const FeatureMeasures m =
        measured(test::wkt(test::survey_vectors[0].wkt), gauss_krueger, options);
    EXPECT_NEAR(m.sigma->value(), 70.7107, 1e-3);
}

TEST(Measurer, MeasuresTheSameGroundInEverySystem) {
    // The plane differs by thousands of square metres; the ellipsoid does not.
    const geo::MultiPolygon shape = test::wkt(test::survey_vectors[1].wkt);
    const FeatureMeasures reference = measured(shape, gauss_krueger);
    for (const char* code : {"EPSG:4490", "EPSG:4326", "EPSG:4527", "EPSG:32650", "EPSG:3857",
                             "EPSG:4509", "EPSG:4498", "OGC:CRS84"}) {
        const crs::Crs crs = crs::Crs::parse(code);
        const FeatureMeasures m = measured(in_crs(shape, crs), crs);
        EXPECT_NEAR(value(m, AreaMethod::ellipsoidal), value(reference, AreaMethod::ellipsoidal),
                    1e-3)
            << code;
        EXPECT_NEAR(value(m, AreaMethod::survey), value(reference, AreaMethod::survey), 0.0201)
            << code;
        EXPECT_NEAR(value(m, AreaMethod::geodesic), value(reference, AreaMethod::geodesic), 1e-3)
            << code;
        EXPECT_NEAR(m.perimeter->value(), reference.perimeter->value(), 1e-5) << code;
    }
}

TEST(Measurer, GivesThePlanarAreaOfTheLayersOwnPlane) {
    const geo::MultiPolygon shape = test::wkt(test::survey_vectors[0].wkt);
    const auto planar = [&](const char* code) {
        const crs::Crs crs = crs::Crs::parse(code);
        return measured(in_crs(shape, crs), crs).area(AreaMethod::planar);
    };
    EXPECT_NEAR(planar("EPSG:4527")->value(), 2000001.2378, 1e-4);
    EXPECT_NEAR(planar("EPSG:4547")->value() - 1999829.3916, 1914.0, 2.0);
    EXPECT_NEAR(planar("EPSG:32650")->value() - 1999829.3916, -1428.0, 2.0);
    EXPECT_FALSE(planar("EPSG:4490").has_value());
    EXPECT_FALSE(planar("EPSG:3857").has_value());
}

TEST(Measurer, SaysWhyAMethodGivesNothing) {
    const geo::Box beijing{{116.0, 39.5}, {116.5, 40.0}};
    EXPECT_EQ(
        Measurer(crs::Crs::parse("EPSG:4490"), beijing, {}).unavailable(AreaMethod::planar).en,
        "the coordinates are degrees, not a plane");
    EXPECT_EQ(
        Measurer(crs::Crs::parse("EPSG:4490"), beijing, {}).unavailable(AreaMethod::survey).en, "");
    EXPECT_EQ(Measurer(crs::Crs::local(), {}, {}).unavailable(AreaMethod::ellipsoidal).zh,
              "本地坐标没有椭球位置");
}

TEST(Measurer, ConvertsFeet) {
    // Massachusetts Mainland in US survey feet and in metres.
    const crs::Crs feet = crs::Crs::parse("EPSG:2249");
    const crs::Crs metres = crs::Crs::parse("EPSG:26986");
    geo::PolygonColumn column;
    column.add_feature(test::wkt("POLYGON((230000 900000, 231000 900000, 231000 902000, "
                                 "230000 902000, 230000 900000))")
                           .view());
    crs::Transform{metres, feet}.apply(column.mutable_points());
    const geo::MultiPolygon shape{std::move(column)};
    const FeatureMeasures m = measured(shape, feet);
    EXPECT_NEAR(value(m, AreaMethod::planar), 2000000.0, 1e-3);
    EXPECT_NEAR(value(m, AreaMethod::ellipsoidal), 2000000.0, 200.0);
    EXPECT_NEAR(value(m, AreaMethod::ellipsoidal), value(m, AreaMethod::geodesic), 0.5);
}

TEST(Measurer, MeasuresALocalGridInThePlaneOnly) {
    const FeatureMeasures m =
        measured(test::wkt("POLYGON((0 0, 400 0, 400 300, 0 300, 0 0))"), crs::Crs::local());
    EXPECT_EQ(value(m, AreaMethod::planar), 120000.0);
    EXPECT_FALSE(m.area(AreaMethod::ellipsoidal).has_value());
    EXPECT_FALSE(m.area(AreaMethod::survey).has_value());
    EXPECT_FALSE(m.area(AreaMethod::geodesic).has_value());
    EXPECT_EQ(m.perimeter->value(), 1400.0);
}

TEST(Measurer, ComputesOnlyWhatIsAskedFor) {
    MeasureOptions options;
    options.methods = {true, true, false, true};
    options.shape = false;
    options.sigma = false;
    const FeatureMeasures m =
        measured(test::wkt(test::survey_vectors[0].wkt), gauss_krueger, options);
    EXPECT_TRUE(m.area(AreaMethod::geodesic).has_value());
    EXPECT_FALSE(m.area(AreaMethod::survey).has_value());
    EXPECT_FALSE(m.perimeter.has_value());
    EXPECT_FALSE(m.compactness.has_value());
    EXPECT_FALSE(m.sigma_per_metre.has_value());
}

TEST(MeasurerSession, ForgetsTheFeatureBefore) {
    const geo::MultiPolygon bow = test::wkt("POLYGON((0 0, 4 4, 4 0, 0 4, 0 0))");
    const geo::MultiPolygon square = test::wkt("POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))");
    const Measurer measurer{crs::Crs::local(), geo::box_of(square.view()), {}};
    Measurer::Session session = measurer.session();
    FeatureMeasures out;
    session.measure(square.view(), out);
    EXPECT_EQ(value(out, AreaMethod::planar), 16.0);
    session.measure(bow.view(), out);
    EXPECT_FALSE(out.area(AreaMethod::planar).has_value());
    EXPECT_FALSE(out.measured());
    session.measure(square.view(), out);
    EXPECT_TRUE(out.measured());
    EXPECT_EQ(out.perimeter, Metres{16.0});
}

TEST(Measurer, DependsOnNeitherStartNorDirectionOfARing) {
    // Own plane, plane with a zone prefix, UTM, degrees.
    test::Random random{3};
    for (const char* code : {"EPSG:4548", "EPSG:4527", "EPSG:32650", "EPSG:4490"}) {
        const crs::Crs crs = crs::Crs::parse(code);
        for (int i = 0; i < 20; ++i) {
            const test::Ring ring =
                test::star_ring(random, {440000.0, 4427000.0}, 900.0, 3 + random.below(40));
            const geo::MultiPolygon there = in_crs(test::lone(ring), crs);
            const auto points = there.view()[0].shell().points();
            const test::Ring stored{points.begin(), points.end()};
            const auto turned = test::reversed(test::started_at(stored, random.below(ring.size())));
            const FeatureMeasures a = measured(there, crs);
            const FeatureMeasures b = measured(test::lone(turned), crs);
            ASSERT_EQ(a.areas, b.areas) << code;
            ASSERT_EQ(a.perimeter, b.perimeter) << code;
            ASSERT_EQ(a.sigma_per_metre, b.sigma_per_metre) << code;
        }
    }
}

TEST(Measurer, ChoosesTheZoneOfTheExtent) {
    const auto meridian = [](double lon) {
        const geo::Box box{{lon - 0.1, 39.9}, {lon + 0.1, 40.1}};
        return Measurer{crs::Crs::parse("EPSG:4490"), box, {}}.plane()->central_meridian_deg;
    };
    EXPECT_EQ(meridian(116.3), 117.0);
    EXPECT_EQ(meridian(115.4), 114.0);
    EXPECT_EQ(meridian(-71.1), -72.0);
    EXPECT_EQ(Measurer(crs::Crs::parse("EPSG:4547"), {}, {}).plane()->central_meridian_deg, 114.0);
}

TEST(Measurer, ChoosesTheZoneOfUtmByTheExtent) {
    // Zone 50 (117° E) reaches to 120° E, where the nearest 3° zone is that of 120.
    const geo::Box at_119{{670000.0, 4400000.0}, {690000.0, 4420000.0}};
    const geo::Box at_117{{490000.0, 4400000.0}, {510000.0, 4420000.0}};
    const crs::Crs utm = crs::Crs::parse("EPSG:32650");
    EXPECT_EQ(Measurer(utm, at_119, {}).plane()->central_meridian_deg, 120.0);
    EXPECT_EQ(Measurer(utm, at_117, {}).plane()->central_meridian_deg, 117.0);
    EXPECT_EQ(Measurer(utm, {}, {}).plane()->central_meridian_deg, 117.0);
}

TEST(Measurer, OfAnEmptyGeographicLayerHasNoPlane) {
    const Measurer measurer{crs::Crs::parse("EPSG:4490"), {}, {}};
    EXPECT_FALSE(measurer.plane().has_value());
    EXPECT_EQ(measurer.unavailable(AreaMethod::survey).en,
              "the layer has no plausible extent to choose a Gauss-Krüger zone by");
    EXPECT_FALSE(measurer(test::wkt(test::survey_vectors[0].wkt).view()).measured());
}

TEST(Measurer, RefusesAPlaneOnAnotherDatumAtOnce) {
    MeasureOptions options;
    options.plane = gauss_krueger;
    const geo::Box box{{440000.0, 4427000.0}, {441000.0, 4428000.0}};
    EXPECT_THROW(Measurer(crs::Crs::parse("EPSG:2436"), box, options), Error);
}

TEST(Measurer, NamesTheIdentityOfWgs84AndCgcs2000) {
    MeasureOptions options;
    options.plane = gauss_krueger;
    const geo::Box box{{116.0, 39.5}, {116.5, 40.0}};
    EXPECT_TRUE(
        Measurer(crs::Crs::parse("EPSG:4326"), box, options).transformation().taken_as_identity);
    EXPECT_FALSE(
        Measurer(crs::Crs::parse("EPSG:4490"), box, options).transformation().taken_as_identity);
}

TEST(Measurer, SaysThatAnAreaIsBeyondTheEarth) {
    const FeatureMeasures m =
        measured(test::wkt("POLYGON((0 0, 1e9 0, 1e9 1e9, 0 1e9, 0 0))"), crs::Crs::local());
    EXPECT_FALSE(m.measured());
    EXPECT_EQ(m.failure, "the planar area is beyond any area on the earth");
}

TEST(Measurer, TakesAStatedPlane) {
    MeasureOptions options;
    options.plane = crs::Crs::parse("EPSG:4527");
    const geo::Box box{{115.3, 39.9}, {115.5, 40.1}};
    const Measurer measurer{crs::Crs::parse("EPSG:4490"), box, options};
    EXPECT_EQ(measurer.plane()->central_meridian_deg, 117.0);
    options.plane = crs::Crs::parse("EPSG:32650");
    EXPECT_THROW(Measurer(crs::Crs::parse("EPSG:4490"), box, options), Error);
}

TEST(Measurer, GoesToTheExactInverseBeyondTwoDegrees) {
    const geo::MultiPolygon near_edge =
        test::wkt("POLYGON((340000 4400000, 341000 4400000, 341000 4401000, 340000 4400000))");
    const geo::MultiPolygon beyond =
        test::wkt("POLYGON((320000 4400000, 321000 4400000, 321000 4401000, 320000 4400000))");
    EXPECT_FALSE(measured(near_edge, gauss_krueger).exact_inverse);
    const FeatureMeasures m = measured(beyond, gauss_krueger);
    EXPECT_TRUE(m.exact_inverse);
    EXPECT_NEAR(value(m, AreaMethod::ellipsoidal), value(m, AreaMethod::survey), 0.05);
}

TEST(Measurer, LeavesInvalidFeaturesUnmeasured) {
    const FeatureMeasures m =
        measured(test::wkt("POLYGON((440000 4427000, 441000 4428000, 441000 4427000, "
                           "440000 4428000, 440000 4427000))"),
                 gauss_krueger);
    EXPECT_FALSE(m.measured());
    for (const AreaMethod method : all_area_methods) {
        EXPECT_FALSE(m.area(method).has_value());
    }
    EXPECT_THAT(m.defects, testing::Contains(
                               testing::Field(&geo::Defect::kind, geo::DefectKind::self_crossing)));
}

TEST(Measurer, NeverMeasuresInfiniteCoordinatesEvenWhenValidityIsAssumed) {
    geo::PolygonColumn column;
    for (const geo::Point p : {geo::Point{440000, 4427000}, geo::Point{441000, std::nan("")},
                               geo::Point{440000, 4428000}}) {
        column.add_point(p);
    }
    column.end_ring();
    column.end_polygon();
    column.end_feature();
    MeasureOptions options;
    options.validity = Validity::assumed;
    const FeatureMeasures m =
        measured(geo::MultiPolygon{std::move(column)}, gauss_krueger, options);
    EXPECT_FALSE(m.measured());
    EXPECT_EQ(m.failure, "a coordinate is not a finite number");
    EXPECT_FALSE(m.area(AreaMethod::survey).has_value());
}

TEST(Measurer, LeavesOutWhatIsNotAskedFor) {
    MeasureOptions options;
    options.methods = {false, false, true, false};
    const FeatureMeasures m =
        measured(test::wkt(test::survey_vectors[0].wkt), gauss_krueger, options);
    EXPECT_FALSE(m.area(AreaMethod::planar).has_value());
    EXPECT_FALSE(m.area(AreaMethod::ellipsoidal).has_value());
    EXPECT_TRUE(m.area(AreaMethod::survey).has_value());
}

TEST(Measurer, MeasuresPiecesLikeWholes) {
    const Measurer measurer{gauss_krueger, {}, {}};
    const geo::MultiPolygon shape = test::wkt(test::survey_vectors[1].wkt);
    EXPECT_EQ(measurer.piece_area(shape.view()).value(),
              measurer(shape.view()).area(AreaMethod::ellipsoidal)->value());
    EXPECT_EQ(measurer.piece_method(), AreaMethod::ellipsoidal);
    EXPECT_EQ(measurer.piece_area(geo::MultiPolygon{}.view()).value(), 0.0);
}

TEST(Measurer, MeasuresPiecesInThePlaneWhereThatIsAskedFor) {
    MeasureOptions options;
    options.pieces = AreaMethod::planar;
    const Measurer measurer{gauss_krueger, {}, options};
    const geo::MultiPolygon shape = test::wkt(test::survey_vectors[1].wkt);
    EXPECT_EQ(measurer.piece_method(), AreaMethod::planar);
    EXPECT_EQ(measurer.piece_area(shape.view()).value(),
              measurer(shape.view()).area(AreaMethod::planar)->value());
    const geo::Point origin = shape.view().points()[0];
    EXPECT_EQ(measurer.piece_area(geo::Moments{.a = 4.0}, origin)->value(), 4.0);
    EXPECT_THROW(Measurer(crs::Crs::parse("EPSG:4490"), {}, options), Error);
}

TEST(Measurer, GivesTheSameBitsFromManyThreads) {
    const crs::Crs wgs84 = crs::Crs::parse("EPSG:4326");
    const geo::MultiPolygon shape = in_crs(test::wkt(test::survey_vectors[1].wkt), wgs84);
    const Measurer measurer{wgs84, geo::box_of(shape.view()), {}};
    TaskPool pool{4};
    const auto results = pool.map<double>(200, [&](std::size_t) {
        const FeatureMeasures m = measurer(shape.view());
        return value(m, AreaMethod::ellipsoidal) + value(m, AreaMethod::geodesic);
    });
    for (const double result : results) {
        EXPECT_EQ(result, results.front());
    }
}

} // namespace
} // namespace parkplan::measure
