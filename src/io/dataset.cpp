// SPDX-License-Identifier: MIT
#include "io/dataset.hpp"

#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "io/open.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace parkplan::io {
namespace {

namespace fs = std::filesystem;

bool exists(const std::string& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

std::uint64_t size_of(const std::string& path) {
    std::error_code error;
    const auto bytes = fs::file_size(path, error);
    return error ? 0 : bytes;
}

std::string wal_of(const std::string& path) {
    return fmt::format("{}-wal", path);
}

/// "PG:…", "/vsizip/…", "https://…": names that only GDAL can look up.
bool is_connection(const std::string& path) {
    if (path.starts_with("/vsi")) {
        return true;
    }
    const std::size_t colon = path.find(':');
    const auto word = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    };
    return colon != std::string::npos && colon > 1 &&
           std::all_of(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(colon), word);
}

/// SQLite would make -wal and -shm files beside a WAL database that it only reads. Without pending
/// changes the file alone is the whole truth and can be read as immutable.
CPLStringList options_for(const std::string& path) {
    CPLStringList options;
    const SqliteFile file = sqlite_file(path);
    const std::string wal = wal_of(path);
    if (file == SqliteFile::wal_pending && !exists(fmt::format("{}-shm", path))) {
        throw Error{
            ErrorKind::input,
            told("'{}' holds changes that are not in the file yet", wal),
            {.source = path, .layer = {}, .feature = {}, .rule = {}},
            told("open and close it once with the program that wrote it, or with 'sqlite3 FILE "
                 "\"PRAGMA wal_checkpoint(TRUNCATE)\"'")};
    }
    if (file == SqliteFile::wal_settled) {
        options.SetNameValue("IMMUTABLE", "YES");
    }
    return options;
}

/// A connection that keeps the -wal file of a database alive, when it has one.
std::shared_ptr<const Database> keeper_of(const std::string& path) {
    if (sqlite_file(path) != SqliteFile::wal_pending) {
        return nullptr;
    }
    auto keeper = std::make_shared<Database>(path, Sharing::locked);
    keeper->hold();
    return keeper;
}

std::size_t count_of(std::string_view text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + word.size())) {
        ++count;
    }
    return count;
}

/// GDAL's LIBKML driver crashes on a track with more points than times (seen with 3.6.2).
void refuse_tracks_without_time(const std::string& path) {
    if (!same_ignoring_case(fs::path{path}.extension().string(), ".kml")) {
        return;
    }
    constexpr std::string_view start = "<gx:Track";
    std::ifstream file{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    for (std::size_t at = text.find(start); at != std::string::npos;
         at = text.find(start, at + start.size())) {
        const std::size_t end = text.find("</gx:Track", at);
        const std::string_view track = std::string_view{text}.substr(at, end - at);
        if (count_of(track, "<gx:coord") > count_of(track, "<when")) {
            fail(ErrorKind::input,
                 "it holds a track (gx:Track) with more points than times; remove the track");
        }
    }
}

/// The parts of a Shapefile that hold data; spatial indexes do not.
std::set<fs::path> shapefile_parts(const fs::path& path) {
    constexpr std::array<std::string_view, 6> endings{".shp", ".shx", ".dbf",
                                                      ".prj", ".cpg", ".cst"};
    std::set<fs::path> parts{path.lexically_normal()};
    std::error_code ignored;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
    for (const auto& entry : fs::directory_iterator{folder, ignored}) {
        const std::string ending = entry.path().extension().string();
        const bool known = std::ranges::any_of(
            endings, [&](std::string_view part) { return same_ignoring_case(ending, part); });
        if (known && entry.path().stem() == path.stem() && entry.is_regular_file(ignored)) {
            parts.insert(entry.path().lexically_normal());
        }
    }
    return parts;
}

std::uint32_t little_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) {
        value = value * 256U + static_cast<unsigned char>(bytes[i - 1]);
    }
    return value;
}

} // namespace

SqliteFile sqlite_file(const std::string& path) {
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    std::array<char, 20> header{};
    std::ifstream file{path, std::ios::binary};
    file.read(header.data(), header.size());
    if (!file || std::string_view{header.data(), magic.size()} != magic) {
        return SqliteFile::none;
    }
    // Bytes 18 and 19 (SQLite file format 1.3): 2 is WAL.
    if (header[18] != 2 || header[19] != 2) {
        return SqliteFile::rollback;
    }
    return size_of(wal_of(path)) > 0 ? SqliteFile::wal_pending : SqliteFile::wal_settled;
}

