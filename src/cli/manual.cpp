// SPDX-License-Identifier: MIT
#include "cli/manual.hpp"

#include "cli/footer.hpp"
#include "cli/help_words.hpp"
#include "cli/roff.hpp"
#include "core/text.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

using report::pick;

/// One page, section by section.
class Page {
public:
    Page(const CommandTree& tree, const VerbInfo& verb, Language language)
        : m_tree(tree), m_verb(verb), m_language(language),
          m_own(&verb == &tree.program ? std::string{} : verb.name),
          m_footer(footer_of(verb.footer)),
          m_roff(page_name(m_own), fmt::format("parkplan {}", report::version()),
                 pick(language, "Manual of parkplan", "parkplan 手册")) {}

    [[nodiscard]] std::string write() {
        name_and_synopsis();
        description();
        verbs();
        arguments(pick(m_language, "ARGUMENTS", "参数"), m_verb.arguments);
        arguments(pick(m_language, "OPTIONS", "选项"), m_verb.options);
        exit_status();
        environment();
        examples();
        see_also();
        return m_roff.text();
    }

private:
    [[nodiscard]] static std::string page_name(std::string_view verb) {
        return verb.empty() ? std::string{"parkplan"} : fmt::format("parkplan-{}", verb);
    }

    [[nodiscard]] std::string words(std::string_view english) const {
        if (m_language == Language::english) {
            return std::string{english};
        }
        return chinese_help(english).value_or(std::string{english});
    }

    void name_and_synopsis() {
        m_roff.section(pick(m_language, "NAME", "名称"));
        m_roff.raw(fmt::format("{} \\- {}", Roff::plain(page_name(m_own)),
                               Roff::plain(words(m_verb.summary))));
        m_roff.section(pick(m_language, "SYNOPSIS", "用法"));
        std::string line = Roff::bold(m_own.empty() ? "parkplan" : "parkplan " + m_own);
        if (m_own.empty()) {
            line += fmt::format(" {} [{} ...]", Roff::italic(pick(m_language, "VERB", "命令")),
                                Roff::italic(pick(m_language, "OPTION", "选项")));
        }
        for (const OptionInfo& option : m_verb.options) {
            if (option.required) {
                line += fmt::format(" {} {}", Roff::bold(option.names.back()),
                                    Roff::italic(option.value));
            }
        }
        if (!m_own.empty()) {
            line += fmt::format(" [{} ...]", Roff::italic(pick(m_language, "OPTION", "选项")));
        }
        for (const OptionInfo& argument : m_verb.arguments) {
            const std::string name = Roff::italic(argument.names.front());
            line += argument.required ? " " + name : fmt::format(" [{}]", name);
        }
        m_roff.raw(line);
    }

    void description() {
        m_roff.section(pick(m_language, "DESCRIPTION", "说明"));
        m_roff.raw(Roff::plain(words(m_verb.summary) + std::string{pick(m_language, ".", "。")}));
        for (const FooterPart& part : m_footer.parts) {
            if (part.heading.empty()) {
                m_roff.paragraph(words(part.lines.front()));
            } else {
                m_roff.paragraph(words(part.heading) + std::string{pick(m_language, ":", "：")});
                lines(part.lines);
            }
        }
    }

    void lines(const std::vector<std::string>& english) {
        std::vector<std::string> list;
        for (const std::string& line : english) {
            const std::string_view text = trim(line);
            list.push_back(line.substr(0, line.size() - text.size()) + words(text));
        }
        m_roff.raw(".PP");
        m_roff.verbatim(list);
    }

    void verbs() {
        if (!m_own.empty()) {
            return;
        }
        m_roff.section(pick(m_language, "VERBS", "命令"));
        for (const VerbInfo& verb : m_tree.verbs) {
            m_roff.item(Roff::bold(verb.name), words(verb.summary));
        }
    }

    void arguments(std::string_view title, const std::vector<OptionInfo>& options) {
        if (options.empty()) {
            return;
        }
        m_roff.section(title);
        for (const OptionInfo& option : options) {
            std::string tag;
            for (const std::string& name : option.names) {
                tag += tag.empty() ? "" : ", ";
                tag += name.starts_with('-') ? Roff::bold(name) : Roff::italic(name);
            }
            if (!option.value.empty()) {
                tag += " " + Roff::italic(option.value);
            }
            m_roff.item(tag, words(option.help));
        }
    }

    /// The verb's own words, or the table of the program.
    void exit_status() {
        m_roff.section(pick(m_language, "EXIT STATUS", "退出码"));
        if (!m_footer.exit_status.empty()) {
            m_roff.raw(Roff::plain(words(m_footer.exit_status)));
            return;
        }
        for (const std::string& line : footer_of(m_tree.program.footer).exit_table) {
            const std::size_t end = line.find(' ');
            m_roff.item(Roff::bold(line.substr(0, end)),
                        words(trim(std::string_view{line}.substr(end))));
        }
    }

    void environment() {
        m_roff.section(pick(m_language, "ENVIRONMENT", "环境变量"));
        m_roff.item(fmt::format("{}, {}, {}, {}", Roff::bold("LC_ALL"), Roff::bold("LC_MESSAGES"),
                                Roff::bold("LANG"), Roff::bold("LANGUAGE")),
                    pick(m_language,
                         "Language of texts without --lang: the first of the former three that is "
                         "set names the locale, Chinese when it begins with zh, else English; "
                         "unless that is C or POSIX, LANGUAGE goes before it.",
                         "未给定 --lang 时的文字语言：前三者中第一个非空的为语言环境，以 zh "
                         "开头的为中文，其余为英文；语言环境不是 C 或 POSIX 时，LANGUAGE 优先。"));
        m_roff.item(
            Roff::bold("NO_COLOR"),
            pick(m_language, "No colour on a terminal when it is set.", "非空时终端输出不着色。"));
        m_roff.item(Roff::bold("SOURCE_DATE_EPOCH"),
                    pick(m_language,
                         "Date of a result whose plan states none, in seconds since 1970.",
                         "方案未写日期时成果所用的日期，以 1970 年起的秒数表示。"));
    }

    void examples() {
        if (!m_footer.examples.empty()) {
            m_roff.section(pick(m_language, "EXAMPLES", "示例"));
            m_roff.verbatim(m_footer.examples);
        }
    }

    void see_also() {
        m_roff.section(pick(m_language, "SEE ALSO", "参见"));
        std::string line;
        const auto add = [&line](const std::string& name) {
            line += fmt::format("{}{}(1)", line.empty() ? "" : ", ", Roff::bold(name));
        };
        if (!m_own.empty()) {
            add("parkplan");
        }
        for (const VerbInfo& verb : m_tree.verbs) {
            if (verb.name != m_own) {
                add(page_name(verb.name));
            }
        }
        m_roff.raw(line);
    }

    const CommandTree& m_tree;
    const VerbInfo& m_verb;
    Language m_language;
    std::string m_own; ///< the verb; empty for the program
    Footer m_footer;
    Roff m_roff;
};

} // namespace

std::string manual_of_program(const CommandTree& tree, Language language) {
    return Page{tree, tree.program, language}.write();
}

std::string manual_of_verb(const CommandTree& tree, const VerbInfo& verb, Language language) {
    return Page{tree, verb, language}.write();
}

} // namespace parkplan::cli
