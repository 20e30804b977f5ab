// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/error.hpp"
#include "layer/layer.hpp"
#include "layer/range_source.hpp"
#include "layer/window_source.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::io {

/// Which fields to load; the geometry always is.
enum class FieldChoice : unsigned char { all, none, listed };

struct OpenOptions {
    std::string layer{};           ///< layer name; empty: the only one of the source
    std::string key_field{};       ///< empty: keys are "#<fid>"
    std::string where{};           ///< OGR attribute filter; empty: all rows
    std::string encoding{};        ///< of a Shapefile, whatever it states: "GBK"; empty: as stated
    std::optional<crs::Crs> crs{}; ///< states the CRS of a source that has none; with a
                                   ///< different one in the source: Error{crs}
    FieldChoice choice = FieldChoice::all;
    std::vector<std::string> fields{}; ///< for FieldChoice::listed
};

/// What OpenOptions say that the source cannot follow.
enum class OpenOption : unsigned char {
    layer,     ///< there is none of that name
    no_layer,  ///< there are several and none is named
    key_field, ///< there is none of that name
    fields,    ///< one of them is not there
    encoding,  ///< it is not known, or the source is no Shapefile
    where,     ///< the filter is malformed, or names a field that is not there
};

/// Error{usage}: the source is well, what was asked of it is not.
class PARKPLAN_API OpenOptionError : public Error {
public:
    OpenOptionError(OpenOption option, BiText message, BiText hint = {})
        : Error(ErrorKind::usage, std::move(message), {}, std::move(hint)), m_option(option) {}

    [[nodiscard]] OpenOption option() const noexcept { return m_option; }

private:
    OpenOption m_option;
};

/// Opens a vector layer: anything OGR opens read-only, "FILE|layername=NAME" too. Throws
/// Error{input}: no such file, cannot be opened (with GDAL's reason), no vector layer; and
/// OpenOptionError, with the known names in its hint. Some drivers see only at the first next()
/// that a filter cannot be used.
/// Axis order is made x = east; Z and M are dropped with a notice; curves become segments with a
/// notice; the members of a collection that are no polygons are dropped with a notice.
[[nodiscard]] PARKPLAN_API std::unique_ptr<layer::BatchSource>
open_source(const std::string& path, const OpenOptions& options = {});

/// The layer in pieces that several threads can read at once, with the rows and values of
/// open_source; nothing when the source has no such way. It has one for a table of a GeoPackage in
/// a plain file, without `where`, unless a date or a moment is among the fields: GDAL guesses at
/// those that are written badly. Throws what open_source throws.
[[nodiscard]] PARKPLAN_API std::unique_ptr<layer::RangeSource>
open_ranges(const std::string& path, const OpenOptions& options = {});

/// The layer by its spatial index, with the values of open_source; nothing when it has none that
/// can be trusted. It has one where open_ranges has pieces, with an index that has one entry for
/// each row. Throws what open_source throws.
[[nodiscard]] PARKPLAN_API std::unique_ptr<layer::WindowSource>
open_window(const std::string& path, const OpenOptions& options = {});

/// open_source and read_all.
[[nodiscard]] PARKPLAN_API layer::Layer read_layer(const std::string& path,
                                                   const OpenOptions& options = {});

/// Names of the vector layers of a source, in its order.
[[nodiscard]] PARKPLAN_API std::vector<std::string> layer_names(const std::string& path);

/// Version of GDAL, e.g. "3.6.2".
[[nodiscard]] PARKPLAN_API std::string vector_engine_version();

} // namespace parkplan::io
