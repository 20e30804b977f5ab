// SPDX-License-Identifier: MIT
#pragma once

#include "io/source.hpp"

#include <ogr_recordbatch.h>
#include <ogrsf_frmts.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace parkplan::io {

/// Keeps what was handed out through Arrow's C interface (an array, a schema, a stream), and
/// releases it.
template <typename Handle>
class ArrowHandle {
public:
    ArrowHandle() = default;
    ~ArrowHandle() { release(); }
    ArrowHandle(const ArrowHandle&) = delete;
    ArrowHandle& operator=(const ArrowHandle&) = delete;
    ArrowHandle(ArrowHandle&&) = delete;
    ArrowHandle& operator=(ArrowHandle&&) = delete;

    /// Empty, to be filled by a producer.
    [[nodiscard]] Handle* renew() noexcept {
        release();
        m_handle = {};
        return &m_handle;
    }
    [[nodiscard]] Handle* get() noexcept { return &m_handle; }
    [[nodiscard]] const Handle& operator*() const noexcept { return m_handle; }
    [[nodiscard]] const Handle* operator->() const noexcept { return &m_handle; }
    [[nodiscard]] bool filled() const noexcept { return m_handle.release != nullptr; }

private:
    void release() noexcept {
        if (filled()) {
            m_handle.release(&m_handle);
            m_handle.release = nullptr;
        }
    }

    Handle m_handle{};
};

/// How the values of a column are kept: Arrow's own letter for it.
enum class ArrowFormat : char {
    int64 = 'l',
    float32 = 'f',
    float64 = 'g',
    text = 'u',
    binary = 'z',
};

/// The values of one column of an ArrowStream's batch, as long as that batch is at hand.
class ArrowColumn {
public:
    /// A column of numbers, or of bytes with 32-bit offsets, that begins with its buffers.
    explicit ArrowColumn(const ArrowArray& array)
        : m_rows(static_cast<std::size_t>(array.length)),
          m_buffers(array.buffers, static_cast<std::size_t>(array.n_buffers)) {}

    [[nodiscard]] bool is_null(std::size_t row) const noexcept {
        const auto* bits = static_cast<const std::uint8_t*>(m_buffers[0]);
        return bits != nullptr &&
               (std::span{bits, (m_rows + 7) / 8}[row / 8] & (1U << (row % 8))) == 0;
    }
    template <typename Number>
    [[nodiscard]] Number number(std::size_t row) const noexcept {
        return std::span{static_cast<const Number*>(m_buffers[1]), m_rows}[row];
    }
    [[nodiscard]] std::span<const std::byte> bytes(std::size_t row) const noexcept;
    /// True when there are as many buffers as the format wants, and the offsets of bytes start at 0
    /// and never fall. (How long the buffers are the interface does not tell.)
    [[nodiscard]] bool fits(ArrowFormat format) const noexcept;

private:
    [[nodiscard]] std::span<const std::int32_t> offsets() const noexcept {
        return {static_cast<const std::int32_t*>(m_buffers[1]), m_rows + 1};
    }

    std::size_t m_rows;
    std::span<const void*> m_buffers;
};

/// The rows of an OGR layer in batches of columns. Only where the driver's own way to make them is
/// known to give what its features give: FlatGeobuf in a plain file that states how many features
/// it has (the stream of an empty layer never ends before GDAL 3.8), without a filter; with fields
/// that may be null (others read as 0 where they are not set) of 64-bit integers, reals and text.
/// Not of other integers: those of 8 bits look like those of 32 bits, but GDAL writes them into
/// wrong places, and the 16-bit value that marks an unset field is null in a feature only. Nor of
/// truth values, which are wrong before GDAL 3.8.3, nor of moments, which lose their zone. The one
/// difference known: of a damaged file whose feature sets a field twice, GDAL refuses the feature,
/// but takes the later value into a batch. One thread.
class ArrowStream {
public:
    /// Nothing when the layer is none of those. `path` is the file; the layer must stay open.
    [[nodiscard]] static std::unique_ptr<ArrowStream> of(const OpenLayer& open,
                                                         const std::string& path);

    /// Takes the next batch, of at most `left` rows. False when it is not what was expected:
    /// something failed or was said about it, it has too few rows, or its buffers cannot be so.
    [[nodiscard]] bool fetch(std::uint64_t left);

    /// Of the batch at hand.
    [[nodiscard]] std::size_t rows() const noexcept;
    [[nodiscard]] ArrowColumn fids() const noexcept { return column(0); }
    [[nodiscard]] ArrowColumn geometries() const noexcept { return column(m_formats.size() - 1); }
    /// Values of the field `i` of the open layer.
    [[nodiscard]] ArrowColumn values(std::size_t i) const noexcept { return column(m_fields[i]); }
    [[nodiscard]] ArrowFormat format(std::size_t i) const noexcept {
        return m_formats[m_fields[i]];
    }

private:
    ArrowStream() = default;
    [[nodiscard]] bool start(OGRLayer& layer, std::uint64_t bytes_per_row);
    [[nodiscard]] bool has_expected_schema();
    [[nodiscard]] bool is_sound(std::uint64_t rows) const noexcept;
    [[nodiscard]] ArrowColumn column(std::size_t child) const noexcept;
    [[nodiscard]] std::span<ArrowArray* const> children() const noexcept;

    ArrowHandle<ArrowArrayStream> m_stream{};
    ArrowHandle<ArrowArray> m_batch{};
    std::vector<ArrowFormat> m_formats{}; ///< of all columns: feature id, fields, geometry
    std::vector<std::size_t> m_fields{};  ///< columns of the fields of the open layer
    std::uint64_t m_most_rows = 0;        ///< of a batch
};

} // namespace parkplan::io
