// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"
#include "core/number.hpp"
#include "report/json_parts.hpp"
#include "report/measure_format.hpp"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace parkplan::report {
namespace {

/// "name":value without braces, as one line.
void append_member(std::string& text, std::string_view name, const json::Value& value) {
    fmt::format_to(std::back_inserter(text), "{}:{}", json::dump(name, json::Layout::compact),
                   json::dump(value, json::Layout::compact));
}

json::Value unavailable_json(const MeasureHead& head) {
    json::Object reasons;
    for (const AreaMethod method : all_area_methods) {
        const BiText& reason = head.unavailable.at(index_of(method));
        if (!reason.en.empty()) {
            reasons.emplace_back(std::string{name_of(method)}, json_of(reason));
        }
    }
    return reasons;
}

json::Value layer_json(const MeasureHead& head) {
    json::Object members = layer_members(head.info);
    members.emplace_back("working_plane", json_of(head.plane));
    members.emplace_back("unavailable", unavailable_json(head));
    return members;
}

json::Value options_json(const MeasureHead& head) {
    json::Array fields;
    for (const MeasureField field : head.fields) {
        fields.emplace_back(info_of(field).name);
    }
    return json::Object{
        {"fields", std::move(fields)},
        {"point_accuracy_m",
         head.point_accuracy ? json::Value{head.point_accuracy->value()} : json::Value{}},
        {"validity", head.validity == measure::Validity::checked ? "checked" : "assumed"}};
}

json::Value units_json(SquareMetres area) {
    return json::Object{{"ha", round_half_away(in_unit(area, AreaUnit::hectare), 10)},
                        {"km2", round_half_away(in_unit(area, AreaUnit::square_kilometre), 12)},
                        {"mu", round_half_away(in_unit(area, AreaUnit::mu), 9)}};
}

json::Value total_json(const MeasureTotal& total) {
    json::Object members{{"features", total.features},
                         {"features_measured", total.measured},
                         {"features_excluded", total.excluded()}};
    json::Object units;
    for (const AreaMethod method : all_area_methods) {
        const std::optional<ExactArea> area = total.area(method);
        members.emplace_back(fmt::format("area_{}_m2", name_of(method)),
                             json_of_area(area, method));
        if (area) {
            units.emplace_back(std::string{name_of(method)}, units_json(area->value()));
        }
    }
    members.emplace_back("units", std::move(units));
    members.emplace_back("sigma_m2", nullptr);
    return members;
}

/// {"parkplan":1,"command":"measure",…,"features":[ one feature a line ],"total":…}.
class MeasureJson final : public MeasureFormat {
public:
    std::string head(const MeasureHead& head, std::span<const MeasuredRow> /*first*/) override {
        m_fields = head.fields;
        m_record = head.record;
        std::string text = "{";
        append_member(text, "parkplan", 1);
        text += ',';
        append_member(text, "command", "measure");
        text += ",\n";
        append_member(text, "layer", layer_json(head));
        text += ",\n";
        append_member(text, "options", options_json(head));
        text += ",\n\"features\":[";
        return text;
    }

    void append_rows(std::string& text, std::span<const MeasuredRow> rows,
                     bool is_first) const override {
        for (const MeasuredRow& row : rows) {
            const fmt::format_int fid{row.fid};
            text += is_first ? "\n{" : ",\n{";
            is_first = false;
            text += R"("key":)";
            if (row.key.empty()) {
                text += "\"#";
                text.append(fid.data(), fid.size());
                text += '"';
            } else {
                text += json::dump(row.key, json::Layout::compact);
            }
            text += R"(,"fid":)";
            text.append(fid.data(), fid.size());
            for (const MeasureField field : m_fields) {
                text += ",\"";
                text += info_of(field).name;
                text += "\":";
                if (!append_data(text, field, value_of(field, row.measures, m_record))) {
                    text += "null";
                }
            }
            text += '}';
        }
    }

    [[nodiscard]] std::string foot(const MeasureFoot& foot) const override {
        return closing(foot) + ",\n\"complete\":true}\n";
    }

    [[nodiscard]] std::string broken(const MeasureFoot& foot, const Error& error) const override {
        std::string text = closing(foot);
        text += ",\n\"complete\":false,\n";
        append_member(text, "error", json_of(error));
        text += "}\n";
        return text;
    }

private:
    static std::string closing(const MeasureFoot& foot) {
        std::string text = "\n],\n";
        append_member(text, "total", total_json(foot.total));
        text += ",\n\"findings\":[";
        const char* separator = "\n";
        for (const review::Finding& finding : foot.findings) {
            text += separator;
            text += json::dump(json_of(finding), json::Layout::compact);
            separator = ",\n";
        }
        text += foot.findings.empty() ? "]" : "\n]";
        return text;
    }

    std::vector<MeasureField> m_fields{};
    AreaMethod m_record = AreaMethod::ellipsoidal;
};

} // namespace

std::unique_ptr<MeasureFormat> make_measure_json() {
    return std::make_unique<MeasureJson>();
}

} // namespace parkplan::report
