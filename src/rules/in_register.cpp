// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/told.hpp"
#include "review/param_error.hpp"
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
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    attribute_layer,
    required_param("field", ParamType::field,
                   {"field or role with the name of each feature", "保存要素名称的字段或角色"}),
    optional_param("fields", ParamType::fields,
                   {"fields that are compared with those of 'register_fields'",
                    "与“register_fields”逐一核对的字段"}),
    required_param("register", ParamType::layer,
                   {"layer or table that lists the names", "列有名称的登记表"}),
    required_param("register_key", ParamType::field,
                   {"field of 'register' with the names", "“register”中的名称字段"}),
    optional_param("register_fields", ParamType::fields,
                   {"fields of 'register', as many as 'fields' and in their order",
                    "“register”中的字段，与“fields”个数、次序一致"}),
    optional_param("open_fields", ParamType::fields,
                   {"those of 'register_fields' whose lists may be open ('等')",
                    "“register_fields”中可能未尽列举（“等”）的字段"}),
    with_repeats(optional_param(
        "open_marks", ParamType::fields,
        {"fields of 'register' that mark them: 1 or 是 where the list is open, else the "
         "values that may be added; as many as 'open_fields'",
         "“register”中的标记字段：1或“是”表示未尽列举，或列出可增加的值；与“open_fields”"
         "个数一致"})),
    optional_param("separator", ParamType::text,
                   {"text between several values of one field, e.g. ';'",
                    "一个字段含多个值时的分隔符，如“、”"}),
    optional_param("entries", ParamType::text,
                   {"'any' where an entry of the register needs no feature; else each needs one",
                    "“any”表示登记的名称可以没有对应要素；不给出时每条都应有要素"}),
};

constexpr plan::RuleInfo rule_info{
    .kind = "in_register",
    .summary = {"names and attributes agree with the register of the plan, and no entry is missing",
                "名称及属性与规划登记表一致，登记的名称均有对应要素"},
    .why = {"What a planning document says of a feature is found by its name: a name that differs "
            "by one character, an industry or a mode that the document does not give, and an "
            "entry without a feature all lead to decisions on another basis. Lists are compared "
            "as sets. Where the document ends a list with 等, a further value is told as "
            "information. Empty fields are not compared.",
            "规划文件对各要素的规定以名称对应：名称一字之差、文件未列的产业或模式、登记后无对应要素"
            "，都会使依据落空。多值字段不计次序；文件以“等”字未尽列举的，多出的值仅作提示。"
            "未填写的字段不作核对。"},
    .params = params,
    .level = Level::error,
};

/// One field that is compared, in the layer and in the register.
struct Pair {
    BiText title{};
    const layer::AttributeColumn* values = nullptr;
    const layer::AttributeColumn* entries = nullptr;
    const layer::AttributeColumn* open = nullptr; ///< the marks; none: the lists are complete
};

/// How a field differs from its entry.
struct Difference {
    Items missing{};
    Items extra{};
    Items beyond{}; ///< further values in an open list

    [[nodiscard]] bool empty() const noexcept { return missing.empty() && extra.empty(); }
};

BiText words(const Difference& difference) {
    BiText text;
    if (!difference.missing.empty()) {
        text = {fmt::format("missing {}", joined(difference.missing, ", ")),
                fmt::format("缺少 {}", joined(difference.missing, "、"))};
    }
    if (!difference.extra.empty()) {
        const bool first = difference.missing.empty();
        text.en += fmt::format("{}extra {}", first ? "" : "; ", joined(difference.extra, ", "));
        text.zh += fmt::format("{}多出 {}", first ? "" : "；", joined(difference.extra, "、"));
    }
    return text;
}

/// One run of the rule.
class Run {
public:
    explicit Run(const review::RuleInput& input)
        : m_input(input), m_names(input.column("layer", input.config.text("field"))),
          m_register_title(input.layer_title("register")), m_separator(separator_of(input.config)) {
        read_entries();
        read_pairs();
        m_near = NearNames{names_of(m_entries), count_unlisted()};
    }

    [[nodiscard]] review::RuleResult check() {
        for (std::size_t row = 0; row < m_names.size(); ++row) {
            if (const std::optional<std::string> name = value_of(m_names, row)) {
                check(row, *name);
            } else {
                m_result.verdicts.push_back(not_checked(
                    m_input, m_input.subject("layer", row),
                    is_unreadable(m_names, row) ? why_no_value(m_names, row)
                                                : BiText{"it has no name", "名称未填写"}));
            }
        }
        if (m_nameless > 0) {
            m_result.findings.push_back(m_input.finding(
                "PP-0518", m_input.whole("register"),
                {{"register", m_register_title}, {"count", same(count_text(m_nameless))}}));
        }
        if (!stated(m_input.config, "entries")) {
            check_entries();
        }
        return std::move(m_result);
    }

private:
    struct Entry {
        std::vector<std::size_t> rows{};
        bool has_feature = false; ///< also one with a near name: that is told of the feature
    };

