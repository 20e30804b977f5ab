// SPDX-License-Identifier: MIT
#include "report/json_parts.hpp"

#include "core/number.hpp"
#include "geo/solid.hpp"
#include "io/open.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::report {
namespace {

/// Text, or null when there is none.
json::Value text_or_null(const std::string& text) {
    return text.empty() ? json::Value{} : json::Value{text};
}

json::Value bi_or_null(const BiText& text) {
    return text.en.empty() && text.zh.empty() ? json::Value{} : json_of(text);
}

std::string_view kind_name(crs::CrsKind kind) noexcept {
    switch (kind) {
    case crs::CrsKind::geographic:
        return "geographic";
    case crs::CrsKind::projected:
        return "projected";
    case crs::CrsKind::local:
        break;
    }
    return "local";
}

/// A figure of a verdict or finding: areas and lengths with 6 decimals, anything else as it is.
json::Value figure(std::optional<double> value, const std::string& unit) {
    if (!value || unit.empty()) {
        return value;
    }
    return round_half_away(*value, 6);
}

/// The outcome under every reading that the plan asks for; null where it asks for none.
json::Value readings_json(const review::Verdict& verdict) {
    if (verdict.readings.empty()) {
        return {};
    }
    json::Array readings;
    for (const review::ReadingOutcome& one : verdict.readings) {
        json::Object choices;
        for (const auto& [question, answer] : one.choices) {
            choices.emplace_back(question, answer);
        }
        readings.emplace_back(json::Object{{"choices", std::move(choices)},
                                           {"outcome", name_of(one.outcome)},
                                           {"value", figure(one.value, verdict.unit)},
                                           {"sigma", figure(one.sigma, verdict.unit)}});
    }
    return readings;
}

json::Value json_of_ellipsoid(const crs::Ellipsoid& ellipsoid) {
    return json::Object{{"name", ellipsoid.name},
                        {"a_m", ellipsoid.a},
                        {"inverse_flattening", ellipsoid.inverse_flattening}};
}

} // namespace

json::Value json_of(const BiText& text) {
    return json::Object{{"en", text.en}, {"zh", text.zh}};
}

json::Value json_of(const BiView& text) {
    return json::Object{{"en", text.en}, {"zh", text.zh}};
}

json::Value json_of_area(std::optional<SquareMetres> area, AreaMethod method) {
    if (!area) {
        return {};
    }
    return round_half_away(area->value(), method == AreaMethod::survey ? 2 : 6);
}

json::Value json_of_area(const std::optional<ExactArea>& area, AreaMethod method) {
    return area ? json_of_area(area->value(), method) : json::Value{};
}

json::Value json_of(const crs::Crs& crs) {
    const bool local = crs.kind() == crs::CrsKind::local;
    return json::Object{{"code", text_or_null(crs.code())},
                        {"name", text_or_null(crs.name())},
                        {"kind", kind_name(crs.kind())},
                        {"datum", local ? json::Value{} : text_or_null(crs.datum())},
                        {"ellipsoid", local ? json::Value{} : json_of_ellipsoid(crs.ellipsoid())}};
}

json::Value json_of(const std::optional<crs::WorkingPlane>& plane) {
    if (!plane) {
        return {};
    }
    return json::Object{{"description", plane->describe()},
                        {"central_meridian_deg", plane->central_meridian_deg},
                        {"ellipsoid", json_of_ellipsoid(plane->ellipsoid)},
                        {"own", plane->own}};
}

json::Value json_of(const geo::Box& box) {
    if (box.empty()) {
        return {};
    }
    return json::Array{box.min.x, box.min.y, box.max.x, box.max.y};
}

json::Value json_of(const review::Subject& subject) {
    return json::Object{{"layer", text_or_null(subject.layer)},
                        {"key", text_or_null(subject.key)},
                        {"fid", subject.fid},
                        {"name", text_or_null(subject.name)}};
}

json::Value json_of(const plan::Citation& clause) {
    if (clause.empty()) {
        return {};
    }
    return json::Object{{"source", text_or_null(clause.source)},
                        {"document", text_or_null(clause.document)},
                        {"status", text_or_null(clause.status)},
                        {"place", text_or_null(clause.place)},
                        {"quote", text_or_null(clause.quote)}};
}

json::Object members_of(const review::Finding& finding) {
    return {{"code", finding.code},
            {"level", name_of(finding.level)},
            {"rule", text_or_null(finding.rule)},
            {"group", text_or_null(finding.group)},
            {"subject", json_of(finding.subject)},
            {"other", finding.other ? json_of(*finding.other) : json::Value{}},
            {"measured", figure(finding.measured, finding.unit)},
            {"limit", figure(finding.limit, finding.unit)},
            {"unit", text_or_null(finding.unit)},
            {"message", json_of(finding.message)},
            {"place", json_of(finding.place)},
            {"proposal", bi_or_null(finding.proposal)},
            {"clause", json_of(finding.clause)},
            {"fingerprint", text_or_null(finding.fingerprint)}};
}

json::Value json_of(const review::Finding& finding) {
    return members_of(finding);
}

json::Value json_of(const review::Verdict& verdict) {
    return json::Object{{"rule", verdict.rule},
                        {"kind", verdict.kind},
                        {"group", text_or_null(verdict.group)},
                        {"level", name_of(verdict.level)},
                        {"subject", json_of(verdict.subject)},
                        {"outcome", name_of(verdict.outcome)},
                        {"value", figure(verdict.value, verdict.unit)},
                        {"limit", figure(verdict.limit, verdict.unit)},
                        {"unit", text_or_null(verdict.unit)},
                        {"margin", figure(verdict.margin, verdict.unit)},
                        {"sigma", figure(verdict.sigma, verdict.unit)},
                        {"method", text_or_null(verdict.method)},
                        {"note", bi_or_null(verdict.note)},
                        {"readings", readings_json(verdict)},
                        {"readings_note", bi_or_null(verdict.readings_note)},
                        {"clause", json_of(verdict.clause)}};
}

json::Value json_of(const Error& error) {
    const Where& where = error.where();
    return json::Object{{"kind", name_of(error.kind())},
                        {"message", error.what()},
                        {"where", json::Object{{"source", text_or_null(where.source)},
                                               {"layer", text_or_null(where.layer)},
                                               {"feature", text_or_null(where.feature)},
                                               {"rule", text_or_null(where.rule)}}},
                        {"hint", text_or_null(error.hint().en)}};
}

json::Object layer_members(const layer::SourceInfo& info) {
    return {{"path", info.path},
            {"name", info.name},
            {"driver", info.driver},
            {"crs", info.crs ? json_of(*info.crs) : json::Value{}},
            {"crs_stated", info.crs_stated},
            {"encoding", text_or_null(info.encoding)},
            {"geometry_type", text_or_null(info.geometry_type)},
            {"key", info.key_column ? json::Value{info.schema.fields()[*info.key_column].name}
                                    : json::Value{}}};
}

json::Value versions_json() {
    return json::Object{{"parkplan", version()},
                        {"gdal", io::vector_engine_version()},
                        {"geos", geo::engine_version()},
                        {"proj", crs::projection_engine_version()}};
}

std::string_view version() noexcept {
    return PARKPLAN_VERSION;
}

std::string failure_document(std::string_view command, const Error& error) {
    const json::Value document =
        json::Object{{"parkplan", 1},
                     {"command", command.empty() ? json::Value{} : json::Value{command}},
                     {"complete", false},
                     {"error", json_of(error)}};
    return json::dump(document, json::Layout::indented) + "\n";
}

} // namespace parkplan::report
