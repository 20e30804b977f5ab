// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::test {

/// A folder that disappears with its object.
class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    TempFolder(TempFolder&&) = delete;
    TempFolder& operator=(TempFolder&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    [[nodiscard]] std::string file(const std::string& name) const {
        return (m_path / name).string();
    }
    /// Names of what is in it, sorted.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    std::filesystem::path m_path;
};

void write_bytes(const std::string& path, std::string_view bytes);
[[nodiscard]] std::string read_bytes(const std::string& path);

/// A vector file to be made with GDAL.
struct FileSpec {
    std::string path{};
    std::string driver = "GPKG";
    std::string layer = "layer";
    int epsg = 0; ///< 0: no CRS
    /// Types are OGR's: "String", "Integer(Int16)", "Integer64 NOT NULL".
    std::vector<std::pair<std::string, std::string>> fields{}; ///< name, type
    /// WKT (empty: null geometry) and field values (missing: null).
    std::vector<std::pair<std::string, std::vector<std::string>>> rows{};
    std::vector<std::string> options{}; ///< layer creation options
    std::string geometry_type = "Unknown (any)";
};

/// Makes the file, or adds the layer to it when it exists. Coordinates go in as x = east.
void make_file(const FileSpec& spec);

/// Changes a file with a statement of SQL.
void run_sql(const std::string& path, const std::string& statement);

} // namespace parkplan::test
