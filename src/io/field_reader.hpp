// SPDX-License-Identifier: MIT
#pragma once

#include "layer/attribute_column.hpp"
#include "layer/schema.hpp"

#include <ogrsf_frmts.h>

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::io {

/// How a value is taken out of an OGR feature.
enum class ValueKind : unsigned char {
    fid,
    integer,
    real,
    text,
    boolean,  ///< "true", "false"
    date,     ///< "2026-01-31"
    time,     ///< "08:30:00"
    datetime, ///< "2026-01-31T08:30:00+08:00"
    list,     ///< JSON
};

/// One field of a source: what becomes of it, and where it stands in an OGR feature.
struct SourceField {
    layer::Field field{};
    ValueKind kind = ValueKind::text;
    int index = -1; ///< in OGR's definition; -1 for the feature id
};

/// All fields of a layer in its order, and last, when the source has a name for it, the feature id
/// (it is loaded only when somebody asks for it).
[[nodiscard]] std::vector<SourceField> fields_of(OGRLayer& layer);

/// Whether a value arrived whole.
enum class ValueFate : unsigned char { kept, mended };

/// Appends the value of `field` to `column`; mended: broken UTF-8 was replaced by U+FFFD.
[[nodiscard]] ValueFate read_value(const OGRFeature& feature, const SourceField& field,
                                   layer::AttributeColumn& column);

/// Appends a text; mended as read_value does.
[[nodiscard]] ValueFate add_text(std::string_view text, layer::AttributeColumn& column);

/// Encoding of attribute texts and where that is known from: "UTF-8 (.cpg)", "CP936 (LDID 0x4D)".
[[nodiscard]] std::string encoding_of(OGRLayer& layer, const std::string& driver);

} // namespace parkplan::io
