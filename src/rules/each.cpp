// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "geo/shape.hpp"
#include "overlay/common_areas.hpp"
#include "rules/doubts.hpp"
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
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::rules {
namespace {

using plan::ParamType;

constexpr std::array params{
    required_param("layer", ParamType::layer,
                   {"layer whose features must hold others", "待判定的图层"}),
    optional_param(
        "key", ParamType::field,
        {"field of 'layer' with its name; with 'by'", "“layer”中保存名称的字段，与“by”同时给出"}),
    required_param("of", ParamType::layer, {"layer of what they must hold", "应包含的要素图层"}),
    optional_param(
        "by", ParamType::field,
        {"field of 'of' that names the feature it belongs to; without it the larger part "
         "of its area decides",
         "“of”中指明所属要素的字段；不给出时以其大部分面积所在为准"}),
    optional_param("count", ParamType::integer,
                   {"smallest number that passes, itself included", "个数下限（含本数）"}, "1"),
};

constexpr plan::RuleInfo rule_info{
    .kind = "each",
    .summary = {"each feature holds at least a number of features of another layer",
                "各要素至少包含若干个另一图层的要素"},
    .why =
        {"Every park is to have a cluster: one that has none was left out of the arrangement, or "
         "the names do not fit. By fields, features belong where the names agree. By location, a "
         "feature belongs to the one that more than half of its area lies in.",
         "各分园均应布局组团；没有组团的分园，或是被遗漏，或是名称不一致。按字段关联时以名称一致为"
         "准；"
         "按位置关联时以面积过半所在为准。"},
    .params = params,
    .level = Level::error,
};

using Values = std::vector<std::optional<std::string>>;

Values values_of(const layer::AttributeColumn& column) {
    Values values(column.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        values[row] = value_of(column, row);
    }
    return values;
}

/// What belongs to whom.
struct Belongings {
    std::vector<std::uint64_t> counts{};         ///< by row of `layer`
    std::vector<std::optional<BiText>> doubts{}; ///< by row: why nothing can be said of it
    /// By row: why there might be more than were counted.
    std::vector<std::optional<BiText>> perhaps_more{};
    /// Rows of `of` that belong nowhere, with the name that may be meant.
    std::vector<std::pair<std::size_t, std::optional<std::string>>> ownerless{};

    explicit Belongings(std::size_t rows) : counts(rows), doubts(rows), perhaps_more(rows) {}
};

Belongings by_fields(const review::RuleInput& input) {
    const Values keys = values_of(input.column("layer", input.config.text("key")));
    const Values owners = values_of(input.column("of", input.config.text("by")));
    std::map<std::string, std::uint64_t> counts;
    std::vector<std::string> known;
    std::optional<std::size_t> without_owner;
    for (const std::optional<std::string>& key : keys) {
        if (key) {
            known.push_back(*key);
        }
    }
    std::ranges::sort(known);
    Belongings found{keys.size()};
    NearNames near_names{known, owners.size(), nearest_name};
    for (std::size_t row = 0; row < owners.size(); ++row) {
        if (owners[row]) {
            ++counts[*owners[row]];
        } else if (!without_owner) {
            without_owner = row;
        }
        if (!owners[row]) {
            found.ownerless.emplace_back(row, std::nullopt);
        } else if (!std::ranges::binary_search(known, *owners[row])) {
            found.ownerless.emplace_back(row, near_names.of(*owners[row]));
        }
    }
    for (std::size_t row = 0; row < keys.size(); ++row) {
        if (!keys[row]) {
            found.doubts[row] = BiText{"the field with its name is empty", "名称字段未填写"};
            continue;
        }
        const auto count = counts.find(*keys[row]);
        found.counts[row] = count == counts.end() ? 0 : count->second;
        if (without_owner) {
            const std::string key = input.subject("of", *without_owner).key;
            found.perhaps_more[row] = BiText{fmt::format("'{}' does not say where it belongs", key),
                                             fmt::format("“{}”未填写所属要素", key)};
        }
    }
    return found;
}

Belongings by_location(const review::RuleInput& input) {
    constexpr double half = 0.5;
    const review::LoadedLayer& layer = input.layer("layer");
    const review::LoadedLayer& of = input.layer("of");
    const std::vector<std::uint8_t> usable = layer.usable_rows();
    const std::vector<std::uint8_t> usable_of = of.usable_rows();
    const overlay::PairAreas common = overlay::common_areas(
        {layer.layer, usable}, {of.layer, usable_of}, *layer.measurer, input.tasks);
    Belongings found{layer.layer.size()};
    std::vector<std::uint8_t> owned(of.layer.size());
    for (const overlay::PairArea& pair : common.pairs) {
        const SquareMetres whole = layer.measurer->piece_area(of.layer.table().polygons[pair.b]);
        if (pair.area > half * whole) {
            ++found.counts[pair.a];
            owned[pair.b] = 1;
        }
    }
    const Doubts doubts{input, "of", Doubts::PointsAndLines::may_lie_anywhere};
    for (std::size_t row = 0; row < layer.layer.size(); ++row) {
        if (!layer.usable(row)) {
            found.doubts[row] = layer.why_unusable(row);
        } else if (const auto doubt =
                       doubts.within(geo::box_of(layer.layer.table().polygons[row]))) {
            found.perhaps_more[row] = doubts.reason(*doubt);
        }
    }
    for (std::size_t row = 0; row < owned.size(); ++row) {
        if (of.usable(row) && owned[row] == 0) {
            found.ownerless.emplace_back(row, std::nullopt);
        }
    }
    return found;
}

review::Finding too_few(const review::RuleInput& input, std::size_t row, std::uint64_t count,
                        std::uint64_t needed) {
    review::Finding finding = input.finding("PP-0224", input.subject("layer", row),
                                            {{"of", input.layer_title("of")},
                                             {"count", same(count_text(count))},
                                             {"needed", same(count_text(needed))}});
    finding.measured = static_cast<double>(count);
    finding.limit = static_cast<double>(needed);
    const review::LoadedLayer& layer = input.layer("layer");
    if (layer.usable(row)) {
        finding.place = geo::MultiPolygon{layer.layer.table().polygons[row]};
    }
    return finding;
}

review::Finding ownerless(const review::RuleInput& input, std::size_t row,
                          const std::optional<std::string>& meant) {
    review::Finding finding =
        input.finding("PP-0228", input.subject("of", row), {{"layer", input.layer_title("layer")}});
    if (meant) {
        finding.proposal = same(*meant);
    }
    if (input.layer("of").usable(row)) {
        finding.place = geo::MultiPolygon{input.layer("of").layer.table().polygons[row]};
    }
    return finding;
}

class Each final : public review::Rule {
public:
    [[nodiscard]] const plan::RuleInfo& info() const noexcept override { return rule_info; }

    void check_config(const plan::RuleConfig& config) const override {
        if (stated(config, "key") != stated(config, "by")) {
            fail(ErrorKind::plan, "'key' and 'by' belong together; '{}' is missing",
                 stated(config, "key") ? "by" : "key");
        }
    }

    [[nodiscard]] review::RuleResult check(const review::RuleInput& input) const override {
        const bool fields = stated(input.config, "key");
        if (!fields) {
            require_geometry(input, "layer");
            require_geometry(input, "of");
        }
        const Belongings found = fields ? by_fields(input) : by_location(input);
        review::RuleResult result;
        for (std::size_t row = 0; row < found.counts.size(); ++row) {
            judge(input, found, row, result);
        }
        for (const auto& [row, meant] : found.ownerless) {
            result.findings.push_back(ownerless(input, row, meant));
        }
        return result;
    }

private:
    /// Without fields only polygons can tell; tables are taken where fields tell.
    static void require_geometry(const review::RuleInput& input, const std::string& param) {
        if (!input.layer(param).layer.is_plain_table()) {
            return;
        }
        refuse(input, param,
               told("layer '{}' is a table without geometries; 'key' and 'by' are needed, or "
                    "a layer with polygons",
                    input.config.text(param)));
    }

    static void judge(const review::RuleInput& input, const Belongings& found, std::size_t row,
                      review::RuleResult& result) {
        const auto needed = static_cast<std::uint64_t>(input.config.integer("count"));
        const std::uint64_t count = found.counts[row];
        const bool enough = count >= needed;
        if (found.doubts[row] || (!enough && found.perhaps_more[row])) {
            result.verdicts.push_back(
                not_checked(input, input.subject("layer", row),
                            found.doubts[row] ? *found.doubts[row] : *found.perhaps_more[row]));
            return;
        }
        review::Verdict verdict = input.verdict(input.subject("layer", row));
        verdict.outcome = enough ? review::Outcome::pass : review::Outcome::fail;
        verdict.value = static_cast<double>(count);
        verdict.limit = static_cast<double>(needed);
        verdict.margin = *verdict.value - *verdict.limit;
        result.verdicts.push_back(std::move(verdict));
        if (!enough) {
            result.findings.push_back(too_few(input, row, count, needed));
        }
    }
};

} // namespace

const review::Rule& each() {
    return only<Each>();
}

} // namespace parkplan::rules
