// SPDX-License-Identifier: MIT
#include "io/source.hpp"

#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "geo/canonical.hpp"
#include "io/open.hpp"
#include "io/row_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

using layer::GeometryState;
using layer::Table;

/// GDAL's JSON drivers read many features ahead: what they say while a row is fetched may be about
/// any other.
bool reads_ahead(const std::string& driver) {
    return driver.ends_with("JSON") || driver == "GeoJSONSeq";
}

/// Such a driver drops the hole or part that it cannot read: nobody can tell whose area would be
/// wrong.
void refuse_if_unattributable(const std::string& driver, const std::string& reason) {
    if (reads_ahead(driver)) {
        fail(ErrorKind::input, "some of its objects cannot be read, and which is not known: {}",
             reason);
    }
}

/// How the shells of a format run, holes the other way round: the formats that rest on it. Of
/// GeoPackage and the like, writers never agreed.
std::optional<geo::Turn> shell_turn(const std::string& driver) {
    if (driver == "ESRI Shapefile") {
        return geo::Turn::clockwise; // ESRI Shapefile Technical Description, 1998, p. 8
    }
    if (driver == "GeoJSON" || driver == "GeoJSONSeq") {
        return geo::Turn::counter_clockwise; // RFC 7946, section 3.1.6
    }
    return std::nullopt;
}

bool is_finite(geo::Point p) noexcept {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

/// True when a ring runs against the rule. Rings that have no inside run anyhow.
bool runs_against(geo::Turn shells, const geo::MultiPolygonView& feature) {
    const geo::Turn holes =
        shells == geo::Turn::clockwise ? geo::Turn::counter_clockwise : geo::Turn::clockwise;
    if (!std::ranges::all_of(feature.points(), is_finite)) {
        return false;
    }
    for (std::size_t p = 0; p < feature.size(); ++p) {
        for (std::size_t r = 0; r < feature[p].rings(); ++r) {
            const geo::CanonicalRing ring{feature[p].ring(r)};
            if (ring.area() > 0.0 && ring.stored_turn() != (r == 0 ? shells : holes)) {
                return true;
            }
        }
    }
    return false;
}

/// The layer's name as a table in SQL.
std::string table_of(OGRLayer& layer) {
    std::string table = "\"";
    for (const char c : std::string_view{layer.GetName()}) {
        table.append(c == '"' ? 2 : 1, c);
    }
    return table + '"';
}

/// Why the filter itself is refused, before any row is looked at; nothing when it is not. Drivers
/// that hand it to a database find that out when they read.
std::optional<std::string> filter_refusal(GDALDataset& dataset, OGRLayer& layer,
                                          const std::string& where) {
    const ErrorLog log;
    const std::string query =
        fmt::format("SELECT 1 FROM {} WHERE (\n{}\n) LIMIT 0", table_of(layer), where);
    dataset.ReleaseResultSet(dataset.ExecuteSQL(query.c_str(), nullptr, nullptr));
    if (!log.failed()) {
        return std::nullopt;
    }
    // GDAL repeats the query; the database's own words come after it.
    for (const GdalMessage& message : log.messages()) {
        const std::size_t at = message.text.find(query);
        const std::size_t words = at == std::string::npos
                                      ? std::string::npos
                                      : message.text.find_first_not_of("): \n", at + query.size());
        if (words != std::string::npos) {
            return message.text.substr(words);
        }
    }
    return log.reason();
}

/// Rows that a GeoPackage really has: its stored count is only a cache.
std::optional<std::uint64_t> counted_rows(GDALDataset& dataset, OGRLayer& layer) {
    const std::string query = fmt::format("SELECT COUNT(*) FROM {}", table_of(layer));
    OGRLayer* answer = dataset.ExecuteSQL(query.c_str(), nullptr, nullptr);
    if (answer == nullptr) {
        return std::nullopt;
    }
    std::optional<std::uint64_t> count;
    if (const OGRFeatureUniquePtr row{answer->GetNextFeature()}) {
        count = static_cast<std::uint64_t>(row->GetFieldAsInteger64(0));
    }
    dataset.ReleaseResultSet(answer);
    return count;
}

} // namespace

