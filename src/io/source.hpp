// SPDX-License-Identifier: MIT
#pragma once

#include "geo/canonical.hpp"
#include "io/dataset.hpp"
#include "io/field_reader.hpp"
#include "io/gdal.hpp"
#include "io/geometry_reader.hpp"
#include "io/row_notes.hpp"
#include "io/unreadable_texts.hpp"
#include "layer/layer.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::io {

/// What an OgrSource reads: an open layer with its filter and ignored fields set.
struct OpenLayer {
    DatasetPtr dataset{};
    OGRLayer* layer = nullptr; ///< owned by the dataset
    layer::SourceInfo info{};
    std::vector<SourceField> fields{}; ///< in the order of info.schema
    AxisOrder order = AxisOrder::east_first;
    std::string where{};
    std::vector<GdalMessage> messages{}; ///< said while opening, each once
    UnreadableTexts unreadable{};        ///< names of fields; values when they are read
};

/// Reads an OGR layer feature by feature; every feature becomes a row.
class OgrSource final : public layer::BatchSource {
public:
    explicit OgrSource(OpenLayer open);
    ~OgrSource() override;
    OgrSource(const OgrSource&) = delete;
    OgrSource& operator=(const OgrSource&) = delete;
    OgrSource(OgrSource&&) = delete;
    OgrSource& operator=(OgrSource&&) = delete;

    [[nodiscard]] const layer::SourceInfo& info() const noexcept override { return m_open.info; }
    [[nodiscard]] bool next(layer::Table& table) override;

private:
    void read_batch(layer::Table& table);
    void fetch(ErrorLog& log);
    void add_row(layer::Table& table);
    void add_geometry(layer::Table& table);
    void add_values(layer::Table& table);
    void finish(layer::Table& table) const;
    void check_count() const;

    OpenLayer m_open;
    GeometryReader m_geometries;
    std::optional<geo::Turn> m_shell_turn; ///< as the format rules it; none: it does not
    OGRFeatureUniquePtr m_feature{};       ///< the next one, read ahead to know the end
    RowMessages m_said{};                  ///< while it was read, but not while opening
    std::uint64_t m_read = 0;
    std::uint64_t m_with_z_or_m = 0;
    std::uint64_t m_turned = 0; ///< features whose rings run against the rule of the format
    bool m_started = false;
};

} // namespace parkplan::io
