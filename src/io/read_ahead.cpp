// SPDX-License-Identifier: MIT
#include "io/read_ahead.hpp"

#include "core/fail.hpp"

#include <sqlite3.h>

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>

namespace parkplan::io {
namespace {

constexpr int block_bytes = 131072;
constexpr std::size_t alignment = 16;

sqlite3_vfs* system_vfs() {
    static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
    return found;
}

/// A database. The system's own file lies behind it in the memory that SQLite provides.
struct File : sqlite3_file {
    sqlite3_file* system = nullptr;
    std::unique_ptr<std::byte[]> block{}; // NOLINT(cppcoreguidelines-avoid-c-arrays)
    sqlite3_int64 block_at = 0;
    bool filled = false;
    bool immutable = false;
    bool locked = false;
    sqlite3_int64 next = 0; ///< where the last read ended

    [[nodiscard]] bool holds(int bytes, sqlite3_int64 at) const noexcept {
        return filled && at >= block_at && at + bytes <= block_at + block_bytes;
    }
    [[nodiscard]] bool goes_on_at(sqlite3_int64 at) const noexcept {
        return at >= next && at < next + block_bytes;
    }
    /// Not at the end of the file, where there is less than a block.
    void fill(sqlite3_int64 at) noexcept {
        if (!block) {
            block.reset(new (std::nothrow) std::byte[block_bytes]);
        }
        filled =
            block && system->pMethods->xRead(system, block.get(), block_bytes, at) == SQLITE_OK;
        block_at = at;
    }
};

constexpr std::size_t own_bytes = (sizeof(File) + alignment - 1) / alignment * alignment;

File& own(sqlite3_file* file) noexcept {
    return *static_cast<File*>(file);
}

sqlite3_file* system_file(sqlite3_file* file) noexcept {
    return own(file).system;
}

int close(sqlite3_file* file) {
    sqlite3_file* system = system_file(file);
    const int status = system->pMethods == nullptr ? SQLITE_OK : system->pMethods->xClose(system);
    std::destroy_at(&own(file));
    return status;
}

int read(sqlite3_file* file, void* to, int bytes, sqlite3_int64 at) {
    File& f = own(file);
    if (!f.holds(bytes, at) && (f.locked || f.immutable) && f.goes_on_at(at)) {
        f.fill(at);
    }
    f.next = at + bytes;
    if (f.holds(bytes, at)) {
        std::memcpy(to, f.block.get() + (at - f.block_at), static_cast<std::size_t>(bytes));
        return SQLITE_OK;
    }
    return f.system->pMethods->xRead(f.system, to, bytes, at);
}

int refuse_write(sqlite3_file* /*file*/, const void* /*from*/, int /*bytes*/,
                 sqlite3_int64 /*at*/) {
    return SQLITE_READONLY;
}

int refuse_truncate(sqlite3_file* /*file*/, sqlite3_int64 /*size*/) {
    return SQLITE_READONLY;
}

int lock(sqlite3_file* file, int level) {
    const int status = system_file(file)->pMethods->xLock(system_file(file), level);
    own(file).locked = own(file).locked || status == SQLITE_OK;
    return status;
}

int unlock(sqlite3_file* file, int level) {
    if (level == SQLITE_LOCK_NONE) {
        own(file).locked = false;
        own(file).filled = false;
    }
    return system_file(file)->pMethods->xUnlock(system_file(file), level);
}

int sync(sqlite3_file* file, int flags) {
    return system_file(file)->pMethods->xSync(system_file(file), flags);
}

int size(sqlite3_file* file, sqlite3_int64* bytes) {
    return system_file(file)->pMethods->xFileSize(system_file(file), bytes);
}

int check_reserved_lock(sqlite3_file* file, int* is_locked) {
    return system_file(file)->pMethods->xCheckReservedLock(system_file(file), is_locked);
}

int control(sqlite3_file* file, int operation, void* argument) {
    return system_file(file)->pMethods->xFileControl(system_file(file), operation, argument);
}

int sector_size(sqlite3_file* file) {
    return system_file(file)->pMethods->xSectorSize(system_file(file));
}

int device(sqlite3_file* file) {
    return system_file(file)->pMethods->xDeviceCharacteristics(system_file(file));
}

sqlite3_io_methods methods_of_file() noexcept {
    sqlite3_io_methods methods{};
    methods.iVersion = 1; // no shared memory (WAL), no memory map
    methods.xClose = close;
    methods.xRead = read;
    methods.xWrite = refuse_write;
    methods.xTruncate = refuse_truncate;
    methods.xSync = sync;
    methods.xFileSize = size;
    methods.xLock = lock;
    methods.xUnlock = unlock;
    methods.xCheckReservedLock = check_reserved_lock;
    methods.xFileControl = control;
    methods.xSectorSize = sector_size;
    methods.xDeviceCharacteristics = device;
    return methods;
}

/// Other files than databases are the system's own.
int open(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    sqlite3_vfs* vfs = system_vfs();
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
        return vfs->xOpen(vfs, name, file, flags, out_flags);
    }
    static const sqlite3_io_methods methods = methods_of_file();
    File* made = ::new (static_cast<void*>(file)) File{};
    made->pMethods = &methods;
    void* behind = static_cast<std::byte*>(static_cast<void*>(file)) + own_bytes;
    made->system = static_cast<sqlite3_file*>(behind);
    made->immutable = name != nullptr && sqlite3_uri_boolean(name, "immutable", 0) != 0;
    return vfs->xOpen(vfs, name, made->system, flags, out_flags);
}

} // namespace

const char* read_ahead_vfs() {
    static sqlite3_vfs own_vfs = [] {
        if (system_vfs() == nullptr) {
            fail(ErrorKind::internal, "this SQLite has no VFS");
        }
        sqlite3_vfs made = *system_vfs();
        made.zName = "parkplan-read-ahead";
        made.pNext = nullptr;
        made.szOsFile += static_cast<int>(own_bytes);
        made.xOpen = open;
        return made;
    }();
    static const bool registered = sqlite3_vfs_register(&own_vfs, 0) == SQLITE_OK;
    if (!registered) {
        fail(ErrorKind::internal, "SQLite refuses a VFS");
    }
    return own_vfs.zName;
}

} // namespace parkplan::io
