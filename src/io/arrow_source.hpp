// SPDX-License-Identifier: MIT
#pragma once

#include "io/arrow_stream.hpp"
#include "io/source.hpp"
#include "io/wkb.hpp"
#include "layer/layer.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace parkplan::io {

/// Reads a layer through its ArrowStream; the same batches, values and notices as an OgrSource.
class ArrowSource final : public layer::BatchSource {
public:
    /// `stream` is that of `open`. `open_ogr` opens the same layer as an OgrSource, which takes
    /// over when something turns up that only features show rightly.
    ArrowSource(OpenLayer open, std::unique_ptr<ArrowStream> stream,
                std::function<std::unique_ptr<layer::BatchSource>()> open_ogr);
    ~ArrowSource() override;
    ArrowSource(const ArrowSource&) = delete;
    ArrowSource& operator=(const ArrowSource&) = delete;
    ArrowSource(ArrowSource&&) = delete;
    ArrowSource& operator=(ArrowSource&&) = delete;

    [[nodiscard]] const layer::SourceInfo& info() const noexcept override { return m_open.info; }
    [[nodiscard]] bool next(layer::Table& table) override;

private:
    [[nodiscard]] bool read_batch(layer::Table& table);
    [[nodiscard]] bool add_row(layer::Table& table);
    void add_values(layer::Table& table);
    void take_over(layer::Table& table);
    void close() noexcept;

    OpenLayer m_open;
    std::unique_ptr<ArrowStream> m_stream; ///< dies before the layer
    std::function<std::unique_ptr<layer::BatchSource>()> m_open_ogr;
    std::unique_ptr<layer::BatchSource> m_ogr{}; ///< once it took over
    WkbReader m_wkb{};
    std::uint64_t m_left;     ///< features not yet given out
    std::size_t m_row = 0;    ///< in the batch of the stream
    std::size_t m_rows = 0;   ///< of that batch
    std::size_t m_tables = 0; ///< given out whole
    std::uint64_t m_with_z_or_m = 0;
};

} // namespace parkplan::io
