// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/area_method.hpp"
#include "core/catalogue.hpp"
#include "core/error.hpp"
#include "core/exact_area.hpp"
#include "core/language.hpp"
#include "core/units.hpp"
#include "crs/crs.hpp"
#include "crs/gauss_krueger.hpp"
#include "geo/point.hpp"
#include "geo/shape.hpp"
#include "json/value.hpp"
#include "layer/layer.hpp"
#include "plan/rule_info.hpp"
#include "review/finding.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace parkplan::report {

/// Pieces of JSON that several results share. Absent values are null, never left out.

[[nodiscard]] json::Value json_of(const BiText& text);
[[nodiscard]] json::Value json_of(const BiView& text);
/// An area with the decimals of its method: 6, survey 2.
[[nodiscard]] json::Value json_of_area(std::optional<SquareMetres> area, AreaMethod method);
[[nodiscard]] json::Value json_of_area(const std::optional<ExactArea>& area, AreaMethod method);
/// {"code","name","kind","datum","ellipsoid":{…}}.
[[nodiscard]] json::Value json_of(const crs::Crs& crs);
[[nodiscard]] json::Value json_of(const std::optional<crs::WorkingPlane>& plane);
/// [min x, min y, max x, max y], full precision; null when empty.
[[nodiscard]] json::Value json_of(const geo::Box& box);
/// A GeoJSON geometry in the coordinates of the shape, full precision; null for none.
[[nodiscard]] json::Value json_of(const geo::Shape& shape);
/// {"layer","key","fid","name"}.
[[nodiscard]] json::Value json_of(const review::Subject& subject);
[[nodiscard]] json::Value json_of(const plan::Citation& clause);
[[nodiscard]] json::Object members_of(const review::Finding& finding);
[[nodiscard]] json::Value json_of(const review::Finding& finding);
[[nodiscard]] json::Value json_of(const review::Verdict& verdict);
/// {"kind","message","where","hint"}.
[[nodiscard]] json::Value json_of(const Error& error);

/// What is known of a source: path, name, driver, crs, encoding and so on, without its counts.
[[nodiscard]] json::Object layer_members(const layer::SourceInfo& info);

/// {"parkplan","gdal","geos","proj"}.
[[nodiscard]] json::Value versions_json();

/// Version of parkplan, "0.1.0".
[[nodiscard]] PARKPLAN_API std::string_view version() noexcept;

/// {"parkplan":1,"command":…,"complete":false,"error":{…}} with a line end: a run that ended
/// before its result began.
[[nodiscard]] PARKPLAN_API std::string failure_document(std::string_view command,
                                                        const Error& error);

} // namespace parkplan::report
