// SPDX-License-Identifier: MIT
#include "cli/command_tree.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "core/catalogue.hpp"
#include "plan/rule_info.hpp"
#include "report/rules_report.hpp"
#include "report/sink.hpp"
#include "rules/builtin.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

constexpr std::array forms{Format::text, Format::json};

std::vector<std::string> known_names() {
    std::vector<std::string> names;
    for (const plan::RuleInfo* rule : rules::builtin_infos()) {
        names.emplace_back(rule->kind);
    }
    for (const CatalogueEntry& entry : catalogue()) {
        names.emplace_back(entry.code);
    }
    return names;
}

class ExplainCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "explain"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Say what a code or a rule means, why it matters and how to mend it";
    }

    void setup(CLI::App& app) override {
        CLI::Option* const option = app.add_option(
            "NAME", m_name,
            "Code such as PP-0201, or kind of a rule; without it all of them are listed");
        propose(option, known_names());
        m_format.add_to(app, forms);
        m_language.add_to(app);
        app.footer("Examples:\n"
                   "  parkplan explain\n"
                   "  parkplan explain PP-0201\n"
                   "  parkplan explain area_at_least --lang zh");
    }

    [[nodiscard]] int run(const Console& console) override {
        report::StreamSink sink{console.out};
        sink.write(m_format.get() == Format::json ? json() : text(colour_for(console)));
        sink.finish();
        return 0;
    }

private:
    [[nodiscard]] std::string json() const {
        const auto infos = rules::builtin_infos();
        return m_name.empty() ? report::explain_all_json(infos)
                              : report::explain_json(m_name, infos);
    }

    [[nodiscard]] std::string text(report::Colour colour) const {
        const auto infos = rules::builtin_infos();
        const Language language = m_language.get();
        return m_name.empty() ? report::explain_all_text(infos, language, colour)
                              : report::explain_text(m_name, infos, language, colour);
    }

    std::string m_name{};
    FormatOption m_format{};
    LanguageOption m_language{};
};

} // namespace

std::unique_ptr<Command> make_explain_command() {
    return std::make_unique<ExplainCommand>();
}

} // namespace parkplan::cli
