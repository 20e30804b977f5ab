// SPDX-License-Identifier: MIT
#pragma once

#include "core/error.hpp"
#include "core/scratch.hpp"
#include "plan/plan.hpp"
#include "plan/sample_rules.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace parkplan::plan::test {

/// Reads `text` as "plan.toml" in a folder that holds clusters.gpkg and parks.gpkg.
class PlanFolder {
public:
    PlanFolder() {
        static_cast<void>(m_folder.file("clusters.gpkg", "x"));
        static_cast<void>(m_folder.file("parks.gpkg", "x"));
    }

    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return m_folder / name;
    }

    [[nodiscard]] Plan read(std::string_view text) const {
        return read_plan_text(text, m_folder / "plan.toml", sample_rules);
    }

    /// What the command line prints for the error in `text`, without the folder's name; the text
    /// "no error" when there is none.
    [[nodiscard]] std::string refusal(std::string_view text) const {
        try {
            static_cast<void>(read(text));
        } catch (const Error& error) {
            const std::string kind = error.kind() == ErrorKind::plan
                                         ? std::string{}
                                         : fmt::format("[{}] ", name_of(error.kind()));
            return without_folder(
                error.hint().en.empty()
                    ? fmt::format("{}{}", kind, error.describe())
                    : fmt::format("{}{}\n  hint: {}", kind, error.describe(), error.hint().en));
        }
        return "no error";
    }

private:
    [[nodiscard]] std::string without_folder(std::string text) const {
        const std::string folder = (m_folder / "").string();
        for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
            text.erase(at, folder.size());
        }
        return text;
    }

    parkplan::test::Scratch m_folder{};
};

/// A text and the message that reading it must end with.
struct Refusal {
    std::string_view text{};
    std::string_view message{};
};

} // namespace parkplan::plan::test