SourceName split_source_name(const std::string& given) {
    constexpr std::string_view selector = "layername=";
    const std::size_t bar = given.rfind('|');
    if (bar == std::string::npos || exists(given)) {
        return {given, {}};
    }
    const std::string_view part = std::string_view{given}.substr(bar + 1);
    if (!part.starts_with(selector)) {
        fail(ErrorKind::usage,
             "unknown part '|{}' after the file name, only '|layername=NAME' is understood", part);
    }
    return {given.substr(0, bar), std::string{part.substr(selector.size())}};
}

void CloseDataset::operator()(GDALDataset* dataset) const noexcept {
    GDALClose(dataset);
}

DatasetPtr open_dataset(const std::string& path, const ErrorLog& log, const std::string& encoding) {
    register_drivers();
    if (!exists(path) && !is_connection(path)) {
        fail(ErrorKind::input, "no such file");
    }
    refuse_tracks_without_time(path);
    CPLStringList options = options_for(path);
    if (!encoding.empty()) {
        options.SetNameValue("ENCODING", encoding.c_str());
    }
    constexpr unsigned flags = GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
    const std::shared_ptr<const Database> keeper = keeper_of(path);
    DatasetPtr dataset{GDALDataset::Open(path.c_str(), flags, nullptr, options.List(), nullptr),
                       {keeper}};
    if (!dataset) {
        const bool zip = same_ignoring_case(fs::path{path}.extension().string(), ".zip");
        throw Error{
            ErrorKind::input,
            told("cannot be opened: {}", foreign(log.reason("no vector format that GDAL knows"))),
            {.source = without_password(path), .layer = {}, .feature = {}, .rule = {}},
            zip ? told("name what is inside it with '/vsizip/{}'", path) : BiText{}};
    }
    return dataset;
}

std::vector<std::string> names_of_layers(GDALDataset& dataset) {
    std::vector<std::string> spatial;
    std::vector<std::string> all;
    for (OGRLayer* layer : dataset.GetLayers()) {
        all.push_back(valid_utf8(layer->GetName()));
        if (layer->GetGeomType() != wkbNone) {
            spatial.push_back(all.back());
        }
    }
    return spatial.empty() ? all : spatial;
}

OGRLayer& choose_layer(GDALDataset& dataset, const std::string& name) {
    const std::vector<std::string> names = names_of_layers(dataset);
    if (names.empty()) {
        fail(ErrorKind::input, "there is no vector layer in it");
    }
    if (name.empty() && names.size() > 1) {
        throw OpenOptionError{OpenOption::no_layer,
                              told("there are {} layers in it and none is chosen", names.size()),
                              told("known: {}", list_of(names))};
    }
    const std::string& wanted = name.empty() ? names.front() : name;
    if (std::ranges::count(names, wanted) > 1) {
        fail(ErrorKind::input, "several layers in it are called '{}'; rename them", wanted);
    }
    for (OGRLayer* layer : dataset.GetLayers()) {
        if (valid_utf8(layer->GetName()) == wanted) {
            return *layer;
        }
    }
    throw OpenOptionError{OpenOption::layer, told("there is no layer '{}' in it", name),
                          did_you_mean(name, names)};
}

std::vector<fs::path> files_of(GDALDataset& dataset, const std::string& path) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        return {};
    }
    std::set<fs::path> files{fs::path{path}.lexically_normal()};
    if (std::string_view{dataset.GetDriverName()} == "ESRI Shapefile") {
        files = shapefile_parts(path);
    } else {
        const CPLStringList listed{dataset.GetFileList()};
        for (int i = 0; i < listed.size(); ++i) {
            if (fs::is_regular_file(listed[i], ignored)) {
                files.insert(fs::path{listed[i]}.lexically_normal());
            }
        }
    }
    return {files.begin(), files.end()};
}

std::uint64_t deleted_rows(const std::vector<fs::path>& files) {
    const auto dbf = std::ranges::find_if(files, [](const fs::path& file) {
        return same_ignoring_case(file.extension().string(), ".dbf");
    });
    if (dbf == files.end()) {
        return 0;
    }
    // dBASE III header: 4-7 number of records, 8-9 bytes of the header, 10-11 bytes of a record.
    std::string header(12, '\0');
    std::ifstream file{*dbf, std::ios::binary};
    if (!file.read(header.data(), static_cast<std::streamsize>(header.size()))) {
        return 0;
    }
    const std::string_view view{header};
    const std::uint64_t records = little_endian(view.substr(4, 4));
    const std::uint64_t start = little_endian(view.substr(8, 2));
    const std::uint64_t length = little_endian(view.substr(10, 2));
    std::uint64_t deleted = 0;
    for (std::uint64_t i = 0; i < records && file; ++i) {
        file.seekg(static_cast<std::streamoff>(start + i * length));
        deleted += file.get() == '*' ? 1U : 0U;
    }
    return deleted;
}

} // namespace parkplan::io
