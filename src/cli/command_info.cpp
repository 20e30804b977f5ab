// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "core/error.hpp"
#include "crs/suspicions.hpp"
#include "io/open.hpp"
#include "layer/table.hpp"
#include "measure/measure.hpp"
#include "report/info.hpp"
#include "report/reading.hpp"
#include "report/sink.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string_view>

namespace parkplan::cli {
namespace {

constexpr std::array forms{Format::text, Format::json};

/// True for coordinates in metres under a geographic system: they choose no zone.
bool beyond_degrees(const report::LayerSummary& summary) {
    const geo::Box& box = summary.extent;
    return summary.info.crs->kind() == crs::CrsKind::geographic &&
           (box.min.x < -180.0 || box.max.x > 360.0 || box.min.y < -90.0 || box.max.y > 90.0);
}

/// The plane that measures would use; none where the coordinates do not allow any.
std::optional<crs::WorkingPlane> plane_of(const report::LayerSummary& summary) {
    if (!summary.info.crs || summary.extent.empty() || beyond_degrees(summary)) {
        return std::nullopt;
    }
    try {
        return measure::Measurer{*summary.info.crs, summary.extent, {}}.plane();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::internal) {
            throw;
        }
        return std::nullopt; // the suspicions say what is wrong with the coordinates
    }
}

report::LayerSummary summarise(layer::BatchSource& source, Progress& progress) {
    report::LayerSummary summary;
    summary.info = source.info();
    report::ReadingFindings findings{source.info()};
    layer::Table batch{source.info().schema};
    while (source.next(batch)) {
        summary.count(batch);
        findings.add(batch, {}, nullptr);
        progress.report("read", summary.features, summary.info.features.value_or(0));
    }
    findings.add(batch, {}, nullptr); // notices about a layer without features
    summary.findings = findings.finish();
    summary.plane = plane_of(summary);
    summary.suspicions = crs::suspicions_of(summary.info.crs, summary.extent);
    return summary;
}

class InfoCommand final : public Command {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "info"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "Say what a layer is: coordinate system, encoding, fields, counts, suspicions";
    }

    void setup(CLI::App& app) override {
        m_layer.add_to(app);
        m_format.add_to(app, forms);
        m_language.add_to(app);
        m_threads.add_to(app);
        app.add_flag("-q,--quiet", m_quiet, "No progress");
        app.footer("Examples:\n"
                   "  parkplan info clusters.gpkg\n"
                   "  parkplan info parcels.shp --crs EPSG:4548 --format json");
    }

    [[nodiscard]] int run(const Console& console) override {
        const Format format = m_format.get();
        const Language language = m_language.get();
        static_cast<void>(m_threads.get()); // accepted everywhere; reading is one thread
        report::LayerSummary summary;
        {
            ProgressLine progress{console, m_quiet};
            summary = m_layer.reading([&] {
                const auto source = io::open_source(m_layer.path(), m_layer.get());
                return summarise(*source, progress);
            });
        }
        report::StreamSink sink{console.out};
        sink.write(format == Format::json
                       ? report::info_json(summary)
                       : report::info_text(summary, language, colour_for(console)));
        sink.finish();
        return 0;
    }

private:
    LayerOptions m_layer{};
    FormatOption m_format{};
    LanguageOption m_language{};
    ThreadsOption m_threads{};
    bool m_quiet = false;
};

} // namespace

std::unique_ptr<Command> make_info_command() {
    return std::make_unique<InfoCommand>();
}

} // namespace parkplan::cli
