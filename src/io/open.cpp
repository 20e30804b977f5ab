// SPDX-License-Identifier: MIT
#include "io/open.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/dataset.hpp"
#include "io/gdal.hpp"
#include "io/open_layer.hpp"
#include "io/source.hpp"

#include <gdal_priv.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::io {

std::unique_ptr<layer::BatchSource> open_source(const std::string& path,
                                                const OpenOptions& options) {
    try {
        OpenLayer open = open_layer(split_source_name(path), options);
        open.info.path = without_password(path);
        return std::make_unique<OgrSource>(std::move(open));
    } catch (Error& error) {
        error.add_context(
            {.source = without_password(path), .layer = options.layer, .feature = {}, .rule = {}});
        throw;
    }
}

layer::Layer read_layer(const std::string& path, const OpenOptions& options) {
    const std::unique_ptr<layer::BatchSource> source = open_source(path, options);
    return layer::read_all(*source);
}

std::vector<std::string> layer_names(const std::string& path) {
    try {
        const ErrorLog log;
        const DatasetPtr dataset = open_dataset(split_source_name(path).path, log);
        return names_of_layers(*dataset);
    } catch (Error& error) {
        error.add_context(
            {.source = without_password(path), .layer = {}, .feature = {}, .rule = {}});
        throw;
    }
}

std::string vector_engine_version() {
    return GDALVersionInfo("RELEASE_NAME");
}

} // namespace parkplan::io
