// SPDX-License-Identifier: MIT
#include "core/error.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace parkplan {

Error::Error(ErrorKind kind, BiText message, Where where, BiText hint)
    : std::runtime_error(message.en), m_kind(kind), m_message(std::move(message)),
      m_where(std::move(where)), m_hint(std::move(hint)) {}

Error::Error(ErrorKind kind, const std::string& message, Where where)
    : Error(kind, BiText{message, message}, std::move(where)) {}

void Error::add_context(const Where& outer) {
    const auto fill = [](std::string& inner, const std::string& value) {
        if (inner.empty()) {
            inner = value;
        }
    };
    fill(m_where.source, outer.source);
    fill(m_where.layer, outer.layer);
    fill(m_where.feature, outer.feature);
    fill(m_where.rule, outer.rule);
}

std::string Error::describe(Language language) const {
    const bool chinese = language == Language::chinese;
    std::string text;
    if (!m_where.source.empty()) {
        text += fmt::format("{}: ", m_where.source);
    }
    const auto add = [&](std::string_view en, std::string_view zh, const std::string& value) {
        if (!value.empty()) {
            text +=
                chinese ? fmt::format("{}“{}”：", zh, value) : fmt::format("{} '{}': ", en, value);
        }
    };
    add("layer", "图层", m_where.layer);
    add("feature", "要素", m_where.feature);
    add("rule", "规则", m_where.rule);
    return text + m_message.in(language);
}

int exit_code(ErrorKind kind) noexcept {
    switch (kind) {
    case ErrorKind::usage:
    case ErrorKind::plan:
        return 2;
    case ErrorKind::input:
    case ErrorKind::crs:
    case ErrorKind::geometry:
    case ErrorKind::output:
        return 3;
    case ErrorKind::internal:
        break;
    }
    return 70;
}

std::string_view name_of(ErrorKind kind) noexcept {
    switch (kind) {
    case ErrorKind::usage:
        return "usage";
    case ErrorKind::plan:
        return "plan";
    case ErrorKind::input:
        return "input";
    case ErrorKind::crs:
        return "crs";
    case ErrorKind::geometry:
        return "geometry";
    case ErrorKind::output:
        return "output";
    case ErrorKind::internal:
        break;
    }
    return "internal";
}

} // namespace parkplan
