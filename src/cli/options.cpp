// SPDX-License-Identifier: MIT
#include "cli/options.hpp"

#include "cli/command_tree.hpp"
#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/parse_units.hpp"
#include "core/platform.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "measure/measure.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace parkplan::cli {
namespace {

constexpr std::string_view name_of(Format format) noexcept {
    switch (format) {
    case Format::text:
        return "text";
    case Format::json:
        return "json";
    case Format::csv:
        return "csv";
    case Format::markdown:
        break;
    }
    return "markdown";
}

std::vector<std::string> names_of(std::span<const Format> formats) {
    std::vector<std::string> names;
    for (const Format format : formats) {
        names.emplace_back(name_of(format));
    }
    return names;
}

std::array<std::string, 2> languages() {
    return {"en", "zh"};
}

std::array<std::string, 4> fail_on_names() {
    return {"error", "undecided", "warning", "never"};
}

std::array<std::string, 2> piece_areas() {
    return {std::string{name_of(AreaMethod::ellipsoidal)},
            std::string{name_of(AreaMethod::planar)}};
}

/// Calls `body`; a coordinate system that it refuses is a mistake in `option`.
template <typename Body>
auto about(std::string_view option, const Body& body) {
    try {
        return body();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::crs && error.kind() != ErrorKind::usage) {
            throw;
        }
        throw Error{ErrorKind::usage, told("{}: {}", option, error.message()), {}, error.hint()};
    }
}

} // namespace

void require_choice(std::string_view option, const std::string& value,
                    std::span<const std::string> known) {
    if (std::ranges::find(known, value) == known.end()) {
        throw Error{ErrorKind::usage,
                    told("{}: unknown value '{}'", option, value),
                    {},
                    did_you_mean(value, known)};
    }
}

void FormatOption::add_to(CLI::App& app, std::span<const Format> known) {
    m_known = known;
    m_text = name_of(known.front());
    CLI::Option* const option =
        app.add_option("--format", m_text,
                       fmt::format("Form of the result: {} (default {})",
                                   fmt::join(names_of(known), ", "), m_text))
            ->type_name("FORM");
    propose(option, names_of(known));
}

Format FormatOption::get() const {
    require_choice("--format", m_text, names_of(m_known));
    return *std::ranges::find(m_known, m_text, name_of);
}

void LanguageOption::add_to(CLI::App& app) {
    CLI::Option* const option =
        app.add_option("--lang", m_text,
                       "Language: en, zh (default: that of the locale, LC_ALL, LC_MESSAGES or "
                       "LANG)")
            ->type_name("LANG");
    propose(option, languages());
}

Language LanguageOption::get() const {
    if (m_text.empty()) {
        return platform::environment_language();
    }
    require_choice("--lang", m_text, languages());
    return m_text == "zh" ? Language::chinese : Language::english;
}

void ThreadsOption::add_to(CLI::App& app) {
    app.add_option("--threads", m_text, "Threads, 0 for one per core (the result is the same)")
        ->type_name("N");
}

unsigned ThreadsOption::get() const {
    constexpr unsigned most = 1024;
    unsigned threads = 0;
    const std::string_view text{m_text};
    const auto [at, failure] = std::from_chars(text.begin(), text.end(), threads);
    if (failure != std::errc{} || at != text.end() || threads > most) {
        fail(ErrorKind::usage, "--threads: '{}' is not a whole number from 0 to {}", m_text, most);
    }
    return threads;
}

void FailOnOption::add_to(CLI::App& app) {
    CLI::Option* const option =
        app.add_option("--fail-on", m_text,
                       "What makes the exit status 1 or 4: error, undecided, warning, never "
                       "(default undecided)")
            ->type_name("LEVEL");
    propose(option, fail_on_names());
}

review::FailOn FailOnOption::get() const {
    using review::FailOn;
    const std::array<std::string, 4> known = fail_on_names();
    constexpr std::array values{FailOn::error, FailOn::undecided, FailOn::warning, FailOn::never};
    require_choice("--fail-on", m_text, known);
    const auto at = std::ranges::find(known, m_text) - known.begin();
    return values.at(static_cast<std::size_t>(at));
}

void LayerOptions::add_to(CLI::App& app) {
    add_path(app, "LAYER", "")->required();
    add_details(app, "");
}

void LayerOptions::add_first_to(CLI::App& app) {
    add_path(app, "A", "")->required();
    add_details(app, "");
}

void LayerOptions::add_second_to(CLI::App& app) {
    m_suffix = "-b";
    add_path(app, "B", "")->required();
    add_details(app, "Of B: ");
}

void LayerOptions::add_outline_to(CLI::App& app) {
    m_suffix = "-within";
    need_name(add_path(app, "--within", "Outline that the layer should fill: "));
    add_details(app, "Of the outline: ");
}

void LayerOptions::add_zones_to(CLI::App& app) {
    m_suffix = "-by";
    need_name(add_path(app, "--by", "Zones: "))->required();
    add_details(app, "Of the zones: ");
}

CLI::Option* LayerOptions::add_path(CLI::App& app, const std::string& name,
                                    const std::string& about) {
    CLI::Option* option =
        app.add_option(name, m_path, about + "File or database; FILE|layername=NAME also works");
    return name.starts_with('-') ? option->type_name("LAYER") : option;
}

