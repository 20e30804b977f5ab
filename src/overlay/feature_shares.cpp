// SPDX-License-Identifier: MIT
#include "overlay/feature_shares.hpp"

#include <algorithm>
#include <cstddef>

namespace parkplan::overlay {
namespace {

/// Fills in one feature.
class Sharing {
public:
    Sharing(SharedValues values, FeatureShares& out) : m_values(values), m_out(out) {}

    /// Adds a part that lies in all of `zones`.
    void add(std::span<const std::uint32_t> zones, ExactArea part) {
        for (const std::uint32_t zone : zones) {
            add(zone, part);
        }
        m_out.residual -= part;
        const auto more = static_cast<std::int64_t>(zones.size()) - 1;
        if (more > 0) {
            for (std::int64_t i = 0; i < more; ++i) {
                m_out.multiple += part;
            }
        }
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            const ExactNumber value = value_of(i, part);
            m_out.multiple_values[i] += value.times(more);
            m_out.residual_values[i] -= value;
        }
    }

private:
    void add(std::uint32_t zone, ExactArea part) {
        const auto found = std::ranges::find(m_out.shares, zone, &FeatureShares::Share::zone);
        const auto at = static_cast<std::size_t>(found - m_out.shares.begin());
        if (found == m_out.shares.end()) {
            m_out.shares.push_back({zone, {}});
            m_out.values.resize(m_out.values.size() + m_values.size());
        }
        m_out.shares[at].area += part;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            m_out.values[at * m_values.size() + i] += value_of(i, part);
        }
    }

    /// A feature of no area to speak of gives its value to no one.
    [[nodiscard]] ExactNumber value_of(std::size_t i, ExactArea part) const {
        return m_values[i] && m_out.area > ExactArea{} ? m_values[i]->share(part, m_out.area)
                                                       : ExactNumber{};
    }

    SharedValues m_values;
    FeatureShares& m_out;
};

void sort(FeatureShares& out, std::size_t values) {
    const auto by_zone = &FeatureShares::Share::zone;
    if (std::ranges::is_sorted(out.shares, {}, by_zone)) {
        return;
    }
    std::vector<std::size_t> order(out.shares.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::ranges::sort(order, {}, [&](std::size_t i) { return out.shares[i].zone; });
    const FeatureShares before = out;
    for (std::size_t i = 0; i < order.size(); ++i) {
        out.shares[i] = before.shares[order[i]];
        for (std::size_t v = 0; v < values; ++v) {
            out.values[i * values + v] = before.values[order[i] * values + v];
        }
    }
}

} // namespace

void share_out(const FeatureCut& cut, const ZoneFaces& faces, SquareMetres area,
               SharedValues values, FeatureShares& out) {
    out.shares.clear();
    out.values.clear();
    out.area = ExactArea{area};
    out.multiple = {};
    out.residual = out.area;
    out.multiple_values.assign(values.size(), {});
    out.residual_values.assign(values.size(), {});
    for (std::size_t i = 0; i < values.size(); ++i) {
        out.residual_values[i] = values[i].value_or(ExactNumber{});
    }
    Sharing sharing{values, out};
    const bool outside = cut.outside.value() > 0.0;
    out.split = cut.parts.size() + (outside ? 1 : 0) > 1;
    for (const FacePart& part : cut.parts) {
        sharing.add(faces.zones[part.face], part.area == area ? out.area : ExactArea{part.area});
    }
    if (outside) {
        sharing.add(std::span{&no_zone, 1}, ExactArea{cut.outside});
    }
    sort(out, values.size());
}

} // namespace parkplan::overlay
