// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/guard.hpp"
#include "cli/options.hpp"
#include "cli/overlay_layer.hpp"
#include "cli/progress.hpp"
#include "core/told.hpp"
#include "overlay/common_areas.hpp"
#include "report/overlaps.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::cli {
namespace {

constexpr std::array forms{Format::text, Format::json, Format::csv};

/// Rounding may leave a share a little above the whole.
double share(SquareMetres part, SquareMetres whole) noexcept {
    return whole.value() > 0.0 ? std::min(part.value() / whole.value(), 1.0) : 0.0;
}

class OverlapsCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "overlaps"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Say what of layer A lies on layer B: pair by pair, area and shares";
    }

    void setup(CLI::App& app) override {
        m_a.add_first_to(app);
        m_b.add_second_to(app);
        app.add_option("--min-area", m_min_area,
                       "Smallest overlap that is listed, e.g. 1m2; smaller ones are counted")
            ->type_name("AREA");
        app.add_flag("--geometry", m_geometry, "With the polygon of each pair (JSON only)");
        m_measuring.add_to(app);
        m_format.add_to(app, forms);
        m_output.add_to(app);
        m_fail_on.add_to(app);
        m_threads.add_to(app);
        m_language.add_to(app);
        app.add_flag("-q,--quiet", m_quiet, "No progress, no findings on standard error");
        app.footer(
            "Areas are ellipsoidal (see --area), measured on the intersection\n"
            "itself. Overlaps are the result, no findings: the exit status is 1 only when a\n"
            "feature could not be taken.\n"
            "Exit status: 0 clean, 1 findings, 2 usage, 3 could not complete\n"
            "Examples:\n"
            "  parkplan overlaps clusters.gpkg districts.gpkg --key ZTBH --key-b NAME\n"
            "  parkplan overlaps parcels.shp redline.geojson --format csv -o pairs.csv");
    }

    [[nodiscard]] int run(const Console& console) override {
        const Format format = m_format.get();
        const Language language = m_language.get();
        const review::FailOn fail_on = m_fail_on.get();
        const SquareMetres min_area = wanted_min_area(format);
        const Measuring measuring = m_measuring.get();
        TaskPool tasks{m_threads.get()};
        const auto sink = m_output.make_sink(console);
        report::OverlapsResult result;
        {
            ProgressLine progress{console, m_quiet};
            OverlayInput input = read_overlay(m_a, m_b, measuring, tasks, progress);
            result = overlay_of(input, min_area, tasks);
        }
        sink->write(format == Format::json ? report::overlaps_json(result)
                    : format == Format::csv
                        ? report::overlaps_csv(result)
                        : report::overlaps_text(result, language, m_output.colour(console)));
        sink->finish();
        review::Review review;
        for (report::OverlapLayer* layer : {&result.a, &result.b}) {
            if (format == Format::csv && !m_quiet) {
                print_findings(console.err, layer->findings, language);
            }
            std::ranges::move(layer->findings, std::back_inserter(review.findings));
        }
        return review::exit_status(review, fail_on);
    }

private:
    [[nodiscard]] SquareMetres wanted_min_area(Format format) const {
        if (m_geometry && format != Format::json) {
            throw Error{ErrorKind::usage,
                        told("--geometry: polygons are written as JSON only"),
                        {},
                        told("add --format json")};
        }
        return parse_min_area("--min-area", m_min_area);
    }

    [[nodiscard]] report::OverlapsResult overlay_of(OverlayInput& input, SquareMetres min_area,
                                                    TaskPool& tasks) const {
        const overlay::PairAreas found =
            overlay::common_areas(input.a.side(), input.b.side(), input.measurer, tasks);
        report::OverlapsResult result;
        result.plane = plane_for(input.a.source, input.a.layer.crs(), input.measurer);
        result.method = input.measurer.piece_method();
        result.min_area = min_area;
        result.with_polygons = m_geometry;
        result.rounding = {found.rounding_pairs, found.rounding_area};
        for (const overlay::PairArea& pair : found.pairs) {
            if (pair.area < min_area) {
                ++result.below_min_area.pairs;
                result.below_min_area.area += ExactArea{pair.area};
                continue;
            }
            result.area += ExactArea{pair.area};
            result.pairs.push_back(row_of(input, pair));
        }
        result.a = summary_of(input.a);
        result.b = summary_of(input.b);
        return result;
    }

    [[nodiscard]] report::OverlapPair row_of(const OverlayInput& input,
                                             const overlay::PairArea& pair) const {
        const layer::Table& table_a = input.a.layer.table();
        const layer::Table& table_b = input.b.layer.table();
        report::OverlapPair row{.a = input.a.layer.key(pair.a),
                                .a_fid = table_a.fids[pair.a],
                                .b = input.b.layer.key(pair.b),
                                .b_fid = table_b.fids[pair.b],
                                .relation = relation_of(pair.relation),
                                .area = pair.area,
                                .of_a = share(pair.area, input.a.areas[pair.a]),
                                .of_b = share(pair.area, input.b.areas[pair.b])};
        if (m_geometry) {
            row.polygon =
                overlay::common_polygon(table_a.polygons[pair.a], table_b.polygons[pair.b]);
        }
        return row;
    }

    LayerOptions m_a{};
    LayerOptions m_b{};
    std::string m_min_area{};
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

std::unique_ptr<Command> make_overlaps_command() {
    return std::make_unique<OverlapsCommand>();
}

} // namespace parkplan::cli
