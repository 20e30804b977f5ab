// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.hpp"
#include "cli/overlay_layer.hpp"
#include "layer/layer.hpp"
#include "overlay/table_tally.hpp"
#include "overlay/tabulate.hpp"
#include "report/tabulation.hpp"

#include <string>

namespace parkplan::cli {

/// Fills in all that a tally says of `zones`: rows, sums and the account that closes.
void fill_in(const overlay::TableTally& tally, const OverlayLayer& zones,
             report::TabulationResult& result);

/// Writes the parts of one feature after the other, as JSON or CSV.
class PartWriter {
public:
    /// All must outlive it. `layer` tells where keys stand.
    PartWriter(const report::TabulationHead& head, const layer::Layer& zones,
               const layer::SourceInfo& layer, Format format)
        : m_head(head), m_zones(zones), m_layer(layer), m_format(format) {}

    void append(std::string& text, const layer::Table& table,
                const overlay::RowTabulator::Row& row) const;

private:
    const report::TabulationHead& m_head;
    const layer::Layer& m_zones;
    const layer::SourceInfo& m_layer;
    Format m_format;
};

} // namespace parkplan::cli
