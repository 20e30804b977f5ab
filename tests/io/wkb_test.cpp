// SPDX-License-Identifier: MIT
#include "geo/polygon_column.hpp"
#include "io/wkb.hpp"
#include "io/wkb_bytes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace {

using parkplan::geo::Point;
using parkplan::geo::PolygonColumn;
using parkplan::io::gpkg_blob;
using parkplan::io::ReadGeometry;
using parkplan::io::WkbReader;
using parkplan::layer::GeometryState;
using parkplan::test::wkb_collection;
using parkplan::test::wkb_multipolygon;
using parkplan::test::wkb_polygon;
using parkplan::test::wkb_triangle;
using parkplan::test::WkbBytes;
using testing::ElementsAre;

constexpr std::size_t fixed_header = 8;

/// What reading one geometry gives.
struct Result {
    std::optional<ReadGeometry> read{};
    PolygonColumn column{};
};

Result read(std::span<const std::byte> bytes) {
    Result result;
    result.read = WkbReader{}.read(bytes, result.column);
    return result;
}

Result read(const WkbBytes& bytes) {
    return read(bytes.bytes());
}

std::vector<Point> points(const Result& result) {
    return {result.column.points().begin(), result.column.points().end()};
}

TEST(WkbReader, PolygonLosesItsClosingPoint) {
    const Result result = read(wkb_triangle());
    ASSERT_TRUE(result.read);
    EXPECT_EQ(result.read->state, GeometryState::polygon);
    EXPECT_FALSE(result.read->z_or_m || result.read->unclosed);
    EXPECT_EQ(result.column.size(), 1U);
    EXPECT_THAT(points(result), ElementsAre(Point{0, 0}, Point{4, 0}, Point{4, 3}));
}

TEST(WkbReader, ReadsBothByteOrdersEvenInOneGeometry) {
    for (const std::endian order : {std::endian::little, std::endian::big}) {
        WkbBytes bytes{order};
        bytes.head(wkb_multipolygon, 2);
        bytes.add(wkb_triangle(std::endian::big)).add(wkb_triangle(std::endian::little));
        const Result result = read(bytes);
        ASSERT_TRUE(result.read);
        ASSERT_EQ(result.column[0].size(), 2U);
        EXPECT_THAT(points(result), ElementsAre(Point{0, 0}, Point{4, 0}, Point{4, 3}, Point{0, 0},
                                                Point{4, 0}, Point{4, 3}));
    }
}

TEST(WkbReader, HolesAndPartsKeepTheirPlaces) {
    WkbBytes bytes;
    bytes.head(wkb_multipolygon, 2);
    bytes.head(wkb_polygon, 2).ring(4, {0, 0, 9, 0, 9, 9, 0, 0});
    bytes.ring(4, {5, 1, 8, 1, 8, 4, 5, 1}).add(wkb_triangle());
    const Result result = read(bytes);
    ASSERT_TRUE(result.read);
    ASSERT_EQ(result.column[0].size(), 2U);
    EXPECT_EQ(result.column[0][0].rings(), 2U);
    EXPECT_THAT(result.column[0][0].ring(1).points(),
                ElementsAre(Point{5, 1}, Point{8, 1}, Point{8, 4}));
    EXPECT_EQ(result.column[0][1].rings(), 1U);
}

TEST(WkbReader, HeightsAndMeasuresAreDroppedAndTold) {
    // Z, M, both, as ISO and as EWKB write them.
    for (const auto& [type, extra] :
         {std::pair{1003U, 1}, std::pair{2003U, 1}, std::pair{3003U, 2}, std::pair{0x80000003U, 1},
          std::pair{0x40000003U, 1}, std::pair{0xC0000003U, 2}}) {
        WkbBytes bytes;
        bytes.head(type, 1).word(4);
        for (const Point& p : {Point{0, 0}, Point{4, 0}, Point{4, 3}, Point{0, 0}}) {
            bytes.numbers({p.x, p.y, 7});
            if (extra == 2) {
                bytes.numbers({8});
            }
        }
        const Result result = read(bytes);
        ASSERT_TRUE(result.read) << type;
        EXPECT_TRUE(result.read->z_or_m);
        EXPECT_THAT(points(result), ElementsAre(Point{0, 0}, Point{4, 0}, Point{4, 3}));
    }
}

