// SPDX-License-Identifier: MIT
#include "io/open_layer.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "io/dataset.hpp"
#include "io/field_reader.hpp"
#include "io/gdal.hpp"
#include "io/open.hpp"
#include "io/source_crs.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

/// The field called `name`, which `option` names; OpenOptionError with a hint otherwise.
const SourceField& require_field(const std::vector<SourceField>& fields, const std::string& name,
                                 OpenOption option) {
    const auto found =
        std::ranges::find(fields, name, [](const SourceField& field) { return field.field.name; });
    if (found != fields.end()) {
        return *found;
    }
    std::vector<std::string> known;
    known.reserve(fields.size());
    for (const SourceField& field : fields) {
        known.push_back(field.field.name);
    }
    throw OpenOptionError{option, told("there is no field '{}'", name),
                          known.empty() ? told("the layer has no fields")
                                        : did_you_mean(name, known)};
}

/// The fields to load, in the order of the source; the feature id only when it is named.
std::vector<SourceField> chosen_fields(const std::vector<SourceField>& fields,
                                       const OpenOptions& options) {
    std::set<int> wanted;
    if (options.choice == FieldChoice::listed) {
        for (const std::string& name : options.fields) {
            wanted.insert(require_field(fields, name, OpenOption::fields).index);
        }
    }
    if (!options.key_field.empty()) {
        wanted.insert(require_field(fields, options.key_field, OpenOption::key_field).index);
    }
    std::vector<SourceField> chosen;
    for (const SourceField& field : fields) {
        const bool by_default = options.choice == FieldChoice::all && field.kind != ValueKind::fid;
        if (by_default || wanted.contains(field.index)) {
            chosen.push_back(field);
        }
    }
    return chosen;
}

/// Names of fields that an attribute filter looks at; nothing when OGR's own grammar does not
/// understand the filter (GeoPackage hands it to SQLite).
std::optional<std::set<std::string>> filtered_fields(OGRLayer& layer, const std::string& where) {
    std::set<std::string> names;
    if (where.empty()) {
        return names;
    }
    const ErrorLog quiet;
    OGRFeatureQuery query;
    if (query.Compile(layer.GetLayerDefn(), where.c_str()) != OGRERR_NONE) {
        return std::nullopt;
    }
    const CPLStringList used{query.GetUsedFields()};
    for (int i = 0; i < used.size(); ++i) {
        names.insert(used[i]);
    }
    return names;
}

/// Tells the driver which fields nobody looks at. A filter on an ignored field would find nothing,
/// so those stay.
void ignore_others(OGRLayer& layer, const std::vector<SourceField>& chosen,
                   const std::string& where) {
    auto filtered = filtered_fields(layer, where);
    if (!filtered || layer.TestCapability(OLCIgnoreFields) == FALSE) {
        return;
    }
    std::set<std::string> kept = *std::move(filtered);
    OGRFeatureDefn& definition = *layer.GetLayerDefn();
    for (const SourceField& field : chosen) {
        if (field.index >= 0) {
            kept.insert(definition.GetFieldDefn(field.index)->GetNameRef());
        }
    }
    std::vector<const char*> ignored;
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const char* name = definition.GetFieldDefn(i)->GetNameRef();
        if (!kept.contains(name)) {
            ignored.push_back(name);
        }
    }
    ignored.push_back("OGR_STYLE");
    ignored.push_back(nullptr);
    if (layer.SetIgnoredFields(ignored.data()) != OGRERR_NONE) {
        fail(ErrorKind::internal, "the fields to be left out were refused");
    }
}

void set_filter(OGRLayer& layer, const std::string& where, const ErrorLog& log) {
    if (!where.empty() && layer.SetAttributeFilter(where.c_str()) != OGRERR_NONE) {
        throw OpenOptionError{OpenOption::where, told("the filter '{}' cannot be used: {}", where,
                                                      foreign(log.reason()))};
    }
}

/// A layer whose own coordinates are no Gauss-Krüger plane is measured in the zone of its extent.
bool zone_hangs_on_extent(const std::optional<crs::Crs>& crs) {
    if (!crs || crs->kind() == crs::CrsKind::local) {
        return false;
    }
    const auto& tm = crs->transverse_mercator();
    return !tm || tm->scale != 1.0 || tm->origin_latitude_deg != 0.0;
}

/// Extent of the whole source, from its header or by one pass; empty when there is none.
geo::Box extent_of(OGRLayer& layer, AxisOrder order) {
    const ErrorLog quiet;
    OGREnvelope box;
    const bool known = layer.GetExtent(&box, TRUE) == OGRERR_NONE && box.IsInit() != 0;
    layer.ResetReading();
    if (!known) {
        return {};
    }
    return order == AxisOrder::east_first ? geo::Box{{box.MinX, box.MinY}, {box.MaxX, box.MaxY}}
                                          : geo::Box{{box.MinY, box.MinX}, {box.MaxY, box.MaxX}};
}

void settle_extent(OGRLayer& layer, OpenLayer& open) {
    if (zone_hangs_on_extent(open.info.crs)) {
        open.info.extent = extent_of(layer, open.order);
    }
}

