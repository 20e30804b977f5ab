// SPDX-License-Identifier: MIT
#include "core/exact_area.hpp"
#include "geo/vertex_gradients.hpp"
#include "measure/measure.hpp"
#include "measure/uncertainty.hpp"
#include "overlay/common_areas.hpp"
#include "overlay/land_taken.hpp"
#include "rules/judged_land.hpp"
#include "rules/target_sums.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

constexpr std::uint32_t known_bit = 1;
constexpr std::uint32_t most_bit = 2;

/// By row: what certainly counts belongs to both choices.
std::vector<std::uint32_t> masks_of(const TargetRows& rows) {
    std::vector<std::uint32_t> masks;
    masks.reserve(rows.states().size());
    for (const RowState state : rows.states()) {
        masks.push_back(state == RowState::in     ? known_bit | most_bit
                        : state == RowState::open ? most_bit
                                                  : 0);
    }
    return masks;
}

/// Areas by the methods of all pieces of one kind.
struct Areas {
    ExactArea record{};
    ExactArea planar{};
    ExactArea ellipsoidal{};
    bool has_planar = true;
    bool has_ellipsoidal = true;

    /// False where the method gives none.
    [[nodiscard]] bool add(const measure::FeatureMeasures& piece, AreaMethod method) {
        const auto area = piece.area(method);
        const auto plane = piece.area(AreaMethod::planar);
        const auto ellipsoid = piece.area(AreaMethod::ellipsoidal);
        record += ExactArea{area.value_or(SquareMetres{})};
        planar += ExactArea{plane.value_or(SquareMetres{})};
        ellipsoidal += ExactArea{ellipsoid.value_or(SquareMetres{})};
        has_planar = has_planar && plane;
        has_ellipsoidal = has_ellipsoidal && ellipsoid;
        return area.has_value();
    }
};

/// One sum of areas: the features cut into faces, the faces cut by the place.
class AreaSum {
public:
    explicit AreaSum(const TargetInput& target)
        : m_target(target), m_loaded(target.input.layer(target.layer)),
          m_masks(masks_of(target.rows)), m_usable(m_loaded.usable_rows()),
          m_method(method_of_land(target.input.plan)),
          m_measurer(m_loaded.layer.crs(), m_loaded.layer.box(), options_of(m_loaded)) {
        for (std::size_t row = 0; row < m_usable.size(); ++row) {
            m_usable[row] = static_cast<std::uint8_t>(m_usable[row] & (m_masks[row] != 0 ? 1 : 0));
        }
        m_faces =
            overlay::land_faces({m_loaded.layer, m_usable}, *m_loaded.measurer, target.input.tasks);
    }

    [[nodiscard]] TargetSum sum() {
        add_pieces();
        TargetSum sum;
        if (m_failed) {
            sum.why_none = why_none();
            return sum;
        }
        sum.known = m_known.record.value().value();
        sum.most = (m_known.record + m_open.record).value().value();
        if (note_unusable() || (m_target.place != nullptr && m_target.place->open())) {
            sum.most = TargetSum::unbounded;
        }
        if (m_known.has_planar && m_known.has_ellipsoidal) {
            sum.planar = m_known.planar.value().value();
            sum.ellipsoidal = m_known.ellipsoidal.value().value();
        }
        sum.per_metre = m_target.place != nullptr ? sigma_in_place() : sigma_everywhere();
        sum.accuracy = m_target.place != nullptr
                           ? accuracy_of_land(m_target.place->zones(), m_loaded)
                           : m_loaded.measurer->options().point_accuracy;
        return sum;
    }

private:
    /// Pieces of valid areas are valid but for rounding; areas of whole features are no sums.
    static measure::MeasureOptions options_of(const review::LoadedLayer& loaded) {
        measure::MeasureOptions options = loaded.measurer->options();
        options.validity = measure::Validity::assumed;
        options.methods.at(index_of(AreaMethod::survey)) = false;
        options.methods.at(index_of(AreaMethod::geodesic)) = false;
        options.shape = false;
        options.sigma = false;
        return options;
    }