    void read_entries() {
        const layer::AttributeColumn& keys =
            m_input.column("register", m_input.config.text("register_key"));
        for (std::size_t row = 0; row < keys.size(); ++row) {
            if (std::optional<std::string> key = value_of(keys, row)) {
                m_entries[*std::move(key)].rows.push_back(row);
            } else {
                ++m_nameless;
            }
        }
    }

    void read_pairs() {
        if (!stated(m_input.config, "fields")) {
            return;
        }
        const Items& fields = m_input.config.list("fields");
        const Items& entries = m_input.config.list("register_fields");
        for (std::size_t i = 0; i < fields.size(); ++i) {
            m_pairs.push_back({field_title(m_input.layer_config("layer"), fields[i]),
                               &m_input.column("layer", fields[i]),
                               &m_input.column("register", entries[i]), marks_of(entries[i])});
        }
    }

    [[nodiscard]] const layer::AttributeColumn* marks_of(const std::string& field) const {
        if (!stated(m_input.config, "open_fields")) {
            return nullptr;
        }
        const Items& open = m_input.config.list("open_fields");
        const auto found = std::ranges::find(open, field);
        return found == open.end()
                   ? nullptr
                   : &m_input.column("register", m_input.config.list("open_marks")
                                                     .at(static_cast<std::size_t>(
                                                         std::distance(open.begin(), found))));
    }

    void check(std::size_t row, const std::string& name) {
        const review::Subject subject = m_input.subject("layer", row);
        const auto found = m_entries.find(name);
        if (found == m_entries.end()) {
            m_result.findings.push_back(not_listed(subject, name));
            m_result.verdicts.push_back(count_verdict(m_input, subject, 1));
            return;
        }
        Entry& entry = found->second;
        entry.has_feature = true;
        if (entry.rows.size() > 1) {
            m_result.findings.push_back(
                m_input.finding("PP-0515", subject,
                                {{"register", m_register_title},
                                 {"name", same(name)},
                                 {"count", same(count_text(entry.rows.size()))}}));
            m_result.verdicts.push_back(not_checked(
                m_input, subject, {"the register has several entries", "登记表中有多条记录"}));
            return;
        }
        compare(subject, row, entry.rows.front());
    }

    [[nodiscard]] std::size_t count_unlisted() const {
        std::set<std::string> names;
        for (std::size_t row = 0; row < m_names.size(); ++row) {
            if (std::optional<std::string> name = value_of(m_names, row);
                name && !m_entries.contains(*name)) {
                names.insert(*std::move(name));
            }
        }
        return names.size();
    }

    [[nodiscard]] review::Finding not_listed(const review::Subject& subject,
                                             const std::string& name) {
        if (const std::optional<std::string>& near = m_near.of(name)) {
            m_entries.at(*near).has_feature = true;
            review::Finding finding = m_input.finding(
                "PP-0511", subject,
                {{"name", same(name)}, {"register", m_register_title}, {"nearest", same(*near)}});
            finding.proposal = same(*near);
            return finding;
        }
        return m_input.finding("PP-0510", subject,
                               {{"name", same(name)}, {"register", m_register_title}});
    }

    void compare(const review::Subject& subject, std::size_t row, std::size_t entry) {
        std::size_t faults = 0;
        std::vector<const Pair*> empty;
        for (const Pair& pair : m_pairs) {
            const std::optional<Items> values = items_of(*pair.values, row, m_separator);
            const std::optional<Items> wanted = items_of(*pair.entries, entry, m_separator);
            if (!values && wanted) {
                empty.push_back(&pair);
            } else if (values) {
                faults += tell(subject, pair, *values, wanted.value_or(Items{}), entry);
            }
        }
        review::Verdict verdict = count_verdict(m_input, subject, faults);
        if (!empty.empty()) {
            verdict.note = empty_words(empty);
            if (faults == 0) {
                verdict = not_checked(m_input, subject, verdict.note);
            }
        }
        m_result.verdicts.push_back(std::move(verdict));
    }

