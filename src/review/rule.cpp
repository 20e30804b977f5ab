// SPDX-License-Identifier: MIT
#include "review/rule.hpp"

#include "core/fail.hpp"
#include "core/text.hpp"
#include "core/told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace parkplan::review {
namespace {

/// The title of the first defect that prevents measuring.
BiText defect_reason(const measure::FeatureMeasures& measures) {
    for (const geo::Defect& defect : measures.defects) {
        if (geo::prevents_measuring(defect.kind)) {
            const BiView title = catalogue_entry(geo::code_of(defect.kind)).title;
            return {fmt::format("the geometry is invalid: {}", title.en),
                    fmt::format("图形无效：{}", title.zh)};
        }
    }
    return {};
}

} // namespace

BiText LoadedLayer::why_unusable(std::size_t row) const {
    switch (layer.table().states[row]) {
    case layer::GeometryState::null:
        return {"the feature has no geometry", "该要素没有图形"};
    case layer::GeometryState::empty:
        return {"the geometry is empty", "图形为空"};
    case layer::GeometryState::not_polygon:
        return {"the geometry is not a polygon", "图形不是面"};
    case layer::GeometryState::unreadable:
        return {"the feature could not be read", "该要素无法读取"};
    case layer::GeometryState::polygon:
        break;
    }
    if (const std::string& failure = measures[row].failure; !failure.empty()) {
        const BiText reason = foreign(failure);
        return {fmt::format("the area could not be computed: {}", reason.en),
                fmt::format("面积无法计算：{}", reason.zh)};
    }
    return defect_reason(measures[row]);
}

std::vector<std::uint8_t> LoadedLayer::usable_rows() const {
    std::vector<std::uint8_t> rows(layer.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        rows[row] = usable(row) ? 1 : 0;
    }
    return rows;
}

Subject subject_of(const plan::LayerConfig& config, std::uint32_t index, const layer::Layer& layer,
                   std::optional<std::size_t> row) {
    Subject subject;
    subject.layer_index = index;
    subject.layer = config.id;
    if (!row) {
        return subject;
    }
    const layer::Table& table = layer.table();
    subject.row = static_cast<std::uint32_t>(*row);
    subject.fid = table.fids[*row];
    subject.key = layer.key(*row);
    if (trim(subject.key).empty()) { // blanks name nobody, and an empty key is the whole layer
        subject.key = fmt::format("#{}", *subject.fid);
    }
    if (const auto role = config.fields.find("name"); role != config.fields.end()) {
        if (const auto column = layer.info().schema.find(role->second)) {
            subject.name = table.columns[*column].as_text(*row).value_or(std::string{});
        }
    }
    return subject;
}

std::uint32_t RuleInput::layer_index(std::string_view param) const {
    return static_cast<std::uint32_t>(plan.layer_index(config.text(param)));
}

const LoadedLayer& RuleInput::layer(std::string_view param) const {
    const auto found = std::ranges::find(loaded_index, layer_index(param));
    if (found == loaded_index.end()) {
        fail(ErrorKind::internal, "rule '{}' was run without its layer '{}'", config.id,
             config.text(param));
    }
    return layers[static_cast<std::size_t>(found - loaded_index.begin())];
}

const plan::LayerConfig& RuleInput::layer_config(std::string_view param) const {
    return plan.layers[layer_index(param)];
}

BiText RuleInput::layer_title(std::string_view param) const {
    const plan::LayerConfig& its = layer_config(param);
    return {its.title.en.empty() ? its.id : its.title.en,
            its.title.zh.empty() ? its.id : its.title.zh};
}

const layer::AttributeColumn& RuleInput::column(std::string_view layer_param,
                                                std::string_view field_or_role) const {
    const layer::Layer& its = layer(layer_param).layer;
    const std::string name{field_or_role};
    const std::size_t at = its.info().schema.require(layer_config(layer_param).field(name));
    return its.table().columns[at];
}

Subject RuleInput::subject(std::string_view param, std::size_t row) const {
    return subject_of(layer_config(param), layer_index(param), layer(param).layer, row);
}

Subject RuleInput::whole(std::string_view param) const {
    return subject_of(layer_config(param), layer_index(param), layer(param).layer, std::nullopt);
}

Finding RuleInput::finding(std::string_view code, Subject subject,
                           const MessageValues& values) const {
    Finding finding;
    finding.code = code;
    finding.level = std::min(config.level, catalogue_entry(code).level);
    finding.rule = config.id;
    finding.group = config.group;
    finding.subject = std::move(subject);
    finding.message = message_of(code, values);
    finding.clause = config.clause;
    return finding;
}

Verdict RuleInput::verdict(Subject subject) const {
    Verdict verdict;
    verdict.rule = config.id;
    verdict.kind = config.kind;
    verdict.subject = std::move(subject);
    verdict.level = config.level;
    verdict.group = config.group;
    verdict.clause = config.clause;
    return verdict;
}

void Rule::check_config(const plan::RuleConfig& /*config*/) const {}

} // namespace parkplan::review
