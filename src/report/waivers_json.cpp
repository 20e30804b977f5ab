// SPDX-License-Identifier: MIT
#include "report/waivers_json.hpp"

#include "report/json_parts.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::report {
namespace {

using review::Change;

json::Value text_or_null(const std::string& text) {
    return text.empty() ? json::Value{} : json::Value{text};
}

json::Value change_json(Change change) {
    return text_or_null(std::string{name_of(change)});
}

json::Value count_of(const review::Review& review, Change change) {
    return static_cast<std::uint64_t>(
        std::ranges::count(review.findings, change, &review::Finding::change));
}

/// What the findings that changed were then; those whose key alone is another, too.
json::Value changes_json(const review::Review& review) {
    json::Array changes;
    for (const review::Finding& finding : review.findings) {
        if (!finding.former) {
            continue;
        }
        const review::Former& former = *finding.former;
        changes.emplace_back(json::Object{{"fingerprint", finding.fingerprint},
                                          {"worse", former.worse},
                                          {"code", text_or_null(former.code)},
                                          {"level", name_of(former.level)},
                                          {"measured", former.measured},
                                          {"limit", former.limit},
                                          {"unit", text_or_null(former.unit)},
                                          {"key", text_or_null(former.key)},
                                          {"other_key", text_or_null(former.other_key)}});
    }
    return changes;
}

} // namespace

json::Value finding_json(const review::Finding& finding) {
    json::Object members = members_of(finding);
    members.emplace_back("waived", text_or_null(finding.waived));
    members.emplace_back("change", change_json(finding.change));
    return members;
}

std::vector<json::Value> limit_changed_json(const review::Comparison& baseline) {
    std::vector<json::Value> findings;
    for (const review::OtherLimit& limit : baseline.other_limits) {
        for (const review::Finding& finding : limit.findings) {
            const json::Value plain = finding_json(finding);
            json::Object members = std::get<json::Object>(plain.data());
            members.emplace_back("limit_now", limit.now);
            findings.emplace_back(std::move(members));
        }
    }
    return findings;
}

json::Value verdict_json(const review::Review& review, const review::Verdict& verdict) {
    const json::Value plain = json_of(verdict);
    json::Object members = std::get<json::Object>(plain.data());
    const auto at = static_cast<std::size_t>(&verdict - review.verdicts.data());
    if (reported_only(verdict)) {
        members.emplace_back("reported", true);
    }
    members.emplace_back("waived", text_or_null(verdict.waived));
    members.emplace_back("change", review.baseline ? change_json(review.baseline->verdicts.at(at))
                                                   : json::Value{});
    return members;
}

json::Value waivers_json(const CheckResult& result) {
    json::Array waivers;
    for (std::size_t i = 0; i < result.review.waivers.size(); ++i) {
        const plan::Waiver& waiver = result.plan.waivers.at(i);
        const review::WaiverUse& use = result.review.waivers[i];
        waivers.emplace_back(json::Object{{"line", waiver.location.line},
                                          {"column", waiver.location.column},
                                          {"fingerprint", text_or_null(waiver.fingerprint)},
                                          {"rule", text_or_null(waiver.rule)},
                                          {"key", text_or_null(waiver.key)},
                                          {"reason", waiver.reason},
                                          {"until", text_or_null(waiver.until)},
                                          {"state", name_of(use.state)},
                                          {"findings", use.findings.size()},
                                          {"verdicts", use.verdicts.size()}});
    }
    return waivers;
}

json::Value baseline_json(const review::Review& review) {
    if (!review.baseline) {
        return {};
    }
    const review::Comparison& baseline = *review.baseline;
    return json::Object{{"file", baseline.file},
                        {"sha256", baseline.sha256},
                        {"plan", json_of(baseline.plan)},
                        {"date", text_or_null(baseline.date)},
                        {"other_plan", baseline.other_plan},
                        {"no_common_rule", baseline.no_common_rule},
                        {"new", count_of(review, Change::added)},
                        {"changed", count_of(review, Change::changed)},
                        {"unchanged", count_of(review, Change::unchanged)},
                        {"fixed", baseline.fixed.size()},
                        {"limit_changed", limit_changed_json(baseline).size()},
                        {"removed", baseline.removed.size()},
                        {"no_longer_checked", baseline.no_longer_checked.size()},
                        {"changes", changes_json(review)}};
}

} // namespace parkplan::report