    [[nodiscard]] bool is_known(std::size_t face) const {
        return std::ranges::any_of(m_faces->rows[face], [this](std::uint32_t row) {
            return (m_masks[row] & known_bit) != 0;
        });
    }

    void add_pieces() {
        const geo::PolygonColumn& faces = m_faces->layer.table().polygons;
        if (m_target.place == nullptr) {
            for (std::size_t face = 0; face < faces.size(); ++face) {
                add(face, faces[face]);
            }
            return;
        }
        const std::vector<std::uint8_t> one{1};
        const overlay::PairAreas common =
            overlay::common_areas({m_target.place->layer(), one}, m_faces->side(),
                                  *m_loaded.measurer, m_target.input.tasks);
        for (const overlay::PairArea& pair : common.pairs) {
            if (pair.relation == overlay::Relation::b_inside_a ||
                pair.relation == overlay::Relation::identical) {
                add(pair.b, faces[pair.b]);
            } else {
                add(pair.b, overlay::common_polygon(m_target.place->area(), faces[pair.b]).view());
            }
        }
    }

    void add(std::size_t face, const geo::MultiPolygonView& piece) {
        if (piece.empty()) {
            return; // no more than rounding made of it
        }
        Areas& areas = is_known(face) ? m_known : m_open;
        m_session.measure(piece, m_piece);
        m_failed = !areas.add(m_piece, m_method) || m_failed;
    }

    [[nodiscard]] BiText why_none() const {
        BiText why = m_measurer.unavailable(m_method);
        return why.en.empty() ? BiText{"some land has no area by the method of the sum",
                                       "按合计所用口径无法给出部分土地的面积"}
                              : why;
    }

    /// True when a feature that counts or may count has no area.
    [[nodiscard]] bool note_unusable() const {
        bool any = false;
        for (std::size_t row = 0; row < m_masks.size(); ++row) {
            if (m_masks[row] == 0 || m_usable[row] != 0) {
                continue;
            }
            any = true;
            if (m_target.rows.states()[row] == RowState::in) {
                m_target.notes.left_out(m_target.layer, row, m_loaded.why_unusable(row));
            }
        }
        return any;
    }

    [[nodiscard]] std::optional<double> sigma_everywhere() const {
        std::vector<geo::VertexGradient> gradients;
        measure::Measurer::Session session = m_measurer.session();
        const geo::PolygonColumn& faces = m_faces->layer.table().polygons;
        for (std::size_t face = 0; face < faces.size(); ++face) {
            if (is_known(face)) {
                geo::append_gradients(session.in_metres(faces[face]), gradients);
            }
        }
        return measure::sigma_per_metre(gradients).value();
    }

    [[nodiscard]] std::optional<double> sigma_in_place() const {
        const std::vector<std::uint8_t> one{1};
        const overlay::LandsTaken taken = overlay::lands_taken(
            {m_target.place->layer(), one}, *m_faces, *m_loaded.measurer, m_target.input.tasks,
            {.masks = m_masks, .count = 2, .sigma = known_bit});
        const auto& land = taken.rows.front();
        const auto sigma =
            land && !land->sigma.empty() ? land->sigma.front() : std::optional<Metres>{};
        return sigma ? std::optional{sigma->value()} : std::nullopt;
    }

    const TargetInput& m_target;
    const review::LoadedLayer& m_loaded;
    std::vector<std::uint32_t> m_masks;
    std::vector<std::uint8_t> m_usable;
    AreaMethod m_method;
    measure::Measurer m_measurer;
    measure::Measurer::Session m_session{m_measurer.session()};
    measure::FeatureMeasures m_piece{};
    std::optional<overlay::LandFaces> m_faces{};
    Areas m_known{};
    Areas m_open{};
    bool m_failed = false;
};

} // namespace

AreaMethod method_of_land(const plan::Plan& plan) noexcept {
    return plan.method == AreaMethod::planar ? AreaMethod::planar : AreaMethod::ellipsoidal;
}

TargetSum sum_of_areas(const TargetInput& target) {
    return AreaSum{target}.sum();
}

} // namespace parkplan::rules
