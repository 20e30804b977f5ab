// SPDX-License-Identifier: MIT
#pragma once

#include "measure/measure.hpp"
#include "overlay/tabulate.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::overlay {

/// A layer and zones in one plane, every row usable unless told otherwise.
struct TableCase {
    layer::Layer layer;
    layer::Layer zones;
    std::vector<std::uint8_t> usable = std::vector<std::uint8_t>(layer.size(), 1);
    std::vector<std::uint8_t> usable_zones = std::vector<std::uint8_t>(zones.size(), 1);

    [[nodiscard]] measure::Measurer measurer() const { return {layer.crs(), layer.box(), {}}; }
    [[nodiscard]] Tabulation table(const TableColumns& columns = {}, unsigned threads = 1) const {
        TaskPool tasks{threads};
        const measure::Measurer by = measurer();
        std::vector<SquareMetres> areas;
        for (std::size_t row = 0; row < layer.size(); ++row) {
            areas.push_back(by.piece_area(layer.table().polygons[row]));
        }
        return tabulate({layer, usable}, areas, {zones, usable_zones}, columns, by, tasks);
    }
};

[[nodiscard]] inline layer::Layer drawn(const std::vector<std::string>& wkts,
                                        std::string_view crs = "local") {
    test::LayerBuilder builder{"test", crs};
    for (const std::string& wkt : wkts) {
        builder.add(wkt);
    }
    return builder.build();
}

[[nodiscard]] inline std::string box(double x, double y, double width, double height) {
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x, y, x + width,
                       y + height);
}

/// "zone class features area field…", sorted; "-" stands for the outside and for null.
[[nodiscard]] inline std::vector<std::string> lines(const Tabulation& table) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < table.tally.cells().size(); ++i) {
        const TableCell& cell = table.tally.cells()[i];
        std::string line =
            fmt::format("{} {} {} {}", cell.zone == no_zone ? "-" : fmt::format("{}", cell.zone),
                        table.tally.classes()[cell.name].value_or("-"), cell.features,
                        cell.area.value().value());
        for (const ExactNumber& sum : table.tally.sums(i)) {
            line += " " + sum.text();
        }
        all.push_back(std::move(line));
    }
    std::ranges::sort(all);
    return all;
}

/// What the account of the areas does not explain; must be nothing.
[[nodiscard]] inline ExactArea unexplained(const Tabulation& table) {
    ExactArea left = table.tally.totals().area;
    for (const TableCell& cell : table.tally.cells()) {
        left -= cell.area;
    }
    return left + table.tally.totals().multiple - table.tally.totals().residual;
}

} // namespace parkplan::overlay
