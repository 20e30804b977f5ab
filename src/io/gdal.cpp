// SPDX-License-Identifier: MIT
#include "io/gdal.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::io {
namespace {

constexpr std::size_t most_messages = 100;

/// Bytes of the longest well-formed sequence at `position`, 0 when there is none.
std::size_t sequence_at(std::string_view text, std::size_t position) {
    for (std::size_t bytes = 1; bytes <= 4 && position + bytes <= text.size(); ++bytes) {
        if (is_utf8(text.substr(position, bytes))) {
            return bytes;
        }
    }
    return 0;
}

} // namespace

void register_drivers() {
    static const bool registered = [] {
        const ErrorLog quiet;
        GDALAllRegister();
        return true;
    }();
    static_cast<void>(registered);
}

ErrorLog::ErrorLog() {
    CPLPushErrorHandlerEx(&ErrorLog::collect, this);
    CPLErrorReset();
}

ErrorLog::~ErrorLog() {
    CPLPopErrorHandler();
    CPLErrorReset();
}

void ErrorLog::collect(CPLErr type, CPLErrorNum /*number*/, const char* text) {
    auto* log = static_cast<ErrorLog*>(CPLGetErrorHandlerUserData());
    if (type != CE_Warning && type != CE_Failure && type != CE_Fatal) {
        return;
    }
    GdalMessage message{type != CE_Warning, valid_utf8(text)};
    const bool known = std::ranges::find(log->m_messages, message) != log->m_messages.end();
    if (!known && log->m_messages.size() < most_messages) {
        log->m_messages.push_back(std::move(message));
    }
}

bool ErrorLog::failed() const noexcept {
    return std::ranges::any_of(m_messages, &GdalMessage::failure);
}

std::string ErrorLog::reason(const std::string& otherwise) const {
    const std::string text = joined(m_messages, failed());
    return text.empty() ? otherwise : text;
}

std::vector<GdalMessage> ErrorLog::take() {
    CPLErrorReset();
    return std::exchange(m_messages, {});
}

std::string joined(const std::vector<GdalMessage>& messages, bool failures) {
    std::vector<std::string_view> texts;
    for (const GdalMessage& message : messages) {
        std::string_view text = trim(message.text);
        while (text.ends_with('.')) {
            text.remove_suffix(1);
        }
        const bool known = std::ranges::find(texts, text) != texts.end();
        if (message.failure == failures && !text.empty() && !known) {
            texts.push_back(text);
        }
    }
    std::string line = fmt::format("{}", fmt::join(texts, "; "));
    std::ranges::replace(line, '\n', ' ');
    return line;
}

std::string valid_utf8(std::string_view text) {
    if (is_utf8(text)) {
        return std::string{text};
    }
    std::string valid;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t bytes = sequence_at(text, i);
        valid += bytes == 0 ? std::string_view{"\xEF\xBF\xBD"} : text.substr(i, bytes);
        i += bytes == 0 ? 1 : bytes;
    }
    return valid;
}

} // namespace parkplan::io
