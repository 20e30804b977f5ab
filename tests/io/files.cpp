// SPDX-License-Identifier: MIT
#include "io/files.hpp"

#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::test {
namespace {

void demand(bool held, const char* what) {
    if (!held) {
        throw std::runtime_error{what};
    }
}

OGRFieldType field_type(const std::string& name) {
    for (int type = 0; type <= OFTMaxType; ++type) {
        if (name == OGRFieldDefn::GetFieldTypeName(static_cast<OGRFieldType>(type))) {
            return static_cast<OGRFieldType>(type);
        }
    }
    throw std::runtime_error{"no such field type"};
}

OGRFieldSubType field_subtype(const std::string& name) {
    for (int type = 0; type <= OFSTMaxSubType; ++type) {
        if (name == OGRFieldDefn::GetFieldSubTypeName(static_cast<OGRFieldSubType>(type))) {
            return static_cast<OGRFieldSubType>(type);
        }
    }
    throw std::runtime_error{"no such field subtype"};
}

/// Makes a field of a type as FileSpec writes it.
void create_field(OGRLayer& layer, const std::string& name, std::string type) {
    constexpr std::string_view not_null = " NOT NULL";
    const bool nullable = !type.ends_with(not_null);
    type.resize(type.size() - (nullable ? 0 : not_null.size()));
    const std::size_t bracket = type.find('(');
    OGRFieldDefn field{name.c_str(), field_type(type.substr(0, bracket))};
    if (bracket != std::string::npos) {
        field.SetSubType(field_subtype(type.substr(bracket + 1, type.size() - bracket - 2)));
    }
    field.SetNullable(nullable ? TRUE : FALSE);
    demand(layer.CreateField(&field) == OGRERR_NONE, "field refused");
}

OGRwkbGeometryType geometry_type(const std::string& name) {
    for (const OGRwkbGeometryType type :
         {wkbUnknown, wkbPolygon, wkbMultiPolygon, wkbNone, wkbPoint, wkbCurvePolygon,
          wkbPolygon25D, wkbPolygonM, wkbPolygonZM}) {
        if (name == OGRGeometryTypeToName(type)) {
            return type;
        }
    }
    throw std::runtime_error{"no such geometry type"};
}

GDALDatasetUniquePtr open_or_create(const FileSpec& spec) {
    GDALAllRegister();
    if (std::filesystem::exists(spec.path)) {
        return GDALDatasetUniquePtr{GDALDataset::Open(
            spec.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr)};
    }
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(spec.driver.c_str());
    demand(driver != nullptr, "no such driver");
    return GDALDatasetUniquePtr{driver->Create(spec.path.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
}

void add_feature(OGRLayer& layer, const FileSpec& spec, std::size_t row) {
    const OGRFeatureUniquePtr feature{OGRFeature::CreateFeature(layer.GetLayerDefn())};
    const auto& [wkt, values] = spec.rows[row];
    for (std::size_t i = 0; i < values.size(); ++i) {
        feature->SetField(static_cast<int>(i), values[i].c_str());
    }
    if (!wkt.empty()) {
        OGRGeometry* geometry = nullptr;
        demand(OGRGeometryFactory::createFromWkt(wkt.c_str(), layer.GetSpatialRef(), &geometry) ==
                   OGRERR_NONE,
               "bad WKT");
        demand(feature->SetGeometryDirectly(geometry) == OGRERR_NONE, "geometry refused");
    }
    demand(layer.CreateFeature(feature.get()) == OGRERR_NONE, "feature refused");
}

} // namespace

TempFolder::TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "parkplan-io-XXXXXX").string();
    demand(::mkdtemp(name.data()) != nullptr, "no temporary folder");
    m_path = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::vector<std::string> TempFolder::names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{m_path}) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

void write_bytes(const std::string& path, std::string_view bytes) {
    std::ofstream file{path, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    demand(file.good(), "cannot write");
}

std::string read_bytes(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    demand(file.good(), "cannot read");
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

void make_file(const FileSpec& spec) {
    const GDALDatasetUniquePtr dataset = open_or_create(spec);
    demand(dataset != nullptr, "file not created");
    OGRSpatialReference reference;
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (spec.epsg != 0) {
        demand(reference.importFromEPSG(spec.epsg) == OGRERR_NONE, "no such CRS");
    }
    CPLStringList options;
    for (const std::string& option : spec.options) {
        options.AddString(option.c_str());
    }
    OGRLayer* layer =
        dataset->CreateLayer(spec.layer.c_str(), spec.epsg != 0 ? &reference : nullptr,
                             geometry_type(spec.geometry_type), options.List());
    demand(layer != nullptr, "layer not created");
    for (const auto& [name, type] : spec.fields) {
        create_field(*layer, name, type);
    }
    for (std::size_t row = 0; row < spec.rows.size(); ++row) {
        add_feature(*layer, spec, row);
    }
}

void run_sql(const std::string& path, const std::string& statement) {
    const GDALDatasetUniquePtr dataset{GDALDataset::Open(
        path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr)};
    demand(dataset != nullptr, "file not opened");
    dataset->ReleaseResultSet(dataset->ExecuteSQL(statement.c_str(), nullptr, nullptr));
}

} // namespace parkplan::test
