// SPDX-License-Identifier: MIT
#include "io/both_ways.hpp"

#include "core/catalogue.hpp"
#include "core/tasks.hpp"
#include "io/arrow_source.hpp"
#include "io/gpkg_source.hpp"
#include "io/open_layer.hpp"
#include "io/source.hpp"
#include "layer/layer.hpp"
#include "layer/range_source.hpp"
#include "layer/window_source.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::test {
namespace {

using layer::Table;

std::unique_ptr<layer::BatchSource> ogr_source(const std::string& path,
                                               const io::OpenOptions& options) {
    return std::make_unique<io::OgrSource>(io::open_layer(io::split_source_name(path), options));
}

std::string value_text(const layer::AttributeColumn& column, std::size_t row) {
    if (column.is_null(row)) {
        return "null";
    }
    return column.type() == layer::FieldType::real
               ? fmt::format("{:016x}", std::bit_cast<std::uint64_t>(column.real(row)))
               : *column.as_text(row);
}

std::string points_text(const geo::MultiPolygonView& feature) {
    std::string text;
    for (std::size_t p = 0; p < feature.size(); ++p) {
        text += " (";
        for (std::size_t r = 0; r < feature[p].rings(); ++r) {
            text += "[";
            for (const geo::Point& point : feature[p].ring(r).points()) {
                fmt::format_to(std::back_inserter(text), "{:x},{:x} ",
                               std::bit_cast<std::uint64_t>(point.x),
                               std::bit_cast<std::uint64_t>(point.y));
            }
            text += "]";
        }
        text += ")";
    }
    return text;
}

std::string paths_text(const geo::PathsView& paths) {
    std::string text;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        text += " <";
        for (const geo::Point& point : paths[i]) {
            fmt::format_to(std::back_inserter(text), "{:x},{:x} ",
                           std::bit_cast<std::uint64_t>(point.x),
                           std::bit_cast<std::uint64_t>(point.y));
        }
        text += ">";
    }
    return text;
}

std::string notice_text(const layer::Notice& notice) {
    return fmt::format("{} {} {}", notice.row ? fmt::format("{}", *notice.row) : "-", notice.code,
                       message_of(notice.code, notice.values).en);
}

Rows text_of(const Table& table) {
    Rows rows;
    for (std::size_t row = 0; row < table.size(); ++row) {
        std::string text = fmt::format("#{}", table.fids.at(row));
        for (const auto& column : table.columns) {
            fmt::format_to(std::back_inserter(text), " {}", value_text(column, row));
        }
        fmt::format_to(std::back_inserter(text), " state {}{}{}",
                       static_cast<int>(table.states.at(row)), points_text(table.polygons[row]),
                       paths_text(table.paths.of(row)));
        rows.push_back(text);
    }
    for (const bool of_rows : {true, false}) {
        for (const layer::Notice& notice : table.notices) {
            if (notice.row.has_value() == of_rows) {
                rows.push_back(notice_text(notice));
            }
        }
    }
    return rows;
}

Rows rows_of(layer::BatchSource& source) {
    Table all{source.info().schema};
    Table batch{source.info().schema};
    bool more = true;
    while (more) {
        more = source.next(batch);
        all.append(batch);
    }
    return text_of(all);
}

std::vector<std::size_t> batches_of(layer::BatchSource& source) {
    std::vector<std::size_t> sizes;
    Table batch{source.info().schema};
    while (source.next(batch)) {
        sizes.push_back(batch.size());
    }
    return sizes;
}

} // namespace

Table rows_of_pieces(const layer::RangeSource& source) {
    std::vector<std::optional<Table>> pieces(source.ranges());
    TaskPool{2}.for_each(pieces.size(), [&](std::size_t i) {
        pieces[i].emplace(source.info().schema);
        source.read(i, *pieces[i]);
    });
    Table all{source.info().schema};
    for (const auto& piece : pieces) {
        all.append(piece.value());
    }
    for (const layer::Notice& notice : source.notices()) {
        all.notices.push_back(notice);
    }
    return all;
}

Rows rows_by_ogr(const std::string& path, const io::OpenOptions& options) {
    return rows_of(*ogr_source(path, options));
}

Rows rows_by_source(const std::string& path, const io::OpenOptions& options) {
    return rows_of(*io::open_source(path, options));
}

Rows rows_by_window(const std::string& path, const std::vector<geo::Box>& windows,
                    const io::OpenOptions& options) {
    const auto source = io::open_window(path, options);
    if (!source) {
        return {"no window"};
    }
    const std::size_t rows = source->find(windows);
    const Table found = rows_of_pieces(*source);
    return found.size() == rows ? text_of(found) : Rows{"not as many as found"};
}

Rows rows_by_ranges(const std::string& path, const io::OpenOptions& options) {
    const auto source = io::open_ranges(path, options);
    return source ? text_of(rows_of_pieces(*source)) : Rows{"no ranges"};
}

std::vector<std::size_t> batches_by_ogr(const std::string& path) {
    return batches_of(*ogr_source(path, {}));
}

std::vector<std::size_t> batches_by_source(const std::string& path) {
    return batches_of(*io::open_source(path));
}

bool is_read_directly(const std::string& path, const io::OpenOptions& options) {
    const auto source = io::open_source(path, options);
    return dynamic_cast<const io::GpkgSource*>(source.get()) != nullptr;
}

bool is_read_in_columns(const std::string& path, const io::OpenOptions& options) {
    const auto source = io::open_source(path, options);
    return dynamic_cast<const io::ArrowSource*>(source.get()) != nullptr;
}

} // namespace parkplan::test
