// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/tasks.hpp"
#include "measure/measure.hpp"
#include "overlay/change_balance.hpp"
#include "overlay/zone_cutter.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace parkplan::overlay::detail {

/// What of a face lies in one face of the zones; without zones, all of it.
struct ChangePart {
    std::uint32_t zone = 0;
    ExactArea area{};
    ExactArea rest{}; ///< what the other layer has not taken yet
    std::uint32_t pieces = 0;
    friend bool operator==(const ChangePart&, const ChangePart&) = default;
};

/// One of the two layers: its faces, their classes, and what of them lies where.
class ChangeSide {
public:
    /// Without a cutter there are no zones.
    ChangeSide(const ClassedSide& side, const ZoneCutter* cutter, const measure::Measurer& measurer,
               TaskPool& tasks);

    [[nodiscard]] std::size_t size() const noexcept { return m_parts.size(); }
    [[nodiscard]] geo::MultiPolygonView polygon(std::size_t face) const {
        return m_faces.layer.table().polygons[face];
    }
    [[nodiscard]] std::uint32_t class_of(std::size_t face) const { return m_classes[face]; }
    [[nodiscard]] std::span<const ChangePart> parts(std::size_t face) const {
        return m_parts[face];
    }
    /// True when all of a face lies in one face of the zones, or in none.
    [[nodiscard]] bool in_one(std::size_t face) const { return m_split[face] == 0; }
    /// The faces that have land in a zone.
    [[nodiscard]] Side side() const noexcept { return {m_faces.layer, m_in_zones}; }

    /// Takes from a face what the other layer covers of it.
    void take(std::size_t face, std::uint32_t zone, ExactArea area);
    /// What rounding explains of a part: of its area, of its pieces, and of coordinates along the
    /// boundary of its face.
    [[nodiscard]] ExactArea slack(std::size_t face, const ChangePart& part) const;

    [[nodiscard]] std::vector<FaceInZone> faces_in() const;
    /// The faces and their classes: nothing is left here.
    [[nodiscard]] std::pair<LandFaces, std::vector<std::uint32_t>> release() {
        return {std::move(m_faces), std::move(m_classes)};
    }

private:
    LandFaces m_faces;
    std::vector<std::uint32_t> m_classes{};
    std::vector<std::vector<ChangePart>> m_parts{}; ///< by face, ascending by zone
    std::vector<std::uint8_t> m_split{};
    std::vector<std::uint8_t> m_in_zones{};
    std::vector<double> m_rounding_m2{}; ///< that coordinates explain
};

/// m² that the rounding of coordinates explains along the boundary of an area.
[[nodiscard]] double coordinate_rounding(const geo::MultiPolygonView& area, SquareMetres measured);

/// Adds up the matrices of a balance.
class ChangeTally {
public:
    /// Zones by their faces, and how many rows they have; nothing: there are none.
    ChangeTally(const ZoneFaces* zones, std::span<const std::uint8_t> usable);

    void add_zone(std::uint32_t zone, ExactArea area, ExactArea slack);
    void add(std::uint32_t zone, const ChangeCell& cell);
    enum class Layer : std::uint8_t { before, after };
    void add(std::uint32_t zone, Layer layer, const ClassArea& part);
    /// Writes the matrices. What of a zone no cell has is land that no layer covers.
    void finish(ChangeBalance& out);

private:
    /// What is booked in one face of the zones.
    struct Left {
        ExactArea whole{};
        ExactArea cells{};
        ExactArea slack{};
    };

    [[nodiscard]] std::vector<ChangeMatrix*> matrices(std::uint32_t zone);

    const ZoneFaces* m_zones;
    ChangeMatrix m_whole{};
    std::vector<std::optional<ChangeMatrix>> m_by_zone{};
    std::vector<Left> m_left{}; ///< by face of the zones
};

} // namespace parkplan::overlay::detail
