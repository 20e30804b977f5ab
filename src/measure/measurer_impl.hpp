// SPDX-License-Identifier: MIT
#pragma once

#include "core/units.hpp"
#include "crs/transform.hpp"
#include "geo/polygon_column.hpp"
#include "measure/ellipsoidal_area.hpp"
#include "measure/measure.hpp"
#include "measure/plane_figures.hpp"
#include "measure/planes.hpp"
#include "measure/ring_sums.hpp"
#include "measure/survey_strips.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace parkplan::measure {

/// What one thread needs for one feature at a time: transformations are not shared, and the
/// buffers keep their memory.
struct Measurer::Session::Workshop {
    std::optional<crs::Transform> to_plane{};
    std::optional<crs::Transform> to_geographic{};
    std::optional<crs::Transform> plane_to_geographic{};
    geo::PolygonColumn plane{};
    geo::PolygonColumn geographic{};
    RingWalker walker{};
};

struct Measurer::Impl {
    using Workshop = Session::Workshop;

    Planes planes;
    MeasureOptions options;
    std::optional<PlaneFrame> layer_frame{}; ///< of a layer in transverse Mercator
    std::optional<EllipsoidalDensity> layer_density{};
    std::optional<EllipsoidalDensity> density{}; ///< of the working plane
    std::optional<SurveyStrips> survey{};

    mutable std::mutex mutex{};
    mutable std::vector<std::unique_ptr<Workshop>> idle{};

    Impl(const crs::Crs& crs, const geo::Box& extent, MeasureOptions wanted);

    [[nodiscard]] std::unique_ptr<Workshop> take() const;
    void give_back(std::unique_ptr<Workshop> workshop) const;
    [[nodiscard]] bool wants(AreaMethod method) const { return options.methods[index_of(method)]; }
    [[nodiscard]] bool wants_plane() const {
        return wants(AreaMethod::ellipsoidal) || wants(AreaMethod::survey) || options.shape ||
               options.sigma;
    }
    [[nodiscard]] geo::MultiPolygonView in_plane(Workshop& workshop,
                                                 const geo::MultiPolygonView& feature) const;
    [[nodiscard]] PlaneFigures
    figures_in_plane(Workshop& workshop, const geo::MultiPolygonView& feature, Length length) const;
    [[nodiscard]] AreaMethod piece_method() const noexcept {
        return planes.working ? options.pieces : AreaMethod::planar;
    }
    [[nodiscard]] SquareMetres ellipsoidal(Workshop& workshop, const geo::MultiPolygonView& feature,
                                           const PlaneFigures& figures) const;
    [[nodiscard]] SquareMetres geodesic(Workshop& workshop,
                                        const geo::MultiPolygonView& feature) const;
    void measure_areas(Workshop& workshop, const geo::MultiPolygonView& feature,
                       FeatureMeasures& out) const;
    void measure_in_plane(Workshop& workshop, const geo::MultiPolygonView& feature,
                          const PlaneFigures& figures, FeatureMeasures& out) const;
    void measure_shape(const PlaneFigures& figures, FeatureMeasures& out) const;
};

} // namespace parkplan::measure
