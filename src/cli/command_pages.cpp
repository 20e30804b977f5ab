// SPDX-License-Identifier: MIT
#include "cli/command_tree.hpp"
#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/manual.hpp"
#include "cli/options.hpp"
#include "io/staged_folder.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::cli {
namespace {

/// A verb for the build, not shown in the help: writes the manual pages and the completions.
class PagesCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "pages"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Write the manual pages and the completions of bash and zsh into a new folder";
    }

    void setup(CLI::App& app) override {
        m_app = &app;
        app.group("");
        need_name(app.add_option("FOLDER", m_folder, "Folder to make"))->required();
        app.footer("Examples:\n"
                   "  parkplan pages share");
    }

    [[nodiscard]] int run(const Console& /*console*/) override {
        const CommandTree tree = command_tree(*m_app->get_parent());
        io::StagedFolder folder{m_folder, io::Existing::refuse};
        for (const auto& [place, language] : {std::pair{"man/man1", Language::english},
                                              std::pair{"man/zh_CN/man1", Language::chinese}}) {
            folder.write_text(fmt::format("{}/parkplan.1", place),
                              manual_of_program(tree, language));
            for (const VerbInfo& verb : tree.verbs) {
                folder.write_text(fmt::format("{}/parkplan-{}.1", place, verb.name),
                                  manual_of_verb(tree, verb, language));
            }
        }
        folder.write_text("bash-completion/completions/parkplan", bash_completion(tree));
        folder.write_text("zsh/site-functions/_parkplan", zsh_completion(tree));
        folder.publish();
        return 0;
    }

private:
    CLI::App* m_app = nullptr;
    std::string m_folder{};
};

} // namespace

std::unique_ptr<Command> make_pages_command() {
    return std::make_unique<PagesCommand>();
}

} // namespace parkplan::cli