TEST(WkbReader, EmptyPartsDisappear) {
    WkbBytes bytes;
    bytes.head(wkb_multipolygon, 3).head(wkb_polygon, 0).add(wkb_triangle());
    bytes.head(wkb_polygon, 1).word(0);
    EXPECT_EQ(read(bytes).column[0].size(), 1U);

    WkbBytes hole;
    hole.head(wkb_polygon, 3).ring(4, {0, 0, 4, 0, 4, 3, 0, 0}).word(0);
    hole.ring(4, {2, 1, 3, 1, 3, 2, 2, 1});
    EXPECT_EQ(read(hole).column[0][0].rings(), 2U);
}

TEST(WkbReader, NothingInItIsEmpty) {
    for (const WkbBytes& bytes :
         {WkbBytes{}.head(wkb_polygon, 0), WkbBytes{}.head(wkb_polygon, 1).word(0),
          WkbBytes{}.head(wkb_multipolygon, 0), WkbBytes{}.head(wkb_collection, 0),
          WkbBytes{}.head(wkb_collection, 1).head(wkb_multipolygon, 0)}) {
        const Result result = read(bytes);
        ASSERT_TRUE(result.read);
        EXPECT_EQ(result.read->state, GeometryState::empty);
        EXPECT_EQ(result.column.size(), 1U);
        EXPECT_TRUE(result.column[0].empty());
    }
}

TEST(WkbReader, HoleWithoutShellIsUnreadable) {
    WkbBytes bytes;
    bytes.head(wkb_multipolygon, 2).add(wkb_triangle());
    bytes.head(wkb_polygon, 2).word(0).ring(4, {0, 0, 4, 0, 4, 3, 0, 0});
    const Result result = read(bytes);
    ASSERT_TRUE(result.read);
    EXPECT_EQ(result.read->state, GeometryState::unreadable);
    EXPECT_EQ(result.read->detail, "a polygon has a hole but no shell");
    EXPECT_TRUE(result.column[0].empty());
}

TEST(WkbReader, UnclosedRingsKeepAllTheirPoints) {
    for (const WkbBytes& bytes : {WkbBytes{}.head(wkb_polygon, 1).ring(3, {0, 0, 4, 0, 4, 3}),
                                  WkbBytes{}.head(wkb_polygon, 1).ring(3, {5, 5, 5, 6, 7, 7})}) {
        const Result result = read(bytes);
        ASSERT_TRUE(result.read);
        EXPECT_TRUE(result.read->unclosed);
        EXPECT_EQ(result.column.points().size(), 3U);
    }
    const Result point = read(WkbBytes{}.head(wkb_polygon, 1).ring(1, {5, 5}));
    EXPECT_TRUE(point.read->unclosed);
    EXPECT_THAT(points(point), ElementsAre(Point{5, 5}));
}

TEST(WkbReader, NumbersThatAreNoneAreKept) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    const Result result =
        read(WkbBytes{}.head(wkb_polygon, 1).ring(3, {nan, 0, infinity, -infinity, nan, 0}));
    ASSERT_TRUE(result.read);
    EXPECT_TRUE(result.read->unclosed); // NaN equals nothing
    ASSERT_EQ(result.column.points().size(), 3U);
    EXPECT_TRUE(std::isnan(result.column.points()[0].x));
    EXPECT_EQ(result.column.points()[1], (Point{infinity, -infinity}));
}

TEST(WkbReader, CollectionsOfPolygonsAreRead) {
    WkbBytes bytes;
    bytes.head(wkb_collection, 2).add(wkb_triangle());
    bytes.head(wkb_collection, 1).head(wkb_multipolygon, 1).add(wkb_triangle());
    const Result result = read(bytes);
    ASSERT_TRUE(result.read);
    EXPECT_EQ(result.column[0].size(), 2U);
}

