// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace parkplan::cli {

/// Writes a manual page in roff with the man macros.
class Roff {
public:
    /// The title line: `name` in capitals, section 1.
    Roff(std::string_view name, std::string_view version, std::string_view manual);

    void section(std::string_view title);
    /// Text that is filled; `markup` goes before it as it stands (".PP").
    void paragraph(std::string_view text);
    /// A tagged paragraph: `tag` is roff already, made by bold() and italic().
    void item(std::string_view tag, std::string_view text);
    /// Lines that stay as they are.
    void verbatim(std::span<const std::string> lines);
    void raw(std::string_view line);

    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

    /// Text so that roff prints it as it is, hyphens and all; no line of it is taken for a request.
    [[nodiscard]] static std::string plain(std::string_view text);
    [[nodiscard]] static std::string bold(std::string_view text);
    [[nodiscard]] static std::string italic(std::string_view text);

private:
    std::string m_text{};
};

} // namespace parkplan::cli
