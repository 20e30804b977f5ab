// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "report/plan_schema.hpp"
#include "report/rules_report.hpp"
#include "report/sink.hpp"
#include "rules/builtin.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace parkplan::cli {
namespace {

constexpr std::array forms{Format::text, Format::json, Format::markdown};

class RulesCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "rules"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "List the rules that a plan can use, with their parameters";
    }

    void setup(CLI::App& app) override {
        m_format.add_to(app, forms);
        m_language.add_to(app);
        app.add_flag("--schema", m_schema,
                     "Print a JSON Schema (2020-12) of plan files, for editors and programs");
        app.footer("Examples:\n"
                   "  parkplan rules\n"
                   "  parkplan rules --schema > plan.schema.json\n"
                   "  parkplan rules --lang zh --format markdown");
    }

    [[nodiscard]] int run(const Console& console) override {
        report::StreamSink sink{console.out};
        sink.write(m_schema ? report::plan_schema_json(rules::builtin_infos())
                            : text(m_format.get(), colour_for(console)));
        sink.finish();
        return 0;
    }

private:
    [[nodiscard]] std::string text(Format format, report::Colour colour) const {
        const auto infos = rules::builtin_infos();
        switch (format) {
        case Format::json:
            return report::rules_json(infos);
        case Format::markdown:
            return report::rules_markdown(infos, m_language.get());
        case Format::text:
        case Format::csv:
            break;
        }
        return report::rules_text(infos, m_language.get(), colour);
    }

    FormatOption m_format{};
    LanguageOption m_language{};
    bool m_schema = false;
};

} // namespace

std::unique_ptr<Command> make_rules_command() {
    return std::make_unique<RulesCommand>();
}

} // namespace parkplan::cli