TEST(WkbReader, OtherTypesAreLeftAlone) {
    constexpr std::uint32_t ewkb_srid = 0x20000000;
    for (const std::uint32_t type : {0U,
                                     1U,
                                     2U,
                                     4U,
                                     5U,
                                     8U,
                                     9U,
                                     10U,
                                     11U,
                                     12U,
                                     15U,
                                     16U,
                                     17U,
                                     18U,
                                     4003U,
                                     1000003U,
                                     0x8003U,
                                     ewkb_srid | 3U,
                                     0x80000000U | 1003U,
                                     0xFFFFFFFFU}) {
        EXPECT_FALSE(read(WkbBytes{}.head(type, 0)).read) << type;
        WkbBytes member;
        member.head(wkb_collection, 2).add(wkb_triangle()).head(type, 0);
        const Result result = read(member);
        EXPECT_FALSE(result.read) << type;
        EXPECT_EQ(result.column.size(), 0U);
        EXPECT_TRUE(result.column.points().empty());
    }
    WkbBytes part;
    part.head(wkb_multipolygon, 1).head(wkb_multipolygon, 0);
    EXPECT_FALSE(read(part).read);
    WkbBytes order;
    order.byte(2).word(wkb_polygon).word(0);
    EXPECT_FALSE(read(order).read);
}

TEST(WkbReader, BytesThatEndTooEarlyAreLeftAlone) {
    WkbBytes bytes;
    bytes.head(wkb_collection, 1).head(wkb_multipolygon, 2).add(wkb_triangle());
    bytes.add(wkb_triangle());
    ASSERT_TRUE(read(bytes).read);
    for (std::size_t size = 0; size < bytes.bytes().size(); ++size) {
        const Result result = read(bytes.first(size));
        EXPECT_FALSE(result.read) << size;
        EXPECT_EQ(result.column.size(), 0U);
    }
}

TEST(WkbReader, HugeCountsAreLeftAlone) {
    for (const std::uint32_t huge : {1000U, 0x10000000U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFFU}) {
        EXPECT_FALSE(read(WkbBytes{}.head(wkb_polygon, huge)).read);
        EXPECT_FALSE(read(WkbBytes{}.head(wkb_multipolygon, huge)).read);
        EXPECT_FALSE(read(WkbBytes{}.head(wkb_collection, huge)).read);
        EXPECT_FALSE(read(WkbBytes{}.head(wkb_polygon, 1).ring(huge, {0, 0, 4, 0, 0, 0})).read);
    }
}

TEST(WkbReader, DeepNestingIsLeftAlone) {
    const auto nested = [](int depth) {
        WkbBytes bytes;
        for (int i = 0; i < depth; ++i) {
            bytes.head(wkb_collection, 1);
        }
        return bytes.add(wkb_triangle());
    };
    EXPECT_TRUE(read(nested(10)).read);
    EXPECT_FALSE(read(nested(40)).read);
    EXPECT_FALSE(read(nested(100000)).read);
}

TEST(WkbReader, BytesAfterTheGeometryAreIgnored) {
    EXPECT_TRUE(read(wkb_triangle().word(0xDEADBEEF)).read);
}

TEST(GpkgBlob, HeaderEndsBehindItsEnvelope) {
    const std::vector<std::size_t> envelopes{0, 32, 48, 48, 64};
    for (unsigned kind = 0; kind < 8; ++kind) {
        WkbBytes bytes;
        bytes.header(1U | (kind << 1U));
        bytes.numbers({1, 2, 3, 4, 5, 6, 7, 8}).add(wkb_triangle());
        const auto blob = gpkg_blob(bytes.bytes());
        ASSERT_EQ(blob.has_value(), kind < envelopes.size());
        if (blob) {
            EXPECT_EQ(blob->geometry.size(), bytes.bytes().size() - fixed_header - envelopes[kind]);
            EXPECT_FALSE(gpkg_blob(bytes.first(fixed_header + envelopes[kind] - 1)).has_value());
        }
    }
}

TEST(GpkgBlob, OtherBytesAreNone) {
    EXPECT_FALSE(gpkg_blob({}));
    EXPECT_FALSE(gpkg_blob(wkb_triangle().bytes()));
    EXPECT_FALSE(gpkg_blob(WkbBytes{}.byte('G').byte('P').byte(1).byte(1).word(0).bytes()));
    EXPECT_TRUE(gpkg_blob(WkbBytes{}.header(0x21).bytes())->extended);
    EXPECT_FALSE(gpkg_blob(WkbBytes{}.header(0x11).bytes())->extended);
}

} // namespace
