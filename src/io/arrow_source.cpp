// SPDX-License-Identifier: MIT
#include "io/arrow_source.hpp"

#include "io/field_reader.hpp"
#include "io/gdal.hpp"
#include "io/open_layer.hpp"
#include "io/row_notes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

/// A text as a C string has it: up to a zero byte.
std::string_view text_of(std::span<const std::byte> bytes) {
    const std::string_view text{static_cast<const char*>(static_cast<const void*>(bytes.data())),
                                bytes.size()};
    return text.substr(0, text.find('\0'));
}

ValueFate add_value(const ArrowColumn& values, ArrowFormat format, std::size_t row,
                    layer::AttributeColumn& column) {
    if (values.is_null(row)) {
        column.add_null();
        return ValueFate::kept;
    }
    switch (format) {
    case ArrowFormat::int64:
        column.add_integer(values.number<std::int64_t>(row));
        break;
    case ArrowFormat::float32:
        column.add_real(static_cast<double>(values.number<float>(row)));
        break;
    case ArrowFormat::float64:
        column.add_real(values.number<double>(row));
        break;
    case ArrowFormat::text:
    case ArrowFormat::binary:
        return add_text(text_of(values.bytes(row)), column);
    }
    return ValueFate::kept;
}

} // namespace

ArrowSource::ArrowSource(OpenLayer open, std::unique_ptr<ArrowStream> stream,
                         std::function<std::unique_ptr<layer::BatchSource>()> open_ogr)
    : m_open(std::move(open)), m_stream(std::move(stream)), m_open_ogr(std::move(open_ogr)),
      m_left(m_open.info.features.value_or(0)) {
    drop_unclosed(m_open.messages);
}

ArrowSource::~ArrowSource() {
    close();
}

void ArrowSource::close() noexcept {
    m_stream.reset();
    close_layer(m_open);
}

bool ArrowSource::next(layer::Table& table) {
    if (m_ogr) {
        return m_ogr->next(table);
    }
    table.clear();
    if (!read_batch(table)) {
        take_over(table);
    }
    ++m_tables;
    return table.size() > 0;
}

bool ArrowSource::read_batch(layer::Table& table) {
    if (m_tables == 0) {
        note_opening(m_open.messages, table.notices);
    }
    if (m_left == 0) {
        return true;
    }
    while (m_left > 0 && !is_full(table)) {
        if (m_row == m_rows) {
            if (!m_stream->fetch(m_left)) {
                return false;
            }
            m_rows = m_stream->rows();
            m_row = 0;
        }
        if (!add_row(table)) {
            return false;
        }
        ++m_row;
        --m_left;
    }
    if (m_left == 0) {
        note_count("PP-0104", m_with_z_or_m, table.notices);
        m_open.unreadable.note(m_open.info.schema, table.notices);
        close();
    }
    return true;
}

bool ArrowSource::add_row(layer::Table& table) {
    const ArrowColumn geometries = m_stream->geometries();
    if (geometries.is_null(m_row)) {
        return false;
    }
    table.fids.push_back(m_stream->fids().number<std::int64_t>(m_row));
    add_values(table);
    const auto read = m_wkb.read(geometries.bytes(m_row), table.polygons);
    if (!read) {
        return false;
    }
    note_geometry(*read, table);
    m_with_z_or_m += read->state == layer::GeometryState::polygon && read->z_or_m ? 1U : 0U;
    return true;
}

void ArrowSource::add_values(layer::Table& table) {
    for (std::size_t i = 0; i < m_open.fields.size(); ++i) {
        if (add_value(m_stream->values(i), m_stream->format(i), m_row, table.columns[i]) ==
            ValueFate::mended) {
            m_open.unreadable.add_value(i, table.fids.back(),
                                        text_of(m_stream->values(i).bytes(m_row)));
        }
    }
}

/// From this batch on features are read: all again, for what GDAL tells of the layer.
void ArrowSource::take_over(layer::Table& table) {
    close();
    m_ogr = m_open_ogr();
    for (std::size_t i = 0; i < m_tables; ++i) {
        static_cast<void>(m_ogr->next(table));
    }
    static_cast<void>(m_ogr->next(table));
}

} // namespace parkplan::io
