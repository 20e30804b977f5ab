// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "io/files.hpp"
#include "io/open.hpp"
#include "io/out_layers.hpp"
#include "io/vector_file.hpp"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace {

using parkplan::Error;
using parkplan::ErrorKind;
using parkplan::io::OutLayer;
using parkplan::io::read_layer;
using parkplan::io::write_geopackage;
using parkplan::layer::GeometryState;
using parkplan::layer::Layer;
using parkplan::test::point_layer;
using parkplan::test::read_bytes;
using parkplan::test::sample_layer;
using parkplan::test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(const std::filesystem::path& file, const std::vector<OutLayer>& layers) {
    try {
        static_cast<void>(write_geopackage(file, layers));
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::output);
        return error.what();
    }
    return "no error";
}

TEST(WriteGeopackage, EveryBitComesBack) {
    const TempFolder folder;
    const OutLayer wanted = sample_layer();
    EXPECT_TRUE(write_geopackage(folder.file("a.gpkg"), {wanted}).empty());

    const Layer layer = read_layer(folder.file("a.gpkg"), {.key_field = "地块编号"});
    EXPECT_EQ(layer.info().name, "findings");
    EXPECT_EQ(layer.crs().code(), "EPSG:4548");
    EXPECT_EQ(layer.key(0), "甲-1");
    EXPECT_EQ(layer.key(2), "B \"quoted\"\n2");
    EXPECT_EQ(layer.table().columns[1].real(0), 1999829.397712);
    EXPECT_EQ(layer.table().columns[2].integer(2), -7);
    EXPECT_TRUE(layer.table().columns[0].is_null(1));
    EXPECT_THAT(layer.table().states,
                ElementsAre(GeometryState::polygon, GeometryState::null, GeometryState::polygon));
    const auto& shape = std::get<parkplan::geo::MultiPolygon>(wanted.rows[0].shape);
    const auto found = layer.table().polygons[0];
    EXPECT_TRUE(std::ranges::equal(found.points(), shape.view().points()));
    EXPECT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].rings(), 2U);
}

TEST(WriteGeopackage, TwoRunsGiveTheSameBytes) {
    const TempFolder folder;
    OutLayer second = sample_layer();
    second.name = "zones";
    for (int i = 0; i < 3000; ++i) { // enough for a spatial index of several pages
        second.rows.push_back(sample_layer().rows[static_cast<std::size_t>(i % 3)]);
    }
    const std::vector<OutLayer> layers{sample_layer(), second, point_layer({{{1, 2}}, {{3, 4}}})};
    static_cast<void>(write_geopackage(folder.file("a.gpkg"), layers));
    ::sleep(1); // a clock in the file would show
    static_cast<void>(write_geopackage(folder.file("b.gpkg"), layers));
    EXPECT_EQ(read_bytes(folder.file("a.gpkg")), read_bytes(folder.file("b.gpkg")));
}

TEST(WriteGeopackage, TitlesAndChineseAliasesAreKept) {
    const TempFolder folder;
    static_cast<void>(write_geopackage(folder.file("a.gpkg"), {sample_layer()}));
    const GDALDatasetUniquePtr dataset{
        GDALDataset::Open(folder.file("a.gpkg").c_str(), GDAL_OF_VECTOR)};
    OGRLayer* layer = dataset->GetLayer(0);
    EXPECT_STREQ(layer->GetMetadataItem("IDENTIFIER"), "复核意见");
    EXPECT_STREQ(layer->GetMetadataItem("DESCRIPTION"), "复核意见");
    EXPECT_EQ(layer->GetGeomType(), wkbMultiPolygon);
    OGRLayer* aliases = dataset->ExecuteSQL(
        "SELECT title FROM gpkg_data_columns WHERE column_name = 'area_m2'", nullptr, nullptr);
    ASSERT_NE(aliases, nullptr);
    EXPECT_STREQ(
        OGRFeatureUniquePtr { aliases->GetNextFeature() } -> GetFieldAsString(0), "面积");
    dataset->ReleaseResultSet(aliases);
}

TEST(WriteGeopackage, SameTitleTwiceIsNoClash) {
    const TempFolder folder;
    OutLayer second = sample_layer();
    second.name = "zones";
    static_cast<void>(write_geopackage(folder.file("a.gpkg"), {sample_layer(), second}));
    EXPECT_THAT(parkplan::io::layer_names(folder.file("a.gpkg")), ElementsAre("findings", "zones"));
}

TEST(WriteGeopackage, PointsAreSingleWhenAllAre) {
    const TempFolder folder;
    static_cast<void>(write_geopackage(folder.file("a.gpkg"), {point_layer({{{1, 2}}, {}})}));
    static_cast<void>(write_geopackage(folder.file("b.gpkg"), {point_layer({{{1, 2}, {3, 4}}})}));
    EXPECT_EQ(read_layer(folder.file("a.gpkg")).info().geometry_type, "Point");
    EXPECT_EQ(read_layer(folder.file("b.gpkg")).info().geometry_type, "MultiPoint");
}

