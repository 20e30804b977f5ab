// SPDX-License-Identifier: MIT
#include "io/field_reader.hpp"

#include "core/text.hpp"
#include "io/gdal.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::io {
namespace {

using layer::FieldType;

struct CplFree {
    void operator()(char* text) const noexcept { CPLFree(text); }
};

ValueKind kind_of(const OGRFieldDefn& field) {
    switch (field.GetType()) {
    case OFTInteger:
        return field.GetSubType() == OFSTBoolean ? ValueKind::boolean : ValueKind::integer;
    case OFTInteger64:
        return ValueKind::integer;
    case OFTReal:
        return ValueKind::real;
    case OFTDate:
        return ValueKind::date;
    case OFTTime:
        return ValueKind::time;
    case OFTDateTime:
        return ValueKind::datetime;
    case OFTIntegerList:
    case OFTInteger64List:
    case OFTRealList:
    case OFTStringList:
        return ValueKind::list;
    default:
        return ValueKind::text;
    }
}

FieldType type_of(ValueKind kind) {
    if (kind == ValueKind::integer || kind == ValueKind::fid) {
        return FieldType::integer;
    }
    return kind == ValueKind::real ? FieldType::real : FieldType::text;
}

std::string source_type_of(const OGRFieldDefn& field) {
    std::string name = OGRFieldDefn::GetFieldTypeName(field.GetType());
    if (field.GetSubType() != OFSTNone) {
        name += fmt::format("({})", OGRFieldDefn::GetFieldSubTypeName(field.GetSubType()));
    }
    return name;
}

struct Moment {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    float second = 0.0F;
    int zone = 0; ///< OGR: 0 unknown, 1 local, 100 UTC, one more for each quarter of an hour
};

std::string clock_text(const Moment& moment) {
    const auto milliseconds = std::lround(static_cast<double>(moment.second) * 1000.0);
    std::string text =
        fmt::format("{:02}:{:02}:{:02}", moment.hour, moment.minute, milliseconds / 1000);
    if (milliseconds % 1000 != 0) {
        text += fmt::format(".{:03}", milliseconds % 1000);
    }
    return text;
}

std::string zone_text(int zone) {
    constexpr int utc = 100;
    constexpr int quarter_minutes = 15;
    if (zone <= 1) {
        return {};
    }
    if (zone == utc) {
        return "Z";
    }
    const int minutes = (zone > utc ? zone - utc : utc - zone) * quarter_minutes;
    return fmt::format("{}{:02}:{:02}", zone > utc ? '+' : '-', minutes / 60, minutes % 60);
}

std::string time_text(const OGRFeature& feature, const SourceField& field) {
    Moment at;
    feature.GetFieldAsDateTime(field.index, &at.year, &at.month, &at.day, &at.hour, &at.minute,
                               &at.second, &at.zone);
    std::string date = fmt::format("{:04}-{:02}-{:02}", at.year, at.month, at.day);
    if (field.kind == ValueKind::date) {
        return date;
    }
    const std::string clock = fmt::format("{}{}", clock_text(at), zone_text(at.zone));
    return field.kind == ValueKind::time ? clock : fmt::format("{}T{}", date, clock);
}

std::string text_value(const OGRFeature& feature, const SourceField& field) {
    switch (field.kind) {
    case ValueKind::boolean:
        return feature.GetFieldAsInteger(field.index) != 0 ? "true" : "false";
    case ValueKind::date:
    case ValueKind::time:
    case ValueKind::datetime:
        return time_text(feature, field);
    case ValueKind::list: {
        const std::unique_ptr<char, CplFree> json{feature.GetFieldAsSerializedJSon(field.index)};
        return json ? json.get() : "";
    }
    default:
        return feature.GetFieldAsString(field.index);
    }
}

bool is_ascii(std::string_view text) noexcept {
    unsigned char bits = 0;
    for (const char c : text) {
        bits |= static_cast<unsigned char>(c);
    }
    return bits < 0x80;
}

std::string shapefile_encoding(OGRLayer& layer) {
    const auto item = [&](const char* name) {
        const char* value = layer.GetMetadataItem(name, "SHAPEFILE");
        return std::string{value == nullptr ? "" : value};
    };
    const std::string cpg = item("CPG_VALUE");
    const std::string ldid = item("LDID_VALUE");
    const std::string source = item("SOURCE_ENCODING");
    if (!cpg.empty()) {
        return item("ENCODING_FROM_CPG").empty() || source.empty()
                   ? fmt::format("unknown (.cpg '{}')", valid_utf8(cpg))
                   : fmt::format("{} (.cpg)", source);
    }
    int number = 0; // LDID_VALUE is decimal
    for (const char digit : ldid) {
        number = number * 10 + (digit - '0');
    }
    return fmt::format("{} ({}LDID 0x{:02X})", source.empty() ? "unknown" : source,
                       source.empty() ? "no .cpg, " : "", number);
}

} // namespace

std::vector<SourceField> fields_of(OGRLayer& layer) {
    std::vector<SourceField> fields;
    OGRFeatureDefn& definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(i);
        const ValueKind kind = kind_of(field);
        fields.push_back(
            {{valid_utf8(field.GetNameRef()), type_of(kind), source_type_of(field)}, kind, i});
    }
    const std::string fid = valid_utf8(layer.GetFIDColumn());
    if (!fid.empty()) {
        fields.push_back({{fid, FieldType::integer, "FID"}, ValueKind::fid, -1});
    }
    return fields;
}

ValueFate read_value(const OGRFeature& feature, const SourceField& field,
                     layer::AttributeColumn& column) {
    if (field.kind == ValueKind::fid) {
        column.add_integer(feature.GetFID());
        return ValueFate::kept;
    }
    if (!feature.IsFieldSetAndNotNull(field.index)) {
        column.add_null();
        return ValueFate::kept;
    }
    if (field.kind == ValueKind::integer) {
        column.add_integer(feature.GetFieldAsInteger64(field.index));
        return ValueFate::kept;
    }
    if (field.kind == ValueKind::real) {
        column.add_real(feature.GetFieldAsDouble(field.index));
        return ValueFate::kept;
    }
    return add_text(text_value(feature, field), column);
}

ValueFate add_text(std::string_view text, layer::AttributeColumn& column) {
    if (is_ascii(text) || is_utf8(text)) { // the first is much faster, and mostly enough
        column.add_text(text);
        return ValueFate::kept;
    }
    column.add_text(valid_utf8(text));
    return ValueFate::mended;
}

std::string encoding_of(OGRLayer& layer, const std::string& driver) {
    if (driver == "ESRI Shapefile") {
        return shapefile_encoding(layer);
    }
    return layer.TestCapability(OLCStringsAsUTF8) != FALSE ? fmt::format("UTF-8 ({})", driver)
                                                           : fmt::format("unknown ({})", driver);
}

} // namespace parkplan::io
