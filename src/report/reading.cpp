// SPDX-License-Identifier: MIT
#include "report/reading.hpp"

#include "core/catalogue.hpp"
#include "core/number.hpp"
#include "core/text.hpp"
#include "core/told.hpp"
#include "crs/suspicions.hpp"
#include "crs/transform.hpp"
#include "geo/validity.hpp"
#include "plan/plan.hpp"
#include "review/order.hpp"
#include "review/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::report {
namespace {

review::Finding finding_about(std::string_view code, review::Subject subject,
                              const MessageValues& values) {
    review::Finding finding;
    finding.code = code;
    finding.level = catalogue_entry(code).level;
    finding.subject = std::move(subject);
    finding.message = message_of(code, values);
    return finding;
}

review::Finding duplicate_key(const review::Subject& first, std::uint64_t count) {
    return finding_about("PP-0105", first,
                         {{"key", same(first.key)}, {"count", same(fmt::format("{}", count))}});
}

/// Largest distance in longitude of the feature's box from the meridian, in degrees.
double degrees_off(const geo::Box& box, const crs::Crs& crs, double meridian_deg) {
    std::array<geo::Point, 4> corners{
        {box.min, {box.max.x, box.min.y}, box.max, {box.min.x, box.max.y}}};
    if (crs.kind() == crs::CrsKind::projected) {
        const crs::Transform to_base{crs, crs::geographic_base(crs)};
        for (geo::Point& corner : corners) {
            try {
                to_base.apply(std::span{&corner, 1});
            } catch (const Error&) { // a corner of the box, no vertex: it may lie off the map
                corner = {meridian_deg, 0.0};
            }
        }
    }
    double degrees = 0.0;
    for (const geo::Point& corner : corners) {
        degrees = std::max(degrees, std::abs(std::remainder(corner.x - meridian_deg, 360.0)));
    }
    return degrees;
}

} // namespace

ReadingFindings::ReadingFindings(const layer::SourceInfo& info, Keys keys)
    : m_info(info), m_how(keys), m_names(info.key_column) {}

ReadingFindings::Look ReadingFindings::look_at(const layer::Table& batch,
                                               std::span<const MeasuredRow> rows) const {
    Look look;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const measure::FeatureMeasures& measures = rows[row].measures;
        if (!measures.defects.empty() || !measures.failure.empty() || measures.survey_off ||
            measures.exact_inverse) {
            look.remarkable.push_back(row);
        }
    }
    if (m_info.crs) {
        look.seen.emplace(*m_info.crs).add(batch.polygons.points());
    }
    return look;
}

review::Subject ReadingFindings::subject(const layer::Table& batch, std::size_t row) const {
    review::Subject subject;
    subject.row = static_cast<std::uint32_t>(m_rows + row);
    subject.layer = m_info.name;
    subject.key = layer::key_of(batch, row, m_info.key_column);
    subject.fid = batch.fids[row];
    return subject;
}

review::Finding& ReadingFindings::add_row_finding(std::string_view code, const layer::Table& batch,
                                                  std::size_t row, const MessageValues& values) {
    m_findings.push_back(finding_about(code, subject(batch, row), values));
    return m_findings.back();
}

void ReadingFindings::add_layer_finding(std::string_view code, const MessageValues& values) {
    review::Subject whole;
    whole.layer = m_info.name;
    m_findings.push_back(finding_about(code, std::move(whole), values));
}

void ReadingFindings::add(const layer::Table& batch, std::span<const MeasuredRow> rows,
                          const measure::Measurer* measurer) {
    if (measurer != nullptr) {
        Look look = look_at(batch, rows);
        if (std::ranges::any_of(batch.notices, [](const layer::Notice& notice) {
                return notice.code == "PP-0604";
            })) {
            look.seen.reset(); // layer::read_all said it, of the coordinates as they were read
        }
        add(batch, rows, look, *measurer);
        return;
    }
    add_notices(batch);
    keep_keys(batch);
    m_rows += batch.size();
}

void ReadingFindings::add(const layer::Table& batch, std::span<const MeasuredRow> rows,
                          const Look& look, const measure::Measurer& measurer) {
    add_notices(batch);
    keep_keys(batch);
    if (look.seen && m_seen) {
        m_seen->add(*look.seen);
    } else if (look.seen) {
        m_seen = look.seen;
    }
    for (const std::size_t row : look.remarkable) {
        add_remark(batch, {row, &rows[row].measures}, measurer);
    }
    m_rows += batch.size();
}

void ReadingFindings::add(const layer::Table& batch, std::span<const Remark> remarks,
                          const measure::Measurer& measurer) {
    add_notices(batch);
    keep_keys(batch);
    for (const Remark& remark : remarks) {
        add_remark(batch, remark, measurer);
    }
    m_rows += batch.size();
}

