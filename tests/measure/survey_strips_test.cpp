// SPDX-License-Identifier: MIT
#include "crs/crs.hpp"
#include "measure/survey_strips.hpp"
#include "measure/vectors.hpp"
#include "support/random_polygons.hpp"

#include <gtest/gtest.h>

#include <cstddef>

namespace parkplan::measure {
namespace {

const crs::Ellipsoid cgcs2000{"CGCS2000", 6378137.0, 298.257222101};
const crs::Ellipsoid xian80{"IAG 1975", 6378140.0, 298.257};
const crs::Ellipsoid krasovsky{"Krassowsky 1940", 6378245.0, 298.3};

/// Counts the features whose area is not that of the literal procedure.
std::size_t differing(const SurveyStrips& strips, test::Random& random, double radius,
                      std::size_t count) {
    std::size_t differ = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double meridian = 3.0 * static_cast<double>(25 + random.below(20));
        const double x = random.between(-300000.0, 300000.0);
        const geo::Point centre{500000.0 + x, random.between(20000.0, 6160000.0)};
        const auto shape = test::lone(test::star_ring(random, centre, radius, 3 + random.below(5)));
        differ +=
            strips.area(shape.view(), meridian) == strips.literal().area(shape.view(), meridian)
                ? 0U
                : 1U;
    }
    return differ;
}

TEST(SurveyStrips, GiveTheLiteralAreaOfEveryFeature) {
    const SurveyStrips strips{cgcs2000};
    test::Random random{21};
    EXPECT_EQ(differing(strips, random, 1.0, 50000), 0U);
    EXPECT_EQ(differing(strips, random, 30.0, 100000), 0U);
    EXPECT_EQ(differing(strips, random, 120.0, 50000), 0U);
    EXPECT_EQ(differing(strips, random, 3000.0, 200), 0U);
    EXPECT_EQ(differing(strips, random, 60000.0, 5), 0U);
}

TEST(SurveyStrips, GiveTheLiteralAreaOnOtherEllipsoids) {
    test::Random random{22};
    EXPECT_EQ(differing(SurveyStrips{xian80}, random, 100.0, 2000), 0U);
    EXPECT_EQ(differing(SurveyStrips{krasovsky}, random, 100.0, 2000), 0U);
}

TEST(SurveyStrips, GiveTheWorkedExamples) {
    const SurveyStrips strips{cgcs2000};
    for (const test::SurveyVector& vector : test::survey_vectors) {
        const auto shape = test::wkt(vector.wkt);
        EXPECT_EQ(strips.area(shape.view(), 117.0), strips.literal().area(shape.view(), 117.0))
            << vector.id;
    }
}

TEST(SurveyStrips, LeaveWhatIsNotTheirsToTheLiteralProcedure) {
    const SurveyStrips strips{cgcs2000};
    const auto area = [&](const char* text) {
        return strips.ring_area(test::wkt(text).view()[0].shell(), 117.0).has_value();
    };
    EXPECT_TRUE(area("POLYGON((500000 4400000, 500100 4400000, 500100 4400100, 500000 4400000))"));
    EXPECT_FALSE(area("POLYGON((500000 -900, 500100 -900, 500100 -800, 500000 -900))"));
    EXPECT_FALSE(area("POLYGON((500000 6400000, 500100 6400000, 500100 6400100, 500000 6400000))"));
    EXPECT_FALSE(area("POLYGON((500000 4400000, 500100 4400000, 500100 4500000, 500000 4400000))"));
    EXPECT_FALSE(area("POLYGON((900000 4400000, 900100 4400000, 900100 4400100, 900000 4400000))"));
}

} // namespace
} // namespace parkplan::measure
