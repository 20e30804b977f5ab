// SPDX-License-Identifier: MIT
#include "report/results_folder.hpp"

#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "io/staged_folder.hpp"
#include "io/vector_file.hpp"
#include "io/workbook.hpp"
#include "report/check_data.hpp"
#include "report/check_report.hpp"
#include "report/file_stem.hpp"
#include "report/papers.hpp"
#include "report/result_tables.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

using plan::OutputFormat;

OutputNote note_of(const io::WriteNotice& notice, const std::string& file) {
    MessageValues values{{"field", same(notice.field)}};
    if (notice.code == "PP-0701") {
        values.emplace_back("new_name", same(notice.detail));
    }
    return {
        notice.code, catalogue_entry(notice.code).level, file, message_of(notice.code, values), {}};
}

/// Fields of ours carry an alias; their short names are documented, not news.
bool is_renamed_own_field(const io::WriteNotice& notice, const io::OutLayer& layer) {
    return notice.code == "PP-0701" &&
           std::ranges::any_of(layer.fields, [&](const io::OutField& field) {
               return field.name == notice.field && !field.alias_zh.empty();
           });
}

/// The notices of one file as notes; what was said of several rows of a field becomes one note.
std::vector<OutputNote> notes_of(const std::vector<io::WriteNotice>& notices,
                                 const io::OutLayer& layer, const std::string& file) {
    std::vector<OutputNote> notes;
    for (const io::WriteNotice& notice : notices) {
        if (is_renamed_own_field(notice, layer)) {
            continue;
        }
        OutputNote note = note_of(notice, file);
        const auto same_note = std::ranges::find_if(notes, [&](const OutputNote& other) {
            return other.code == note.code && other.message == note.message;
        });
        OutputNote& target =
            same_note == notes.end() ? notes.emplace_back(std::move(note)) : *same_note;
        target.details.push_back(notice.detail);
    }
    return notes;
}

/// Writes the data files into a staged folder and gathers what was changed.
class DataWriter {
public:
    DataWriter(const io::StagedFolder& folder, CheckResult& result)
        : m_folder(folder), m_result(result), m_layers(data_layers(result)) {
        for (std::size_t i = 0; i < result.review.loaded.size(); ++i) {
            note_renamed(result.review.loaded[i].layer.info().schema, m_layers[i]);
        }
    }

    void write(OutputFormat format) {
        if (m_layers.empty()) {
            return;
        }
        switch (format) {
        case OutputFormat::gpkg:
            write_gpkg();
            break;
        case OutputFormat::geojson:
            write_all_geojson();
            break;
        case OutputFormat::shp:
            write_all_shapefiles();
            break;
        case OutputFormat::text:
        case OutputFormat::json:
        case OutputFormat::papers:
            break;
        }
    }

private:
    void keep(const std::vector<io::WriteNotice>& notices, const io::OutLayer& layer,
              const std::string& file) {
        std::ranges::move(notes_of(notices, layer, file), std::back_inserter(m_result.notes));
    }

    /// Fields of the input whose name the results need for themselves.
    void note_renamed(const layer::Schema& schema, const io::OutLayer& layer) {
        for (std::size_t i = 0; i < schema.fields().size(); ++i) {
            const std::string& field = schema.fields()[i].name;
            const std::string& new_name = layer.fields[i].name;
            if (field != new_name) {
                const BiText message =
                    message_of("PP-0703", {{"field", same(field)}, {"new_name", same(new_name)}});
                m_result.notes.push_back({"PP-0703",
                                          Level::info,
                                          fmt::format("data ({})", layer.name),
                                          message,
                                          {new_name}});
            }
        }
    }

    /// A note of this file says which layer it is about.
    void write_gpkg() {
        const std::string file = "data/result.gpkg";
        const std::vector<io::WriteNotice> all =
            io::write_geopackage(m_folder.place_of(file), m_layers);
        for (const io::OutLayer& layer : m_layers) {
            std::vector<io::WriteNotice> of_layer;
            std::ranges::copy_if(
                all, std::back_inserter(of_layer),
                [&layer](const io::WriteNotice& notice) { return notice.layer == layer.name; });
            keep(of_layer, layer, fmt::format("{} ({})", file, layer.name));
        }
    }

    /// GeoJSON needs WGS 84: a system that cannot be brought there has no such file.
    void write_all_geojson() {
        for (const io::OutLayer& layer : m_layers) {
            const std::string file = fmt::format("data/{}.geojson", file_stem(layer.name));
            if (layer.crs.kind() == crs::CrsKind::local) {
                leave_out(file, {"left out: a local plane has no place in WGS 84",
                                 "未输出：独立平面坐标无法转换为 WGS 84"});
                continue;
            }
            try {
                keep(io::write_geojson(m_folder.place_of(file), layer), layer, file);
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::crs) {
                    throw;
                }
                leave_out(file, {fmt::format("left out: {}", error.message().en),
                                 fmt::format("未输出：{}", error.message().zh)});
            }
        }
    }

    void write_all_shapefiles() {
        for (const io::OutLayer& layer : m_layers) {
            const std::string file = fmt::format("data/shp/{}.shp", file_stem(layer.name));
            keep(io::write_shapefile(m_folder.place_of(file), layer), layer, file);
        }
        m_folder.write_text("data/shp/fields.txt", field_table());
    }

    void leave_out(const std::string& file, BiText why) {
        m_result.notes.push_back({{}, Level::warning, file, std::move(why), {}});
    }

    /// Short and full names of all Shapefile fields, for people.
    [[nodiscard]] std::string field_table() const {
        std::string text = "layer\tshort_name\tname\talias\n";
        for (const io::OutLayer& layer : m_layers) {
            for (const io::OutField& field : layer.fields) {
                text += fmt::format("{}\t{}\t{}\t{}\n", layer.name, field.short_name, field.name,
                                    field.alias_zh);
            }
        }
        return text;
    }

    const io::StagedFolder& m_folder;
    CheckResult& m_result;
    std::vector<io::OutLayer> m_layers;
};

/// The papers, where there is anything to put on them.
void write_papers(const io::StagedFolder& folder, const CheckResult& result, Language language) {
    const Papers papers = papers_of(result, language);
    if (papers.papers.empty()) {
        return;
    }
    io::write_workbook(folder.place_of("papers/papers.xlsx"), workbook_of(papers, language));
    folder.write_text("papers/papers.txt", papers_text(papers, language));
}

} // namespace

void write_results(io::StagedFolder& folder, CheckResult& result, Language language) {
    const auto wants = [&result](OutputFormat format) {
        return std::ranges::find(result.plan.formats, format) != result.plan.formats.end();
    };
    DataWriter data{folder, result};
    for (const OutputFormat format :
         {OutputFormat::gpkg, OutputFormat::geojson, OutputFormat::shp}) {
        if (wants(format)) {
            data.write(format);
        }
    }
    result.has_folder = true;
    const std::vector<JoinedTable> tables = joined_tables(result.review.tables);
    const std::vector<std::string> files = table_files(tables);
    for (std::size_t i = 0; i < files.size(); ++i) {
        folder.write_text(files[i], table_csv(tables[i].table, language));
    }
    if (wants(OutputFormat::papers)) {
        write_papers(folder, result, language);
    }
    if (wants(OutputFormat::text)) {
        folder.write_text("report.txt", check_text(result, language, Colour::off));
    }
    folder.write_text("results.json", check_json(result));
    folder.publish();
}

} // namespace parkplan::report
