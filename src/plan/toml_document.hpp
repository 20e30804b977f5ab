// SPDX-License-Identifier: MIT
#pragma once

#include "plan/plan.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace parkplan::plan {

struct TomlEntry;
struct TomlNode;
using TomlArray = std::vector<TomlNode>;
/// Entries in the order of the file.
using TomlTable = std::vector<TomlEntry>;

/// A date without a time, ISO 8601.
struct TomlDate {
    std::string text{};
};
/// A time, or a date with a time: plan files have no use for them.
struct TomlTime {};

/// A value of a TOML document and where it starts. Private to this folder, like all of the file.
struct TomlNode {
    Location location{};
    std::variant<std::string, std::int64_t, double, bool, TomlDate, TomlTime, TomlArray, TomlTable>
        value; // no initializer: clang 14 would ask for vector<TomlEntry>'s destructor too early
};

struct TomlEntry {
    std::string key{};
    Location location{}; ///< of the key
    TomlNode node{};
};

/// Reads TOML 1.0. Throws Error{plan} with `file`:line:column for anything else; keys of more
/// than 32 parts and values nested deeper than 256 levels are refused too.
[[nodiscard]] TomlTable parse_toml(std::string_view text, std::string_view file);

} // namespace parkplan::plan
