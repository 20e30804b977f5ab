// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/field_mapping.hpp"
#include "cli/found_layers.hpp"
#include "cli/options.hpp"
#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "plan/plan.hpp"
#include "report/sink.hpp"
#include "report/words.hpp"
#include "rules/builtin.hpp"
#include "rules/guess_layers.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

namespace fs = std::filesystem;
using report::pick;

constexpr std::string_view plan_name = "plan.toml";

class InitCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "init"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Write a commented plan for the layers of a folder";
    }

    void setup(CLI::App& app) override {
        need_name(app.add_option("DIR", m_folder, "Folder with layers")->required());
        m_language.add_to(app);
        app.footer(
            "Writes DIR/plan.toml from the built-in plan zgc: which layer is which, and what\n"
            "its fields mean, is guessed and said in comments. Nothing is overwritten.\n"
            "Examples:\n"
            "  parkplan init data\n"
            "  parkplan init . --lang zh");
    }

    [[nodiscard]] int run(const Console& console) override {
        const Language language = m_language.get();
        const fs::path file = fs::path{m_folder} / plan_name;
        refuse_existing(file);
        Folder folder = layers_in(m_folder);
        const Mapping mapping = mapping_of(folder);
        const plan::FilledPlan filled = plan::fill_template(mapping.plan, mapping.choices);
        static_cast<void>(plan::read_plan_text(filled.text, file, rules::builtin_infos()));
        report::FileSink sink{file, report::Overwrite::refuse};
        sink.write(filled.text);
        sink.finish();
        report::StreamSink out{console.out};
        out.write(fmt::format("{}\n{}\n{}{}\n{}", mapping_text(mapping, filled.left_out, language),
                              left_out_text(folder, language),
                              pick(language, "written: ", "已写出："), file.string(),
                              next_text(file, language)));
        out.finish();
        return 0;
    }

private:
    static void refuse_existing(const fs::path& file) {
        std::error_code ignored;
        if (fs::exists(fs::symlink_status(file, ignored))) {
            fail(ErrorKind::output, "'{}' is there already; it is not overwritten", file.string());
        }
    }

    [[nodiscard]] Mapping mapping_of(Folder& folder) const {
        Mapping mapping;
        mapping.plan = plan::built_in_template("zgc");
        const rules::LayerGuesses guesses = rules::guess_layers(mapping.plan, folder.found);
        for (const auto& [id, at] : guesses.chosen) {
            mapping.layers.emplace(
                id, SampledLayer{folder.paths[at], folder.infos[at], folder.found[at].sample});
            const BiText& why = guesses.why.at(id);
            mapping.choices.notes[id] = {fmt::format("guessed by {}", why.en),
                                         fmt::format("据{}推测", why.zh)};
        }
        note_equals(guesses, folder, mapping);
        leave_out_rest(guesses, folder);
        if (mapping.layers.empty()) {
            throw Error{ErrorKind::usage,
                        told("no layer of '{}' looks like one of the built-in plan: {}", m_folder,
                             list_of(mapping.plan.layer_ids())),
                        {},
                        told("{}'parkplan check zgc --layer clusters=PATH' names them",
                             summary_of(folder))};
        }
        choose_measure(mapping);
        map_fields(mapping, {}, m_folder);
        for (auto& [id, layer] : mapping.choices.layers) { // wherever the folder may be moved
            layer.path = fs::path{mapping.layers.at(id).path.path}.lexically_relative(m_folder);
        }
        return mapping;
    }

    static void note_equals(const rules::LayerGuesses& guesses, const Folder& folder,
                            Mapping& mapping) {
        for (const auto& [id, equal] : guesses.equal) {
            std::string names;
            for (const std::size_t at : equal) {
                names += fmt::format("{}'{}'", names.empty() ? "" : ", ", folder.titles[at]);
            }
            mapping.choices.notes[id] = {fmt::format("equally good, none taken: {}", names),
                                         fmt::format("同样相符，均未采用：{}", names)};
        }
    }

    static void leave_out_rest(const rules::LayerGuesses& guesses, Folder& folder) {
        std::vector<bool> taken(folder.found.size(), false);
        for (const auto& [id, at] : guesses.chosen) {
            taken[at] = true;
        }
        for (const auto& [id, equal] : guesses.equal) {
            for (const std::size_t at : equal) {
                if (!taken[at]) {
                    folder.left_out.push_back({folder.titles[at],
                                               {fmt::format("equally good as another for '{}'", id),
                                                fmt::format("与另一图层同样符合“{}”", id)}});
                    taken[at] = true;
                }
            }
        }
        for (std::size_t at = 0; at < taken.size(); ++at) {
            const auto beaten = guesses.beaten.find(at);
            if (const auto torn = guesses.torn.find(at); torn != guesses.torn.end()) {
                folder.left_out.push_back(
                    {folder.titles[at],
                     {fmt::format("its fields fit equally: {}", fmt::join(torn->second, ", ")),
                      fmt::format("字段同样符合：{}", fmt::join(torn->second, "、"))}});
            } else if (!taken[at] && beaten != guesses.beaten.end()) {
                folder.left_out.push_back(
                    {folder.titles[at],
                     {fmt::format("another layer fits '{}' better", beaten->second),
                      fmt::format("另一图层更符合“{}”", beaten->second)}});
            } else if (const auto names = unreadable_names(folder.infos[at].schema, "LAYER");
                       !taken[at] && names) {
                folder.left_out.push_back({folder.titles[at], *names});
            } else if (!taken[at]) {
                folder.left_out.push_back({folder.titles[at],
                                           {"neither name nor fields look like a layer of the plan",
                                            "名称与字段均不似方案中的图层"}});
            }
        }
    }

    /// Works in the system of the main layer, or of the first that is there.
    static void choose_measure(Mapping& mapping) {
        const auto main = mapping.layers.find(mapping.plan.main);
        const auto& [id, layer] = main == mapping.layers.end() ? *mapping.layers.begin() : *main;
        mapping.choices.crs = crs_text(layer.info.crs.value());
        mapping.choices.crs_why = {fmt::format("that of layer '{}'", id),
                                   fmt::format("取自图层“{}”", id)};
        mapping.choices.method = mapping.plan.method;
        mapping.choices.basis = mapping.plan.basis;
    }

    [[nodiscard]] static BiText summary_of(const Folder& folder) {
        BiText text;
        for (const plan::LeftOut& one : folder.left_out) {
            text.en += fmt::format("'{}': {}; ", one.rule, one.why.en);
            text.zh += fmt::format("“{}”：{}；", one.rule, one.why.zh);
        }
        return text;
    }

    [[nodiscard]] static std::string left_out_text(const Folder& folder, Language language) {
        std::string text;
        for (const plan::LeftOut& one : folder.left_out) {
            text += fmt::format("  {}{}{}{}\n", pick(language, "not used: ", "未采用："), one.rule,
                                pick(language, ": ", "："), one.why.in(language));
        }
        return text;
    }

    [[nodiscard]] static std::string next_text(const fs::path& file, Language language) {
        return fmt::format("{}parkplan check {}\n",
                           pick(language, "look at it, then: ", "请先核对，然后："), file.string());
    }

    std::string m_folder{};
    LanguageOption m_language{};
};

} // namespace

std::unique_ptr<Command> make_init_command() {
    return std::make_unique<InitCommand>();
}

} // namespace parkplan::cli
