// SPDX-License-Identifier: MIT
#include "crs/transform.hpp"

#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "crs/gauss_krueger.hpp"
#include "crs/proj_handles.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::crs {
namespace {

using detail::Context;
using detail::PjPtr;

enum class DatumFamily : unsigned char { wgs84, cgcs2000, without_parameters, other };

/// Datums by the names that EPSG, ESRI and GDAL give them.
DatumFamily family_of(const Crs& crs) {
    struct Known {
        std::string_view start;
        DatumFamily family;
    };
    static constexpr std::array<Known, 12> known{{
        {"World Geodetic System 1984", DatumFamily::wgs84},
        {"WGS_1984", DatumFamily::wgs84},
        {"WGS 84", DatumFamily::wgs84},
        {"China 2000", DatumFamily::cgcs2000},
        {"China_2000", DatumFamily::cgcs2000},
        {"China Geodetic Coordinate System 2000", DatumFamily::cgcs2000},
        {"CGCS2000", DatumFamily::cgcs2000},
        {"Beijing 1954", DatumFamily::without_parameters},
        {"Beijing_1954", DatumFamily::without_parameters},
        {"Xian 1980", DatumFamily::without_parameters},
        {"Xian_1980", DatumFamily::without_parameters},
        {"New Beijing", DatumFamily::without_parameters},
    }};
    for (const Known& entry : known) {
        if (crs.datum().starts_with(entry.start)) {
            return entry.family;
        }
    }
    return DatumFamily::other;
}

bool placed_alike(const Crs& from, const Crs& to) {
    const DatumFamily a = family_of(from);
    const DatumFamily b = family_of(to);
    const auto modern = [](DatumFamily f) {
        return f == DatumFamily::wgs84 || f == DatumFamily::cgcs2000;
    };
    return (!from.datum().empty() && from.datum() == to.datum()) || (modern(a) && modern(b));
}

} // namespace

struct Transform::Impl {
    Context context{};
    std::vector<PjPtr> steps{};
    TransformInfo info{};

    void add_step(const Crs& from, const Crs& to, bool same_datum);
    void finish_info();
};

void Transform::Impl::add_step(const Crs& from, const Crs& to, bool same_datum) {
    if (same(from, to)) {
        return;
    }
    const PjPtr source = detail::create(context, from.wkt());
    const PjPtr target = detail::create(context, to.wkt());
    const std::array<const char*, 2> options{"ALLOW_BALLPARK=NO", nullptr};
    PjPtr found{proj_create_crs_to_crs_from_pj(context.get(), source.get(), target.get(), nullptr,
                                               options.data())};
    if (found) {
        found.reset(proj_normalize_for_visualization(context.get(), found.get()));
    }
    if (!found) {
        fail(ErrorKind::crs, "no accurate transformation from '{}' to '{}' is known{}",
             from.label(), to.label(),
             same_datum ? BiText{}
                        : told("; ask for the data in the target system, or state parameters"));
    }
    steps.push_back(std::move(found));
}

void Transform::Impl::finish_info() {
    std::string text;
    for (const PjPtr& step : steps) {
        const PJ_PROJ_INFO what = proj_pj_info(step.get());
        text += fmt::format("{}{}", text.empty() ? "" : " | ",
                            what.definition == nullptr ? "" : what.definition);
        if (!info.accuracy_m && what.accuracy >= 0.0) {
            info.accuracy_m = what.accuracy;
        }
    }
    info.operation = text.empty() ? "identity" : text;
    if (info.taken_as_identity) {
        info.operation += " (WGS 84 = CGCS2000)";
        info.accuracy_m = 2.0;
    }
}

Transform::Transform(const Crs& from, const Crs& to) : m_impl(std::make_unique<Impl>()) {
    Impl& impl = *m_impl;
    if (same(from, to)) {
        impl.info = {"identity", 0.0, false};
        return;
    }
    if (from.kind() == CrsKind::local || to.kind() == CrsKind::local) {
        fail(ErrorKind::crs, "a layer in a local plane has no place on the earth: '{}' to '{}'",
             from.label(), to.label());
    }
    if (placed_alike(from, to)) {
        impl.info.taken_as_identity = family_of(from) != family_of(to);
        impl.add_step(from, geographic_base(from), true);
        impl.add_step(geographic_base(to), to, true);
    } else {
        if (family_of(from) == DatumFamily::without_parameters ||
            family_of(to) == DatumFamily::without_parameters) {
            fail(ErrorKind::crs,
                 "'{}' to '{}' changes the datum from {} to {}, for which no public parameters "
                 "hold; right would be the data in the target system, transformed by the "
                 "surveying office",
                 from.label(), to.label(), from.datum(), to.datum());
        }
        impl.add_step(from, to, false);
    }
    impl.finish_info();
}

Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

const TransformInfo& Transform::info() const noexcept {
    return m_impl->info;
}

void Transform::apply(std::span<geo::Point> points) const {
    if (m_impl->steps.empty() || points.empty()) {
        return;
    }
    const auto finite = [](const geo::Point& p) {
        return std::isfinite(p.x) && std::isfinite(p.y);
    };
    if (!std::all_of(points.begin(), points.end(), finite)) {
        for (geo::Point& point : points) {
            if (finite(point)) {
                apply(std::span{&point, 1});
            }
        }
        return;
    }
    const std::vector<geo::Point> before{points.begin(), points.end()};
    for (const PjPtr& step : m_impl->steps) {
        proj_trans_generic(step.get(), PJ_FWD, &points.front().x, sizeof(geo::Point), points.size(),
                           &points.front().y, sizeof(geo::Point), points.size(), nullptr, 0, 0,
                           nullptr, 0, 0);
    }
    const auto lost = std::find_if_not(points.begin(), points.end(), finite);
    if (lost != points.end()) {
        const geo::Point& p = before[static_cast<std::size_t>(lost - points.begin())];
        fail(ErrorKind::crs,
             "the point ({}, {}) has no image in the target system; right would be coordinates "
             "inside the area of the layer's reference system",
             p.x, p.y);
    }
}

} // namespace parkplan::crs
