// SPDX-License-Identifier: MIT
#include "io/sqlite_files.hpp"

#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace parkplan::test {

void OpenDatabase::Close::operator()(sqlite3* database) const noexcept {
    sqlite3_close(database);
}

OpenDatabase::OpenDatabase(const std::string& path) {
    sqlite3* opened = nullptr;
    const int status = sqlite3_open(path.c_str(), &opened);
    m_database.reset(opened);
    if (status != SQLITE_OK) {
        throw std::runtime_error{sqlite3_errstr(status)};
    }
}

void OpenDatabase::run(const std::string& statements) const {
    if (sqlite3_exec(m_database.get(), statements.c_str(), nullptr, nullptr, nullptr) !=
        SQLITE_OK) {
        throw std::runtime_error{sqlite3_errmsg(m_database.get())};
    }
}

void run_sqlite(const std::string& path, const std::string& statements) {
    OpenDatabase{path}.run(statements);
}

} // namespace parkplan::test
