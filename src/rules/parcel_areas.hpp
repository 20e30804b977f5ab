// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace parkplan::rules {

/// Areas of the features of 'layer', by the method for pieces; of a table without geometries there
/// are none.
class ParcelAreas {
public:
    explicit ParcelAreas(const review::RuleInput& input);

    /// True when the layer has geometries.
    [[nodiscard]] bool stated() const noexcept { return m_stated; }
    [[nodiscard]] const std::optional<ExactArea>& of(std::size_t row) const { return m_areas[row]; }
    [[nodiscard]] AreaMethod method() const noexcept { return m_method; }

private:
    std::vector<std::optional<ExactArea>> m_areas;
    bool m_stated = false;
    AreaMethod m_method = AreaMethod::planar;
};

/// Some parcels, and their land.
struct ParcelSum {
    std::size_t parcels = 0;
    ExactArea area{};
    std::size_t without = 0; ///< parcels whose area is not known

    void add(const std::optional<ExactArea>& its) {
        ++parcels;
        area += its.value_or(ExactArea{});
        without += its ? 0U : 1U;
    }
    ParcelSum& operator+=(const ParcelSum& other) {
        parcels += other.parcels;
        area += other.area;
        without += other.without;
        return *this;
    }
    /// In m²; empty where the area of a parcel is not known.
    [[nodiscard]] review::TableCell cell() const {
        return without > 0 ? review::TableCell{} : review::TableCell{area.value().value()};
    }
};

} // namespace parkplan::rules
