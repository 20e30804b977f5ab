// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/catalogue.hpp"
#include "geo/path_column.hpp"
#include "geo/polygon_column.hpp"
#include "layer/attribute_column.hpp"
#include "layer/schema.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::layer {

/// What the geometry of one feature was in its source.
enum class GeometryState : std::uint8_t {
    polygon,     ///< in the polygon column
    null,        ///< no geometry (PP-0101)
    empty,       ///< an empty geometry (PP-0102)
    not_polygon, ///< points or lines (PP-0103)
    unreadable,  ///< could not be read (PP-0109)
};

/// Something that reading noticed: a catalogue code with the values for its message. Becomes a
/// finding; nothing is lost in silence.
struct Notice {
    std::string_view code{};          ///< "PP-0104"
    std::optional<std::size_t> row{}; ///< row in the table; none: about the layer
    MessageValues values{};
};

/// Rows of a layer in columns: a whole layer, or one batch of a stream. Every row of the source
/// is here, whatever its geometry: count in = count out.
struct PARKPLAN_API Table {
    std::vector<std::int64_t> fids{};
    std::vector<AttributeColumn> columns{}; ///< in schema order
    geo::PolygonColumn polygons{};          ///< an entry per row; empty unless state is polygon
    /// Points and lines of rows whose state is not_polygon, for distances. None where they cannot
    /// be told: coordinates that are not finite, other kinds of geometry, no image in a new CRS.
    geo::PathColumn paths{};
    std::vector<GeometryState> states{};
    std::vector<Notice> notices{};

    explicit Table(const Schema& schema);
    [[nodiscard]] std::size_t size() const noexcept { return fids.size(); }
    /// Adds the rows and notices of a table of the same schema; notices point at their new rows.
    /// Throws Error{input} when the polygons together have more vertices than a column can hold.
    void append(const Table& other);
    /// The same for some of its rows, ascending, and the notices about them and about the layer.
    void append(const Table& other, std::span<const std::size_t> rows);
    /// Empties the rows, keeps the memory.
    void clear() noexcept;
};

/// Key of a row: the value of column `key_column` as text; "#<fid>" where it is null, blank
/// or not readable.
[[nodiscard]] PARKPLAN_API std::string key_of(const Table& table, std::size_t row,
                                              std::optional<std::size_t> key_column);

} // namespace parkplan::layer
