// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/platform_staging.hpp"

#include <filesystem>
#include <string_view>

namespace parkplan::io {

enum class Existing : unsigned char { refuse, replace };

/// A results folder that appears complete or not at all: everything is written into a hidden
/// sibling on the same file system; `publish` flushes it and renames it once (an existing folder
/// is exchanged and removed afterwards). Without `publish` the destructor removes the sibling, and
/// so does platform::Interrupts.
class PARKPLAN_API StagedFolder {
public:
    /// Throws Error{output}: the parent is missing or read-only, the target exists and `existing`
    /// is refuse (hint --overwrite), the target is a file, or a folder that parkplan did not
    /// write (no results.json in it and not empty).
    StagedFolder(std::filesystem::path target, Existing existing);
    ~StagedFolder() = default;
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;
    StagedFolder(StagedFolder&&) = delete;
    StagedFolder& operator=(StagedFolder&&) = delete;

    /// Where to write.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_staging.path(); }
    /// Where the file `relative` is to be written: makes the folders between path() and it, never
    /// path() itself. Throws Error{output}.
    [[nodiscard]] std::filesystem::path place_of(const std::filesystem::path& relative) const;
    /// Writes one text file below path(), creating folders. Throws Error{output}.
    void write_text(const std::filesystem::path& relative, std::string_view bytes) const;
    void publish();

private:
    std::filesystem::path m_target;
    Existing m_existing;
    platform::Staging m_staging;
    bool m_published = false;
};

/// One file, staged beside its target and renamed when complete. Throws Error{output}; with
/// Existing::refuse an existing file stays as it is.
PARKPLAN_API void write_file(const std::filesystem::path& target, std::string_view bytes,
                             Existing existing);

} // namespace parkplan::io
