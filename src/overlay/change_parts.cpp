// SPDX-License-Identifier: MIT
#include "overlay/change_parts.hpp"

#include "geo/canonical.hpp"
#include "overlay/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

std::uint32_t class_of(std::span<const std::uint32_t> rows, const ClassedSide& side) {
    const std::uint32_t first = side.classes[rows.front()];
    if (std::ranges::all_of(rows, [&](std::uint32_t row) { return side.classes[row] == first; })) {
        return first;
    }
    return side.several ? side.several(rows) : several_classes;
}

/// Sums the cells of equal classes; those without area are none.
void merge(std::vector<ChangeCell>& cells) {
    std::ranges::sort(cells, {}, [](const ChangeCell& cell) {
        return std::tuple{cell.before, cell.after};
    });
    std::vector<ChangeCell> sums;
    for (const ChangeCell& cell : cells) {
        if (sums.empty() || sums.back().before != cell.before || sums.back().after != cell.after) {
            sums.push_back({cell.before, cell.after, {}});
        }
        sums.back().area += cell.area;
    }
    std::erase_if(sums, [](const ChangeCell& cell) { return cell.area == ExactArea{}; });
    cells = std::move(sums);
}

void merge(std::vector<ClassArea>& classes) {
    std::ranges::sort(classes, {}, &ClassArea::number);
    std::vector<ClassArea> sums;
    for (const ClassArea& one : classes) {
        if (sums.empty() || sums.back().number != one.number) {
            sums.push_back({one.number, {}, {}, {}});
        }
        sums.back().area += one.area;
        sums.back().bound += one.bound;
    }
    classes = std::move(sums);
}

/// Takes the cells from the areas of their classes.
void close(const ChangeMatrix& matrix, std::vector<ClassArea>& classes,
           std::uint32_t ChangeCell::*of) {
    for (ClassArea& one : classes) {
        one.rounding = one.area;
    }
    for (const ChangeCell& cell : matrix.cells) {
        const auto found = std::ranges::lower_bound(classes, cell.*of, {}, &ClassArea::number);
        if (found != classes.end() && found->number == cell.*of) {
            found->rounding -= cell.area;
        }
    }
}

void finish(ChangeMatrix& matrix, bool has_zones) {
    merge(matrix.cells);
    merge(matrix.before);
    merge(matrix.after);
    close(matrix, matrix.before, &ChangeCell::before);
    close(matrix, matrix.after, &ChangeCell::after);
    ExactArea sum;
    for (const ChangeCell& cell : matrix.cells) {
        sum += cell.area;
    }
    matrix.whole = has_zones ? matrix.whole : sum;
    matrix.rounding = matrix.whole - sum;
}

} // namespace

double coordinate_rounding(const geo::MultiPolygonView& area, SquareMetres measured) {
    const double planar = geo::planar_area(area);
    const double in_coordinates = 2.0 * rounding_area_of(geo::box_of(area), geo::perimeter(area));
    return planar > 0.0 ? in_coordinates * (measured.value() / planar) : 0.0;
}

ChangeSide::ChangeSide(const ClassedSide& side, const ZoneCutter* cutter,
                       const measure::Measurer& measurer, TaskPool& tasks)
    : m_faces(land_faces(side.side, measurer, tasks)), m_parts(m_faces.rows.size()),
      m_split(m_parts.size()), m_in_zones(m_parts.size(), 1), m_rounding_m2(m_parts.size()) {
    for (const std::vector<std::uint32_t>& rows : m_faces.rows) {
        m_classes.push_back(detail::class_of(rows, side));
    }
    constexpr std::size_t grain = 512;
    tasks.for_ranges(m_parts.size(), grain, [&](std::size_t first, std::size_t last) {
        std::optional<ZoneCutter::Session> session;
        if (cutter != nullptr) {
            session.emplace(cutter->session());
        }
        measure::Measurer::Session meter = measurer.session();
        FeatureCut cut;
        for (std::size_t face = first; face < last; ++face) {
            const SquareMetres area = meter.piece_area(polygon(face));
            m_rounding_m2[face] = coordinate_rounding(polygon(face), area);
            if (!session) {
                m_parts[face].push_back({0, ExactArea{area}, ExactArea{area}});
                continue;
            }
            session->cut(polygon(face), area, cut);
            for (const FacePart& part : cut.parts) {
                m_parts[face].push_back({part.face, ExactArea{part.area}, ExactArea{part.area}});
            }
            m_in_zones[face] = cut.parts.empty() ? 0 : 1;
            m_split[face] = cut.parts.size() > 1 || cut.outside > SquareMetres{} ? 1 : 0;
        }
    });
}

