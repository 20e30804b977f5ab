// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/area_method.hpp"
#include "core/units.hpp"
#include "crs/crs.hpp"
#include "crs/gauss_krueger.hpp"
#include "crs/transform.hpp"
#include "geo/moments.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"
#include "geo/validity.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::measure {

enum class Validity : std::uint8_t { checked, assumed };

struct MeasureOptions {
    /// Standard deviation of a boundary point in position (m_p); none: not stated, sigma is null.
    std::optional<Metres> point_accuracy{};
    /// Gauss-Krüger plane to work in instead of the one chosen from CRS and extent.
    std::optional<crs::Crs> plane{};
    /// Which areas to compute, by index_of(AreaMethod).
    std::array<bool, 4> methods{true, true, true, true};
    /// How areas of pieces are taken (Measurer::piece_area): ellipsoidal, or planar in the plane of
    /// the layer. A local plane has planar ones only.
    AreaMethod pieces = AreaMethod::ellipsoidal;
    bool shape = true; ///< whether to compute perimeter and compactness
    bool sigma = true; ///< whether to compute sigma_per_metre, and sigma
    Validity validity = Validity::checked;
};

/// Everything parkplan measures on one polygonal feature. A value that could not be computed, or
/// was not asked for, is empty, never 0.
struct FeatureMeasures {
    std::array<std::optional<SquareMetres>, 4> areas{}; ///< by index_of(AreaMethod)
    std::optional<SquareMetres> sigma{};                ///< standard uncertainty of the area
    /// Sigma per metre of point accuracy: sigma = m_p × this. Known without m_p being stated.
    std::optional<Metres> sigma_per_metre{};
    std::optional<Metres> perimeter{};   ///< in the working plane; also with a survey area
    std::optional<double> compactness{}; ///< Polsby-Popper 4πA/P² in the working plane, 0..1
    std::uint32_t parts = 0;
    std::uint32_t holes = 0;
    bool exact_inverse = false; ///< more than 2° from the central meridian (PP-0407)
    bool survey_off = false;    ///< survey − ellipsoidal beyond its bound (PP-0405)
    std::string failure{}; ///< why a valid feature could not be measured (PP-0406); mostly empty
    std::vector<geo::Defect> defects{};

    [[nodiscard]] std::optional<SquareMetres> area(AreaMethod method) const noexcept {
        return areas[index_of(method)];
    }
    /// Bound of |survey − ellipsoidal|: 0.02 m² for the rounding of the area, and 6e-5 m per metre
    /// of boundary for that of the coordinates.
    [[nodiscard]] SquareMetres survey_bound() const noexcept {
        return SquareMetres{0.02 + 6e-5 * perimeter.value_or(Metres{}).value()};
    }
    /// False when a defect or a failure leaves the feature without an area.
    [[nodiscard]] bool measured() const noexcept {
        return failure.empty() && geo::measurable(defects);
    }
};

/// Throws Error{crs} for what cannot be MeasureOptions::plane.
PARKPLAN_API void require_plane(const crs::Crs& crs);

/// Measures features of one coordinate system. Immutable after construction; may be called from
/// many threads at once.
class PARKPLAN_API Measurer {
    struct Impl;

public:
    /// `extent` is the box of the layer in `crs`: its centre chooses the zone where the CRS is no
    /// Gauss-Krüger plane itself. Throws Error{crs} when options.plane is no such plane, and when
    /// options.pieces is not to be had.
    Measurer(const crs::Crs& crs, const geo::Box& extent, MeasureOptions options);
    ~Measurer();
    Measurer(Measurer&&) noexcept;
    Measurer& operator=(Measurer&&) noexcept;
    Measurer(const Measurer&) = delete;
    Measurer& operator=(const Measurer&) = delete;

    [[nodiscard]] FeatureMeasures operator()(const geo::MultiPolygonView& feature) const;

    /// Measures one feature after the other without taking a lock for each. One thread at a time;
    /// must not outlive its Measurer.
    class PARKPLAN_API Session {
    public:
        ~Session();
        Session(Session&&) noexcept;
        Session& operator=(Session&&) = delete;
        Session(const Session&) = delete;
        Session& operator=(const Session&) = delete;

        /// Measures into `out`, whose memory is used again; what it held is gone.
        void measure(const geo::MultiPolygonView& feature, FeatureMeasures& out);
        /// As Measurer::piece_area and Measurer::piece_perimeter.
        [[nodiscard]] SquareMetres piece_area(const geo::MultiPolygonView& piece);
        [[nodiscard]] Metres piece_perimeter(const geo::MultiPolygonView& piece);
        /// The piece in metres: in the working plane, or as it is where there is none. Valid until
        /// the next call.
        [[nodiscard]] geo::MultiPolygonView in_metres(const geo::MultiPolygonView& piece);

    private:
        friend class Measurer;
        struct Workshop;
        explicit Session(const Impl& impl);
        const Impl* m_impl;
        std::unique_ptr<Workshop> m_workshop;
    };
    [[nodiscard]] Session session() const;

    /// Area of a piece that an overlay made, by piece_method. Sums of these close. Never checks
    /// validity.
    [[nodiscard]] SquareMetres piece_area(const geo::MultiPolygonView& piece) const;
    /// The same of a piece of which only the moments about `origin` are known (both in the layer's
    /// coordinates). Nothing where that is not exact enough: where the layer's plane is not the
    /// working plane, more than 2° from its central meridian, and for pieces of tens of kilometres;
    /// measure polygons there.
    [[nodiscard]] std::optional<SquareMetres> piece_area(const geo::Moments& moments,
                                                         geo::Point origin) const;
    /// Boundary length of a piece in the working plane.
    [[nodiscard]] Metres piece_perimeter(const geo::MultiPolygonView& piece) const;
    /// The method of piece_area.
    [[nodiscard]] AreaMethod piece_method() const noexcept;

    /// The working plane; none for a local plane.
    [[nodiscard]] const std::optional<crs::WorkingPlane>& plane() const noexcept;
    /// How coordinates come into the working plane.
    [[nodiscard]] crs::TransformInfo transformation() const;
    /// Why a method gives no figure in this CRS ("Web Mercator: …"); empty when it does.
    [[nodiscard]] BiText unavailable(AreaMethod method) const;
    [[nodiscard]] const MeasureOptions& options() const noexcept;

private:
    std::unique_ptr<const Impl> m_impl;
};

} // namespace parkplan::measure
