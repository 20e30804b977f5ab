// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "crs/crs.hpp"
#include "crs/transform.hpp"
#include "layer/table.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace parkplan::layer {

/// Brings the polygons, points and lines of a table into another system. A polygon that has no
/// image becomes unreadable (PP-0109); points and lines without one are no longer there.
PARKPLAN_API void change_crs(Table& table, const crs::Transform& transform);

/// The same for the pieces of a layer, from many threads at once: each has a Transform of its own.
class PARKPLAN_API CrsChange {
public:
    /// Throws Error{crs} when there is no accurate transformation, or one side is local.
    CrsChange(crs::Crs from, crs::Crs to);
    ~CrsChange();
    CrsChange(const CrsChange&) = delete;
    CrsChange& operator=(const CrsChange&) = delete;
    CrsChange(CrsChange&&) = delete;
    CrsChange& operator=(CrsChange&&) = delete;

    [[nodiscard]] const crs::TransformInfo& info() const noexcept { return m_info; }
    [[nodiscard]] bool changes_nothing() const noexcept { return m_same; }
    void apply(Table& table) const;

private:
    [[nodiscard]] const crs::Transform& own_transform() const;

    crs::Crs m_from;
    crs::Crs m_to;
    bool m_same;
    mutable std::mutex m_mutex{};
    mutable std::map<std::thread::id, std::unique_ptr<const crs::Transform>> m_transforms{};
    crs::TransformInfo m_info; ///< of the first of them
};

} // namespace parkplan::layer
