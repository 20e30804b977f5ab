// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/language.hpp"
#include "core/level.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan {

/// One text of the catalogue in both languages; views into the program itself.
struct BiView {
    std::string_view en{};
    std::string_view zh{};

    [[nodiscard]] std::string_view in(Language language) const noexcept {
        return language == Language::chinese ? zh : en;
    }
};

/// What src/core/messages.toml says about one code. Codes are stable and never change meaning.
struct CatalogueEntry {
    std::string_view code{}; ///< "PP-0201"
    Level level = Level::error;
    BiView title{};
    BiView message{}; ///< template with {names}
    BiView why{};
    BiView mend{};
    BiView example{}; ///< the message with values, as a run could print it
};

/// All entries, sorted by code. Embedded at build time from src/core/messages.toml.
[[nodiscard]] PARKPLAN_API std::span<const CatalogueEntry> catalogue() noexcept;

/// The entry of `code`; throws Error{internal} when there is none (our sources name codes).
[[nodiscard]] PARKPLAN_API const CatalogueEntry& catalogue_entry(std::string_view code);
/// The entry of `code` as a user typed it (case-insensitive, "0201" also works), or nullptr.
[[nodiscard]] PARKPLAN_API const CatalogueEntry* find_catalogue_entry(std::string_view code);

/// Values for the {names} of a message template.
using MessageValues = std::vector<std::pair<std::string_view, BiText>>;

/// Fills the template of `code` in both languages. Throws Error{internal} when a name of the
/// template has no value or a value is not used by the template.
[[nodiscard]] PARKPLAN_API BiText message_of(std::string_view code, const MessageValues& values);

[[nodiscard]] inline BiText owned(BiView view) {
    return BiText{std::string{view.en}, std::string{view.zh}};
}

/// A value that reads the same in both languages.
[[nodiscard]] inline BiText same(std::string text) {
    return BiText{text, std::move(text)};
}

} // namespace parkplan
