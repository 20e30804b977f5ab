// SPDX-License-Identifier: MIT
#include "rules/mark.hpp"

#include "rules/wording.hpp"

#include <optional>
#include <string>

namespace parkplan::rules {

Mark mark_of(const layer::AttributeColumn& column, std::size_t row) {
    const std::optional<std::string> value = value_of(column, row);
    if (!value) {
        return is_unreadable(column, row) ? Mark::odd : Mark::empty;
    }
    return *value == "0" || *value == "否"   ? Mark::no
           : *value == "1" || *value == "是" ? Mark::yes
                                             : Mark::odd;
}

} // namespace parkplan::rules
