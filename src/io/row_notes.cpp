// SPDX-License-Identifier: MIT
#include "io/row_notes.hpp"

#include "core/catalogue.hpp"
#include "core/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

using layer::GeometryState;
using layer::Table;

constexpr std::size_t rows_per_batch = 4096;
constexpr std::size_t points_per_batch = std::size_t{1} << 18U;

MessageValues value(std::string_view name, std::string_view text) {
    return {{name, foreign(text)}};
}

void note(std::string_view code, MessageValues values, Table& table) {
    table.notices.push_back({code, table.size() - 1, std::move(values)});
}

} // namespace

bool is_full(const Table& table) noexcept {
    return table.size() >= rows_per_batch ||
           table.polygons.points().size() + table.paths.points().size() >= points_per_batch;
}

bool drop_unclosed(std::vector<GdalMessage>& messages) {
    return std::erase_if(messages, [](const GdalMessage& message) {
               return message.text.starts_with("Non closed ring detected");
           }) > 0;
}

RowMessages said_anew(std::vector<GdalMessage> messages, const std::vector<GdalMessage>& opening) {
    std::erase_if(messages, [&](const GdalMessage& message) {
        return std::ranges::find(opening, message) != opening.end();
    });
    const bool unclosed = drop_unclosed(messages);
    return {std::move(messages), unclosed};
}

void note_opening(const std::vector<GdalMessage>& opening, std::vector<layer::Notice>& notices) {
    if (const std::string warnings = joined(opening, false); !warnings.empty()) {
        notices.push_back({"PP-0112", {}, value("reason", warnings)});
    }
    if (const std::string failures = joined(opening, true); !failures.empty()) {
        notices.push_back({"PP-0109", {}, value("reason", failures)});
    }
}

bool add_unreadable(const RowMessages& said, Table& table) {
    const std::string failures = joined(said.messages, true);
    if (failures.empty()) {
        return false;
    }
    table.polygons.end_feature();
    ReadGeometry read;
    read.state = GeometryState::unreadable;
    read.detail = failures;
    note_geometry(read, table);
    return true;
}

void note_geometry(const ReadGeometry& read, Table& table) {
    table.states.push_back(read.state);
    switch (read.state) {
    case GeometryState::null:
        return note("PP-0101", {}, table);
    case GeometryState::empty:
        return note("PP-0102", {}, table);
    case GeometryState::not_polygon:
        return note("PP-0103", value("type", read.detail), table);
    case GeometryState::unreadable:
        return note("PP-0109", value("reason", read.detail), table);
    case GeometryState::polygon:
        break;
    }
    if (read.members_dropped) {
        note("PP-0107", {}, table);
    }
    if (read.curves) {
        note("PP-0108", {}, table);
    }
    if (read.unclosed) {
        note("PP-0326", {}, table);
    }
}

void note_warnings(const RowMessages& said, Table& table) {
    if (const std::string warnings = joined(said.messages, false); !warnings.empty()) {
        note("PP-0112", value("reason", warnings), table);
    }
}

void note_count(std::string_view code, std::uint64_t count, std::vector<layer::Notice>& notices) {
    if (count > 0) {
        notices.push_back({code, {}, value("count", fmt::format("{}", count))});
    }
}

} // namespace parkplan::io
