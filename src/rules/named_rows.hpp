// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "layer/attribute_column.hpp"
#include "review/rule.hpp"
#include "rules/near_name.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// The rows of a table by the name that one of its fields holds, blanks around it removed.
class NamedRows {
public:
    /// Parameters that name the table and its field. Each feature of 'layer' is looked for once.
    NamedRows(const review::RuleInput& input, std::string_view table, std::string_view key);

    /// A row, or why there is none, with the finding that tells it.
    struct Found {
        std::optional<std::size_t> row{};
        BiText why{};
        std::optional<review::Finding> finding{};
    };
    /// The one row of that name, for `subject`. None: PP-0544, with a near miss; several: PP-0545.
    [[nodiscard]] Found find(const std::string& name, const review::Subject& subject);

private:
    const review::RuleInput& m_input;
    std::string_view m_table;
    std::map<std::string, std::vector<std::size_t>> m_rows{};
    NearNames m_near{{}, 0};
};

} // namespace parkplan::rules
