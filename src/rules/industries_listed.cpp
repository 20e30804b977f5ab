// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/told.hpp"
#include "rules/items.hpp"
#include "rules/makers.hpp"
#include "rules/near_name.hpp"
#include "rules/params.hpp"
#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;
using Names = std::set<std::string>;

constexpr std::array params{
    attribute_layer,
    required_param("field", ParamType::field,
                   {"field or role with the industries", "保存产业的字段或角色"}),
    required_param("place", ParamType::fields,
                   {"field or fields that say where the feature lies: its park, its own name",
                    "说明要素所在分园或名称的字段，可为一个或多个"}),
    optional_param("separator", ParamType::text,
                   {"text between several values of one field, e.g. ';'",
                    "一个字段含多个值时的分隔符，如“、”"}),
    required_param("register", ParamType::layer,
                   {"layer or table with a row for each industry and place that a document lists",
                    "产业区域名单：文件所列的每一产业、区域一行"}),
    required_param("register_industry", ParamType::field,
                   {"field of 'register' with the industry", "“register”中的产业字段"}),
    required_param("register_place", ParamType::field,
                   {"field of 'register' with the place", "“register”中的区域字段"}),
    optional_param("register_sub_field", ParamType::field,
                   {"field of 'register' with the part of the industry that the row is about; "
                    "empty: the whole industry",
                    "“register”中的细分领域字段；为空表示整个产业"}),
    optional_param("register_title", ParamType::field,
                   {"field of 'register' with the industry's name, for messages",
                    "“register”中的产业名称字段，用于意见文字"}),
    optional_param(
        "register_document", ParamType::field,
        {"field of 'register' with the document of each row", "“register”中的文件代号字段"}),
    optional_param("document", ParamType::text,
                   {"the document whose lists are taken", "采用哪一文件的名单"}),
    optional_param("places", ParamType::layer,
                   {"table that says under which names of the lists a place falls, a row each",
                    "区域对应表：某一分园或组团在名单中以何名称出现，每一对应一行"}),
    optional_param(
        "places_name", ParamType::field,
        {"field of 'places' with the place as the layer has it", "“places”中与图层一致的名称字段"}),
    optional_param("places_within", ParamType::field,
                   {"field of 'places' with the name that lists use for it, e.g. 海淀 or 中心城区",
                    "“places”中名单所用名称的字段，如“海淀”“中心城区”"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "industries_listed",
    .summary = {"industries of each feature against a document's lists of places",
                "各要素的重点产业与规划文件所列产业区域对照"},
    .why = {"A document says where an industry is chiefly placed. These lists are open (主要, "
            "等区域): an industry outside them is information for the reader, no fault, and "
            "such a feature is not judged. Told apart are industries whose list does not have the "
            "place, those that have it only by a part of the industry, and those for which the "
            "document has no list at all.",
            "规划文件写明各产业主要布局的区域。此类名单并不封闭（“主要”“等区域”），名单以外的产业仅"
            "供参考，不是问题，对该要素不作判断。分别列出：不在名单内的、仅因细分领域列入的、"
            "文件未列区域名单的产业。"},
    .params = params,
    .level = Level::info,
};

std::string joined(const Names& names, const char* between) {
    return fmt::format("{}", fmt::join(names, between));
}

BiText listed(const Names& names) {
    return {joined(names, ", "), joined(names, "、")};
}

/// What the chosen document says of one industry.
struct Industry {
    std::string title{};
    Names places{};                         ///< of the whole industry
    std::map<std::string, Names> by_part{}; ///< sub-field -> places
};

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input) : m_input(input) {
        read_lists();
        read_places();
    }

    [[nodiscard]] review::RuleResult check() {
        const layer::AttributeColumn& column =
            m_input.column("layer", m_input.config.text("field"));
        for (std::size_t row = 0; row < column.size(); ++row) {
            check(row, items_of(column, row, separator_of(m_input.config)).value_or(Items{}));
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] const layer::AttributeColumn* column_of(const char* layer,
                                                          const char* param) const {
        return stated(m_input.config, param) ? &m_input.column(layer, m_input.config.text(param))
                                             : nullptr;
    }

    void read_lists() {
        const layer::AttributeColumn* documents = column_of("register", "register_document");
        const layer::AttributeColumn* industries = column_of("register", "register_industry");
        const layer::AttributeColumn* places = column_of("register", "register_place");
        const layer::AttributeColumn* parts = column_of("register", "register_sub_field");
        const layer::AttributeColumn* titles = column_of("register", "register_title");
        Names known;
        for (std::size_t row = 0; row < industries->size(); ++row) {
            if (documents != nullptr) {
                const std::string document = value_of(*documents, row).value_or(std::string{});
                known.insert(document);
                if (document != m_input.config.text("document")) {
                    continue;
                }
            }
            const std::optional<std::string> code = value_of(*industries, row);
            const std::optional<std::string> place = value_of(*places, row);
            if (!code || !place) {
                tell_unused("register", code ? "register_place" : "register_industry", row);
                continue;
            }
            Industry& industry = m_industries[*code];
            if (titles != nullptr && industry.title.empty()) {
                industry.title = value_of(*titles, row).value_or(std::string{});
            }
            const std::optional<std::string> part =
                parts == nullptr ? std::nullopt : value_of(*parts, row);
            (part ? industry.by_part[*part] : industry.places).insert(*place);
            m_known.insert(*place);
        }
        if (documents != nullptr && m_industries.empty()) {
            refuse(m_input, "document",
                   told("the register has no list of '{}'; it has: {}",
                        m_input.config.text("document"),
                        BiText{joined(known, ", "), joined(known, "、")}));
        }
    }

    /// A row without a value in that field.
    void tell_unused(const char* table, const char* param, std::size_t row) {
        m_result.findings.push_back(m_input.finding(
            "PP-0523", m_input.subject(table, row),
            {{"register", m_input.layer_title(table)},
             {"field", field_title(m_input.layer_config(table), m_input.config.text(param))}}));
    }

    void read_places() {
        const layer::AttributeColumn* names = column_of("places", "places_name");
        if (names == nullptr) {
            return;
        }
        const layer::AttributeColumn* within = column_of("places", "places_within");
        for (std::size_t row = 0; row < names->size(); ++row) {
            const std::optional<std::string> name = value_of(*names, row);
            const std::optional<std::string> other = value_of(*within, row);
            if (!name || !other) {
                tell_unused("places", name ? "places_within" : "places_name", row);
                continue;
            }
            m_within[*name].insert(*other);
            m_known.insert(*name);
        }
    }

    /// Names of the lists under which a feature falls; with the reason where there are none.
    struct Place {
        std::string title{}; ///< by the first of the fields
        Names names{};
        BiText why{};
    };

    [[nodiscard]] Place place_of(std::size_t row) const {
        Place place;
        for (const std::string& field : m_input.config.list("place")) {
            const std::optional<std::string> name = value_of(m_input.column("layer", field), row);
            if (!name) {
                continue;
            }
            place.title = place.title.empty() ? *name : place.title;
            place.names.insert(*name);
            if (const auto found = m_within.find(*name); found != m_within.end()) {
                place.names.insert(found->second.begin(), found->second.end());
            }
        }
        if (place.names.empty()) {
            place.why = {"no field says where it lies", "未填写所在分园或区域"};
        } else if (std::ranges::none_of(place.names, [this](const std::string& name) {
                       return m_known.contains(name);
                   })) {
            place.why = unknown_place(place.title);
        }
        return place;
    }

    [[nodiscard]] BiText unknown_place(const std::string& title) const {
        const std::vector<std::string> known(m_known.begin(), m_known.end());
        BiText why{fmt::format("neither the lists nor the table of places have '{}'", title),
                   fmt::format("名单和区域对应表中均无“{}”", title)};
        if (const std::optional<std::string> near = near_name(title, known)) {
            why.en += fmt::format("; near to it is '{}'", *near);
            why.zh += fmt::format("，相近的有“{}”", *near);
        }
        return why;
    }

    void check(std::size_t row, const Items& industries) {
        const review::Subject subject = m_input.subject("layer", row);
        const Place place = place_of(row);
        if (industries.empty() || !place.why.en.empty()) {
            m_result.verdicts.push_back(not_checked(
                m_input, subject,
                industries.empty() ? BiText{"no industry is given", "未填写产业"} : place.why));
            return;
        }
        Names outside;
        Names unlisted; ///< industries without a list
        for (const std::string& code : industries) {
            const auto found = m_industries.find(code);
            if (found == m_industries.end()) {
                m_result.findings.push_back(
                    m_input.finding("PP-0522", subject, {{"industry", same(code)}}));
                unlisted.insert(code);
                continue;
            }
            if (!check(subject, place, code, found->second)) {
                outside.insert(code);
            }
        }
        add_verdict(subject, unlisted, outside);
    }

    /// False when neither the list of the industry nor one of its parts has the place.
    bool check(const review::Subject& subject, const Place& place, const std::string& code,
               const Industry& industry) {
        const auto has_place = [&place](const Names& places) {
            return std::ranges::any_of(
                places, [&place](const std::string& name) { return place.names.contains(name); });
        };
        if (has_place(industry.places)) {
            return true;
        }
        Names parts;
        for (const auto& [part, places] : industry.by_part) {
            if (has_place(places)) {
                parts.insert(part);
            }
        }
        const std::string title =
            industry.title.empty() ? code : fmt::format("{} {}", code, industry.title);
        if (!parts.empty()) {
            m_result.findings.push_back(m_input.finding("PP-0521", subject,
                                                        {{"industry", same(title)},
                                                         {"place", same(place.title)},
                                                         {"parts", listed(parts)}}));
            return true;
        }
        BiText places = listed(industry.places);
        if (industry.places.empty()) {
            places = {"none as a whole", "未列整个产业"};
        }
        m_result.findings.push_back(m_input.finding(
            "PP-0520", subject,
            {{"industry", same(title)}, {"place", same(place.title)}, {"places", places}}));
        return false;
    }

    /// Value: industries in no list. The lists are open, so that nothing is judged by them alone.
    void add_verdict(const review::Subject& subject, const Names& unlisted, const Names& outside) {
        if (outside.empty() && !unlisted.empty()) {
            m_result.verdicts.push_back(
                only_told(m_input, subject,
                          {fmt::format("the document has no list for: {}", joined(unlisted, ", ")),
                           fmt::format("文件未列以下产业的区域名单：{}", joined(unlisted, "、"))}));
            return;
        }
        review::Verdict verdict = count_verdict(m_input, subject, outside.size());
        if (!outside.empty()) {
            verdict.outcome = review::Outcome::not_checked;
            verdict.looked = true;
            verdict.limit.reset();
            verdict.margin.reset();
            verdict.note = {
                fmt::format("in no list: {}; the lists are open, for information only",
                            joined(outside, ", ")),
                fmt::format("不在名单内：{}；名单未尽列举，仅供参考", joined(outside, "、"))};
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    const review::RuleInput& m_input;
    std::map<std::string, Industry> m_industries{}; ///< of the chosen document
    std::map<std::string, Names> m_within{};        ///< place -> names that lists use for it
    Names m_known{};                                ///< all places that can be looked up
    review::RuleResult m_result{};
};

class IndustriesListed final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        if (stated(config, "register_document") != stated(config, "document")) {
            fail(ErrorKind::plan,
                 "'register_document' and 'document' belong together; '{}' is "
                 "missing",
                 stated(config, "document") ? "register_document" : "document");
        }
        for (const char* name : {"places_name", "places_within"}) {
            if (stated(config, name) != stated(config, "places")) {
                fail(ErrorKind::plan,
                     "'places', 'places_name' and 'places_within' belong together; '{}' is missing",
                     stated(config, "places") ? name : "places");
            }
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& industries_listed() {
    return only<IndustriesListed>();
}

} // namespace parkplan::rules
