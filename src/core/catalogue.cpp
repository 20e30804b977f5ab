// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"

#include "core/fail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan {
namespace {

const CatalogueEntry* entry_or_null(std::string_view code) noexcept {
    const auto entry = std::ranges::lower_bound(catalogue(), code, {}, &CatalogueEntry::code);
    return entry != catalogue().end() && entry->code == code ? &*entry : nullptr;
}

/// Fills `text`, a template of `code`, with the values in `language`.
std::string filled(std::string_view code, std::string_view text, const MessageValues& values,
                   Language language) {
    std::string result;
    std::vector<bool> used(values.size(), false);
    while (true) {
        const std::size_t open = text.find('{');
        result.append(text.substr(0, open));
        if (open == std::string_view::npos) {
            break;
        }
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) {
            fail(ErrorKind::internal, "message of '{}' has '{{' without '}}'", code);
        }
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto value = std::ranges::find(values, name, &MessageValues::value_type::first);
        if (value == values.end()) {
            fail(ErrorKind::internal, "message of '{}' needs a value for '{}'", code, name);
        }
        used[static_cast<std::size_t>(value - values.begin())] = true;
        result.append(value->second.in(language));
        text.remove_prefix(close + 1);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!used[i]) {
            fail(ErrorKind::internal, "message of '{}' has no place for '{}'", code,
                 values[i].first);
        }
    }
    return result;
}

} // namespace

const CatalogueEntry& catalogue_entry(std::string_view code) {
    const CatalogueEntry* const entry = entry_or_null(code);
    if (entry == nullptr) {
        fail(ErrorKind::internal, "code '{}' is not in the catalogue", code);
    }
    return *entry;
}

const CatalogueEntry* find_catalogue_entry(std::string_view code) {
    std::string wanted{code};
    for (char& c : wanted) {
        if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
    }
    const bool bare = wanted.find_first_not_of("0123456789") == std::string::npos;
    return entry_or_null(bare ? fmt::format("PP-{}", wanted) : wanted);
}

BiText message_of(std::string_view code, const MessageValues& values) {
    const CatalogueEntry& entry = catalogue_entry(code);
    return BiText{.en = filled(code, entry.message.en, values, Language::english),
                  .zh = filled(code, entry.message.zh, values, Language::chinese)};
}

} // namespace parkplan
