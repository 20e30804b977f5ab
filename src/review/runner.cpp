// SPDX-License-Identifier: MIT
#include "review/runner.hpp"

#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "review/config_check.hpp"
#include "review/load.hpp"
#include "review/notes.hpp"
#include "review/order.hpp"
#include "review/waivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace parkplan::review {
namespace {

/// Errors that leave no result at all: the plan is wrong, or we are.
bool ends_the_run(const Error& error) noexcept {
    return error.kind() == ErrorKind::plan || error.kind() == ErrorKind::usage ||
           error.kind() == ErrorKind::internal;
}

template <typename T>
void move_into(std::vector<T>& all, std::vector<T>&& more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

/// One run of a plan.
class Run {
public:
    Run(const plan::Plan& plan, std::span<const Rule* const> rules, const RunOptions& options,
        TaskPool& tasks)
        : m_plan(plan), m_rules(rules_of(plan, rules)), m_options(options), m_tasks(tasks) {
        check_configs(plan, m_rules);
        check_waivers(plan);
    }

    void load(const LayerReader& reader) {
        for (std::size_t i = 0; i < m_plan.layers.size(); ++i) {
            report("read", i, m_plan.layers.size());
            if (!m_plan.layers[i].provided) {
                m_failed.push_back(m_plan.layers[i].id);
                continue;
            }
            try {
                LoadedLayer loaded = load_layer(m_plan, m_plan.layers[i], reader);
                m_review.loaded.push_back(std::move(loaded));
                m_review.loaded_index.push_back(static_cast<std::uint32_t>(i));
            } catch (const Error& error) {
                if (ends_the_run(error)) {
                    throw;
                }
                record_layer(i, error);
            }
        }
        report("read", m_plan.layers.size(), m_plan.layers.size());
        check_fields(m_plan, m_rules, loaded_layers());
    }

    void measure() {
        for (std::size_t i = 0; i < m_review.loaded.size();) {
            report("measure", i, m_review.loaded.size());
            const std::uint32_t index = m_review.loaded_index[i];
            LoadedLayer& loaded = m_review.loaded[i];
            try {
                measure_layer(loaded, m_plan, m_plan.layers[index], m_options.validity, m_tasks);
                ++i;
            } catch (const Error& error) {
                if (ends_the_run(error)) {
                    throw;
                }
                record_layer(index, error);
                m_review.loaded.erase(m_review.loaded.begin() + static_cast<std::ptrdiff_t>(i));
                m_review.loaded_index.erase(m_review.loaded_index.begin() +
                                            static_cast<std::ptrdiff_t>(i));
            }
        }
        for (std::size_t i = 0; i < m_review.loaded.size(); ++i) {
            const std::uint32_t index = m_review.loaded_index[i];
            move_into(m_review.findings, notes_on(m_review.loaded[i], m_plan, index,
                                                  who_reports_defects(index), paths_of(index)));
            m_review.layers.push_back(ledger_of(m_review.loaded[i], m_plan.layers[index]));
        }
        report("measure", m_review.loaded.size(), m_review.loaded.size());
    }

    void check() {
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            report("check", i, m_rules.size());
            const RuleInput input{m_plan, m_plan.rules[i], m_review.loaded, m_review.loaded_index,
                                  m_tasks};
            if (!input.config.not_checked.zh.empty()) {
                m_review.verdicts.push_back(
                    not_checked(input, *m_rules[i], input.config.not_checked));
                continue;
            }
            if (m_rules[i]->on_request() && !m_options.on_request) {
                m_review.verdicts.push_back(
                    not_checked(input, *m_rules[i], {"made on request only", "仅在要求时生成"}));
                continue;
            }
            if (!m_failed.empty() && note_missing_layer(input, *m_rules[i])) {
                continue;
            }
            run_rule(input, *m_rules[i]);
        }
        report("check", m_rules.size(), m_rules.size());
    }

    [[nodiscard]] Review finish() {
        m_review.complete = m_review.errors.empty();
        sort_and_mark(m_review, m_plan);
        apply_waivers(m_review, m_plan);
        return std::move(m_review);
    }

private:
    void report(std::string_view stage, std::size_t done, std::size_t total) const {
        if (m_options.progress != nullptr) {
            m_options.progress->report(stage, done, total);
        }
    }

    [[nodiscard]] std::vector<const layer::Layer*> loaded_layers() const {
        std::vector<const layer::Layer*> layers(m_plan.layers.size(), nullptr);
        for (std::size_t i = 0; i < m_review.loaded.size(); ++i) {
            layers[m_review.loaded_index[i]] = &m_review.loaded[i].layer;
        }
        return layers;
    }

    [[nodiscard]] Subject whole_layer(std::size_t index) const {
        Subject subject;
        subject.layer_index = static_cast<std::uint32_t>(index);
        subject.layer = m_plan.layers[index].id;
        return subject;
    }

    void record_layer(std::size_t index, const Error& error) {
        Finding finding;
        finding.code = "PP-0113";
        finding.level = catalogue_entry(finding.code).level;
        finding.subject = whole_layer(index);
        finding.message = message_of(finding.code, {{"reason", error.message()}});
        m_review.findings.push_back(std::move(finding));
        m_review.errors.push_back({{}, m_plan.layers[index].id, error});
        m_failed.push_back(m_plan.layers[index].id);
    }

    /// The runner reports the defects of a layer unless a rule on that layer does.
    [[nodiscard]] Defects who_reports_defects(std::uint32_t index) const {
        bool by_a_rule = false;
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            const std::vector<std::string> ids = layers_of(m_plan.rules[i], m_rules[i]->info());
            by_a_rule = by_a_rule || (m_rules[i]->reports_defects() &&
                                      std::ranges::find(ids, m_plan.layers[index].id) != ids.end());
        }
        return by_a_rule ? Defects::by_a_rule : Defects::here;
    }

