// SPDX-License-Identifier: MIT
#include "io/ogr_writer.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>

namespace parkplan::io {
namespace {

void set_value(OGRFeature& feature, int field, const OutValue& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        feature.SetField(field, GIntBig{*integer});
    } else if (const auto* real = std::get_if<double>(&value)) {
        feature.SetField(field, *real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        feature.SetField(field, text->c_str());
    } else {
        feature.SetFieldNull(field);
    }
}

} // namespace

ThreadOption::ThreadOption(const char* name, const char* value) : m_name(name) {
    if (const char* before = CPLGetThreadLocalConfigOption(name, nullptr); before != nullptr) {
        m_before = before;
    }
    CPLSetThreadLocalConfigOption(name, value);
}

ThreadOption::~ThreadOption() {
    CPLSetThreadLocalConfigOption(m_name, m_before ? m_before->c_str() : nullptr);
}

OgrWriter::OgrWriter(const char* driver, std::filesystem::path file, const CPLStringList& options)
    : m_file(std::move(file)) {
    register_drivers();
    GDALDriver* found = GetGDALDriverManager()->GetDriverByName(driver);
    if (found == nullptr) {
        fail(ErrorKind::output, "this GDAL has no driver '{}'", driver);
    }
    m_dataset.reset(found->Create(m_file.c_str(), 0, 0, 0, GDT_Unknown, options.List()));
    check(m_dataset != nullptr);
}

OGRLayer& OgrWriter::create_layer(const OutLayer& layer, OGRwkbGeometryType type,
                                  CPLStringList options) {
    // GDAL 3.6 wants options that it could change: a copy.
    OGRSpatialReference reference = reference_of(layer.crs);
    OGRLayer* created = m_dataset->CreateLayer(
        layer.name.c_str(), reference.IsEmpty() ? nullptr : &reference, type, options.List());
    check(created != nullptr);
    return *created;
}

void OgrWriter::create_field(OGRLayer& target, const OGRFieldDefn& field) {
    OGRFieldDefn copy{&field}; // GDAL 3.6 wants one that it could change
    check(target.CreateField(&copy, FALSE) == OGRERR_NONE);
}

void OgrWriter::write_rows(OGRLayer& target, const OutLayer& layer, const RowStyle& style) {
    const bool transaction = m_dataset->TestCapability(ODsCTransactions) != FALSE;
    check(!transaction || m_dataset->StartTransaction() == OGRERR_NONE);
    for (const OutRow& row : layer.rows) {
        write_row(target, row, style);
    }
    check(!transaction || m_dataset->CommitTransaction() == OGRERR_NONE);
}

void OgrWriter::write_row(OGRLayer& target, const OutRow& row, const RowStyle& style) const {
    const OGRFeatureUniquePtr feature{OGRFeature::CreateFeature(target.GetLayerDefn())};
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        set_value(*feature, static_cast<int>(i), stored_value(row.values[i], style.limit).value);
    }
    if (OGRGeometryUniquePtr geometry = to_ogr(row.shape, style.single_points, style.winding)) {
        check(feature->SetGeometryDirectly(geometry.release()) == OGRERR_NONE);
    }
    check(target.CreateFeature(feature.get()) == OGRERR_NONE);
}

void OgrWriter::execute(const std::string& statement) {
    for (OGRLayer* layer : m_dataset->GetLayers()) {
        check(layer->SyncToDisk() == OGRERR_NONE);
    }
    m_dataset->ReleaseResultSet(m_dataset->ExecuteSQL(statement.c_str(), nullptr, nullptr));
    check(true);
}

void OgrWriter::close() {
    m_dataset.reset();
    check(true);
}

void OgrWriter::check(bool held) const {
    if (!held || !m_log.messages().empty()) {
        fail(ErrorKind::output, "'{}' cannot be written: {}", m_file.string(),
             foreign(m_log.reason()));
    }
}

OGRwkbGeometryType ogr_type(OutGeometry geometry, bool single_points) {
    switch (geometry) {
    case OutGeometry::point:
        return single_points ? wkbPoint : wkbMultiPoint;
    case OutGeometry::line:
        return wkbMultiLineString;
    case OutGeometry::polygon:
        break;
    }
    return wkbMultiPolygon;
}

OGRFieldType ogr_type(layer::FieldType type) {
    switch (type) {
    case layer::FieldType::integer:
        return OFTInteger64;
    case layer::FieldType::real:
        return OFTReal;
    case layer::FieldType::text:
        break;
    }
    return OFTString;
}

} // namespace parkplan::io