void ReadingFindings::add_remark(const layer::Table& batch, const Remark& remark,
                                 const measure::Measurer& measurer) {
    const measure::FeatureMeasures& measures = *remark.measures;
    add_defects(batch, remark.row, measures);
    add_areas(batch, remark.row, measures);
    if (measures.exact_inverse) {
        note_far(batch, remark.row, measurer);
    }
    if (!measures.failure.empty()) {
        m_findings.push_back(finding_about("PP-0406", subject(batch, remark.row),
                                           {{"reason", foreign(measures.failure)}}));
    }
}

void ReadingFindings::add_notices(const layer::Table& batch) {
    for (const layer::Notice& notice : batch.notices) {
        if (notice.row) {
            m_findings.push_back(
                finding_about(notice.code, subject(batch, *notice.row), notice.values));
        } else {
            add_layer_finding(notice.code, notice.values);
        }
    }
}

void ReadingFindings::keep_keys(const layer::Table& batch) {
    if (m_info.key_column && m_how == Keys::counted) {
        m_names.add(batch);
    }
}

void ReadingFindings::add_defects(const layer::Table& batch, std::size_t row,
                                  const measure::FeatureMeasures& measures) {
    std::map<std::string_view, geo::MultiPoint> places;
    for (const geo::Defect& defect : measures.defects) {
        std::vector<geo::Point>& points = places[geo::code_of(defect.kind)].points;
        if (std::isfinite(defect.at.x) && std::isfinite(defect.at.y)) {
            points.push_back(defect.at);
        }
    }
    for (auto& [code, place] : places) {
        review::Finding finding = finding_about(code, subject(batch, row), {});
        if (!place.points.empty()) {
            finding.place = std::move(place);
        }
        m_findings.push_back(std::move(finding));
    }
}

void ReadingFindings::add_areas(const layer::Table& batch, std::size_t row,
                                const measure::FeatureMeasures& measures) {
    const auto survey = measures.area(AreaMethod::survey);
    const auto ellipsoidal = measures.area(AreaMethod::ellipsoidal);
    if (measures.survey_off && survey && ellipsoidal) {
        const double difference = survey->value() - ellipsoidal->value();
        const double bound = measures.survey_bound().value();
        review::Finding finding =
            finding_about("PP-0405", subject(batch, row),
                          {{"difference_m2", same(format_fixed(difference, 4))},
                           {"bound_m2", same(format_fixed(bound, 4))}});
        finding.measured = difference;
        finding.limit = bound;
        finding.unit = "m2";
        m_findings.push_back(std::move(finding));
    }
}

void ReadingFindings::note_far(const layer::Table& batch, std::size_t row,
                               const measure::Measurer& measurer) {
    if (!measurer.plane() || !m_info.crs) {
        return;
    }
    const double degrees = degrees_off(geo::box_of(batch.polygons[row]), *m_info.crs,
                                       measurer.plane()->central_meridian_deg);
    if (!m_farthest || degrees > m_farthest->degrees) {
        m_farthest = Farthest{degrees, subject(batch, row)};
    }
}

void ReadingFindings::add_keys(const layer::RowNames& names) {
    const auto subject_of = [&](std::size_t row) {
        review::Subject subject;
        subject.row = static_cast<std::uint32_t>(row);
        subject.layer = m_info.name;
        subject.key = names.key(row);
        subject.fid = names.fid(row);
        return subject;
    };
    for (std::size_t row = 0; m_info.key_column && row < names.size(); ++row) {
        if (names.lacks_key(row)) {
            m_findings.push_back(finding_about("PP-0106", subject_of(row), {}));
        }
    }
    for (const layer::RowNames::SharedKey& shared : names.shared_keys()) {
        m_findings.push_back(duplicate_key(subject_of(shared.first), shared.rows));
    }
}

std::vector<review::Finding> ReadingFindings::finish() {
    add_keys(m_names);
    if (m_farthest) {
        m_findings.push_back(finding_about(
            "PP-0407", m_farthest->subject,
            {{"degrees", same(fmt::format("{}°", format_fixed(m_farthest->degrees, 2)))}}));
    }
    if (m_seen) {
        for (BiText& reason : crs::suspicions_of(m_info.crs, m_seen->box())) {
            add_layer_finding("PP-0604", {{"reason", std::move(reason)}});
        }
    }
    review::Review sorted;
    sorted.findings = std::move(m_findings);
    review::sort_and_mark(sorted, plan::Plan{});
    return std::move(sorted.findings);
}

} // namespace parkplan::report
