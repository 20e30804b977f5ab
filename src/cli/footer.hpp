// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {

/// A part of the text below the options of a verb's help: prose, or a heading with lines of its
/// own ("Fields (default of --fields: those marked *):").
struct FooterPart {
    std::string heading{};            ///< without the colon; empty for prose
    std::vector<std::string> lines{}; ///< of prose one; else as they stand, with their indents
};

struct Footer {
    std::vector<FooterPart> parts{};
    std::string exit_status{};             ///< "0 clean, 1 findings …", in one line
    std::vector<std::string> exit_table{}; ///< "0   clean": a line for each status
    std::vector<std::string> examples{};   ///< commands
};

/// Takes the parts out of the text by its headings: lines that end with a colon, "Exit status:" and
/// "Examples:". Nothing is lost: what belongs to none is prose.
[[nodiscard]] Footer footer_of(std::string_view text);

} // namespace parkplan::cli
