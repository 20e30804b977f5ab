// SPDX-License-Identifier: MIT
#include "io/open.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/arrow_source.hpp"
#include "io/arrow_stream.hpp"
#include "io/dataset.hpp"
#include "io/gdal.hpp"
#include "io/gpkg_ranges.hpp"
#include "io/gpkg_source.hpp"
#include "io/gpkg_table.hpp"
#include "io/gpkg_window.hpp"
#include "io/open_layer.hpp"
#include "io/source.hpp"

#include <gdal_priv.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::io {

namespace {

/// Opens with GDAL first, which knows all about a layer but is slow with its rows, and closes it
/// before SQLite opens the file. The table when that can read the rows; else the layer is open.
struct Opened {
    OpenLayer layer{};
    std::optional<GpkgTable> table{};
};

OpenLayer open_named(const std::string& path, const OpenOptions& options) {
    OpenLayer open = open_layer(split_source_name(path), options);
    open.info.path = without_password(path);
    return open;
}

Opened open_directly(const std::string& path, const OpenOptions& options) {
    Opened opened{open_named(path, options), std::nullopt};
    opened.table = gpkg_table(opened.layer, split_source_name(path).path);
    if (opened.table) {
        close_layer(opened.layer);
        if (!is_readable(*opened.table)) {
            opened = {open_named(path, options), std::nullopt};
        }
    }
    return opened;
}

/// A table whose rows may be read in any order.
std::optional<GpkgTable> open_table(const std::string& path, const OpenOptions& options) {
    if (sqlite_file(split_source_name(path).path) == SqliteFile::none) {
        return std::nullopt; // opening may take long, and whoever asks will open it again
    }
    Opened opened = open_directly(path, options);
    return opened.table && !opened.table->has_dates() ? std::move(opened.table) : std::nullopt;
}

std::unique_ptr<layer::BatchSource> open_ogr(const std::string& path, const OpenOptions& options) {
    return std::make_unique<OgrSource>(open_named(path, options));
}

/// Calls `open` so that its errors name the source.
template <typename Open>
auto named(const std::string& path, const std::string& layer, const Open& open) {
    try {
        return open();
    } catch (Error& error) {
        error.add_context(
            {.source = without_password(path), .layer = layer, .feature = {}, .rule = {}});
        throw;
    }
}

} // namespace

std::unique_ptr<layer::BatchSource> open_source(const std::string& path,
                                                const OpenOptions& options) {
    return named(path, options.layer, [&]() -> std::unique_ptr<layer::BatchSource> {
        Opened opened = open_directly(path, options);
        if (opened.table) {
            return std::make_unique<GpkgSource>(
                *std::move(opened.table), [path, options] { return open_ogr(path, options); });
        }
        const std::string file = split_source_name(path).path;
        if (std::unique_ptr<ArrowStream> stream = ArrowStream::of(opened.layer, file)) {
            return std::make_unique<ArrowSource>(
                std::move(opened.layer), std::move(stream),
                [path, options] { return open_ogr(path, options); });
        }
        return std::make_unique<OgrSource>(std::move(opened.layer));
    });
}

std::unique_ptr<layer::RangeSource> open_ranges(const std::string& path,
                                                const OpenOptions& options) {
    return named(path, options.layer, [&]() -> std::unique_ptr<layer::RangeSource> {
        auto table = open_table(path, options);
        return table ? std::make_unique<GpkgRanges>(*std::move(table)) : nullptr;
    });
}

std::unique_ptr<layer::WindowSource> open_window(const std::string& path,
                                                 const OpenOptions& options) {
    return named(path, options.layer, [&]() -> std::unique_ptr<layer::WindowSource> {
        auto table = open_table(path, options);
        return table ? GpkgWindow::of(*std::move(table)) : nullptr;
    });
}

layer::Layer read_layer(const std::string& path, const OpenOptions& options) {
    const std::unique_ptr<layer::BatchSource> source = open_source(path, options);
    return layer::read_all(*source);
}

std::vector<std::string> layer_names(const std::string& path) {
    return named(path, {}, [&] {
        const ErrorLog log;
        const DatasetPtr dataset = open_dataset(split_source_name(path).path, log);
        return names_of_layers(*dataset);
    });
}

std::string vector_engine_version() {
    return GDALVersionInfo("RELEASE_NAME");
}

} // namespace parkplan::io
