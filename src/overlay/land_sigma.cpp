// SPDX-License-Identifier: MIT
#include "overlay/land_sigma.hpp"

#include "geo/vertex_gradients.hpp"
#include "measure/uncertainty.hpp"

#include <optional>
#include <vector>

namespace parkplan::overlay::detail {
namespace {

using Gradients = std::vector<geo::VertexGradient>;

bool has(std::uint32_t bits, std::size_t choice) noexcept {
    return ((bits >> choice) & 1U) != 0;
}

/// Gives the gradients of what a face has in common with a subject.
class Pieces {
public:
    Pieces(const geo::MultiPolygonView& subject, measure::Measurer::Session& session)
        : m_session(session) {
        m_subject.assign(m_session.in_metres(subject));
    }

    const Gradients& of(const geo::MultiPolygonView& face_in_layer) {
        const geo::MultiPolygonView face = m_session.in_metres(face_in_layer);
        m_piece.clear();
        if (m_subject.upright().may_meet(geo::box_of(face))) {
            m_face.assign(face);
            m_meter(m_subject, m_face, m_piece);
        } else {
            geo::append_gradients(face, m_piece);
        }
        return m_piece;
    }

private:
    measure::Measurer::Session& m_session;
    geo::TurnedEdges m_subject{};
    geo::TurnedEdges m_face{};
    geo::CommonGradientMeter m_meter{};
    Gradients m_piece{};
};

void subtract(double share, const Gradients& whole, Gradients& from) {
    for (const geo::VertexGradient& one : whole) {
        from.push_back({one.at, {-share * one.slope.x, -share * one.slope.y}});
    }
}

} // namespace

std::uint32_t mask_of(std::span<const std::uint32_t> rows, const RowChoices& choices) {
    std::uint32_t mask = 0;
    for (const std::uint32_t row : rows) {
        mask |= choices.count > 0 ? choices.masks[row] : 0U;
    }
    return choices.of_face == nullptr ? mask : choices.of_face(mask);
}

void LandSigma::fill(std::size_t row, std::span<const PairArea> pairs, LandTaken& taken) const {
    const std::uint32_t wanted = m_choices.sigma | m_choices.sigma_over;
    const geo::MultiPolygonView subject = m_subjects.layer.table().polygons[row];
    measure::Measurer::Session session = m_measurer.session();
    Pieces pieces{subject, session};
    std::vector<Gradients> sums(m_choices.count);
    for (const PairArea& pair : pairs) {
        const std::uint32_t mask = mask_of(m_faces.rows[pair.b], m_choices) & wanted;
        if (mask == 0) {
            continue;
        }
        const Gradients& piece = pieces.of(m_faces.layer.table().polygons[pair.b]);
        for (std::size_t choice = 0; choice < sums.size(); ++choice) {
            if (has(mask, choice)) {
                sums[choice].insert(sums[choice].end(), piece.begin(), piece.end());
            }
        }
    }
    taken.sigma.assign(m_choices.count, std::nullopt);
    taken.sigma_over.assign(m_choices.count, std::nullopt);
    Gradients whole;
    geo::append_gradients(session.in_metres(subject), whole);
    for (std::size_t choice = 0; choice < sums.size(); ++choice) {
        if (has(m_choices.sigma, choice)) {
            taken.sigma[choice] = measure::sigma_per_metre(sums[choice]);
        }
        if (has(m_choices.sigma_over, choice)) {
            subtract(m_choices.share, whole, sums[choice]);
            taken.sigma_over[choice] = measure::sigma_per_metre(sums[choice]);
        }
    }
}

} // namespace parkplan::overlay::detail

namespace parkplan::overlay {

Metres sigma_over(const Side& subjects, std::size_t row, const LandFaces& faces,
                  std::span<const std::uint32_t> taken, const measure::Measurer& measurer,
                  double share) {
    const geo::MultiPolygonView subject = subjects.layer.table().polygons[row];
    measure::Measurer::Session session = measurer.session();
    detail::Pieces pieces{subject, session};
    detail::Gradients sum;
    for (const std::uint32_t face : taken) {
        const detail::Gradients& piece = pieces.of(faces.layer.table().polygons[face]);
        sum.insert(sum.end(), piece.begin(), piece.end());
    }
    detail::Gradients whole;
    geo::append_gradients(session.in_metres(subject), whole);
    detail::subtract(share, whole, sum);
    return measure::sigma_per_metre(sum);
}

} // namespace parkplan::overlay
