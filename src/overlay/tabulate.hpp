// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "layer/table.hpp"
#include "measure/measure.hpp"
#include "overlay/feature_shares.hpp"
#include "overlay/side.hpp"
#include "overlay/table_tally.hpp"
#include "overlay/zone_cutter.hpp"
#include "overlay/zone_faces.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace parkplan::overlay {

/// Which columns of the layer's table are used.
struct TableColumns {
    std::optional<std::size_t> name{}; ///< of the class; none: one class, null
    std::vector<std::size_t> values{}; ///< shared out; integers or reals
};

/// A feature whose parts did not add up to it.
struct OpenRow {
    std::size_t row = 0;
    SquareMetres first_residual{};
    SquareMetres residual{}; ///< after it was measured again by polygons, where that could be done
    SquareMetres bound{};
    bool redone = false;
};

/// Rows [first, last) of a table, measured.
struct TableRows {
    const layer::Table& table;
    std::size_t first = 0;
    std::size_t last = 0;
    std::span<const std::uint8_t> usable;  ///< by row: 1 where it is tabulated
    std::span<const SquareMetres> areas{}; ///< by row, by Measurer::piece_method; of usable rows
};

/// Tabulates one table after the other. One thread at a time.
class PARKPLAN_API RowTabulator {
public:
    /// One row, as it was shared out; `name` is its class.
    struct Row {
        std::size_t row = 0;
        std::optional<std::string_view> name{};
        const FeatureShares& shares;
    };
    using Visit = std::function<void(const Row&)>;

    RowTabulator(const ZoneCutter& cutter, TableColumns columns);

    /// Adds all rows to `tally`, and those that do not close to `open`; tells `visit`, where there
    /// is one, of every usable row.
    void add(const TableRows& rows, TableTally& tally, std::vector<OpenRow>& open,
             const Visit& visit = {});

private:
    [[nodiscard]] std::optional<std::string_view> name_of(const layer::Table& table,
                                                          std::size_t row);
    void take_values(const layer::Table& table, std::size_t row);

    const ZoneCutter* m_cutter;
    ZoneCutter::Session m_session;
    TableColumns m_columns;
    std::optional<std::string> m_name{};
    std::vector<std::optional<ExactNumber>> m_values{};
    FeatureCut m_cut{};
    FeatureShares m_shares{};
};

/// The table of a layer in memory.
struct Tabulation {
    ZoneFaces faces{};
    TableTally tally{0};
    std::vector<OpenRow> open{};
};

/// Area of the layer's usable rows by zone and class. Both layers have the coordinate system of
/// `measurer`, which must be its working plane: elsewhere an edge that is cut in two is not the
/// edge that was measured, and no feature would be the sum of its parts. `areas` as in TableRows.
/// Ring starts, directions, the order of rows and threads
/// change no value. Throws what resolve_zones throws.
[[nodiscard]] PARKPLAN_API Tabulation tabulate(const Side& layer,
                                               std::span<const SquareMetres> areas,
                                               const Side& zones, const TableColumns& columns,
                                               const measure::Measurer& measurer, TaskPool& tasks);

} // namespace parkplan::overlay
