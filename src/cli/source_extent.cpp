// SPDX-License-Identifier: MIT
#include "cli/source_extent.hpp"

#include "core/error.hpp"
#include "core/told.hpp"
#include "crs/crs.hpp"
#include "layer/table.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace parkplan::cli {

geo::Box plausible_extent(const std::string& path, const io::OpenOptions& open,
                          const layer::SourceInfo& info) {
    const crs::Crs& crs = *info.crs;
    if (info.extent.empty() ||
        (plausible(crs, info.extent.min) && plausible(crs, info.extent.max))) {
        return info.extent;
    }
    const auto source = io::open_source(path, open);
    layer::Table batch{source->info().schema};
    geo::Box box;
    for (bool more = true; more;) {
        more = source->next(batch);
        for (const geo::Point& point : batch.polygons.points()) {
            if (plausible(crs, point)) {
                box.add(point);
            }
        }
    }
    return box;
}

void refuse_to_overwrite(const layer::SourceInfo& info, const std::string& output) {
    std::error_code ignored;
    for (const std::filesystem::path& file : info.files) {
        if (!output.empty() && std::filesystem::equivalent(file, output, ignored)) {
            throw Error{ErrorKind::usage,
                        told("the output '{}' is a file of the layer that is read", output),
                        {},
                        told("name another file with -o")};
        }
    }
}

} // namespace parkplan::cli