TEST(WriteGeopackage, FieldsCalledFidAndGeomAreOrdinary) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.fields[0].name = "FID";
    layer.fields[2].name = "geom";
    static_cast<void>(write_geopackage(folder.file("a.gpkg"), {layer}));
    EXPECT_EQ(read_layer(folder.file("a.gpkg")).table().columns[0].text(0), "甲-1");
}

TEST(WriteGeopackage, LocalPlaneHasNoCrs) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.crs = parkplan::crs::Crs::local();
    static_cast<void>(write_geopackage(folder.file("a.gpkg"), {layer}));
    EXPECT_FALSE(read_layer(folder.file("a.gpkg")).info().crs);
}

TEST(WriteGeopackage, CrsWithoutCodeIsKept) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.crs = parkplan::crs::Crs::parse(
        "+proj=tmerc +lat_0=0 +lon_0=116.35 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m "
        "+type=crs");
    static_cast<void>(write_geopackage(folder.file("a.gpkg"), {layer}));
    EXPECT_EQ(
        read_layer(folder.file("a.gpkg")).crs().transverse_mercator().value().central_meridian_deg,
        116.35);
}

TEST(WriteGeopackage, NumbersThatAreNoneBecomeNullWithANotice) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.rows[2].values[1] = std::numeric_limits<double>::quiet_NaN();
    const auto notices = write_geopackage(folder.file("a.gpkg"), {layer});
    ASSERT_EQ(notices.size(), 1U);
    EXPECT_EQ(notices[0].code, "PP-0111");
    EXPECT_EQ(notices[0].field, "area_m2");
    EXPECT_EQ(notices[0].detail, "3");
}

TEST(WriteGeopackage, LayerWithoutRowsHasItsFields) {
    const TempFolder folder;
    OutLayer layer = sample_layer();
    layer.rows.clear();
    static_cast<void>(write_geopackage(folder.file("a.gpkg"), {layer}));
    EXPECT_EQ(read_layer(folder.file("a.gpkg")).info().schema.size(), 3U);
}

TEST(WriteGeopackage, ExistingFileStaysAsItIs) {
    const TempFolder folder;
    parkplan::test::write_bytes(folder.file("a.gpkg"), "precious");
    EXPECT_THAT(error_of(folder.file("a.gpkg"), {sample_layer()}), HasSubstr("exists already"));
    EXPECT_EQ(read_bytes(folder.file("a.gpkg")), "precious");
}

TEST(WriteGeopackage, UnwritablePlacesAreOutputErrors) {
    const TempFolder folder;
    parkplan::test::write_bytes(folder.file("file"), "");
    EXPECT_THAT(error_of(folder.file("missing/a.gpkg"), {sample_layer()}),
                HasSubstr("cannot be written"));
    EXPECT_THAT(error_of(folder.file("file/a.gpkg"), {sample_layer()}),
                HasSubstr("cannot be written"));
    EXPECT_THAT(error_of("/proc/a.gpkg", {sample_layer()}), HasSubstr("cannot be written"));
}

/// Runs `job` in a child whose files may not grow beyond `bytes`; true when it gave an
/// Error{output} and left nothing in `folder`.
template <typename Job>
bool fails_cleanly_on_a_full_disk(const TempFolder& folder, rlim_t bytes, Job job) {
    const ::pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN); // NOLINT(cert-err33-c): nothing to restore in the child
        const rlimit limit{bytes, bytes};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        int status = 1;
        try {
            job();
        } catch (const Error& error) {
            status = error.kind() == ErrorKind::output && std::filesystem::is_empty(folder.path())
                         ? 0
                         : 2;
        }
        ::_exit(status);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

OutLayer large_layer() {
    OutLayer layer = sample_layer();
    for (int i = 0; i < 2000; ++i) {
        layer.rows.push_back(layer.rows[0]);
    }
    return layer;
}

class FullDisk : public testing::TestWithParam<rlim_t> {};

TEST_P(FullDisk, LeavesNoGeopackage) {
    const TempFolder folder;
    const OutLayer layer = large_layer();
    EXPECT_TRUE(fails_cleanly_on_a_full_disk(folder, GetParam(), [&] {
        static_cast<void>(write_geopackage(folder.file("a.gpkg"), {layer}));
    }));
}

TEST_P(FullDisk, LeavesNoShapefile) {
    const TempFolder folder;
    const OutLayer layer = large_layer();
    EXPECT_TRUE(fails_cleanly_on_a_full_disk(folder, GetParam(), [&] {
        static_cast<void>(parkplan::io::write_shapefile(folder.file("a.shp"), layer));
    }));
}

TEST_P(FullDisk, LeavesNoGeojson) {
    const TempFolder folder;
    const OutLayer layer = large_layer();
    EXPECT_TRUE(fails_cleanly_on_a_full_disk(folder, GetParam(), [&] {
        static_cast<void>(parkplan::io::write_geojson(folder.file("a.geojson"), layer));
    }));
}

INSTANTIATE_TEST_SUITE_P(AfterBytes, FullDisk, testing::Values(0, 100, 20000, 100000));

} // namespace
