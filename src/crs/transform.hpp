// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "crs/crs.hpp"
#include "geo/point.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace parkplan::crs {

/// What a change of coordinates does, for the record of a run.
struct TransformInfo {
    std::string operation{};            ///< PROJ's definition; "identity" when nothing changes
    std::optional<double> accuracy_m{}; ///< stated accuracy of the datum part, where known
    bool taken_as_identity = false;     ///< WGS 84 and CGCS2000 treated as the same (2 m)
};

/// Changes coordinates from one system to another. Belongs to the thread that made it.
/// WGS 84 and CGCS2000 count as the same datum (stated accuracy 2 m, no effect on areas); any
/// other change that PROJ can only do as a "ballpark" is refused: BJ54, Xian 80 and New Beijing
/// to CGCS2000 need parameters that the database does not have. The network is never used.
class PARKPLAN_API Transform {
public:
    /// Throws Error{crs} when there is no accurate transformation, or one side is local.
    Transform(const Crs& from, const Crs& to);
    ~Transform();
    Transform(Transform&&) noexcept;
    Transform& operator=(Transform&&) noexcept;
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;

    [[nodiscard]] const TransformInfo& info() const noexcept;

    /// Changes the points in place. Throws Error{crs} naming the first point without an image;
    /// points that are not finite are left as they are.
    void apply(std::span<geo::Point> points) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace parkplan::crs
