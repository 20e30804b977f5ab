// SPDX-License-Identifier: MIT
#include "io/arrow_stream.hpp"

#include "io/gdal.hpp"

#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace parkplan::io {
namespace {

constexpr std::uint64_t bytes_per_batch = std::uint64_t{1} << 19U; ///< fits a core's own cache
constexpr std::uint64_t most_rows_per_batch = 4096;

std::optional<ArrowFormat> format_of(const OGRFieldDefn& field) {
    const OGRFieldSubType subtype = field.GetSubType();
    if (field.IsNullable() == FALSE) {
        return std::nullopt;
    }
    switch (field.GetType()) {
    case OFTInteger64:
        return subtype == OFSTNone ? std::optional{ArrowFormat::int64} : std::nullopt;
    case OFTReal:
        return subtype == OFSTFloat32 ? ArrowFormat::float32 : ArrowFormat::float64;
    case OFTString:
        return ArrowFormat::text;
    default:
        return std::nullopt;
    }
}

std::uint64_t plain_file_bytes(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed)) {
        return 0;
    }
    const std::uintmax_t bytes = std::filesystem::file_size(path, failed);
    return failed ? 0 : bytes;
}

bool is_safe(const OpenLayer& open) {
    return open.info.driver == "FlatGeobuf" && open.where.empty() &&
           open.info.features.value_or(0) > 0 && open.order == AxisOrder::east_first &&
           open.layer->GetLayerDefn()->GetGeomFieldCount() == 1 &&
           open.layer->TestCapability(OLCFastGetArrowStream) != FALSE;
}

} // namespace

std::span<const std::byte> ArrowColumn::bytes(std::size_t row) const noexcept {
    const auto from = static_cast<std::size_t>(offsets()[row]);
    const auto to = static_cast<std::size_t>(offsets()[row + 1]);
    const auto last = static_cast<std::size_t>(offsets().back());
    return std::span{static_cast<const std::byte*>(m_buffers[2]), last}.subspan(from, to - from);
}

bool ArrowColumn::fits(ArrowFormat format) const noexcept {
    const bool has_bytes = format == ArrowFormat::text || format == ArrowFormat::binary;
    if (m_buffers.size() != (has_bytes ? 3 : 2) || m_buffers.back() == nullptr ||
        m_buffers[1] == nullptr) {
        return false;
    }
    return !has_bytes || (offsets().front() == 0 && std::ranges::is_sorted(offsets()));
}

std::unique_ptr<ArrowStream> ArrowStream::of(const OpenLayer& open, const std::string& path) {
    const std::uint64_t bytes = plain_file_bytes(path);
    if (bytes == 0 || !is_safe(open)) {
        return nullptr;
    }
    std::unique_ptr<ArrowStream> stream{new ArrowStream};
    OGRFeatureDefn& definition = *open.layer->GetLayerDefn();
    std::vector<std::size_t> columns(static_cast<std::size_t>(definition.GetFieldCount()));
    stream->m_formats.push_back(ArrowFormat::int64);
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(i);
        if (field.IsIgnored() != FALSE) {
            continue;
        }
        const auto format = format_of(field);
        if (!format) {
            return nullptr;
        }
        columns[static_cast<std::size_t>(i)] = stream->m_formats.size();
        stream->m_formats.push_back(*format);
    }
    stream->m_formats.push_back(ArrowFormat::binary);
    for (const SourceField& field : open.fields) {
        if (field.kind == ValueKind::fid) {
            return nullptr;
        }
        stream->m_fields.push_back(columns[static_cast<std::size_t>(field.index)]);
    }
    return stream->start(*open.layer, bytes / *open.info.features) ? std::move(stream) : nullptr;
}

bool ArrowStream::start(OGRLayer& layer, std::uint64_t bytes_per_row) {
    const ErrorLog log;
    m_most_rows = std::clamp(bytes_per_batch / std::max<std::uint64_t>(bytes_per_row, 1),
                             std::uint64_t{1}, most_rows_per_batch);
    CPLStringList options;
    options.SetNameValue("MAX_FEATURES_IN_BATCH", fmt::format("{}", m_most_rows).c_str());
    layer.ResetReading();
    return layer.GetArrowStream(m_stream.renew(), options.List()) && has_expected_schema() &&
           log.messages().empty();
}

bool ArrowStream::has_expected_schema() {
    ArrowHandle<ArrowSchema> schema;
    if (m_stream->get_schema(m_stream.get(), schema.renew()) != 0 || !schema.filled()) {
        return false;
    }
    const std::span<ArrowSchema*> columns{schema->children,
                                          static_cast<std::size_t>(schema->n_children)};
    return std::ranges::equal(columns, m_formats, [](const ArrowSchema* column, ArrowFormat ours) {
        const std::array letter{static_cast<char>(ours)};
        return column->dictionary == nullptr &&
               std::string_view{column->format} == std::string_view{letter.data(), letter.size()};
    });
}

bool ArrowStream::fetch(std::uint64_t left) {
    const ErrorLog log;
    return m_stream->get_next(m_stream.get(), m_batch.renew()) == 0 && m_batch.filled() &&
           log.messages().empty() && is_sound(std::min(left, m_most_rows));
}

/// A column's later bytes overwrite earlier ones where GDAL forgot the offset of a value that is
/// not there; its offsets show that.
bool ArrowStream::is_sound(std::uint64_t rows) const noexcept {
    const auto expected = static_cast<std::int64_t>(rows);
    if (m_batch->length != expected || m_batch->offset != 0 ||
        children().size() != m_formats.size()) {
        return false;
    }
    for (std::size_t i = 0; i < m_formats.size(); ++i) {
        const ArrowArray& array = *children()[i];
        if (array.length != expected || array.offset != 0 ||
            !ArrowColumn{array}.fits(m_formats[i])) {
            return false;
        }
    }
    return true;
}

std::size_t ArrowStream::rows() const noexcept {
    return static_cast<std::size_t>(m_batch->length);
}

ArrowColumn ArrowStream::column(std::size_t child) const noexcept {
    return ArrowColumn{*children()[child]};
}

std::span<ArrowArray* const> ArrowStream::children() const noexcept {
    return {m_batch->children, static_cast<std::size_t>(m_batch->n_children)};
}

} // namespace parkplan::io
