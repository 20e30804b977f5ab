// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/coverage.hpp"
#include "cli/guard.hpp"
#include "cli/options.hpp"
#include "cli/overlay_layer.hpp"
#include "cli/progress.hpp"
#include "cli/source_extent.hpp"
#include "cli/topology_result.hpp"
#include "core/fail.hpp"
#include "core/number.hpp"
#include "core/told.hpp"
#include "overlay/topology.hpp"
#include "report/topology.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::cli {
namespace {

constexpr std::array forms{Format::text, Format::json, Format::csv};

constexpr const char* footer =
    "Widths are mean widths, 2 x area / perimeter; thinness is 4 pi area / perimeter^2, 1 for a\n"
    "disc and near 0 for a thread. Areas are ellipsoidal (see --area). What lies\n"
    "below --min-area or --min-width, what rounding of coordinates explains and open space wider\n"
    "than --max-gap-width is counted and its area booked, never lost.\n"
    "Levels: overlaps and parts outside the outline are errors (crossing slivers and slivers\n"
    "outside warnings), gaps warnings, unmatched vertices and near misses infos; invalid\n"
    "geometries as 'parkplan explain' says.\n"
    "Exit status: 0 clean, 1 findings of level error (--fail-on warning: of warning, too),\n"
    "2 usage, 3 could not complete\n"
    "Examples:\n"
    "  parkplan topology parcels.gpkg --key BSM --max-gap-width 5m\n"
    "  parkplan topology streets.shp --within district.geojson --snap 5cm --format csv -o t.csv";

class TopologyCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "topology"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Check a coverage: validity, overlaps, gaps, slivers, unmatched vertices";
    }

    void setup(CLI::App& app) override {
        m_layer.add_to(app);
        m_outline.add_outline_to(app);
        const auto option = [&app](const char* name, std::string& value, const char* type,
                                   const char* help) {
            app.add_option(name, value, help)->type_name(type);
        };
        option("--min-area", m_min_area, "AREA",
               "Smaller overlaps and gaps are counted, not listed, e.g. 1m2 (default 0: all are)");
        option("--min-width", m_min_width, "LENGTH",
               "Narrower overlaps and gaps are counted, not listed (default 0: all are)");
        option("--sliver-width", m_sliver_width, "LENGTH",
               "Narrower ones are slivers, if thin enough, too (default 10cm; 0: nothing is)");
        option("--sliver-thinness", m_sliver_thinness, "NUMBER",
               "Slivers are thinner than that, 0 to 1 (default 0.1)");
        option("--max-gap-width", m_max_gap_width, "LENGTH",
               "Wider gaps are open space: booked, not listed (default: no limit)");
        option("--snap", m_snap, "LENGTH",
               "Vertices and edges that near should meet (default 0: only what rounding explains)");
        app.add_flag("--geometry", m_geometry,
                     "Polygons of overlaps, too, instead of their centroids (JSON only)");
        m_measuring.add_to(app);
        m_format.add_to(app, forms);
        m_output.add_to(app);
        m_fail_on.add_to(app);
        m_threads.add_to(app);
        m_language.add_to(app);
        app.add_flag("-q,--quiet", m_quiet, "No progress, no findings on standard error");
        app.footer(footer);
    }

    [[nodiscard]] int run(const Console& console) override {
        const Format format = m_format.get();
        const Language language = m_language.get();
        const review::FailOn fail_on = m_fail_on.get();
        const overlay::TopologyOptions options = wanted(format);
        const Measuring measuring = m_measuring.get();
        TaskPool tasks{m_threads.get()};
        const auto sink = m_output.make_sink(console);
        report::TopologyResult result;
        {
            ProgressLine progress{console, m_quiet};
            result = find(options, measuring, tasks, progress);
        }
        sink->write(format == Format::json ? report::topology_json(result)
                    : format == Format::csv
                        ? report::topology_csv(result)
                        : report::topology_text(result, language, m_output.colour(console)));
        sink->finish();
        if (format == Format::csv && !m_quiet) {
            print_findings(console.err, result.layer.findings, language);
            if (result.within) {
                print_findings(console.err, result.within->findings, language);
            }
        }
        review::Review review;
        if (const std::optional<Level> gravest = report::gravest_level(result)) {
            review.findings.emplace_back().level = *gravest;
        }
        return review::exit_status(review, fail_on);
    }

