// SPDX-License-Identifier: MIT
#include "cli/baseline_option.hpp"
#include "cli/commands.hpp"
#include "cli/date.hpp"
#include "cli/guard.hpp"
#include "cli/named_plan.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "core/error.hpp"
#include "core/tasks.hpp"
#include "core/told.hpp"
#include "crs/transform.hpp"
#include "io/open.hpp"
#include "io/staged_folder.hpp"
#include "plan/plan.hpp"
#include "report/check_report.hpp"
#include "report/results_folder.hpp"
#include "report/sink.hpp"
#include "review/runner.hpp"
#include "rules/builtin.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::cli {
namespace {

constexpr std::array forms{Format::text, Format::json};

/// How the coordinates will be changed; nothing when that is refused, which the run reports.
std::optional<crs::TransformInfo> transformation(const layer::SourceInfo& info,
                                                 const crs::Crs& working) {
    try {
        if (info.spatial && info.crs && !same(*info.crs, working)) {
            return crs::Transform{*info.crs, working}.info();
        }
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::crs) {
            throw;
        }
    }
    return std::nullopt;
}

/// What the plan asks of a source that cannot follow is a mistake of the plan, at its place there.
Error plan_error(const io::OpenOptionError& error, const plan::LayerConfig& config,
                 const plan::Plan& plan) {
    std::string_view key;
    BiText hint = error.hint();
    switch (error.option()) {
    case io::OpenOption::layer:
        key = config.key_locations.contains("layer") ? "layer" : "path"; // or "path|layername=…"
        break;
    case io::OpenOption::no_layer:
        key = "path";
        hint = told("choose one with layer = \"…\"; {}", hint);
        break;
    case io::OpenOption::key_field:
        key = "key";
        break;
    case io::OpenOption::encoding:
        key = "encoding";
        break;
    case io::OpenOption::where:
        key = "where";
        break;
    case io::OpenOption::fields:
        key = "fields";
        break;
    }
    return Error{ErrorKind::plan,
                 told("'{}': {}", key, error.message()),
                 {.source = plan.place_of(config.location_of(key)),
                  .layer = config.id,
                  .feature = {},
                  .rule = {}},
                 hint};
}

Error no_crs(const layer::SourceInfo& info, const plan::LayerConfig& config) {
    return Error{
        ErrorKind::crs,
        told("the layer states no coordinate system"),
        {.source = info.path, .layer = config.id, .feature = {}, .rule = {}},
        told("state it in the layer's table of the plan, for example crs = \"EPSG:4548\"")};
}

/// Opens a layer of the plan and remembers what its source said.
layer::Layer read_layer(const plan::LayerConfig& config, const PlanOptions& plan,
                        report::CheckResult& result) {
    io::OpenOptions options;
    options.layer = config.layer;
    options.key_field = config.key;
    options.where = config.where;
    options.encoding = config.encoding;
    options.crs = config.crs;
    try {
        const auto source = io::open_source(config.file.string(), options);
        result.sources[config.id] = {source->info(),
                                     transformation(source->info(), result.plan.working_crs)};
        layer::Layer layer = layer::read_all(*source);
        if (!source->info().crs && !layer.is_plain_table()) {
            throw no_crs(source->info(), config);
        }
        return layer;
    } catch (const io::OpenOptionError& error) {
        const bool of_the_path =
            error.option() == io::OpenOption::layer || error.option() == io::OpenOption::no_layer;
        if (of_the_path && plan.gives(config.id)) {
            throw PlanOptions::layer_error(config.id, error);
        }
        throw plan_error(error, config, result.plan);
    }
}

class CheckCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "check"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Run a plan: check its layers by its rules and write the results folder";
    }

    void setup(CLI::App& app) override {
        m_plan.add_to(app);
        need_name(app.add_option("-o,--output", m_output, "Folder to write the results to"))
            ->type_name("FOLDER");
        app.add_flag("--overwrite", m_overwrite, "Replace an existing results folder");
        app.add_option("--date", m_date, "Date of the result, instead of the plan's")
            ->type_name("YYYY-MM-DD");
        app.add_flag("--study-parcels", m_study_parcels,
                     "Run the rules 'study_parcels': parcels near clusters that fail, for study");
        app.add_flag("--assume-valid", m_assume_valid, "Do not check geometries (faster)");
        m_baseline.add_to(app);
        m_format.add_to(app, forms);
        m_fail_on.add_to(app);
        m_threads.add_to(app);
        m_language.add_to(app);
        app.add_flag("-q,--quiet", m_quiet, "No report on standard output, no progress");
        app.footer("Exit status: 0 clean, 1 findings or failed verdicts of level error,\n"
                   "  4 something is undecided, 2 usage or plan, 3 could not complete\n"
                   "Examples:\n"
                   "  parkplan check plan.toml\n"
                   "  parkplan check plan.toml -o results --overwrite --lang zh\n"
                   "  parkplan check plan.toml --format json --fail-on never\n"
                   "  parkplan check plan.toml --baseline results --new-only\n"
                   "  parkplan check zgc --layer clusters=A.shp --layer parks=B.gpkg --yes");
    }

    [[nodiscard]] int run(const Console& console) override {
        const Format format = m_format.get();
        const Language language = m_language.get();
        const review::FailOn fail_on = m_fail_on.get();
        TaskPool tasks{m_threads.get()};
        if (!m_date.empty()) {
            static_cast<void>(parse_date("--date", m_date));
        }
        report::CheckResult result;
        result.plan = m_plan.read(console, {m_date, m_overwrite, m_quiet, language});
        result.plan_is_file = !m_plan.without_file();
        result.plan.date = result_date(m_date, result.plan.date);
        const std::optional<review::Baseline> baseline = m_baseline.read();
        const auto folder = make_folder();
        review_into(result, tasks, console);
        if (baseline) {
            review::compare(result.review, result.plan, *baseline);
        }
        if (folder) {
            report::write_results(*folder, result, language);
        }
        if (!m_quiet || format == Format::json) {
            report::StreamSink sink{console.out};
            sink.write(format == Format::json
                           ? report::check_json(result)
                           : report::check_text(result, language, colour_for(console)));
            sink.finish();
        }
        for (const review::RunError& error : result.review.errors) {
            print_error(console.err, error.error, language);
        }
        return status(result, fail_on, m_baseline.counted());
    }

private:
    /// Claimed before the work begins: a folder that is in the way costs nobody an hour.
    [[nodiscard]] std::unique_ptr<io::StagedFolder> make_folder() const {
        if (m_output.empty()) {
            return nullptr;
        }
        return std::make_unique<io::StagedFolder>(m_output, m_overwrite ? io::Existing::replace
                                                                        : io::Existing::refuse);
    }

    void review_into(report::CheckResult& result, TaskPool& tasks, const Console& console) const {
        ProgressLine progress{console, m_quiet};
        review::RunOptions options;
        options.tasks = &tasks;
        options.progress = &progress;
        options.on_request = m_study_parcels;
        options.validity = m_assume_valid ? measure::Validity::assumed : measure::Validity::checked;
        const auto reader = [this, &result](const plan::LayerConfig& config) {
            return read_layer(config, m_plan, result);
        };
        result.review = review::run_plan(result.plan, rules::builtin(), reader, options);
    }

    /// Warnings about the files that were written count with --fail-on warning.
    [[nodiscard]] static int status(const report::CheckResult& result, review::FailOn fail_on,
                                    review::Counted counted) {
        const int of_review = review::exit_status(result.review, fail_on, counted);
        const bool warned = std::ranges::any_of(result.notes, [](const report::OutputNote& note) {
            return note.level >= Level::warning;
        });
        const bool counts = fail_on == review::FailOn::warning && warned;
        return counts && (of_review == 0 || of_review == 4) ? 1 : of_review;
    }

    PlanOptions m_plan{};
    std::string m_output{};
    bool m_overwrite = false;
    std::string m_date{};
    bool m_study_parcels = false;
    bool m_assume_valid = false;
    BaselineOption m_baseline{};
    FormatOption m_format{};
    FailOnOption m_fail_on{};
    ThreadsOption m_threads{};
    LanguageOption m_language{};
    bool m_quiet = false;
};

} // namespace

std::unique_ptr<Command> make_check_command() {
    return std::make_unique<CheckCommand>();
}

} // namespace parkplan::cli
