// SPDX-License-Identifier: MIT
#include "rules/zone_land.hpp"

#include "overlay/common_pieces.hpp"
#include "overlay/excess.hpp"
#include "rules/land_inside.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace parkplan::rules {
namespace {

ExactArea magnitude(ExactArea area) {
    return area < ExactArea{} ? ExactArea{} - area : area;
}

} // namespace

/// The boundary's land, cut by the zones.
struct ZoneLandUse::Cells {
    geo::PolygonColumn polygons{};
    std::vector<std::uint32_t> faces{}; ///< of the zones, by cell
    static constexpr std::uint32_t no_face = 0xffffffffU;

    void add(const geo::MultiPolygon& polygon, std::uint32_t face) {
        polygons.add_feature(polygon.view());
        faces.push_back(face);
    }
};

ZoneLandUse::ZoneLandUse(const review::RuleInput& input, const ZoneRegister& zones,
                         const LandClasses& classes)
    : m_input(input), m_zones(zones), m_classes(classes),
      m_measurer(*input.layer("boundary").measurer) {
    const auto faces_of = [&](std::string_view param) {
        const review::LoadedLayer& loaded = input.layer(param);
        const std::vector<std::uint8_t> usable = loaded.usable_rows();
        return overlay::land_faces({loaded.layer, usable}, m_measurer, input.tasks);
    };
    const overlay::LandFaces boundary = faces_of("boundary");
    const overlay::LandFaces zone_faces = faces_of("zones");
    Cells cells = cells_of(boundary, zone_faces);
    const layer::Layer layer =
        overlay::bare_layer(input.layer("boundary").layer, std::move(cells.polygons));
    const std::vector<std::uint8_t> all(layer.size(), 1);
    const review::LoadedLayer& parcels = input.layer("layer");
    const std::vector<std::uint8_t> usable = parcels.usable_rows();
    const LandInside land =
        land_inside({layer, all}, {parcels.layer, usable}, m_measurer, input.tasks);
    m_within_rounding += land.rounding_area;
    m_rounding_pairs += land.rounding_pairs;

    static_cast<void>(line_of({}));
    std::vector<ExactArea> inside(zone_faces.rows.size());
    for (std::size_t cell = 0; cell < cells.faces.size(); ++cell) {
        const std::uint32_t face = cells.faces[cell];
        const ZoneLand& its = land.zones[cell].value();
        if (face != Cells::no_face) {
            inside[face] += its.whole;
        }
        add_cell(
            line_of(face == Cells::no_face ? std::vector<std::uint32_t>{} : zone_faces.rows[face]),
            its, land.faces);
    }
    find_outside(zone_faces, inside);
    for (std::size_t face = 0; face < boundary.rows.size(); ++face) {
        m_total += ExactArea{m_measurer.piece_area(boundary.layer.table().polygons[face])};
    }
    std::ranges::sort(m_lines, {}, &Line::key);
    close();
}

ZoneLandUse::Cells ZoneLandUse::cells_of(const overlay::LandFaces& boundary,
                                         const overlay::LandFaces& zones) {
    Cells cells;
    const overlay::CommonPieces common =
        overlay::common_pieces(boundary.side(), zones.side(), m_measurer, m_input.tasks);
    m_within_rounding += common.rounding_area;
    m_rounding_pairs += common.rounding_pairs;
    for (const overlay::CommonPiece& piece : common.pieces) {
        cells.add(piece.polygon, piece.b);
    }
    for (const std::optional<overlay::Excess>& excess :
         overlay::excess_over(boundary.side(), zones.side(), {}, m_measurer, m_input.tasks)) {
        if (excess && !excess->polygon.empty() && !excess->rounding) {
            cells.add(excess->polygon, Cells::no_face);
        }
    }
    return cells;
}

ZoneLandUse::Line& ZoneLandUse::line_of(const std::vector<std::uint32_t>& rows) {
    const auto [found, is_new] = m_line_of.emplace(rows, m_lines.size());
    if (!is_new) {
        return m_lines[found->second];
    }
    std::vector<std::string> names;
    names.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        names.push_back(m_zones.zones()[m_zones.zone_of(row)].name + '\n' +
                        m_input.layer("zones").layer.key(row) + '\n');
    }
    std::ranges::sort(names);
    Line& line = m_lines.emplace_back();
    line.rows = rows;
    for (const std::string& name : names) {
        line.key += name;
    }
    return line;
}

void ZoneLandUse::add_cell(Line& line, const ZoneLand& land, const overlay::LandFaces& parcels) {
    Classes areas;
    if (land.uncovered > ExactArea{}) {
        areas[{BalanceLine::uncovered, {}, {}}] = land.uncovered;
    }
    for (const LandPiece& piece : land.pieces) {
        const std::vector<std::uint32_t>& rows = parcels.rows[piece.face];
        BalanceKey key{BalanceLine::several, {}, {}};
        if (rows.size() == 1) {
            const std::uint32_t row = rows.front();
            key = {m_classes.is_known(row) ? BalanceLine::land_class : BalanceLine::unmatched,
                   {},
                   m_classes.code(row).value_or(std::string{})};
            if (const auto name = m_classes.class_name(row)) {
                m_names[key].insert(*name);
            }
        }
        areas[key] += piece.area;
    }
    // The first of the largest in the order of the lines; without any it is bare land.
    auto largest = std::ranges::max_element(
        areas, [](const auto& a, const auto& b) { return a.second < b.second; });
    if (largest == areas.end()) {
        largest = areas.emplace(BalanceKey{BalanceLine::uncovered, {}, {}}, ExactArea{}).first;
    }
    largest->second += land.rounding;
    m_rounding += magnitude(land.rounding);
    line.area += land.whole;
    for (const auto& [key, area] : areas) {
        line.classes[key] += area;
    }
}

void ZoneLandUse::find_outside(const overlay::LandFaces& zones,
                               const std::vector<ExactArea>& inside) {
    constexpr double share = 1e-9;
    constexpr double least_m2 = 1e-6;
    for (std::size_t face = 0; face < zones.rows.size(); ++face) {
        const ExactArea whole{m_measurer.piece_area(zones.layer.table().polygons[face])};
        const ExactArea rest = whole - inside[face];
        if (rest > ExactArea{SquareMetres{share * whole.value().value() + least_m2}}) {
            line_of(zones.rows[face]).outside += rest;
        } else {
            static_cast<void>(line_of(zones.rows[face]));
        }
        if (zones.rows[face].size() > 1) {
            m_shared += whole;
            ++m_shared_faces;
        }
    }
}

/// What rounding leaves between the cells and the boundary goes to the largest class of all.
void ZoneLandUse::close() {
    ExactArea rest = m_total;
    Line* largest = nullptr;
    Classes::iterator its_class{};
    for (Line& line : m_lines) {
        rest -= line.area;
        for (auto one = line.classes.begin(); one != line.classes.end(); ++one) {
            if (largest == nullptr || one->second > its_class->second) {
                largest = &line;
                its_class = one;
            }
        }
    }
    if (largest != nullptr) {
        largest->area += rest;
        its_class->second += rest;
        m_rounding += magnitude(rest);
        m_left_over = rest;
    }
}

const std::set<std::string>& ZoneLandUse::names(const BalanceKey& key) const {
    static const std::set<std::string> none;
    const auto found = m_names.find(key);
    return found == m_names.end() ? none : found->second;
}

} // namespace parkplan::rules
