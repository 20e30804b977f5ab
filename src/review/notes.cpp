// SPDX-License-Identifier: MIT
#include "review/notes.hpp"

#include "core/catalogue.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "crs/gauss_krueger.hpp"
#include "crs/transform.hpp"
#include "geo/shape.hpp"
#include "layer/readable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace parkplan::review {
namespace {

/// Collects the findings of one layer.
class Notes {
public:
    Notes(const LoadedLayer& loaded, const plan::LayerConfig& config, std::uint32_t index)
        : m_loaded(&loaded), m_config(&config), m_index(index) {}

    [[nodiscard]] const LoadedLayer& loaded() const noexcept { return *m_loaded; }
    [[nodiscard]] const layer::Layer& layer() const noexcept { return m_loaded->layer; }

    Finding& add(std::string_view code, std::optional<std::size_t> row,
                 const MessageValues& values) {
        Finding& finding = m_findings.emplace_back();
        finding.code = code;
        finding.level = catalogue_entry(code).level;
        finding.subject = subject_of(*m_config, m_index, layer(), row);
        finding.message = message_of(code, values);
        return finding;
    }

    [[nodiscard]] std::vector<Finding> take() { return std::move(m_findings); }

private:
    const LoadedLayer* m_loaded;
    const plan::LayerConfig* m_config;
    std::uint32_t m_index;
    std::vector<Finding> m_findings{};
};

constexpr std::string_view no_geometry = "PP-0101";
constexpr std::string_view no_polygon = "PP-0103";

void note_reading(Notes& notes, Paths paths) {
    const bool plain = notes.layer().is_plain_table();
    const layer::Table& table = notes.layer().table();
    for (const layer::Notice& notice : table.notices) {
        if (plain && notice.code == no_geometry) {
            continue; // none is missing where none is declared
        }
        if (paths == Paths::asked_for && notice.code == no_polygon && notice.row &&
            !table.paths.of(*notice.row).empty()) {
            continue;
        }
        notes.add(notice.code, notice.row, notice.values);
    }
}

void add_polygon(geo::PolygonColumn& column, const geo::PolygonView& polygon) {
    for (std::size_t r = 0; r < polygon.rings(); ++r) {
        for (const geo::Point& p : polygon.ring(r).points()) {
            column.add_point(p);
        }
        column.end_ring();
    }
    column.end_polygon();
}

/// All polygons of some rows, to show where the features lie that share a key.
geo::Shape polygons_of(const layer::Layer& layer, const std::vector<std::size_t>& rows) {
    geo::PolygonColumn column;
    for (const std::size_t row : rows) {
        const geo::MultiPolygonView feature = layer.table().polygons[row];
        for (std::size_t p = 0; p < feature.size(); ++p) {
            add_polygon(column, feature[p]);
        }
    }
    column.end_feature();
    geo::MultiPolygon area{std::move(column)};
    return area.empty() ? geo::Shape{} : geo::Shape{std::move(area)};
}

/// A key of blanks only is no key either.
bool has_key(const layer::AttributeColumn& keys, std::size_t row) {
    const std::optional<std::string> text = keys.as_text(row);
    return text && !trim(*text).empty();
}

void note_keys(Notes& notes) {
    const layer::Layer& layer = notes.layer();
    const std::optional<std::size_t> key_column = layer.info().key_column;
    if (!key_column) {
        return;
    }
    const layer::AttributeColumn& keys = layer.table().columns[*key_column];
    std::map<std::string, std::vector<std::size_t>> rows_of;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (!has_key(keys, row)) {
            notes.add("PP-0106", row, {});
        } else if (layer::is_readable(keys.as_text(row).value_or(""))) { // else PP-0114 tells it
            rows_of[layer.key(row)].push_back(row);
        }
    }
    for (const auto& [key, rows] : rows_of) {
        if (rows.size() > 1) {
            notes
                .add("PP-0105", rows.front(),
                     {{"key", same(key)}, {"count", same(fmt::format("{}", rows.size()))}})
                .place = polygons_of(layer, rows);
        }
    }
}

/// Greatest distance of a feature's vertices from the central meridian, in degrees.
double degrees_from(double central_meridian_deg, const geo::MultiPolygonView& feature,
                    const crs::Transform& to_geographic) {
    geo::PolygonColumn changed;
    changed.add_feature(feature);
    to_geographic.apply(changed.mutable_points());
    double greatest = 0.0;
    for (const geo::Point& p : changed.points()) {
        greatest = std::max(greatest, std::abs(std::remainder(p.x - central_meridian_deg, 360.0)));
    }
    return greatest;
}

