// SPDX-License-Identifier: MIT
#include "plan/rule_info.hpp"

namespace parkplan::plan {

std::string_view name_of(ParamType type) noexcept {
    switch (type) {
    case ParamType::layer:
        return "layer";
    case ParamType::field:
        return "field";
    case ParamType::fields:
        return "field or list of fields";
    case ParamType::area:
        return "area";
    case ParamType::length:
        return "length";
    case ParamType::integer:
        return "integer";
    case ParamType::number:
        return "number";
    case ParamType::share:
        return "share";
    case ParamType::text:
        return "text";
    case ParamType::text_list:
        break;
    }
    return "list of texts";
}

} // namespace parkplan::plan