    /// Points and lines are no fault where a rule asks for them and none needs polygons.
    [[nodiscard]] Paths paths_of(std::uint32_t index) const {
        Paths paths = Paths::told;
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            const PathUse use =
                path_use(m_plan.rules[i], m_rules[i]->info(), m_plan.layers[index].id);
            if (use == PathUse::refused) {
                return Paths::told;
            }
            paths = use == PathUse::accepted ? Paths::asked_for : paths;
        }
        return paths;
    }

    /// The layer that a verdict about the whole rule is about: the first that it names.
    [[nodiscard]] Verdict not_checked(const RuleInput& input, const Rule& rule, BiText note) const {
        const std::vector<std::string> ids = layers_of(input.config, rule.info());
        Verdict verdict =
            input.verdict(ids.empty() ? Subject{} : whole_layer(m_plan.layer_index(ids.front())));
        verdict.outcome = Outcome::not_checked;
        verdict.note = std::move(note);
        return verdict;
    }

    /// True when the rule needs a layer that is not there; its verdict then says so.
    bool note_missing_layer(const RuleInput& input, const Rule& rule) {
        const std::vector<std::string> ids = layers_of(input.config, rule.info());
        const auto missing =
            std::find_first_of(ids.begin(), ids.end(), m_failed.begin(), m_failed.end());
        if (missing == ids.end()) {
            return false;
        }
        const plan::LayerConfig& config = m_plan.layers[m_plan.layer_index(*missing)];
        m_review.verdicts.push_back(not_checked(
            input, rule,
            config.provided
                ? BiText{fmt::format("layer '{}' could not be read", config.id),
                         fmt::format("图层“{}”无法读取", config.id)}
                : BiText{fmt::format("layer '{}' was not provided: not checked", config.title.en),
                         fmt::format("“{}”未提供，未核", config.title.zh)}));
        return true;
    }

    void run_rule(const RuleInput& input, const Rule& rule) {
        try {
            RuleResult result = rule.check(input);
            if (nothing_judged(input, rule, result)) {
                note_nothing_judged(input, rule, result);
            }
            move_into(m_review.findings, std::move(result.findings));
            move_into(m_review.verdicts, std::move(result.verdicts));
            move_into(m_review.ledger, std::move(result.ledger));
            move_into(m_review.tables, std::move(result.tables));
        } catch (Error& error) {
            error.add_context({.source = {}, .layer = {}, .feature = {}, .rule = input.config.id});
            if (ends_the_run(error)) {
                throw;
            }
            record_rule(input, rule, error);
        }
    }

    /// True for a rule whose layer has no features, and which found no fault in that: what it gives
    /// then is no pass.
    [[nodiscard]] bool nothing_judged(const RuleInput& input, const Rule& rule,
                                      const RuleResult& result) const {
        const std::vector<std::string> ids = layers_of(input.config, rule.info());
        if (ids.empty() || rule.judges_empty_layers()) {
            return false;
        }
        const std::size_t index = m_plan.layer_index(ids.front());
        const auto at = std::ranges::find(m_review.loaded_index, index);
        const auto loaded = static_cast<std::size_t>(at - m_review.loaded_index.begin());
        return at != m_review.loaded_index.end() && m_review.loaded[loaded].layer.size() == 0 &&
               std::ranges::none_of(result.verdicts, [](const Verdict& verdict) {
                   return verdict.outcome == Outcome::fail || verdict.outcome == Outcome::undecided;
               });
    }

    void note_nothing_judged(const RuleInput& input, const Rule& rule, RuleResult& result) const {
        Verdict verdict = not_checked(
            input, rule, {"the layer has no features: nothing was judged", "图层无要素，未作判定"});
        result.findings.push_back(input.finding("PP-0115", verdict.subject, {}));
        result.verdicts.assign(1, std::move(verdict));
    }

    void record_rule(const RuleInput& input, const Rule& rule, const Error& error) {
        Verdict verdict =
            not_checked(input, rule,
                        {fmt::format("the rule could not be run: {}", error.message().en),
                         fmt::format("该规则未能执行：{}", error.message().zh)});
        Finding finding = input.finding("PP-0110", verdict.subject, {{"reason", error.message()}});
        finding.level = catalogue_entry("PP-0110").level; // also for a rule of level info
        m_review.findings.push_back(std::move(finding));
        m_review.verdicts.push_back(std::move(verdict));
        m_review.errors.push_back({input.config.id, error.where().layer, error});
    }

    const plan::Plan& m_plan;
    std::vector<const Rule*> m_rules; ///< parallel to the plan's rules
    const RunOptions& m_options;
    TaskPool& m_tasks;
    Review m_review{};
    std::vector<std::string> m_failed{}; ///< ids of layers that are not there
};

Review run_with(const plan::Plan& plan, std::span<const Rule* const> rules,
                const LayerReader& reader, const RunOptions& options, TaskPool& tasks) {
    Run run{plan, rules, options, tasks};
    run.load(reader);
    run.measure();
    run.check();
    return run.finish();
}

} // namespace

Review run_plan(const plan::Plan& plan, std::span<const Rule* const> rules,
                const LayerReader& reader, const RunOptions& options) {
    if (options.tasks != nullptr) {
        return run_with(plan, rules, reader, options, *options.tasks);
    }
    TaskPool tasks{0};
    return run_with(plan, rules, reader, options, tasks);
}

} // namespace parkplan::review