OgrSource::OgrSource(OpenLayer open)
    : m_open(std::move(open)), m_geometries(m_open.order),
      m_shell_turn(shell_turn(m_open.info.driver)) {
    drop_unclosed(m_open.messages); // seen in the rings themselves
}

OgrSource::~OgrSource() {
    const ErrorLog quiet;
    m_feature.reset();
    m_open.dataset.reset();
}

bool OgrSource::next(Table& table) {
    table.clear();
    try {
        read_batch(table);
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        fail(ErrorKind::input, "reading stopped after {} features: GDAL gave up with '{}'", m_read,
             error.what());
    }
    return table.size() > 0;
}

void OgrSource::read_batch(Table& table) {
    ErrorLog log;
    if (!m_started) {
        m_started = true;
        if (const std::string failures = joined(m_open.messages, true); !failures.empty()) {
            refuse_if_unattributable(m_open.info.driver, failures);
        }
        note_opening(m_open.messages, table.notices);
        m_open.layer->ResetReading();
        fetch(log);
        if (!m_feature) {
            finish(table);
        }
    }
    if (!m_feature) {
        return;
    }
    while (m_feature && !is_full(table)) {
        add_row(table);
        fetch(log);
    }
    if (!m_feature) {
        finish(table);
    }
}

/// Reads the next feature ahead. The end of the layer is an end only when nothing failed.
void OgrSource::fetch(ErrorLog& log) {
    static_cast<void>(log.take());
    m_feature.reset(m_open.layer->GetNextFeature());
    const bool failed = log.failed();
    const std::string reason = log.reason();
    if (failed) {
        refuse_if_unattributable(m_open.info.driver, reason);
    }
    m_said = said_anew(log.take(), m_open.messages);
    if (m_feature) {
        ++m_read;
        return;
    }
    if (failed && m_read == 0 && !m_open.where.empty()) {
        if (const auto why = filter_refusal(*m_open.dataset, *m_open.layer, m_open.where)) {
            throw OpenOptionError{OpenOption::where,
                                  told("the filter '{}' cannot be used: {}", m_open.where, *why)};
        }
    }
    if (failed) {
        fail(ErrorKind::input, "reading stopped after {} features: {}", m_read, foreign(reason));
    }
    check_count();
}

void OgrSource::check_count() const {
    const std::uint64_t expected = m_open.info.features.value_or(0);
    if (!m_open.where.empty() || m_read >= expected) {
        return;
    }
    const std::string& driver = m_open.info.driver;
    if (driver == "ESRI Shapefile" && m_read + deleted_rows(m_open.info.files) >= expected) {
        return;
    }
    if (driver == "GPKG" && counted_rows(*m_open.dataset, *m_open.layer) == m_read) {
        return;
    }
    fail(ErrorKind::input, "the source states {} features, but only {} could be read", expected,
         m_read);
}

void OgrSource::add_row(Table& table) {
    table.fids.push_back(m_feature->GetFID());
    add_values(table);
    add_geometry(table);
    note_warnings(m_said, table);
}

void OgrSource::add_values(Table& table) {
    for (std::size_t i = 0; i < m_open.fields.size(); ++i) {
        const SourceField& field = m_open.fields[i];
        if (read_value(*m_feature, field, table.columns[i]) == ValueFate::mended) {
            m_open.unreadable.add_value(i, m_feature->GetFID(),
                                        m_feature->GetFieldAsString(field.index));
        }
    }
}

void OgrSource::add_geometry(Table& table) {
    if (add_unreadable(m_said, table)) {
        return;
    }
    ReadGeometry read = m_geometries.read(m_feature->GetGeometryRef(), table);
    read.unclosed = read.unclosed || (m_said.unclosed && !reads_ahead(m_open.info.driver));
    note_geometry(read, table);
    if (read.state == GeometryState::polygon) {
        m_with_z_or_m += read.z_or_m ? 1U : 0U;
        m_turned +=
            m_shell_turn && runs_against(*m_shell_turn, table.polygons[table.size() - 1]) ? 1U : 0U;
    }
}

/// Notices about the layer go with its last rows.
void OgrSource::finish(Table& table) const {
    note_count("PP-0104", m_with_z_or_m, table.notices);
    note_count("PP-0320", m_turned, table.notices);
    m_open.unreadable.note(m_open.info.schema, table.notices);
}

} // namespace parkplan::io
