// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "crs/crs.hpp"
#include "geo/point.hpp"
#include "layer/table.hpp"

#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::layer {

/// What is known of a layer before its rows are read.
struct SourceInfo {
    std::string path{};            ///< as the user named it
    std::string name{};            ///< layer name inside the source
    std::string driver{};          ///< "GPKG", "ESRI Shapefile" …
    std::optional<crs::Crs> crs{}; ///< from the source, or stated by the user
    bool crs_stated = false;       ///< true when the user stated it
    std::string encoding{};        ///< of attribute texts, and why: "UTF-8 (.cpg)"
    std::string geometry_type{};   ///< as the source declares it: "MultiPolygon"
    /// False for a source that declares no geometry and no CRS: a plain table of attributes.
    bool spatial = true;
    Schema schema{};
    std::optional<std::size_t> key_column{}; ///< index into schema
    std::optional<std::uint64_t> features{}; ///< count before `where`, when the source tells
    geo::Box extent{};                       ///< of the whole source, x = east; empty when unknown
    std::vector<std::filesystem::path> files{}; ///< the named file and its sidecars, sorted
};

/// Pulls a layer batch by batch. `next` clears and fills `table` (made for info().schema) with up
/// to a few thousand rows and returns false when there were none left (the table then holds no
/// rows, but may hold notices about a layer that is empty). One thread.
class PARKPLAN_API BatchSource {
public:
    BatchSource() = default;
    virtual ~BatchSource() = default;
    BatchSource(const BatchSource&) = delete;
    BatchSource& operator=(const BatchSource&) = delete;
    BatchSource(BatchSource&&) = delete;
    BatchSource& operator=(BatchSource&&) = delete;

    [[nodiscard]] virtual const SourceInfo& info() const noexcept = 0;
    [[nodiscard]] virtual bool next(Table& table) = 0;
};

/// A whole layer in memory: read once, then never changed.
class PARKPLAN_API Layer {
public:
    Layer(SourceInfo info, Table table);

    [[nodiscard]] const SourceInfo& info() const noexcept { return m_info; }
    [[nodiscard]] const Table& table() const noexcept { return m_table; }
    [[nodiscard]] std::size_t size() const noexcept { return m_table.size(); }
    /// The CRS; throws Error{crs} that says how to state it when there is none.
    [[nodiscard]] const crs::Crs& crs() const;
    /// Keys of all rows, as people know the features.
    [[nodiscard]] const std::string& key(std::size_t row) const { return m_keys[row]; }
    /// True for a plain table of attributes: its source declares no geometry and no row has one.
    [[nodiscard]] bool is_plain_table() const noexcept { return m_plain_table; }
    /// Box of all plausible points (crs::plausible) of the polygons.
    [[nodiscard]] const geo::Box& box() const noexcept { return m_box; }

    friend PARKPLAN_API Layer in_crs(Layer layer, const crs::Crs& target);

private:
    SourceInfo m_info;
    Table m_table;
    std::vector<std::string> m_keys;
    geo::Box m_box;
    bool m_plain_table;
};

/// Reads all that is left of a source; coordinates that do not fit the CRS (crs::suspicions_of)
/// leave PP-0604 notices.
[[nodiscard]] PARKPLAN_API Layer read_all(BatchSource& source);

/// The same layer with its coordinates in `target`; the info's crs becomes the target. A feature
/// that has no image becomes unreadable (PP-0109). Throws Error{crs} when there is no accurate
/// transformation. `taken_as_identity` transformations leave a PP-0601 notice. A plain table has no
/// coordinates to change: it needs no CRS of its own.
[[nodiscard]] PARKPLAN_API Layer in_crs(Layer layer, const crs::Crs& target);

/// Points at a feature of a loaded layer; ordered by plan order, then file order.
struct FeatureRef {
    std::uint32_t layer = 0;
    std::uint32_t row = 0;
    friend constexpr auto operator<=>(const FeatureRef&, const FeatureRef&) = default;
};

} // namespace parkplan::layer
