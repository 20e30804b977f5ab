// SPDX-License-Identifier: MIT
#include "crs/crs.hpp"
#include "measure/survey_area.hpp"
#include "measure/vectors.hpp"

#include <gtest/gtest.h>

namespace parkplan::measure {
namespace {

const crs::Ellipsoid cgcs2000{"CGCS2000", 6378137.0, 298.257222101};
const crs::Ellipsoid wgs84{"WGS 84", 6378137.0, 298.257223563};
const crs::Ellipsoid xian80{"IAG 1975", 6378140.0, 298.257};
constexpr double one_rounding = 0.01 + 1e-9;

TEST(SurveyArea, GivesTheWorkedExamples) {
    const SurveyArea survey{cgcs2000};
    for (const test::SurveyVector& vector : test::survey_vectors) {
        EXPECT_NEAR(survey.area(test::wkt(vector.wkt).view(), 117.0).value(), vector.survey_m2,
                    one_rounding)
            << vector.id;
    }
}

TEST(SurveyArea, GivesTheTheoreticalAreaOfMapSheets) {
    const SurveyArea survey{cgcs2000};
    const auto seconds = [](double d, double m, double s) { return d * 3600 + m * 60 + s; };
    // 1:10000 sheets of 3'45" by 2'30".
    const double width = seconds(0, 3, 45);
    EXPECT_NEAR(survey.sheet_area(seconds(39, 57, 30), seconds(40, 0, 0), width).value(),
                24699276.0569, 5e-5);
    EXPECT_NEAR(survey.sheet_area(seconds(40, 0, 0), seconds(40, 2, 30), width).value(),
                24684446.2425, 5e-5);
}

TEST(SurveyArea, DerivesThePrintedConstants) {
    // An ellipsoid that is CGCS2000 but for the last digit takes the derived constants.
    const crs::Ellipsoid nearly{"", 6378137.0, 298.2572221};
    const auto derived = SurveyArea{nearly}.constants();
    const auto printed = SurveyArea{cgcs2000}.constants();
    EXPECT_NEAR(derived.b, printed.b, 1e-6);
    EXPECT_NEAR(derived.c, printed.c, 1e-5);
    // The printed series stops at sin⁷: it spreads what it leaves out over its other terms, which
    // shifts latitudes by up to 0.1 mm.
    EXPECT_NEAR(derived.k[0], printed.k[0], 2e-18);
    EXPECT_NEAR(derived.k[1], printed.k[1], 3e-11);
    EXPECT_NEAR(derived.k[2], printed.k[2], 1e-11);
    EXPECT_NEAR(derived.k[3], printed.k[3], 3e-11);
    EXPECT_NEAR(derived.k[4], printed.k[4], 1e-10);
}

TEST(SurveyArea, UsesThePrintedConstantsOfXian80) {
    EXPECT_EQ(SurveyArea{xian80}.constants().b, 6356755.29);
    EXPECT_EQ(SurveyArea{xian80}.constants().k[0], 1.57048687472752e-07);
}

TEST(SurveyArea, InvertsThePublishedExampleOfXian80) {
    // A(28°10', 120°15') is X 3116938.6138 Y 524552.5834, B(28°12'30", 120°11'15") is
    // X 3121545.1708 Y 518407.2854; the rounded b of the text leaves some millimetres.
    const SurveyArea survey{xian80};
    const double five_mm_in_seconds = 5e-3 / 30.9;
    const auto a = survey.gauss_inverse(3116938.6138, 524552.5834, 120.0);
    EXPECT_NEAR(a.latitude_seconds, 28 * 3600 + 600, five_mm_in_seconds);
    EXPECT_NEAR(a.longitude_seconds, 120 * 3600 + 900, five_mm_in_seconds);
    const auto b = survey.gauss_inverse(3121545.1708, 518407.2854, 120.0);
    EXPECT_NEAR(b.latitude_seconds, 28 * 3600 + 750, five_mm_in_seconds);
    EXPECT_NEAR(b.longitude_seconds, 120 * 3600 + 675, five_mm_in_seconds);
}

TEST(SurveyArea, IsNearlyTheSameOnWgs84) {
    const auto ring = test::wkt(test::survey_vectors[0].wkt);
    EXPECT_NEAR(SurveyArea{wgs84}.area(ring.view(), 117.0).value(),
                SurveyArea{cgcs2000}.area(ring.view(), 117.0).value(), 0.03);
}

TEST(SurveyArea, DependsOnNeitherStartNorDirection) {
    const SurveyArea survey{cgcs2000};
    const auto ring = test::wkt("POLYGON((440000 4427000, 441300.75 4427150.25, 441550.125 "
                                "4428300.5, 440700.625 4428750.875, 440000 4427000))");
    const auto turned = test::wkt("POLYGON((441550.125 4428300.5, 441300.75 4427150.25, 440000 "
                                  "4427000, 440700.625 4428750.875, 441550.125 4428300.5))");
    EXPECT_EQ(survey.area(ring.view(), 117.0).value(), survey.area(turned.view(), 117.0).value());
}

TEST(SurveyArea, ReproducesRealReportedParcels) {
    // Boundary points of two parcels of zone 36 whose survey areas are known: 0.7490 and 0.8244 ha.
    const SurveyArea survey{cgcs2000};
    const auto first = test::wkt("POLYGON((376092.199 3665080.547, 376166.376 3664991.425, "
                                 "376104.216 3664968.040, 376038.517 3664941.465, "
                                 "376092.199 3665080.547))");
    const auto second =
        test::wkt("POLYGON((377699.818 3654802.775, 377836.232 3654834.229, 377848.309 "
                  "3654772.444, 377830.631 3654768.366, 377710.117 3654750.042, 377699.818 "
                  "3654802.775))");
    EXPECT_NEAR(survey.area(first.view(), 108.0).value() / 1e4, 0.7490, 5e-5);
    EXPECT_NEAR(survey.area(second.view(), 108.0).value() / 1e4, 0.8244, 5e-5);
}

} // namespace
} // namespace parkplan::measure
