// SPDX-License-Identifier: MIT
#include "geo/vertex_gradients.hpp"
#include "measure/uncertainty.hpp"
#include "overlay/change_balance.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>

namespace parkplan::overlay {
namespace {

using Gradients = std::vector<geo::VertexGradient>;

/// A layer as far as it counts.
struct Chosen {
    const LandFaces& faces;
    std::vector<FaceInZone> in; ///< by zone
    double sign;
};

Chosen chosen_of(const LandFaces& faces, const std::vector<FaceInZone>& in,
                 std::span<const std::uint8_t> marks, double sign) {
    Chosen chosen{faces, {}, sign};
    std::ranges::copy_if(in, std::back_inserter(chosen.in),
                         [&](const FaceInZone& one) { return marks[one.face] != 0; });
    std::ranges::stable_sort(chosen.in, {}, &FaceInZone::zone);
    return chosen;
}

void append(double sign, const Gradients& from, Gradients& to) {
    for (const geo::VertexGradient& one : from) {
        to.push_back({one.at, {sign * one.slope.x, sign * one.slope.y}});
    }
}

/// The gradients of the faces that count in one face of the zones.
class ZoneGradients {
public:
    ZoneGradients(const geo::MultiPolygonView* zone, const measure::Measurer& measurer)
        : m_session(measurer.session()), m_has_zone(zone != nullptr) {
        if (zone != nullptr) {
            m_zone.assign(m_session.in_metres(*zone));
        }
    }

    void add(const Chosen& chosen, std::uint32_t zone) {
        const auto first = std::ranges::lower_bound(chosen.in, zone, {}, &FaceInZone::zone);
        const auto last =
            std::ranges::upper_bound(first, chosen.in.end(), zone, {}, &FaceInZone::zone);
        for (const FaceInZone& one : std::span<const FaceInZone>{first, last}) {
            const geo::MultiPolygonView face =
                m_session.in_metres(chosen.faces.layer.table().polygons[one.face]);
            m_piece.clear();
            if (m_has_zone && m_zone.upright().may_meet(geo::box_of(face))) {
                m_face.assign(face);
                m_meter(m_zone, m_face, m_piece);
            } else {
                geo::append_gradients(face, m_piece);
            }
            append(chosen.sign, m_piece, m_sum);
        }
    }

    [[nodiscard]] Gradients& sum() noexcept { return m_sum; }

private:
    measure::Measurer::Session m_session;
    bool m_has_zone;
    geo::TurnedEdges m_zone{};
    geo::TurnedEdges m_face{};
    geo::CommonGradientMeter m_meter{};
    Gradients m_piece{};
    Gradients m_sum{};
};

/// Those of one place become one: what two neighbours share drops out.
void combine(Gradients& gradients) {
    std::ranges::sort(gradients);
    Gradients sums;
    for (const geo::VertexGradient& one : gradients) {
        if (sums.empty() || sums.back().at != one.at) {
            sums.push_back({one.at, {}});
        }
        sums.back().slope.x += one.slope.x;
        sums.back().slope.y += one.slope.y;
    }
    gradients = std::move(sums);
}

} // namespace

ChangeSigma sigma_of_change(const ChangeBalance& balance,
                            std::span<const std::uint8_t> chosen_before,
                            std::span<const std::uint8_t> chosen_after,
                            const measure::Measurer& measurer, TaskPool& tasks) {
    const Chosen before = chosen_of(balance.before, balance.before_in, chosen_before, -1.0);
    const Chosen after = chosen_of(balance.after, balance.after_in, chosen_after, 1.0);
    const LandFaces* zones = balance.zone_faces ? &*balance.zone_faces : nullptr;
    const std::size_t count = zones == nullptr ? 1 : zones->rows.size();
    const auto by_face = tasks.map<Gradients>(count, [&](std::size_t zone) {
        std::optional<geo::MultiPolygonView> area;
        if (zones != nullptr) {
            area = zones->layer.table().polygons[zone];
        }
        ZoneGradients gradients{area ? &*area : nullptr, measurer};
        gradients.add(before, static_cast<std::uint32_t>(zone));
        gradients.add(after, static_cast<std::uint32_t>(zone));
        combine(gradients.sum());
        return std::move(gradients.sum());
    });
    Gradients whole;
    std::vector<Gradients> rows(balance.zones.size());
    for (std::size_t zone = 0; zone < count; ++zone) {
        append(1.0, by_face[zone], whole);
        if (zones != nullptr) {
            for (const std::uint32_t row : zones->rows[zone]) {
                append(1.0, by_face[zone], rows[row]);
            }
        }
    }
    ChangeSigma result{measure::sigma_per_metre(whole), {}};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        result.zones.push_back(
            balance.zones[row] ? std::optional{measure::sigma_per_metre(rows[row])} : std::nullopt);
    }
    return result;
}

} // namespace parkplan::overlay
