// SPDX-License-Identifier: MIT
#pragma once

#include <cpl_error.h>

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::io {

/// What GDAL said while an ErrorLog was alive.
struct GdalMessage {
    bool failure = false; ///< false: a warning
    std::string text{};
    friend bool operator==(const GdalMessage&, const GdalMessage&) = default;
};

/// Registers GDAL's drivers, once per process.
void register_drivers();

/// Collects what GDAL reports on this thread while it lives, each message once, so that nothing is
/// printed and the reason can be told. Logs of one thread must end in the reverse order of their
/// birth.
class ErrorLog {
public:
    ErrorLog();
    ~ErrorLog();
    ErrorLog(const ErrorLog&) = delete;
    ErrorLog& operator=(const ErrorLog&) = delete;
    ErrorLog(ErrorLog&&) = delete;
    ErrorLog& operator=(ErrorLog&&) = delete;

    [[nodiscard]] const std::vector<GdalMessage>& messages() const noexcept { return m_messages; }
    [[nodiscard]] bool failed() const noexcept;
    /// The failures (or, without any, the warnings) in one line; `otherwise` when GDAL was mute.
    [[nodiscard]] std::string reason(const std::string& otherwise = "no reason given") const;
    /// Hands the messages over and starts anew.
    [[nodiscard]] std::vector<GdalMessage> take();

private:
    static void collect(CPLErr type, CPLErrorNum number, const char* text);

    std::vector<GdalMessage> m_messages{};
};

/// The texts of `messages` that are failures (or warnings), each once, joined with "; ".
[[nodiscard]] std::string joined(const std::vector<GdalMessage>& messages, bool failures);

/// Well-formed UTF-8: what is broken becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

} // namespace parkplan::io
