// SPDX-License-Identifier: MIT
#include "cli/chinese_help.hpp"

#include "cli/footer.hpp"
#include "cli/help_words.hpp"
#include "core/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

std::string in_words(std::string_view english) {
    return chinese_help(english).value_or(std::string{english});
}

/// Each line in Chinese, with the indent that it had.
std::string lines_in_words(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        const std::string_view english = trim(line);
        text +=
            fmt::format("{}{}\n", line.substr(0, line.size() - english.size()), in_words(english));
    }
    return text;
}

std::string footer_in_words(const Footer& footer) {
    std::string text;
    for (const FooterPart& part : footer.parts) {
        text += part.heading.empty()
                    ? fmt::format("{}\n", in_words(part.lines.front()))
                    : fmt::format("{}：\n{}", in_words(part.heading), lines_in_words(part.lines));
    }
    if (!footer.exit_status.empty()) {
        text += fmt::format("退出码：{}\n", in_words(footer.exit_status));
    } else if (!footer.exit_table.empty()) {
        text += "退出码：\n";
        for (const std::string& line : footer.exit_table) {
            const std::size_t end = line.find(' ');
            text += fmt::format("  {}{}\n", pad_right(line.substr(0, end), 4),
                                in_words(trim(std::string_view{line}.substr(end))));
        }
    }
    if (!footer.examples.empty()) {
        text += "示例：\n";
        for (const std::string& line : footer.examples) {
            text += fmt::format("  {}\n", line);
        }
    }
    return text;
}

/// The form of CLI11's own help; only the words and the width of characters differ.
class ChineseHelp final : public CLI::Formatter {
public:
    ChineseHelp() {
        label("OPTIONS", "选项");
        label("SUBCOMMAND", "命令");
        label("REQUIRED", "必填");
    }

    std::string make_description(const CLI::App* app) const override {
        return fmt::format("{}\n", in_words(app->get_description()));
    }

    std::string make_usage(const CLI::App* app, std::string name) const override {
        const std::string text = Formatter::make_usage(app, std::move(name));
        constexpr std::string_view title = "Usage: ";
        const std::size_t at = text.find(title);
        return at == std::string::npos ? text
                                       : fmt::format("用法：{}", text.substr(at + title.size()));
    }

    [[nodiscard]] std::string make_group(std::string group, bool is_positional,
                                         std::vector<const CLI::Option*> opts) const override {
        std::string text = fmt::format("\n{}：\n", is_positional        ? "参数"
                                                   : group == "Options" ? "选项"
                                                                        : std::move(group));
        for (const CLI::Option* const option : opts) {
            text += make_option(option, is_positional);
        }
        return text;
    }

    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        return line(make_option_name(option, is_positional) + make_option_opts(option),
                    option->get_description());
    }

    std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode /*mode*/) const override {
        std::string text;
        for (const CLI::App* const verb : app->get_subcommands({})) {
            if (!verb->get_group().empty()) {
                text += line(verb->get_name(), verb->get_description());
            }
        }
        return text.empty() ? text : fmt::format("\n命令：\n{}", text);
    }

    std::string make_footer(const CLI::App* app) const override {
        return footer_in_words(footer_of(app->get_footer()));
    }

private:
    [[nodiscard]] std::string line(const std::string& name, std::string_view english) const {
        const std::string left = pad_right(fmt::format("  {}", name), get_column_width());
        const std::string gap = display_width(left) > get_column_width() - 1 && !left.ends_with(' ')
                                    ? fmt::format("\n{}", std::string(get_column_width(), ' '))
                                    : std::string{};
        return fmt::format("{}{}{}\n", left, gap, in_words(english));
    }
};

} // namespace

std::shared_ptr<CLI::FormatterBase> make_chinese_help() {
    return std::make_shared<ChineseHelp>();
}

} // namespace parkplan::cli
