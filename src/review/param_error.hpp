// SPDX-License-Identifier: MIT
#pragma once

#include "core/error.hpp"
#include "core/language.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace parkplan::review {

/// Error{plan} of a rule about the value of one of its parameters: its place is that value.
class ParamError : public Error {
public:
    ParamError(std::string_view param, BiText message, BiText hint = {})
        : Error(ErrorKind::plan, std::move(message), {}, std::move(hint)), m_param(param) {}

    [[nodiscard]] const std::string& param() const noexcept { return m_param; }

private:
    std::string m_param;
};

} // namespace parkplan::review