void ChangeSide::take(std::size_t face, std::uint32_t zone, ExactArea area) {
    std::vector<ChangePart>& parts = m_parts[face];
    auto found = std::ranges::lower_bound(parts, zone, {}, &ChangePart::zone);
    if (found == parts.end() || found->zone != zone) { // rounding put what is no part there
        found = parts.insert(found, ChangePart{zone, {}, {}});
    }
    found->rest -= area;
    ++found->pieces;
}

ExactArea ChangeSide::slack(std::size_t face, const ChangePart& part) const {
    constexpr double share = 1e-9;
    constexpr double per_piece_m2 = 1e-6;
    return ExactArea{SquareMetres{share * part.area.value().value() +
                                  per_piece_m2 * (1.0 + static_cast<double>(part.pieces)) +
                                  m_rounding_m2[face]}};
}

std::vector<FaceInZone> ChangeSide::faces_in() const {
    std::vector<FaceInZone> all;
    for (std::size_t face = 0; face < m_parts.size(); ++face) {
        for (const ChangePart& part : m_parts[face]) {
            all.push_back({part.zone, static_cast<std::uint32_t>(face)});
        }
    }
    return all;
}

ChangeTally::ChangeTally(const ZoneFaces* zones, std::span<const std::uint8_t> usable)
    : m_zones(zones), m_left(zones == nullptr ? 1 : zones->zones.size()) {
    for (const std::uint8_t one : usable) {
        m_by_zone.push_back(one != 0 ? std::optional{ChangeMatrix{}} : std::nullopt);
    }
}

std::vector<ChangeMatrix*> ChangeTally::matrices(std::uint32_t zone) {
    std::vector<ChangeMatrix*> all{&m_whole};
    if (m_zones != nullptr) {
        for (const std::uint32_t row : m_zones->zones[zone]) {
            all.push_back(&m_by_zone[row].value());
        }
    }
    return all;
}

void ChangeTally::add_zone(std::uint32_t zone, ExactArea area, ExactArea slack) {
    m_left[zone].whole += area;
    m_left[zone].slack += slack;
}

void ChangeTally::add(std::uint32_t zone, const ChangeCell& cell) {
    m_left[zone].cells += cell.area;
    for (ChangeMatrix* matrix : matrices(zone)) {
        matrix->cells.push_back(cell);
    }
}

void ChangeTally::add(std::uint32_t zone, Layer layer, const ClassArea& part) {
    m_left[zone].slack += part.bound;
    for (ChangeMatrix* matrix : matrices(zone)) {
        (layer == Layer::before ? matrix->before : matrix->after).push_back(part);
    }
}

void ChangeTally::finish(ChangeBalance& out) {
    for (std::uint32_t zone = 0; m_zones != nullptr && zone < m_left.size(); ++zone) {
        const Left left = m_left[zone];
        const ExactArea rest = left.whole - left.cells;
        if (rest > left.slack) {
            add(zone, {no_class, no_class, rest});
        }
        for (ChangeMatrix* matrix : matrices(zone)) {
            matrix->whole += left.whole;
            matrix->bound += left.slack;
        }
    }
    detail::finish(m_whole, m_zones != nullptr);
    for (std::optional<ChangeMatrix>& matrix : m_by_zone) {
        if (matrix) {
            detail::finish(*matrix, true);
        }
    }
    out.whole = std::move(m_whole);
    out.zones = std::move(m_by_zone);
}

} // namespace parkplan::overlay::detail
