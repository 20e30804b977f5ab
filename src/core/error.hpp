// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace parkplan {

/// What went wrong, as seen by the person who has to mend it.
enum class ErrorKind : std::uint8_t {
    usage,    ///< the command line
    plan,     ///< the plan file
    input,    ///< a layer that cannot be read
    crs,      ///< a coordinate system that is missing, unknown or incompatible
    geometry, ///< an operation that the geometry engine refused
    output,   ///< a file that cannot be written
    internal, ///< a bug in parkplan
};

/// Where it went wrong. Every part may be empty; they print outermost first.
struct Where {
    std::string source{};  ///< path of the file, with ":line:column" where that is known
    std::string layer{};   ///< layer name inside it
    std::string feature{}; ///< the feature's key, as the user knows it
    std::string rule{};    ///< id of the rule being run
};

/// The one exception type that crosses a module boundary: we could not do the job.
/// The message says what is wrong, which value, and what would be right; what() is its English.
class PARKPLAN_API Error : public std::runtime_error {
public:
    Error(ErrorKind kind, BiText message, Where where = {}, BiText hint = {});
    /// A text that is no one's to translate: it reads the same in both languages.
    Error(ErrorKind kind, const std::string& message, Where where = {});

    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }
    [[nodiscard]] const BiText& message() const noexcept { return m_message; }
    [[nodiscard]] const Where& where() const noexcept { return m_where; }
    /// What would mend it; empty when the message says all.
    [[nodiscard]] const BiText& hint() const noexcept { return m_hint; }

    /// Fills the parts of `where()` that are still empty: the inner frame wins.
    void add_context(const Where& outer);

    /// One line, `source: layer 'x': feature 'y': rule 'z': message`.
    [[nodiscard]] std::string describe(Language language = Language::english) const;

private:
    ErrorKind m_kind;
    BiText m_message;
    Where m_where;
    BiText m_hint;
};

/// Process exit status for an error that ended the run: 2 usage and plan, 70 our bug, else 3.
[[nodiscard]] PARKPLAN_API int exit_code(ErrorKind kind) noexcept;

/// The word for `kind` in JSON: "usage", "plan", "input" …
[[nodiscard]] PARKPLAN_API std::string_view name_of(ErrorKind kind) noexcept;

} // namespace parkplan
