// SPDX-License-Identifier: MIT
#include "crs/crs.hpp"

#include "core/fail.hpp"
#include "core/text.hpp"
#include "crs/proj_handles.hpp"

#include <fmt/format.h>
#include <proj.h>
#include <proj_experimental.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::crs {

struct Crs::Data {
    CrsKind kind = CrsKind::local;
    std::string code{};
    std::string name{};
    std::string label{};
    std::string wkt{};
    std::string datum{};
    Ellipsoid ellipsoid{};
    double metres_per_unit = 1.0;
    std::optional<TransverseMercator> transverse_mercator{};
    bool web_mercator = false;
};

namespace {

using detail::Context;
using detail::PjPtr;

std::string text_or_empty(const char* text) {
    return text == nullptr ? std::string{} : std::string{text};
}

/// The horizontal part of a compound or bound CRS, in two dimensions.
PjPtr horizontal(Context& context, PjPtr crs, std::string_view text) {
    for (int depth = 0; depth < 4; ++depth) {
        switch (proj_get_type(crs.get())) {
        case PJ_TYPE_COMPOUND_CRS:
            crs.reset(proj_crs_get_sub_crs(context.get(), crs.get(), 0));
            break;
        case PJ_TYPE_BOUND_CRS:
            crs.reset(proj_get_source_crs(context.get(), crs.get()));
            break;
        case PJ_TYPE_GEOGRAPHIC_3D_CRS:
            crs.reset(proj_crs_demote_to_2D(context.get(), nullptr, crs.get()));
            break;
        case PJ_TYPE_GEOGRAPHIC_2D_CRS:
        case PJ_TYPE_PROJECTED_CRS:
            return crs;
        default:
            fail(ErrorKind::crs,
                 "'{}' is neither a geographic nor a projected coordinate reference system", text);
        }
    }
    fail(ErrorKind::crs, "'{}' is nested too deeply to be a layer's reference system", text);
}

std::string code_of(const PJ* crs) {
    const char* authority = proj_get_id_auth_name(crs, 0);
    const char* code = proj_get_id_code(crs, 0);
    if (authority == nullptr || code == nullptr) {
        return {};
    }
    return fmt::format("{}:{}", authority, code);
}

/// Code of a definition that carries none, when PROJ's database has the very same one.
std::string identified_code(Context& context, const PJ* crs) {
    int* confidence = nullptr;
    PJ_OBJ_LIST* list = proj_identify(context.get(), crs, "EPSG", nullptr, &confidence);
    std::string code;
    if (list != nullptr && confidence != nullptr && proj_list_get_count(list) > 0 &&
        *confidence == 100) {
        const PjPtr match{proj_list_get(context.get(), list, 0)};
        code = code_of(match.get());
    }
    proj_int_list_destroy(confidence);
    proj_list_destroy(list);
    return code;
}

Ellipsoid ellipsoid_of(Context& context, const PJ* crs) {
    const PjPtr object{proj_get_ellipsoid(context.get(), crs)};
    if (!object) {
        fail(ErrorKind::crs, "'{}' names no ellipsoid", text_or_empty(proj_get_name(crs)));
    }
    Ellipsoid ellipsoid;
    ellipsoid.name = text_or_empty(proj_get_name(object.get()));
    int minor_computed = 0;
    double minor = 0.0;
    proj_ellipsoid_get_parameters(context.get(), object.get(), &ellipsoid.a, &minor,
                                  &minor_computed, &ellipsoid.inverse_flattening);
    if (ellipsoid.inverse_flattening == 0.0) { // a sphere, in PROJ's manner
        ellipsoid.inverse_flattening = HUGE_VAL;
    }
    return ellipsoid;
}

std::string datum_of(Context& context, const PJ* crs) {
    const PjPtr geodetic{proj_crs_get_geodetic_crs(context.get(), crs)};
    if (!geodetic) {
        return {};
    }
    PjPtr datum{proj_crs_get_datum(context.get(), geodetic.get())};
    if (!datum) {
        datum.reset(proj_crs_get_datum_ensemble(context.get(), geodetic.get()));
    }
    return datum ? text_or_empty(proj_get_name(datum.get())) : std::string{};
}

/// Factor of the first axis to its SI unit: metre or radian.
double axis_factor(Context& context, const PJ* crs) {
    const PjPtr system{proj_crs_get_coordinate_system(context.get(), crs)};
    double factor = 1.0;
    if (!system || proj_cs_get_axis_info(context.get(), system.get(), 0, nullptr, nullptr, nullptr,
                                         &factor, nullptr, nullptr, nullptr) == 0) {
        fail(ErrorKind::crs, "'{}' states no unit", text_or_empty(proj_get_name(crs)));
    }
    return factor;
}

/// A parameter of a projection in degrees or metres.
double parameter(Context& context, const PJ* conversion, const char* name, bool angle) {
    const int index = proj_coordoperation_get_param_index(context.get(), conversion, name);
    double value = 0.0;
    double factor = 1.0;
    const char* unit = nullptr;
    if (index < 0 || proj_coordoperation_get_param(context.get(), conversion, index, nullptr,
                                                   nullptr, nullptr, &value, nullptr, &factor,
                                                   &unit, nullptr, nullptr, nullptr) == 0) {
        fail(ErrorKind::crs, "the projection lacks its parameter '{}'", name);
    }
    if (!angle) {
        return value * factor;
    }
    // The factor of a degree is rounded: multiplying would turn 117 into 116.99999999999999.
    return text_or_empty(unit) == "degree" ? value : value * factor * 180.0 / std::numbers::pi;
}

TransverseMercator transverse_mercator_of(Context& context, const PJ* conversion) {
    TransverseMercator tm;
    tm.central_meridian_deg = parameter(context, conversion, "Longitude of natural origin", true);
    tm.origin_latitude_deg = parameter(context, conversion, "Latitude of natural origin", true);
    tm.scale = parameter(context, conversion, "Scale factor at natural origin", false);
    tm.false_easting_m = parameter(context, conversion, "False easting", false);
    tm.false_northing_m = parameter(context, conversion, "False northing", false);
    return tm;
}

std::string wkt_of(Context& context, const PJ* crs) {
    return text_or_empty(proj_as_wkt(context.get(), crs, PJ_WKT2_2019, nullptr));
}

std::string definition_from(std::string_view text) {
    const std::string_view trimmed = trim(text);
    const bool digits = !trimmed.empty() && std::all_of(trimmed.begin(), trimmed.end(), [](char c) {
        return c >= '0' && c <= '9';
    });
    if (digits) {
        return fmt::format("EPSG:{}", trimmed);
    }
    std::string definition{trimmed};
    if (definition.starts_with('+') && definition.find("+type=crs") == std::string::npos) {
        definition += " +type=crs"; // a PROJ string without it would be an operation
    }
    return definition;
}

} // namespace