void LayerOptions::add_details(CLI::App& app, const std::string& about) {
    const auto option = [&](const std::string& name, std::string& value, const char* help,
                            const char* type) {
        app.add_option(name + m_suffix, value, about + help)->type_name(type);
    };
    option(m_suffix.empty() ? "-l,--layer" : "--layer", m_layer, "Layer, where there are several",
           "NAME");
    option("--key", m_key, "Field that names the features (default: their number in the file, #1)",
           "FIELD");
    option("--where", m_where, "Only features that this filter lets through, as in OGR SQL",
           "FILTER");
    option("--encoding", m_encoding,
           "Encoding of the texts of a Shapefile that states none or a wrong one, e.g. GBK",
           "NAME");
    option("--crs", m_crs,
           "Coordinate system of a layer that states none, e.g. EPSG:4548; 'local' for a plane "
           "without a place on the earth",
           "CRS");
}

void MeasuringOptions::add_to(CLI::App& app) {
    CLI::Option* const area =
        app.add_option("--area", m_area,
                       "Areas of pieces: ellipsoidal, or planar in the plane of the layer (default "
                       "ellipsoidal; in a local plane planar)")
            ->type_name("METHOD");
    propose(area, piece_areas());
    app.add_flag("--assume-valid", m_assume_valid, "Do not check geometries (faster)");
}

Measuring MeasuringOptions::get() const {
    const std::array<std::string, 2> known = piece_areas();
    require_choice("--area", m_area, known);
    return {m_assume_valid ? measure::Validity::assumed : measure::Validity::checked,
            m_area == known[1] ? AreaMethod::planar : AreaMethod::ellipsoidal};
}

io::OpenOptions LayerOptions::get() const {
    io::OpenOptions options;
    options.layer = m_layer;
    options.key_field = m_key;
    options.where = m_where;
    options.encoding = m_encoding;
    if (!m_crs.empty()) {
        options.crs = parse_crs("--crs" + m_suffix, m_crs);
    }
    return options;
}

Error LayerOptions::no_crs(const layer::SourceInfo& info) const {
    return Error{ErrorKind::crs,
                 told("the layer states no coordinate system"),
                 {.source = info.path, .layer = info.name, .feature = {}, .rule = {}},
                 told("state it with --crs{0}, for example --crs{0} EPSG:4548, or with "
                      "--crs{0} local for planar measures only",
                      m_suffix)};
}

Error LayerOptions::usage_error(const io::OpenOptionError& error) const {
    std::string_view option;
    BiText hint = error.hint();
    switch (error.option()) {
    case io::OpenOption::layer:
        option = m_layer.empty() ? "" : "--layer"; // else the path names it
        break;
    case io::OpenOption::no_layer:
        hint = told("choose one with --layer{}; {}", m_suffix, hint);
        break;
    case io::OpenOption::key_field:
        option = "--key";
        break;
    case io::OpenOption::encoding:
        option = "--encoding";
        break;
    case io::OpenOption::where:
        option = "--where";
        break;
    case io::OpenOption::fields:
        break;
    }
    return Error{ErrorKind::usage,
                 option.empty() ? error.message()
                                : told("{}{}: {}", option, m_suffix, error.message()),
                 {.source = without_password(m_path), .layer = {}, .feature = {}, .rule = {}},
                 hint};
}

CLI::Option* need_name(CLI::Option* option) {
    return option->check(CLI::Validator{
        [](const std::string& name) {
            return name.empty() ? std::string{"a name is needed, it is empty"} : std::string{};
        },
        ""});
}

void OutputOptions::add_to(CLI::App& app) {
    need_name(app.add_option("-o,--output", m_path, "Write to a file"))->type_name("FILE");
    app.add_flag("--overwrite", m_overwrite, "Replace an existing file");
}

std::unique_ptr<report::Sink> OutputOptions::make_sink(const Console& console) const {
    if (m_path.empty()) {
        return std::make_unique<report::StreamSink>(console.out);
    }
    return std::make_unique<report::FileSink>(m_path, m_overwrite ? report::Overwrite::replace
                                                                  : report::Overwrite::refuse);
}

report::Colour OutputOptions::colour(const Console& console) const {
    return m_path.empty() ? colour_for(console) : report::Colour::off;
}

crs::Crs parse_crs(std::string_view option, const std::string& text) {
    return about(option, [&] { return crs::Crs::parse(text); });
}

crs::Crs parse_plane(std::string_view option, const std::string& text) {
    return about(option, [&] {
        crs::Crs plane = crs::Crs::parse(text);
        measure::require_plane(plane);
        return plane;
    });
}

SquareMetres parse_min_area(std::string_view option, const std::string& text) {
    return text.empty() ? SquareMetres{} : about(option, [&] { return parse_area(text); });
}

Metres parse_min_length(std::string_view option, const std::string& text) {
    return text.empty() ? Metres{} : about(option, [&] { return parse_length(text); });
}

report::Colour colour_for(const Console& console) {
    const bool wanted = console.out_is_terminal && platform::environment("NO_COLOR").empty();
    return wanted ? report::Colour::on : report::Colour::off;
}

} // namespace parkplan::cli
