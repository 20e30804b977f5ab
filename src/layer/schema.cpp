// SPDX-License-Identifier: MIT
#include "layer/schema.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::layer {

Schema::Schema(std::vector<Field> fields) : m_fields(std::move(fields)) {}

std::optional<std::size_t> Schema::find(std::string_view name) const noexcept {
    const auto found = std::ranges::find(m_fields, name, &Field::name);
    if (found == m_fields.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(std::distance(m_fields.begin(), found));
}

std::size_t Schema::require(std::string_view name) const {
    if (const auto found = find(name)) {
        return *found;
    }
    std::vector<std::string> known;
    known.reserve(m_fields.size());
    std::ranges::transform(m_fields, std::back_inserter(known), &Field::name);
    throw Error{ErrorKind::input,
                told("there is no field '{}'", name),
                {},
                known.empty() ? told("the layer has no fields") : did_you_mean(name, known)};
}

} // namespace parkplan::layer
