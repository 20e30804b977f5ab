// SPDX-License-Identifier: MIT
#include "json/value.hpp"

#include "core/fail.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>
#include <variant>

namespace parkplan::json {

Value::Value(std::uint64_t value) : m_data(static_cast<std::int64_t>(value)) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        fail(ErrorKind::internal, "the number {} does not fit the integers of JSON output", value);
    }
}

const Value* Value::find(std::string_view name) const noexcept {
    const auto* const object = std::get_if<Object>(&m_data);
    if (object == nullptr) {
        return nullptr;
    }
    const auto member = std::ranges::find(*object, name, &Member::first);
    return member == object->end() ? nullptr : &member->second;
}

} // namespace parkplan::json