/// One note for the layer, with the feature that reaches farthest.
void note_far_features(Notes& notes) {
    const LoadedLayer& loaded = notes.loaded();
    std::optional<crs::Transform> to_geographic;
    std::size_t farthest = 0;
    double most_degrees = 0.0;
    for (std::size_t row = 0; row < loaded.measures.size(); ++row) {
        if (!loaded.measures[row].exact_inverse || !loaded.measurer->plane()) {
            continue;
        }
        if (!to_geographic) {
            const crs::Crs& crs = loaded.layer.crs();
            to_geographic.emplace(crs, crs::geographic_base(crs));
        }
        const double degrees = degrees_from(loaded.measurer->plane()->central_meridian_deg,
                                            loaded.layer.table().polygons[row], *to_geographic);
        if (degrees > most_degrees) {
            most_degrees = degrees;
            farthest = row;
        }
    }
    if (most_degrees > 0.0) {
        notes.add("PP-0407", farthest,
                  {{"degrees", same(fmt::format("{}°", format_fixed(most_degrees, 2)))}});
    }
}

void note_survey_difference(Notes& notes, std::size_t row) {
    const measure::FeatureMeasures& measures = notes.loaded().measures[row];
    const double survey = measures.area(AreaMethod::survey).value_or(SquareMetres{}).value();
    const double ellipsoidal =
        measures.area(AreaMethod::ellipsoidal).value_or(SquareMetres{}).value();
    const double bound = measures.survey_bound().value();
    Finding& finding = notes.add("PP-0405", row,
                                 {{"difference_m2", same(format_fixed(survey - ellipsoidal, 2))},
                                  {"bound_m2", same(format_fixed(bound, 2))}});
    finding.measured = survey - ellipsoidal;
    finding.limit = bound;
    finding.unit = "m2";
}

void note_measuring(Notes& notes) {
    const LoadedLayer& loaded = notes.loaded();
    const BiText no_plane = loaded.measurer->unavailable(AreaMethod::planar);
    if (!no_plane.en.empty()) {
        notes.add("PP-0603", std::nullopt, {{"reason", no_plane}});
    }
    for (std::size_t row = 0; row < loaded.measures.size(); ++row) {
        if (!loaded.measures[row].failure.empty()) {
            notes.add("PP-0406", row, {{"reason", foreign(loaded.measures[row].failure)}});
        }
        if (loaded.measures[row].survey_off) {
            note_survey_difference(notes, row);
        }
    }
    note_far_features(notes);
}

void note_defects(Notes& notes) {
    const LoadedLayer& loaded = notes.loaded();
    for (std::size_t row = 0; row < loaded.measures.size(); ++row) {
        for (const geo::Defect& defect : loaded.measures[row].defects) {
            notes.add(geo::code_of(defect.kind), row, {}).place = place_of(defect);
        }
    }
}

/// The sum over the measured rows; none when one of them has no such area.
std::optional<ExactArea> sum_of(const LoadedLayer& loaded, AreaMethod method) {
    if (loaded.layer.is_plain_table() || !loaded.measurer->unavailable(method).en.empty()) {
        return std::nullopt;
    }
    ExactArea sum;
    bool any =
        loaded.measures.empty(); // the sum over nothing is 0, over nothing measured it is not
    for (std::size_t row = 0; row < loaded.measures.size(); ++row) {
        if (!loaded.usable(row)) {
            continue;
        }
        any = true;
        const std::optional<SquareMetres> area = loaded.measures[row].area(method);
        if (!area) {
            return std::nullopt;
        }
        sum += ExactArea{*area};
    }
    return any ? std::optional{sum} : std::nullopt;
}

} // namespace

std::vector<Finding> notes_on(const LoadedLayer& loaded, const plan::Plan& plan,
                              std::uint32_t index, Defects defects, Paths paths) {
    Notes notes{loaded, plan.layers[index], index};
    note_reading(notes, paths);
    note_keys(notes);
    if (!loaded.layer.is_plain_table()) {
        note_measuring(notes);
    }
    if (defects == Defects::here) {
        note_defects(notes);
    }
    return notes.take();
}

LayerLedger ledger_of(const LoadedLayer& loaded, const plan::LayerConfig& config) {
    LayerLedger ledger;
    ledger.layer = config.id;
    ledger.features = loaded.layer.size();
    for (std::size_t row = 0; row < loaded.layer.size(); ++row) {
        ++(loaded.usable(row) ? ledger.measured : ledger.excluded);
    }
    for (const AreaMethod method : all_area_methods) {
        ledger.areas[index_of(method)] = sum_of(loaded, method);
    }
    return ledger;
}

} // namespace parkplan::review
