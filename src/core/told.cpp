// SPDX-License-Identifier: MIT
#include "core/told.hpp"

#include "core/errors_zh.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <system_error>

namespace parkplan {

BiText detail::told(fmt::string_view text, fmt::format_args english, fmt::format_args chinese) {
    const std::string_view format = error_in_chinese({text.data(), text.size()});
    return {fmt::vformat(text, english),
            fmt::vformat(format.empty() ? text : fmt::string_view{format}, chinese)};
}

BiText foreign(std::string_view text) {
    const std::string_view chinese = error_in_chinese(text);
    return {std::string{text}, std::string{chinese.empty() ? text : chinese}};
}

BiText reason_of(const std::error_code& code) {
    return foreign(code.message());
}

} // namespace parkplan
