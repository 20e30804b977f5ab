// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"
#include "cli/field_mapping.hpp"
#include "core/error.hpp"
#include "core/language.hpp"
#include "io/open.hpp"
#include "plan/plan.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {

/// How a plan may be read besides what it says itself.
struct PlanReading {
    std::string date{}; ///< --date, checked
    bool overwrite = false;
    bool quiet = false;
    Language language = Language::english;
};

/// The plan of `check`: a file, or a built-in plan that is filled with the layers of the command
/// line. --layer, --field, --set, --crs, --method, --basis, --point-accuracy, --yes, --save-plan.
/// A name that is an existing file is that file, whatever built-in plan is called so.
class PlanOptions {
public:
    void add_to(CLI::App& app);

    /// Throws Error{usage} or Error{plan}; for a built-in plan prints the mapping of fields on
    /// console.err and has it confirmed.
    [[nodiscard]] plan::Plan read(const Console& console, const PlanReading& reading) const;

    /// True when the plan is built in and was not saved: there is no file of it.
    [[nodiscard]] bool without_file() const;
    /// True for a layer that the command line names.
    [[nodiscard]] bool gives(std::string_view layer) const;
    /// What a given layer's source cannot follow, as a mistake of --layer.
    [[nodiscard]] static Error layer_error(std::string_view layer,
                                           const io::OpenOptionError& error);

private:
    /// A word of the form NAME=VALUE.
    struct Assignment {
        std::string name{};
        std::string value{};
    };
    [[nodiscard]] static std::vector<Assignment> assignments(std::string_view option,
                                                             const std::vector<std::string>& words,
                                                             std::string_view form);
    [[nodiscard]] bool is_built_in() const;
    [[nodiscard]] plan::Plan read_file() const;
    void refuse_for_file() const;

    [[nodiscard]] Mapping mapping() const;
    void take_settings(Mapping& mapping) const;
    void take_layers(Mapping& mapping) const;
    void take_measure(Mapping& mapping) const;
    [[nodiscard]] rules::StatedFields stated_fields(const Mapping& mapping) const;
    [[nodiscard]] std::filesystem::path plan_folder() const;

    std::string m_plan{};
    std::vector<std::string> m_layers{};
    std::vector<std::string> m_fields{};
    std::vector<std::string> m_settings{};
    std::string m_crs{};
    std::string m_method{};
    std::string m_basis{};
    std::string m_accuracy{};
    bool m_yes = false;
    std::string m_save{};
};

} // namespace parkplan::cli