/// GeoJSON without a statement means WGS 84. Metres in such a file show that its writer did not
/// know that: the file states nothing, and the user may.
bool states_degrees_falsely(OGRLayer& layer, const OpenLayer& open) {
    if (!open.info.driver.starts_with("GeoJSON") || !open.info.crs ||
        open.info.crs->kind() != crs::CrsKind::geographic) {
        return false;
    }
    const geo::Box box = extent_of(layer, open.order);
    const bool finite = std::isfinite(box.min.x + box.min.y + box.max.x + box.max.y);
    return finite && (!plausible(*open.info.crs, box.min) || !plausible(*open.info.crs, box.max));
}

void settle_crs(OGRLayer& layer, const OpenOptions& options, OpenLayer& open) {
    const OGRSpatialReference* reference = layer.GetSpatialRef();
    open.info.crs = stated_crs(reference);
    open.order = open.info.crs ? axis_order(reference) : AxisOrder::east_first;
    if (states_degrees_falsely(layer, open)) {
        open.info.crs.reset();
        open.order = AxisOrder::east_first;
    }
    open.info.spatial = layer.GetGeomType() != wkbNone || open.info.crs.has_value();
    if (!options.crs) {
        return;
    }
    if (open.info.crs && !same(*open.info.crs, *options.crs)) {
        throw Error{
            ErrorKind::crs,
            told("the layer is in '{}', but '{}' was stated for it", open.info.crs->label(),
                 options.crs->label()),
            {},
            told("leave the statement out, or correct the coordinate system in the source")};
    }
    open.info.crs_stated = !open.info.crs.has_value();
    open.info.crs = options.crs;
}

layer::Schema schema_of(const std::vector<SourceField>& fields) {
    std::vector<layer::Field> plain;
    plain.reserve(fields.size());
    for (const SourceField& field : fields) {
        plain.push_back(field.field);
    }
    return layer::Schema{std::move(plain)};
}

void note_names(OGRFeatureDefn& definition, UnreadableTexts& unreadable) {
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const char* name = definition.GetFieldDefn(i)->GetNameRef();
        if (!is_utf8(name)) {
            unreadable.add_name(name);
        }
    }
}

/// Only the driver of Shapefiles can be told; with an encoding that it does not know it hands out
/// the bytes as they are.
void check_encoding(GDALDataset& dataset, OGRLayer& layer, const std::string& encoding) {
    if (encoding.empty()) {
        return;
    }
    if (std::string_view{dataset.GetDriverName()} != "ESRI Shapefile") {
        throw OpenOptionError{OpenOption::encoding,
                              told("the encoding can be stated for a Shapefile only; this is {}",
                                   dataset.GetDriverName()),
                              told("leave it out, and save the file as UTF-8")};
    }
    if (layer.TestCapability(OLCStringsAsUTF8) == FALSE) {
        throw OpenOptionError{OpenOption::encoding, told("unknown encoding '{}'", encoding),
                              told("known are GBK, GB18030, UTF-8, BIG5 and others")};
    }
}

/// OGR hands the texts of a CSV on as they are, so that a table in GBK has no field that could be
/// named.
void require_utf8_names(OGRLayer& layer, std::string_view driver) {
    const OGRFeatureDefn& fields = *layer.GetLayerDefn();
    for (int i = 0; driver == "CSV" && i < fields.GetFieldCount(); ++i) {
        if (!is_utf8(fields.GetFieldDefn(i)->GetNameRef())) {
            fail(ErrorKind::input,
                 "the names of the fields are not in UTF-8; save the file as UTF-8 "
                 "(in a spreadsheet program: 'CSV UTF-8')");
        }
    }
}

void describe(const SourceName& name, const OpenOptions& options, OpenLayer& open) {
    OGRLayer& layer = *open.layer;
    layer::SourceInfo& info = open.info;
    info.name = valid_utf8(layer.GetName());
    info.driver = open.dataset->GetDriverName();
    require_utf8_names(layer, info.driver);
    info.encoding = options.encoding.empty() ? encoding_of(layer, info.driver)
                                             : fmt::format("{} (stated)", options.encoding);
    info.geometry_type = type_name(layer.GetGeomType());
    info.files = files_of(*open.dataset, name.path);
    if (const GIntBig count = layer.GetFeatureCount(FALSE); count >= 0) {
        info.features = static_cast<std::uint64_t>(count);
    }
    open.fields = chosen_fields(fields_of(layer), options);
    note_names(*layer.GetLayerDefn(), open.unreadable);
    info.schema = schema_of(open.fields);
    if (!options.key_field.empty()) {
        info.key_column = info.schema.require(options.key_field);
    }
}

} // namespace

OpenLayer open_layer(const SourceName& name, const OpenOptions& options) {
    ErrorLog log;
    OpenLayer open;
    open.dataset = open_dataset(name.path, log, options.encoding);
    if (!name.layer.empty() && !options.layer.empty() && name.layer != options.layer) {
        throw OpenOptionError{OpenOption::layer, told("two layers are named: '{}' and '{}'",
                                                      name.layer, options.layer)};
    }
    open.layer = &choose_layer(*open.dataset, name.layer.empty() ? options.layer : name.layer);
    check_encoding(*open.dataset, *open.layer, options.encoding);
    describe(name, options, open);
    settle_crs(*open.layer, options, open);
    settle_extent(*open.layer, open);
    ignore_others(*open.layer, open.fields, options.where);
    set_filter(*open.layer, options.where, log);
    open.where = options.where;
    open.messages = log.take();
    return open;
}

void close_layer(OpenLayer& open) noexcept {
    const ErrorLog quiet;
    open.layer = nullptr;
    open.dataset = {};
}

} // namespace parkplan::io