private:
    [[nodiscard]] overlay::TopologyOptions wanted(Format format) const {
        if (m_geometry && format != Format::json) {
            throw Error{ErrorKind::usage,
                        told("--geometry: polygons are written as JSON only"),
                        {},
                        told("add --format json")};
        }
        overlay::TopologyOptions options;
        options.min_area = parse_min_area("--min-area", m_min_area);
        options.min_width = parse_min_length("--min-width", m_min_width);
        options.snap = parse_min_length("--snap", m_snap);
        if (!m_sliver_width.empty()) {
            options.sliver_width = parse_min_length("--sliver-width", m_sliver_width);
        }
        if (!m_max_gap_width.empty()) {
            options.max_gap_width = parse_min_length("--max-gap-width", m_max_gap_width);
        }
        if (!m_sliver_thinness.empty()) {
            options.sliver_thinness = parse_thinness(m_sliver_thinness);
        }
        return options;
    }

    static double parse_thinness(const std::string& text) {
        double thinness = -1.0;
        try {
            thinness = parse_number(text);
        } catch (const Error&) { // told below, with the option
        }
        if (!(thinness >= 0.0 && thinness <= 1.0)) {
            fail(ErrorKind::usage, "--sliver-thinness: '{}' is not a number from 0 to 1", text);
        }
        return thinness;
    }

    [[nodiscard]] report::TopologyResult find(const overlay::TopologyOptions& options,
                                              const Measuring& measuring, TaskPool& tasks,
                                              Progress& progress) const {
        std::optional<WholeLayer> whole; // first: a mistake in its name shows at once
        if (m_outline.given()) {
            whole = read_whole(m_outline, progress);
            refuse_to_overwrite(whole->source, m_output.path());
        }
        Coverage coverage = read_coverage(m_layer, m_output.path(), measuring, tasks, progress);
        std::optional<OverlayLayer> outline;
        if (whole) {
            outline = prepare(*std::move(whole), coverage.plane, *coverage.measurer, tasks);
        }
        overlay::Topology found = m_layer.reading([&] {
            return coverage.builder.finish(
                options, outline ? std::optional{outline->side()} : std::nullopt, tasks, &progress);
        });
        report::TopologyResult result =
            topology_result(coverage, std::move(found),
                            m_geometry ? OverlapPlaces::polygons : OverlapPlaces::centroids, tasks);
        if (outline) {
            result.within = summary_of(*outline);
            for (review::Finding& finding : result.within->findings) {
                finding.subject.layer_index = 1;
            }
        }
        result.tolerances = {.min_area = options.min_area,
                             .min_width = options.min_width,
                             .sliver_width = options.sliver_width,
                             .sliver_thinness = options.sliver_thinness,
                             .max_gap_width = options.max_gap_width,
                             .snap = options.snap};
        return result;
    }

    LayerOptions m_layer{};
    LayerOptions m_outline{};
    std::string m_min_area{};
    std::string m_min_width{};
    std::string m_sliver_width{};
    std::string m_sliver_thinness{};
    std::string m_max_gap_width{};
    std::string m_snap{};
    bool m_geometry = false;
    MeasuringOptions m_measuring{};
    FormatOption m_format{};
    OutputOptions m_output{};
    FailOnOption m_fail_on{};
    ThreadsOption m_threads{};
    LanguageOption m_language{};
    bool m_quiet = false;
};

} // namespace

std::unique_ptr<Command> make_topology_command() {
    return std::make_unique<TopologyCommand>();
}

} // namespace parkplan::cli
