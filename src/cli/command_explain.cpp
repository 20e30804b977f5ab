// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/options.hpp"
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

constexpr std::array forms{Format::text, Format::json};

class ExplainCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "explain"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Say what a code or a rule means, why it matters and how to mend it";
    }

    void setup(CLI::App& app) override {
        app.add_option("NAME", m_name, "Code such as PP-0201, or kind of a rule")->required();
        m_format.add_to(app, forms);
        m_language.add_to(app);
        app.footer("Examples:\n"
                   "  parkplan explain PP-0201\n"
                   "  parkplan explain area_at_least --lang zh");
    }

    [[nodiscard]] int run(const Console& console) override {
        const auto infos = rules::builtin_infos();
        report::StreamSink sink{console.out};
        sink.write(
            m_format.get() == Format::json
                ? report::explain_json(m_name, infos)
                : report::explain_text(m_name, infos, m_language.get(), colour_for(console)));
        sink.finish();
        return 0;
    }

private:
    std::string m_name{};
    FormatOption m_format{};
    LanguageOption m_language{};
};

} // namespace

std::unique_ptr<Command> make_explain_command() {
    return std::make_unique<ExplainCommand>();
}

} // namespace parkplan::cli
