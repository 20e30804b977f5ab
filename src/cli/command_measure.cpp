// SPDX-License-Identifier: MIT
#include "cli/command_tree.hpp"
#include "cli/commands.hpp"
#include "cli/guard.hpp"
#include "cli/measure_stream.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "core/tasks.hpp"
#include "plan/plan.hpp"
#include "report/measure_format.hpp"
#include "review/runner.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::cli {
namespace {

constexpr std::array forms{Format::text, Format::json, Format::csv};

std::vector<std::string> field_names() {
    std::vector<std::string> names;
    for (const report::MeasureFieldInfo& field : report::measure_fields()) {
        names.emplace_back(field.name);
    }
    return names;
}

std::vector<std::string> preset_names() {
    std::vector<std::string> names;
    for (const plan::AccuracyPreset& preset : plan::accuracy_presets()) {
        names.emplace_back(preset.name);
    }
    return names;
}

/// What the help says below the options: fields, areas, presets, examples.
std::string long_help() {
    std::string text = "Fields (default of --fields: those marked *):\n";
    for (const report::MeasureFieldInfo& field : report::measure_fields()) {
        text += fmt::format("  {} {:<28} {}\n", field.by_default ? '*' : ' ', field.name,
                            field.help.en);
    }
    text += "Areas, with their Chinese names:\n";
    text += report::area_legend(Language::english);
    text += "Point accuracy (standard deviation of a position), a length such as 5cm or:\n";
    for (const plan::AccuracyPreset& preset : plan::accuracy_presets()) {
        text += fmt::format("  {:<10} {} ({})\n", preset.name, preset.title.en, preset.name_zh);
    }
    text += "Exit status: 0 clean, 1 findings, 2 usage, 3 could not complete\n"
            "Examples:\n"
            "  parkplan measure clusters.gpkg --key ZTBH --point-accuracy 5cm\n"
            "  parkplan measure parcels.shp --crs EPSG:4548 --format csv -o areas.csv\n"
            "  parkplan measure parcels.gpkg --format json --fields area_survey_m2,area_mu";
    return text;
}

class MeasureCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "measure"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Measure every feature of a layer: four areas side by side, uncertainty, perimeter";
    }

    void setup(CLI::App& app) override {
        m_layer.add_to(app);
        propose(app.add_option("--fields", m_fields,
                               "What is measured, separated by commas (see below)")
                    ->type_name("LIST"),
                field_names());
        propose(app.add_option("--point-accuracy", m_accuracy,
                               "Standard deviation of a boundary point, or a preset (see below)")
                    ->type_name("LENGTH"),
                preset_names());
        app.add_option("--working-crs", m_plane,
                       "Gauss-Kruger plane to work in instead of the one that fits the layer")
            ->type_name("CRS");
        app.add_flag("--assume-valid", m_assume_valid, "Do not check geometries (faster)");
        m_format.add_to(app, forms);
        m_output.add_to(app);
        m_fail_on.add_to(app);
        m_threads.add_to(app);
        m_language.add_to(app);
        app.add_flag("-q,--quiet", m_quiet, "No progress, no findings on standard error");
        app.footer(long_help());
    }

    [[nodiscard]] int run(const Console& console) override {
        const Format form = m_format.get();
        const review::FailOn fail_on = m_fail_on.get();
        const auto format = make_format(form, console);
        const MeasureJob job = make_job(form);
        TaskPool tasks{m_threads.get()};
        const auto sink = m_output.make_sink(console);
        MeasureEnd end;
        {
            ProgressLine progress{console, m_quiet};
            end = m_layer.reading(
                [&] { return measure_stream(job, *format, *sink, tasks, progress); });
        }
        // A broken-off table or CSV looks whole: such a file never gets its name.
        if (!end.error || form == Format::json || m_output.path().empty()) {
            sink->finish();
        }
        if (end.error) {
            print_error(console.err, *end.error, m_language.get());
            return exit_code(end.error->kind());
        }
        if (form == Format::csv && !m_quiet) {
            print_findings(console.err, end.foot.findings, m_language.get());
        }
        review::Review review;
        review.findings = std::move(end.foot.findings);
        return review::exit_status(review, fail_on);
    }

private:
    [[nodiscard]] std::unique_ptr<report::MeasureFormat> make_format(Format form,
                                                                     const Console& console) const {
        const Language language = m_language.get();
        switch (form) {
        case Format::json:
            return report::make_measure_json();
        case Format::csv:
            return report::make_measure_csv();
        case Format::text:
        case Format::markdown:
            break;
        }
        return report::make_measure_text(language, m_output.colour(console));
    }

    [[nodiscard]] MeasureJob make_job(Format form) const {
        MeasureJob job;
        job.path = m_layer.path();
        job.output = m_output.path();
        job.open = m_layer.get();
        job.open.choice = io::FieldChoice::none;
        job.fields = m_fields.empty() ? report::default_measure_fields(form == Format::text
                                                                           ? report::FieldSet::table
                                                                           : report::FieldSet::data)
                                      : report::parse_measure_fields(m_fields);
        const bool local = job.open.crs && job.open.crs->kind() == crs::CrsKind::local;
        job.measure.methods = report::methods_needed(job.fields, local ? AreaMethod::planar
                                                                       : AreaMethod::ellipsoidal);
        if (!m_accuracy.empty()) {
            job.measure.point_accuracy = plan::parse_point_accuracy(m_accuracy);
        }
        job.measure.shape = report::needs_shape(job.fields);
        job.measure.sigma = report::needs_sigma(job.fields, job.measure.point_accuracy.has_value());
        if (!m_plane.empty()) {
            job.measure.plane = parse_plane("--working-crs", m_plane);
        }
        job.measure.validity =
            m_assume_valid ? measure::Validity::assumed : measure::Validity::checked;
        return job;
    }

    LayerOptions m_layer{};
    std::string m_fields{};
    std::string m_accuracy{};
    std::string m_plane{};
    bool m_assume_valid = false;
    FormatOption m_format{};
    OutputOptions m_output{};
    FailOnOption m_fail_on{};
    ThreadsOption m_threads{};
    LanguageOption m_language{};
    bool m_quiet = false;
};

} // namespace

std::unique_ptr<Command> make_measure_command() {
    return std::make_unique<MeasureCommand>();
}

} // namespace parkplan::cli
