// SPDX-License-Identifier: MIT
#include "report/csv_text.hpp"

namespace parkplan::report {

void append_csv_text(std::string& text, std::string_view value) {
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        text += value;
        return;
    }
    text += '"';
    for (const char c : value) {
        text += c;
        if (c == '"') {
            text += c;
        }
    }
    text += '"';
}

} // namespace parkplan::report
