// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/catalogue.hpp"
#include "core/level.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::plan {

/// What a rule's parameter holds. The plan parser checks and converts by it.
enum class ParamType : std::uint8_t {
    layer,  ///< name of a [layers.x]
    field,  ///< field name or role of the rule's layer
    fields, ///< one or several of those
    area,   ///< "2km2"
    length, ///< "5cm"
    integer,
    number, ///< 0 or more: 12.5
    share,  ///< 0 to 1, or "80%"
    text,
    text_list,
};

[[nodiscard]] PARKPLAN_API std::string_view name_of(ParamType type) noexcept;

struct ParamInfo {
    std::string_view name{};
    ParamType type = ParamType::text;
    bool required = false;
    /// Printed in help and parsed like user text (lists: separated by commas); empty: none, the
    /// parameter is then absent unless stated.
    std::string_view fallback{};
    BiView help{}; ///< one line, no full stop
    /// Of a layer: the rule looks at its geometries, so that a plain table will not do.
    bool geometry = false;
    /// Of a layer: the rule takes points and lines as well as polygons.
    bool paths = false;
    /// Of a list: a value may stand in it more than once, its place means something.
    bool repeats = false;
};

/// What a rule says of itself, once: checks plan files, prints `parkplan rules`, makes the table
/// of the README.
struct RuleInfo {
    std::string_view kind{}; ///< "no_overlap"
    BiView summary{};        ///< one line
    BiView why{};            ///< one paragraph: what breaks when this is violated
    std::span<const ParamInfo> params{};
    Level level = Level::error; ///< default; a plan may lower or raise it
    bool needs_clause = false;  ///< a plan must say which clause it comes from
};

/// A document that rules cite.
struct Source {
    std::string id{};
    std::string title{};
    std::string status{}; ///< "草案", "现行" …: printed beside every verdict
    std::string period{};
    std::string note{};
    std::string superseded_by{};
};

/// Clause a rule comes from.
struct Citation {
    std::string source{};   ///< id of a Source
    std::string document{}; ///< its title
    std::string status{};   ///< its status
    std::string place{};    ///< "第三章 第二节"
    std::string quote{};

    [[nodiscard]] bool empty() const noexcept { return document.empty() && place.empty(); }
    friend bool operator==(const Citation&, const Citation&) = default;
};

} // namespace parkplan::plan
