// SPDX-License-Identifier: MIT
#include "io/names.hpp"
#include "report/check_data.hpp"
#include "report/words.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::report {
namespace {

using layer::FieldType;

std::vector<io::OutField> finding_fields() {
    return {{"code", "CODE", FieldType::text, "编码"},
            {"level", "LEVEL", FieldType::text, "级别"},
            {"rule", "RULE", FieldType::text, "规则"},
            {"rule_group", "RULEGROUP", FieldType::text, "分组"},
            {"layer", "LAYER", FieldType::text, "图层"},
            {"key", "KEY", FieldType::text, "标识"},
            {"feature_fid", "FEAT_FID", FieldType::integer, "要素编号"},
            {"name", "NAME", FieldType::text, "名称"},
            {"other_layer", "O_LAYER", FieldType::text, "另一图层"},
            {"other_key", "O_KEY", FieldType::text, "另一标识"},
            {"other_fid", "O_FID", FieldType::integer, "另一要素编号"},
            {"other_name", "O_NAME", FieldType::text, "另一名称"},
            {"measured", "MEASURED", FieldType::real, "实测值"},
            {"limit_value", "LIMIT", FieldType::real, "限值"},
            {"unit", "UNIT", FieldType::text, "单位"},
            {"message_zh", "MSG_ZH", FieldType::text, "说明"},
            {"message_en", "MSG_EN", FieldType::text, "说明（英文）"},
            {"proposal_zh", "PROP_ZH", FieldType::text, "建议"},
            {"proposal_en", "PROP_EN", FieldType::text, "建议（英文）"},
            {"document", "DOCUMENT", FieldType::text, "依据"},
            {"fingerprint", "FINGERPR", FieldType::text, "指纹"},
            {"waived", "WAIVED", FieldType::text, "豁免原因"},
            {"change", "CHANGE", FieldType::text, "变化"}};
}

io::OutValue text(const std::string& value) {
    return value.empty() ? io::OutValue{} : io::OutValue{value};
}

io::OutValue number(std::optional<double> value) {
    return value ? io::OutValue{*value} : io::OutValue{};
}

io::OutValue fid(const review::Subject& subject) {
    return subject.fid ? io::OutValue{*subject.fid} : io::OutValue{};
}

std::vector<io::OutValue> values_of(const review::Finding& finding) {
    const review::Subject other = finding.other.value_or(review::Subject{});
    return {text(finding.code),
            text(std::string{name_of(finding.level)}),
            text(finding.rule),
            text(finding.group),
            text(finding.subject.layer),
            text(finding.subject.key),
            fid(finding.subject),
            text(finding.subject.name),
            text(other.layer),
            text(other.key),
            fid(other),
            text(other.name),
            number(finding.measured),
            number(finding.limit),
            text(finding.unit),
            text(finding.message.zh),
            text(finding.message.en),
            text(finding.proposal.zh),
            text(finding.proposal.en),
            text(citation_text(finding.clause)),
            text(finding.fingerprint),
            text(finding.waived),
            text(std::string{name_of(finding.change)})};
}

bool has_geometry(const geo::Shape& shape, io::OutGeometry geometry) noexcept {
    switch (geometry) {
    case io::OutGeometry::point:
        return std::holds_alternative<geo::MultiPoint>(shape);
    case io::OutGeometry::line:
        return std::holds_alternative<geo::MultiLine>(shape);
    case io::OutGeometry::polygon:
        break;
    }
    return std::holds_alternative<geo::MultiPolygon>(shape);
}

struct LayerName {
    io::OutGeometry geometry;
    const char* name;
    const char* title;
};

constexpr std::array<LayerName, 3> layer_names{{
    {io::OutGeometry::polygon, "findings_polygon", "检查意见（面）"},
    {io::OutGeometry::line, "findings_line", "检查意见（线）"},
    {io::OutGeometry::point, "findings_point", "检查意见（点）"},
}};

const LayerName& named(io::OutGeometry geometry) noexcept {
    for (const LayerName& name : layer_names) {
        if (name.geometry == geometry) {
            return name;
        }
    }
    return layer_names.front();
}

} // namespace

io::OutLayer findings_layer(const CheckResult& result, io::OutGeometry geometry) {
    const LayerName& name = named(geometry);
    io::OutLayer out{.name = name.name,
                     .title = name.title,
                     .geometry = geometry,
                     .crs = result.plan.working_crs,
                     .fields = finding_fields(),
                     .rows = {}};
    for (const review::Finding& finding : result.review.findings) {
        if (has_geometry(finding.place, geometry)) {
            out.rows.push_back({values_of(finding), finding.place});
        }
    }
    return out;
}

std::vector<io::OutLayer> data_layers(const CheckResult& result) {
    io::UniqueNames names{{}};
    std::vector<io::OutLayer> layers;
    for (std::size_t i = 0; i < result.review.loaded.size(); ++i) {
        layers.push_back(measured_layer(result, i));
    }
    for (const LayerName& name : layer_names) {
        io::OutLayer findings = findings_layer(result, name.geometry);
        if (!findings.rows.empty()) {
            layers.push_back(std::move(findings));
        }
    }
    for (io::OutLayer& layer : layers) {
        layer.name = names(layer.name);
    }
    return layers;
}

} // namespace parkplan::report