Crs::Crs(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

Crs Crs::local() {
    static const auto data = [] {
        auto made = std::make_shared<Data>();
        made->name = "local plane in metres";
        made->label = "local";
        return made;
    }();
    return Crs{data};
}

Crs Crs::parse(std::string_view text) {
    const std::string definition = definition_from(text);
    if (definition == "local") {
        return local();
    }
    Context& context = detail::thread_context();
    const PjPtr crs = horizontal(context, detail::create(context, definition), definition);

    auto data = std::make_shared<Data>();
    data->name = text_or_empty(proj_get_name(crs.get()));
    data->code = code_of(crs.get());
    if (data->code.empty()) {
        data->code = identified_code(context, crs.get());
    }
    data->label = data->code.empty() ? data->name : data->code;
    data->wkt = wkt_of(context, crs.get());
    data->datum = datum_of(context, crs.get());
    data->ellipsoid = ellipsoid_of(context, crs.get());
    const double factor = axis_factor(context, crs.get());
    if (proj_get_type(crs.get()) == PJ_TYPE_GEOGRAPHIC_2D_CRS) {
        data->kind = CrsKind::geographic;
        if (std::abs(factor * 180.0 / std::numbers::pi - 1.0) > 1e-12) {
            fail(ErrorKind::crs, "'{}' counts angles in another unit than the degree", data->label);
        }
        return Crs{std::move(data)};
    }
    data->kind = CrsKind::projected;
    data->metres_per_unit = factor;
    const PjPtr conversion{proj_crs_get_coordoperation(context.get(), crs.get())};
    const char* method = nullptr;
    if (conversion && proj_coordoperation_get_method_info(context.get(), conversion.get(), &method,
                                                          nullptr, nullptr) != 0) {
        const std::string name = text_or_empty(method);
        data->web_mercator = name == "Popular Visualisation Pseudo Mercator";
        if (name == "Transverse Mercator") {
            data->transverse_mercator = transverse_mercator_of(context, conversion.get());
        }
    }
    return Crs{std::move(data)};
}

CrsKind Crs::kind() const noexcept {
    return m_data->kind;
}
const std::string& Crs::code() const noexcept {
    return m_data->code;
}
const std::string& Crs::name() const noexcept {
    return m_data->name;
}
const std::string& Crs::label() const noexcept {
    return m_data->label;
}
const std::string& Crs::wkt() const noexcept {
    return m_data->wkt;
}
const std::string& Crs::datum() const noexcept {
    return m_data->datum;
}
const Ellipsoid& Crs::ellipsoid() const noexcept {
    return m_data->ellipsoid;
}
double Crs::metres_per_unit() const noexcept {
    return m_data->metres_per_unit;
}
const std::optional<TransverseMercator>& Crs::transverse_mercator() const noexcept {
    return m_data->transverse_mercator;
}
bool Crs::web_mercator() const noexcept {
    return m_data->web_mercator;
}

bool same(const Crs& a, const Crs& b) {
    if (a.m_data == b.m_data) {
        return true;
    }
    if (a.kind() != b.kind()) {
        return false;
    }
    if (!a.code().empty() && a.code() == b.code()) {
        return true;
    }
    if (a.transverse_mercator() && b.transverse_mercator()) {
        // PROJ's own comparison holds the order of the axes against projected systems.
        return a.transverse_mercator() == b.transverse_mercator() && a.datum() == b.datum() &&
               a.metres_per_unit() == b.metres_per_unit();
    }
    Context& context = detail::thread_context();
    const PjPtr left = detail::create(context, a.wkt());
    const PjPtr right = detail::create(context, b.wkt());
    return proj_is_equivalent_to_with_ctx(context.get(), left.get(), right.get(),
                                          PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

bool plausible(const Crs& crs, geo::Point point) noexcept {
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
        return false;
    }
    return crs.kind() != CrsKind::geographic ||
           (std::abs(point.x) <= 360.0 && std::abs(point.y) <= 90.0);
}

std::string projection_engine_version() {
    const PJ_INFO info = proj_info();
    return text_or_empty(info.version);
}

} // namespace parkplan::crs
