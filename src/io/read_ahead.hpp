// SPDX-License-Identifier: MIT
#pragma once

namespace parkplan::io {

/// Name of a VFS for SQLite (sqlite3_open_v2) that reads a database in blocks of 128 KiB wherever
/// reads follow each other in the file, and hands the pages out of the block: a scan of a table
/// then makes a thirtieth of the calls. What was read ahead is forgotten with the lock that keeps
/// others from changing it. For reading only, and not in WAL mode unless `immutable`. Safe from
/// many threads. Throws Error{internal} when SQLite has no VFS of its own.
[[nodiscard]] const char* read_ahead_vfs();

} // namespace parkplan::io
