// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/guard.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "cli/tabulate_stream.hpp"
#include "core/told.hpp"
#include "report/tabulation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

constexpr std::array forms{Format::text, Format::json, Format::csv};

/// "A,B" as its parts; each once.
std::vector<std::string> fields_of(std::string_view text) {
    std::vector<std::string> fields;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        fields.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (fields.back().empty() || std::ranges::count(fields, fields.back()) > 1) {
            throw Error{ErrorKind::usage,
                        told("--sum: the field '{}' stands {}", fields.back(),
                             fields.back().empty() ? told("without a name") : told("there twice"))};
        }
    }
    return fields;
}

class TabulateCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "tabulate"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Add up what of a layer lies in each zone: area, features, fields shared out";
    }

    void setup(CLI::App& app) override {
        m_layer.add_to(app);
        m_zones.add_zones_to(app);
        need_name(
            app.add_option("--class", m_class, "Field of the layer whose values are told apart"))
            ->type_name("FIELD");
        need_name(app.add_option("--sum", m_sum,
                                 "Numeric fields that are shared out by area, separated by commas"))
            ->type_name("FIELDS");
        app.add_flag("--per-feature", m_per_feature,
                     "The parts of each feature, in file order (JSON, CSV)");
        app.add_flag("--self-overlap", m_self_overlap,
                     "Also how much the features overlap each other (holds the whole layer)");
        m_measuring.add_to(app);
        m_format.add_to(app, forms);
        m_output.add_to(app);
        m_fail_on.add_to(app);
        m_threads.add_to(app);
        m_language.add_to(app);
        app.add_flag("-q,--quiet", m_quiet, "No progress, no findings on standard error");
        app.footer(
            "Areas are ellipsoidal (see --area), measured on each part itself, in\n"
            "the working plane of the layer. Zones that overlap each count what they share; the\n"
            "account says how much was counted more than once, and closes exactly.\n"
            "Exit status: 0 clean, 1 findings, 2 usage, 3 could not complete\n"
            "Examples:\n"
            "  parkplan tabulate parcels.gpkg --by districts.gpkg --key-by NAME --class DLBM\n"
            "  parkplan tabulate parcels.shp --by zones.geojson --sum POP,GFA --format csv -o "
            "t.csv\n"
            "  parkplan tabulate parcels.gpkg --by zones.gpkg --per-feature --format json");
    }

    [[nodiscard]] int run(const Console& console) override {
        const review::FailOn fail_on = m_fail_on.get();
        const Language language = m_language.get();
        const TabulateJob job = make_job();
        TaskPool tasks{m_threads.get()};
        const auto sink = m_output.make_sink(console);
        TabulateEnd end;
        {
            ProgressLine progress{console, m_quiet};
            end = tabulate_stream(job, *sink, tasks, progress);
        }
        write_end(job, end, *sink, console);
        // A broken-off CSV looks whole: such a file never gets its name.
        if (!end.error || job.format == Format::json || m_output.path().empty()) {
            sink->finish();
        }
        if (end.error) {
            print_error(console.err, *end.error, language);
            return exit_code(end.error->kind());
        }
        review::Review review;
        for (auto* findings : {&end.result.findings, &end.result.head.zones.findings}) {
            if (job.format == Format::csv && !m_quiet) {
                print_findings(console.err, *findings, language);
            }
            std::ranges::move(*findings, std::back_inserter(review.findings));
        }
        return review::exit_status(review, fail_on);
    }

private:
    [[nodiscard]] TabulateJob make_job() const {
        TabulateJob job{.layer = m_layer, .zones = m_zones};
        job.output = m_output.path();
        job.class_field = m_class;
        job.sum_fields = fields_of(m_sum);
        job.measuring = m_measuring.get();
        job.per_feature = m_per_feature;
        job.self_overlap = m_self_overlap;
        job.format = m_format.get();
        if (job.per_feature && job.format == Format::text) {
            throw Error{
                ErrorKind::usage,
                told("--per-feature: the parts of features are written as JSON or CSV only"),
                {},
                told("add --format json or --format csv")};
        }
        return job;
    }

    void write_end(const TabulateJob& job, const TabulateEnd& end, report::Sink& sink,
                   const Console& console) const {
        const report::TabulationResult& result = end.result;
        if (job.format == Format::json) {
            if (!job.per_feature) {
                sink.write(report::tabulation_json_begin(result.head));
            }
            sink.write(end.error ? report::tabulation_json_broken(result.head, *end.error)
                                 : report::tabulation_json_end(result));
        } else if (job.format == Format::text) {
            sink.write(report::tabulation_text(result, m_language.get(), m_output.colour(console)));
        } else if (!job.per_feature) {
            sink.write(report::tabulation_csv(result));
        }
    }

    LayerOptions m_layer{};
    LayerOptions m_zones{};
    std::string m_class{};
    std::string m_sum{};
    bool m_per_feature = false;
    bool m_self_overlap = false;
    MeasuringOptions m_measuring{};
    FormatOption m_format{};
    OutputOptions m_output{};
    FailOnOption m_fail_on{};
    ThreadsOption m_threads{};
    LanguageOption m_language{};
    bool m_quiet = false;
};

} // namespace

std::unique_ptr<Command> make_tabulate_command() {
    return std::make_unique<TabulateCommand>();
}

} // namespace parkplan::cli
