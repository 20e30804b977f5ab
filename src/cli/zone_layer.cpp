// SPDX-License-Identifier: MIT
#include "cli/zone_layer.hpp"

#include "cli/left_out.hpp"
#include "core/catalogue.hpp"
#include "core/number.hpp"
#include "plan/plan.hpp"
#include "review/order.hpp"
#include "review/runner.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

namespace parkplan::cli {
namespace {

review::Subject subject_of(const layer::Layer& layer, std::size_t row) {
    review::Subject subject;
    subject.row = static_cast<std::uint32_t>(row);
    subject.layer = layer.info().name;
    subject.key = layer.key(row);
    subject.fid = layer.table().fids[row];
    return subject;
}

review::Finding finding_about(const layer::Layer& layer, std::string_view code, std::size_t row,
                              const MessageValues& values) {
    review::Finding finding;
    finding.code = code;
    finding.level = catalogue_entry(code).level;
    finding.subject = subject_of(layer, row);
    finding.message = message_of(code, values);
    return finding;
}

review::Finding finding_of(const layer::Layer& layer, const overlay::Overlap& overlap) {
    const auto about = [&](std::string_view code, std::uint32_t row, std::uint32_t other,
                           MessageValues values) {
        values.emplace_back("other", same(layer.key(other)));
        review::Finding finding = finding_about(layer, code, row, values);
        finding.other = subject_of(layer, other);
        finding.measured = overlap.area.value();
        finding.unit = "m2";
        finding.place = overlap.polygon;
        return finding;
    };
    const BiText area = same(format_grouped(overlap.area.value(), 2));
    switch (overlap.relation) {
    case overlay::Relation::identical:
        return about("PP-0203", overlap.a, overlap.b, {});
    case overlay::Relation::a_inside_b:
        return about("PP-0204", overlap.b, overlap.a, {{"area_m2", area}});
    case overlay::Relation::b_inside_a:
        return about("PP-0204", overlap.a, overlap.b, {{"area_m2", area}});
    case overlay::Relation::crossing:
        break;
    }
    return about("PP-0201", overlap.a, overlap.b,
                 {{"area_m2", area}, {"width_m", same(format_fixed(overlap.width.value(), 3))}});
}

} // namespace

ZoneLayer prepare_zones(WholeLayer whole, const crs::Crs& plane, const measure::Measurer& measurer,
                        TaskPool& tasks) {
    ZoneLayer result{.zones = prepare(std::move(whole), plane, measurer, tasks)};
    const layer::Layer& layer = result.zones.layer;
    result.faces = overlay::resolve_zones(result.zones.side(), measurer, tasks);
    review::Review review;
    review.findings = std::move(result.zones.findings);
    for (const overlay::Overlap& overlap : result.faces.overlaps) {
        review.findings.push_back(finding_of(layer, overlap));
    }
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (layer.table().states[row] != layer::GeometryState::polygon ||
            result.zones.usable[row] != 0) {
            continue;
        }
        if (auto envelope = envelope_of(layer.table().polygons[row])) {
            review.findings.push_back(finding_about(layer, "PP-0240", row, envelope->values));
            review.findings.back().place = std::move(envelope->place);
        }
    }
    review::sort_and_mark(review, plan::Plan{});
    result.zones.findings = std::move(review.findings);
    return result;
}

} // namespace parkplan::cli
