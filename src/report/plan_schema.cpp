// SPDX-License-Identifier: MIT
#include "report/plan_schema.hpp"

#include "core/area_method.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <string_view>
#include <utility>

namespace parkplan::report {
namespace {

using json::Array;
using json::Object;
using json::Value;
using plan::ParamType;

std::string both(const BiView& text) {
    return fmt::format("{} / {}", text.en, text.zh);
}

/// A schema with its description first.
Value described(const BiView& text, Object schema) {
    schema.insert(schema.begin(), json::Member{"description", both(text)});
    return schema;
}

Object text_schema() {
    return {{"type", "string"}, {"minLength", 1}};
}

Value text(const BiView& help) {
    return described(help, text_schema());
}

Object list_schema(Object items) {
    return {{"type", "array"}, {"minItems", 1}, {"uniqueItems", true}, {"items", std::move(items)}};
}

Object choice_schema(std::initializer_list<std::string_view> words) {
    Array values;
    for (const std::string_view word : words) {
        values.emplace_back(word);
    }
    return {{"type", "string"}, {"enum", std::move(values)}};
}

Object method_schema() {
    Array values;
    for (const AreaMethod method : all_area_methods) {
        values.emplace_back(name_of(method));
    }
    return {{"type", "string"}, {"enum", std::move(values)}};
}

Object any_of(Array schemas) {
    return {{"anyOf", std::move(schemas)}};
}

/// A number and its unit: "2km2", "30亩", "5cm"; 0 needs none.
Object quantity_schema() {
    return any_of({Object{{"type", "string"},
                          {"pattern", R"(^\s*([0-9.]+([eE][+-]?[0-9]+)?\s*[^0-9.\s].*|0+)$)"}},
                   Object{{"const", 0}}});
}

Object type_schema(ParamType type) {
    switch (type) {
    case ParamType::area:
    case ParamType::length:
        return quantity_schema();
    case ParamType::integer:
        return {{"type", "integer"}, {"minimum", 0}};
    case ParamType::number:
        return {{"type", "number"}, {"minimum", 0}};
    case ParamType::share:
        return any_of({Object{{"type", "number"}, {"minimum", 0}, {"maximum", 1}},
                       Object{{"type", "string"}, {"pattern", R"(^\s*[0-9.]+\s*%$)"}}});
    case ParamType::text_list:
        return list_schema(text_schema());
    case ParamType::fields:
        return any_of({text_schema(), list_schema(text_schema())});
    case ParamType::layer:
    case ParamType::field:
    case ParamType::text:
        break;
    }
    return text_schema();
}

Value param_schema(const plan::ParamInfo& param) {
    Object schema = type_schema(param.type);
    if (param.repeats) {
        schema = any_of({Object{{"type", "array"}, {"minItems", 1}, {"items", text_schema()}}});
    }
    schema.insert(schema.begin(), json::Member{"description", both(param.help)});
    if (!param.fallback.empty()) {
        schema.emplace_back("default", param.fallback);
    }
    return schema;
}

Object table_schema(Object properties, Array required) {
    return {{"type", "object"},
            {"required", std::move(required)},
            {"properties", std::move(properties)},
            {"additionalProperties", false}};
}

Value clause_schema() {
    return described({"clause that the rule comes from", "规则所依据的条款"},
                     table_schema({{"source", text({"id of a [sources.x]", "[sources.x] 的标识"})},
                                   {"place", text({"chapter and section", "章节"})},
                                   {"quote", text({"its words", "原文"})}},
                                  {"source", "place"}));
}

/// The [[rules]] of one kind.
Value rule_schema(const plan::RuleInfo& rule) {
    Object properties{
        {"id", text({"unique in the plan", "在方案中唯一"})},
        {"rule", Object{{"const", rule.kind}}},
        {"severity", described({"level of a failure", "未通过时的级别"},
                               choice_schema({"error", "warning", "info"}))},
        {"group", text({"heading in the report; with severity = \"info\" only, never counts",
                        "报告中的分组；仅用于 info 级，不计入退出码"})},
        {"not_checked", text({"why it is not checked: parameters may then be missing",
                              "不作检查的原因；此时可不给出参数"})},
        {"not_checked_en", text({"the same in English", "英文原因"})},
        {"clause", Object{{"$ref", "#/$defs/clause"}}}};
    Array required;
    for (const plan::ParamInfo& param : rule.params) {
        properties.emplace_back(param.name, param_schema(param));
        if (param.required) {
            required.emplace_back(param.name);
        }
    }
    if (rule.needs_clause) {
        required.emplace_back("clause");
    }
    Object schema = table_schema(std::move(properties), {"id", "rule"});
    if (!required.empty()) {
        schema.emplace_back("anyOf", Array{Object{{"required", std::move(required)}},
                                           Object{{"required", Array{"not_checked"}}}});
    }
    schema.insert(schema.begin(), {json::Member{"title", rule.kind},
                                   json::Member{"description", both(rule.summary)}});
    return schema;
}

Value rules_schema(RuleInfos rules) {
    Array kinds;
    for (const plan::RuleInfo* const rule : rules) {
        kinds.push_back(rule_schema(*rule));
    }
    return described({"what is checked", "检查内容"},
                     {{"type", "array"}, {"items", any_of(std::move(kinds))}});
}

/// A table with tables of any name in it: [layers.x].
Value named_tables(const BiView& help, Object each) {
    return described(help, {{"type", "object"}, {"additionalProperties", std::move(each)}});
}

Value sources_schema() {
    return named_tables(
        {"documents that rules cite", "规则引用的文件"},
        table_schema({{"title", text({"name of the document", "文件名称"})},
                      {"status", text({"printed beside every verdict", "状态，随每条意见注明"})},
                      {"period", text({"years that it covers", "规划期"})},
                      {"note", text({"remark", "说明"})},
                      {"superseded_by", text({"later document", "后续文件"})}},
                     {"title"}));
}

Value accuracy_schema() {
    return described({"standard deviation of a position: a length or a preset; no default",
                      "点位精度：长度或预设名称；不设默认值"},
                     text_schema());
}

Value measure_schema() {
    return described(
        {"how areas are measured", "面积量算"},
        table_schema(
            {{"crs", text({"working coordinate system, e.g. EPSG:4548, or local",
                           "工作坐标系，如 EPSG:4548 或 local"})},
             {"method", described({"method of record", "采用的面积口径"}, method_schema())},
             {"basis", text({"why that method", "采用该口径的依据"})},
             {"point_accuracy", accuracy_schema()},
             {"coverage_factor",
              described({"k of the uncertainty, 2 unless stated", "不确定度的 k，默认 2"},
                        {{"type", "number"}, {"exclusiveMinimum", 0}})}},
            {"crs", "method"}));
}

Value layers_schema() {
    Object layer = table_schema(
        {{"path", text({"file, relative to the plan", "文件，相对于方案文件"})},
         {"provided", described({"false: nobody has given the layer", "false 表示未提供该图层"},
                                {{"type", "boolean"}})},
         {"layer", text({"name in the source", "数据源中的图层名"})},
         {"key", text({"field with the key", "标识字段"})},
         {"title", text({"name for people", "名称"})},
         {"title_en", text({"the same in English", "英文名称"})},
         {"where", text({"attribute filter", "属性筛选"})},
         {"encoding", text({"of a Shapefile, e.g. GBK", "Shapefile的字符编码，如 GBK"})},
         {"fields", described({"role = \"FIELD\"", "用途 = \"字段\""},
                              {{"type", "object"}, {"additionalProperties", text_schema()}})},
         {"crs", text({"of a source that states none", "数据源未注明时的坐标系"})},
         {"point_accuracy", accuracy_schema()},
         {"approval", text({"number of the approval", "批复文号"})},
         {"version", text({"version of the boundary", "版本"})},
         {"as_of", text({"date or year that the layer shows", "基准日"})}},
        {});
    layer.emplace_back("anyOf", Array{Object{{"required", Array{"path"}}},
                                      Object{{"required", Array{"provided"}}}});
    return named_tables({"layers, each with the name that rules use", "图层"}, std::move(layer));
}

Value readings_schema() {
    return described(
        {"other readings under which verdicts are told as well", "同时给出结论的其他口径"},
        table_schema({{"methods", list_schema(method_schema())},
                      {"areas", list_schema(choice_schema({"gross", "net", "both"}))},
                      {"classes", list_schema(choice_schema({"narrow", "middle", "wide"}))},
                      {"overlaps", list_schema(choice_schema({"counted", "left_out"}))},
                      {"gaps", list_schema(any_of({quantity_schema(), Object{{"const", "all"}}}))},
                      {"accuracies", list_schema(text_schema())}},
                     {}));
}

Object date_schema() {
    return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
}

Value waivers_schema() {
    Object waiver = table_schema(
        {{"fingerprint", described({"of the finding", "问题的指纹"},
                                   {{"type", "string"}, {"pattern", "^[0-9a-f]{16}$"}})},
         {"rule", text({"id of the rule; with key", "规则的 id，与 key 同时给出"})},
         {"key", text({"key of the feature", "要素的标识"})},
         {"reason", text({"why it is accepted", "认可的理由"})},
         {"until", described({"last day on which it holds", "有效的最后一日"}, date_schema())}},
        {"reason"});
    waiver.emplace_back("anyOf", Array{Object{{"required", Array{"fingerprint"}}},
                                       Object{{"required", Array{"rule", "key"}}}});
    return described({"findings that are known and accepted", "已知并认可的问题"},
                     {{"type", "array"}, {"items", std::move(waiver)}});
}

Value output_schema() {
    return described(
        {"what the results folder holds", "结果文件夹的内容"},
        table_schema({{"formats", list_schema(choice_schema(
                                      {"text", "json", "gpkg", "geojson", "shp", "papers"}))}},
                     {}));
}

Value papers_schema() {
    return described({"what stands below each table of papers/", "papers/ 各表的表尾"},
                     table_schema({{"unit", text({"who makes the papers", "编制单位"})},
                                   {"calculated_by", text({"who calculated", "计算人"})},
                                   {"checked_by", text({"who checked", "复核人"})},
                                   {"date", described({"of the papers, instead of the results'",
                                                       "各表的日期，不给出时同结果日期"},
                                                      date_schema())}},
                                  {}));
}

} // namespace

std::string plan_schema_json(RuleInfos rules) {
    Object properties{
        {"parkplan", described({"version of the format", "格式版本"}, {{"const", 1}})},
        {"name", text({"what people call the plan", "方案名称"})},
        {"name_en", text({"the same in English", "英文名称"})},
        {"date", described({"of the results", "结果的日期"}, date_schema())},
        {"sources", sources_schema()},
        {"measure", measure_schema()},
        {"layers", layers_schema()},
        {"rules", rules_schema(rules)},
        {"readings", readings_schema()},
        {"waivers", waivers_schema()},
        {"output", output_schema()},
        {"papers", papers_schema()}};
    Object document =
        table_schema(std::move(properties), {"parkplan", "name", "measure", "layers"});
    document.insert(document.begin(),
                    {json::Member{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                     json::Member{"title", "parkplan plan file / parkplan 方案文件"}});
    document.emplace_back("$defs", Object{{"clause", clause_schema()}});
    return json::dump(Value{std::move(document)}, json::Layout::indented) + "\n";
}

} // namespace parkplan::report
