// SPDX-License-Identifier: MIT
#include "core/error.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace parkplan {

Error::Error(ErrorKind kind, const std::string& message, Where where, std::string hint)
    : std::runtime_error(message), m_kind(kind), m_where(std::move(where)),
      m_hint(std::move(hint)) {}

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

std::string Error::describe() const {
    std::string text;
    if (!m_where.source.empty()) {
        text += fmt::format("{}: ", m_where.source);
    }
    if (!m_where.layer.empty()) {
        text += fmt::format("layer '{}': ", m_where.layer);
    }
    if (!m_where.feature.empty()) {
        text += fmt::format("feature '{}': ", m_where.feature);
    }
    if (!m_where.rule.empty()) {
        text += fmt::format("rule '{}': ", m_where.rule);
    }
    text += what();
    return text;
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
