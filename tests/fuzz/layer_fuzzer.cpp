// SPDX-License-Identifier: MIT
// Reads arbitrary bytes as GeoJSON. Every input must become a layer whose columns agree, or an
// Error that is not our bug.
#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "io/open.hpp"
#include "layer/layer.hpp"

#include <cpl_vsi.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

constexpr const char* file_name = "/vsimem/fuzz.geojson";

void demand(bool held) {
    if (!held) {
        std::abort();
    }
}

void check(const parkplan::layer::Layer& layer) {
    const parkplan::layer::Table& table = layer.table();
    demand(table.states.size() == table.size() && table.polygons.size() == table.size());
    for (std::size_t row = 0; row < table.size(); ++row) {
        const bool polygon = table.states[row] == parkplan::layer::GeometryState::polygon;
        demand(polygon != table.polygons[row].empty());
        for (const auto& column : table.columns) {
            demand(column.size() == table.size());
            demand(parkplan::is_utf8(column.as_text(row).value_or("")));
        }
    }
    for (const parkplan::layer::Notice& notice : table.notices) {
        demand(!notice.row || *notice.row < table.size());
        demand(parkplan::is_utf8(parkplan::message_of(notice.code, notice.values).en));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<GByte> bytes{data, data + size};
    VSIFCloseL(VSIFileFromMemBuffer(file_name, bytes.data(), bytes.size(), FALSE));
    try {
        check(parkplan::io::read_layer(file_name));
    } catch (const parkplan::Error& error) {
        demand(error.kind() != parkplan::ErrorKind::internal);
    }
    VSIUnlink(file_name);
    return 0;
}
