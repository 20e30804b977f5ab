// SPDX-License-Identifier: MIT
#pragma once

#include "io/gdal.hpp"
#include "io/sqlite.hpp"

#include <gdal_priv.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace parkplan::io {

/// "FILE|layername=NAME" in its parts.
struct SourceName {
    std::string path{};
    std::string layer{}; ///< empty: not named
};

/// Splits what the user named; a file that really has that name is taken as it stands. Throws
/// Error{input} for other parts after '|'.
[[nodiscard]] SourceName split_source_name(const std::string& given);

/// What a file is to SQLite.
enum class SqliteFile : unsigned char {
    none,        ///< no SQLite file, or not there
    rollback,    ///< with a rollback journal
    wal_settled, ///< in WAL mode, and nothing waits in a -wal file
    wal_pending, ///< in WAL mode, with changes in a -wal file
};
[[nodiscard]] SqliteFile sqlite_file(const std::string& path);

/// Closes a dataset that was opened for reading. When the last connection to a database in WAL mode
/// closes, GDAL writes the changes of the -wal file into the database and deletes that file, even
/// though it only read; so another connection stays open a little longer.
struct CloseDataset {
    std::shared_ptr<const Database> keeper{};
    void operator()(GDALDataset* dataset) const noexcept;
};
using DatasetPtr = std::unique_ptr<GDALDataset, CloseDataset>;

/// Opens a vector dataset read-only without ever writing beside it, with an encoding when one is
/// stated. Throws Error{input} with what GDAL said in `log`; warnings stay there.
[[nodiscard]] DatasetPtr open_dataset(const std::string& path, const ErrorLog& log,
                                      const std::string& encoding = {});

/// Names of the layers that may hold geometry; of all layers when none does.
[[nodiscard]] std::vector<std::string> names_of_layers(GDALDataset& dataset);

/// The layer called `name`, or the only one when `name` is empty. Throws Error{input}.
[[nodiscard]] OGRLayer& choose_layer(GDALDataset& dataset, const std::string& name);

/// The named file and those that belong to it, sorted; nothing for folders and databases.
[[nodiscard]] std::vector<std::filesystem::path> files_of(GDALDataset& dataset,
                                                          const std::string& path);

/// Rows of the .dbf of a Shapefile that are marked as deleted, which readers leave out.
[[nodiscard]] std::uint64_t deleted_rows(const std::vector<std::filesystem::path>& files);

} // namespace parkplan::io
