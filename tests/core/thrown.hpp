// SPDX-License-Identifier: MIT
#pragma once

#include "core/error.hpp"

#include <optional>
#include <ostream>
#include <string>

namespace parkplan::test {

/// Kind and message of an Error, for comparing in one go.
struct Thrown {
    ErrorKind kind = ErrorKind::internal;
    std::string message{};

    friend bool operator==(const Thrown&, const Thrown&) = default;
};

/// gtest prints it like this when a comparison fails.
inline void PrintTo(const Thrown& thrown, std::ostream* out) {
    *out << name_of(thrown.kind) << ": " << thrown.message;
}

/// The Error that `call` throws, or nothing.
template <typename Call>
[[nodiscard]] std::optional<Thrown> thrown_by(const Call& call) {
    try {
        static_cast<void>(call());
    } catch (const Error& error) {
        return Thrown{.kind = error.kind(), .message = error.what()};
    }
    return std::nullopt;
}

} // namespace parkplan::test
