// SPDX-License-Identifier: MIT
#include "cli/footer.hpp"

#include "core/text.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

constexpr std::string_view exit_heading = "Exit status:";

/// Reads the lines one by one and remembers where they belong.
class FooterReader {
public:
    void take(std::string_view line) {
        if (line.starts_with("Examples:") || line.starts_with("Example:")) {
            m_place = Place::examples;
        } else if (line.starts_with(exit_heading)) {
            m_place = Place::exit;
            join(m_footer.exit_status, line.substr(exit_heading.size()));
        } else if (line.starts_with(' ')) {
            take_indented(line);
        } else if (line.ends_with(':')) {
            m_place = Place::list;
            line.remove_suffix(1);
            m_footer.parts.push_back({std::string{line}, {}});
        } else if (m_place == Place::exit && !m_footer.exit_status.empty()) {
            join(m_footer.exit_status, line); // goes on in the next line
        } else {
            take_prose(line);
        }
    }

    [[nodiscard]] Footer footer() && { return std::move(m_footer); }

private:
    enum class Place : std::uint8_t { prose, list, exit, examples };

    static void join(std::string& text, std::string_view line) {
        const std::string_view words = trim(line);
        text.append(text.empty() || words.empty() ? "" : " ").append(words);
    }

    void take_indented(std::string_view line) {
        switch (m_place) {
        case Place::prose:
            take_prose(line);
            break;
        case Place::list:
            m_footer.parts.back().lines.emplace_back(line);
            break;
        case Place::exit:
            if (m_footer.exit_status.empty()) {
                m_footer.exit_table.emplace_back(trim(line));
            } else {
                join(m_footer.exit_status, line);
            }
            break;
        case Place::examples:
            m_footer.examples.emplace_back(trim(line));
            break;
        }
    }

    void take_prose(std::string_view line) {
        const bool goes_on = m_place == Place::prose && !m_footer.parts.empty();
        m_place = Place::prose;
        if (!goes_on) {
            m_footer.parts.push_back({{}, {std::string{}}});
        }
        join(m_footer.parts.back().lines.front(), line);
    }

    Footer m_footer{};
    Place m_place = Place::prose;
};

} // namespace

Footer footer_of(std::string_view text) {
    FooterReader reader;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (const std::string_view line = text.substr(0, end); !trim(line).empty()) {
            reader.take(line);
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return std::move(reader).footer();
}

} // namespace parkplan::cli
