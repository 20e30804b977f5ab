// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/units.hpp"
#include "geo/polygon_column.hpp"
#include "measure/measure.hpp"
#include "overlay/zone_faces.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace parkplan::overlay {

/// The part of a feature that lies in one face.
struct FacePart {
    std::uint32_t face = 0;
    SquareMetres area{}; ///< by Measurer::piece_method
};

/// A feature cut by faces, as areas.
struct FeatureCut {
    std::vector<FacePart> parts{}; ///< ascending by face
    SquareMetres outside{};        ///< where no face is; from their outline, not what is left over
    /// Parts no wider than rounding explains (overlap.hpp): in no part, so in the residual.
    std::uint32_t rounding_parts = 0;
    SquareMetres rounding_area{};
    /// area − parts − outside − rounding, before anything is rounded to be summed.
    SquareMetres residual{};
    SquareMetres first_residual{}; ///< before it was redone
    SquareMetres bound{}; ///< 1e-9 · area + 1e-6 m²: what the residual should not be beyond
    bool redone = false;  ///< the residual was beyond it, so these are areas of polygons

    [[nodiscard]] bool closes() const noexcept;
};

/// Measures what of features lies in faces. A feature that lies in cells of a grid that no edge
/// runs through takes its area along whole; for others the kernel (geo/common_area.hpp) measures
/// the part in each face, and the part outside against the outline of all faces. Immutable; the
/// faces and the measurer, whose working plane their coordinates are in, must outlive it.
class PARKPLAN_API ZoneCutter {
    struct Impl;

public:
    ZoneCutter(const ZoneFaces& faces, const measure::Measurer& measurer);
    ~ZoneCutter();
    ZoneCutter(ZoneCutter&&) noexcept;
    ZoneCutter& operator=(ZoneCutter&&) noexcept;
    ZoneCutter(const ZoneCutter&) = delete;
    ZoneCutter& operator=(const ZoneCutter&) = delete;

    /// Cuts one feature after the other. One thread at a time; must not outlive its cutter.
    class PARKPLAN_API Session {
    public:
        ~Session();
        Session(Session&&) noexcept;
        Session& operator=(Session&&) = delete;
        Session(const Session&) = delete;
        Session& operator=(const Session&) = delete;

        /// Cuts a valid feature whose area by Measurer::piece_method is known. What `out` held is
        /// gone, its memory is used again. Ring start and direction change no value.
        void cut(const geo::MultiPolygonView& feature, SquareMetres area, FeatureCut& out);

    private:
        friend class ZoneCutter;
        struct Workshop;
        explicit Session(const Impl& impl);
        const Impl* m_impl;
        std::unique_ptr<Workshop> m_workshop;
    };
    [[nodiscard]] Session session() const;

    [[nodiscard]] const ZoneFaces& faces() const noexcept;

private:
    std::unique_ptr<const Impl> m_impl;
};

} // namespace parkplan::overlay
