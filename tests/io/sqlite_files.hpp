// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

struct sqlite3;

namespace parkplan::test {

/// A connection to a file, as another program holds one.
class OpenDatabase {
public:
    explicit OpenDatabase(const std::string& path);
    /// Runs statements; throws when one fails.
    void run(const std::string& statements) const;

private:
    struct Close {
        void operator()(sqlite3* database) const noexcept;
    };
    std::unique_ptr<sqlite3, Close> m_database;
};

/// Opens, runs and closes.
void run_sqlite(const std::string& path, const std::string& statements);

} // namespace parkplan::test