    static BiText empty_words(const std::vector<const Pair*>& pairs) {
        Items en;
        Items zh;
        for (const Pair* pair : pairs) {
            en.push_back(pair->title.en);
            zh.push_back(pair->title.zh);
        }
        return {fmt::format("empty, the register has a value: {}", joined(en, ", ")),
                fmt::format("未填写而登记表有值的字段：{}", joined(zh, "、"))};
    }

    /// Makes the findings on one field: 1 when it differs, else 0.
    std::size_t tell(const review::Subject& subject, const Pair& pair, const Items& values,
                     const Items& wanted, std::size_t entry) {
        const Difference difference = difference_of(pair, values, wanted, entry);
        if (!difference.beyond.empty()) {
            m_result.findings.push_back(m_input.finding("PP-0514", subject,
                                                        {{"field", pair.title},
                                                         {"items", listed(difference.beyond)},
                                                         {"register", m_register_title}}));
        }
        if (difference.empty()) {
            return 0;
        }
        review::Finding finding = m_input.finding("PP-0513", subject,
                                                  {{"field", pair.title},
                                                   {"register", m_register_title},
                                                   {"difference", words(difference)}});
        finding.measured = static_cast<double>(difference.missing.size() + difference.extra.size());
        finding.limit = 0.0;
        if (!wanted.empty()) {
            Items proposed = wanted;
            proposed.insert(proposed.end(), difference.beyond.begin(), difference.beyond.end());
            finding.proposal = same(joined(proposed, m_separator));
        }
        m_result.findings.push_back(std::move(finding));
        return 1;
    }

    [[nodiscard]] Difference difference_of(const Pair& pair, const Items& values,
                                           const Items& wanted, std::size_t entry) const {
        Difference difference{without(wanted, values), without(values, wanted), {}};
        const std::optional<Items> mark =
            pair.open == nullptr ? std::nullopt : items_of(*pair.open, entry, m_separator);
        if (!mark || *mark == Items{"0"} || *mark == Items{"否"}) {
            return difference;
        }
        if (*mark == Items{"1"} || *mark == Items{"是"}) {
            std::swap(difference.extra, difference.beyond);
            return difference;
        }
        const Items closed = without(difference.extra, *mark);
        difference.beyond = without(difference.extra, closed);
        difference.extra = closed;
        return difference;
    }

    void check_entries() {
        std::size_t missing = 0;
        for (const auto& [name, entry] : m_entries) {
            if (entry.has_feature) {
                continue;
            }
            ++missing;
            m_result.findings.push_back(
                m_input.finding("PP-0512", m_input.subject("register", entry.rows.front()),
                                {{"name", same(name)},
                                 {"register", m_register_title},
                                 {"layer", m_input.layer_title("layer")}}));
        }
        m_result.verdicts.push_back(count_verdict(m_input, m_input.whole("layer"), missing));
    }

    const review::RuleInput& m_input;
    const layer::AttributeColumn& m_names;
    BiText m_register_title;
    std::string m_separator{};
    std::map<std::string, Entry> m_entries{};
    std::size_t m_nameless = 0; ///< rows of the register
    NearNames m_near{{}, 0};    ///< of names of features that are not in the register
    std::vector<Pair> m_pairs{};
    review::RuleResult m_result{};
};

/// Throws when one of two lists is not as long as the other.
void check_lengths(const plan::RuleConfig& config, std::string_view a, std::string_view b) {
    const std::size_t first = stated(config, a) ? config.list(a).size() : 0;
    const std::size_t second = stated(config, b) ? config.list(b).size() : 0;
    if (first != second) {
        fail(ErrorKind::plan, "'{}' and '{}' belong together, field by field; there are {} and {}",
             a, b, first, second);
    }
}

class InRegister final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        check_lengths(config, "fields", "register_fields");
        check_lengths(config, "open_fields", "open_marks");
        if (stated(config, "open_fields")) {
            for (const std::string& field : config.list("open_fields")) {
                if (!stated(config, "register_fields") ||
                    std::ranges::count(config.list("register_fields"), field) == 0) {
                    throw review::ParamError{"open_fields",
                                             told("'open_fields' has '{}', which is none of "
                                                  "'register_fields'",
                                                  field)};
                }
            }
        }
        if (stated(config, "entries") && config.text("entries") != "any") {
            throw review::ParamError{
                "entries",
                told("'entries' is '{}'; it can be 'any' or be left out", config.text("entries"))};
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        return Run{input}.check();
    }
};

} // namespace

const review::Rule& in_register() {
    return only<InRegister>();
}

} // namespace parkplan::rules
