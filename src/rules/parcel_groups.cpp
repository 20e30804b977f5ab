// SPDX-License-Identifier: MIT
#include "rules/parcel_groups.hpp"

#include "core/fail.hpp"
#include "geo/shape.hpp"
#include "geo/vertex_gradients.hpp"
#include "measure/uncertainty.hpp"
#include "rules/area_readings.hpp"
#include "rules/judged_land.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace parkplan::rules {
namespace {

using Kind = ParcelGroup::Kind;
using Gradients = std::vector<geo::VertexGradient>;

std::size_t largest_of(std::span<const ParcelPart> parts) {
    const auto largest = std::ranges::max_element(parts, {}, &ParcelPart::area);
    return static_cast<std::size_t>(largest - parts.begin());
}

/// Puts what rounding left over into the largest part, the first of equal ones.
void close(std::vector<ParcelPart>& parts, ExactArea rounding) {
    if (!parts.empty()) {
        parts[largest_of(parts)].area += rounding;
    }
}

} // namespace

ParcelGroups::ParcelGroups(const review::RuleInput& input)
    : m_input(input), m_parcels(input.layer("layer")),
      m_zones(stated(input.config, "zones") ? &input.layer("zones") : nullptr),
      m_measurer(piece_measurer(m_parcels, input.plan.method)), m_parts(m_parcels.layer.size()),
      m_wholes(m_parcels.layer.size()), m_group_of(m_parcels.layer.size()),
      m_unusable(unusable_parcels(m_parcels)) {
    if (m_zones != nullptr) {
        group_by_zone();
        list_rows();
        return;
    }
    if (stated(input.config, "by")) {
        group_by_value();
    } else {
        m_groups.push_back({.kind = Kind::whole, .subject = input.whole("layer"), .head = {}});
    }
    group_all();
    list_rows();
}

void ParcelGroups::list_rows() {
    m_rows.resize(m_groups.size());
    m_lost.resize(m_groups.size());
    for (std::size_t row = 0; row < m_parts.size(); ++row) {
        for (const ParcelPart& part : m_parts[row]) {
            std::vector<std::size_t>& rows = m_rows[part.group];
            if (rows.empty() || rows.back() != row) {
                rows.push_back(row);
            }
        }
        if (is_lost(row)) {
            m_lost[m_group_of[row]].push_back(row);
        }
    }
}

void ParcelGroups::group_all() {
    for (std::size_t row = 0; row < m_parts.size(); ++row) {
        if (m_parcels.usable(row)) {
            m_wholes[row] =
                ExactArea{m_measurer->piece_area(m_parcels.layer.table().polygons[row])};
            m_parts[row] = {{m_group_of[row], m_wholes[row], 0}};
        }
    }
}

void ParcelGroups::group_by_value() {
    const layer::AttributeColumn& column = m_input.column("layer", m_input.config.text("by"));
    std::map<std::string, std::vector<std::size_t>> rows;
    std::vector<std::size_t> without;
    for (std::size_t row = 0; row < m_parts.size(); ++row) {
        const std::optional<std::string> value = value_of(column, row);
        (value ? rows[*value] : without).push_back(row);
    }
    const auto add = [this](ParcelGroup group, const std::vector<std::size_t>& its) {
        group.subject.row = static_cast<std::uint32_t>(its.front());
        for (const std::size_t row : its) {
            m_group_of[row] = m_groups.size();
        }
        m_groups.push_back(std::move(group));
    };
    for (const auto& [value, its] : rows) {
        ParcelGroup group{.kind = Kind::value, .subject = m_input.whole("layer"), .head = {value}};
        group.subject.key = value;
        add(std::move(group), its);
    }
    if (!without.empty()) {
        add({.kind = Kind::no_value,
             .subject = m_input.whole("layer"),
             .head = {BiText{"(empty)", "（未填）"}}},
            without);
    }
}

ParcelGroup ParcelGroups::zone_group(std::size_t row) const {
    const review::Subject subject = m_input.subject("zones", row);
    std::vector<review::TableCell> head{subject.key};
    if (m_has_names) {
        head.push_back(subject.name.empty() ? review::TableCell{}
                                            : review::TableCell{subject.name});
    }
    return {.kind = Kind::zone, .subject = subject, .head = std::move(head), .zone = row};
}

void ParcelGroups::group_by_zone() {
    const std::size_t zones = m_zones->layer.size();
    for (std::size_t row = 0; row < zones; ++row) {
        m_has_names |= !m_input.subject("zones", row).name.empty();
    }
    for (std::size_t row = 0; row < zones; ++row) {
        m_groups.push_back(zone_group(row));
    }
    const auto add_rest = [this](Kind kind, BiText title) {
        ParcelGroup group{.kind = kind, .subject = m_input.whole("zones"), .head = {}};
        group.head.emplace_back(std::move(title));
        group.head.resize(m_has_names ? 2 : 1);
        m_groups.push_back(std::move(group));
    };
    add_rest(Kind::several, {"in several zones", "多个分区重叠"});
    add_rest(Kind::outside, {"in no zone", "未入分区"});
    m_shared.resize(zones);
    const std::vector<std::uint8_t> parcels = m_parcels.usable_rows();
    const std::vector<std::uint8_t> usable = m_zones->usable_rows();
    m_land = land_inside({m_parcels.layer, parcels}, {m_zones->layer, usable}, *m_measurer,
                         m_input.tasks);
    for (std::size_t row = 0; row < m_parts.size(); ++row) {
        const std::optional<ZoneLand>& land = m_land->zones[row];
        if (!land) {
            continue;
        }
        m_wholes[row] = land->whole;
        for (const LandPiece& piece : land->pieces) {
            const std::vector<std::uint32_t>& its = m_land->faces.rows[piece.face];
            add_part(row, {its.size() == 1 ? its.front() : zones, piece.area, piece.face});
            for (const std::uint32_t zone : its) {
                m_shared[zone] += its.size() > 1 ? piece.area : ExactArea{};
            }
        }
        if (land->uncovered > ExactArea{} || m_parts[row].empty()) {
            add_part(row, {zones + 1, land->uncovered, 0});
        }
        close(m_parts[row], land->rounding);
    }
}

void ParcelGroups::add_part(std::size_t row, ParcelPart part) {
    m_parts[row].push_back(part);
}

std::vector<review::TableColumn> ParcelGroups::columns() const {
    if (m_zones != nullptr) {
        std::vector<review::TableColumn> columns{{.id = "zone", .title = {"zone", "分区"}}};
        if (m_has_names) {
            columns.push_back({.id = "zone_name", .title = {"name", "名称"}});
        }
        return columns;
    }
    if (stated(m_input.config, "by")) {
        return {{.id = "group",
                 .title = field_title(m_input.layer_config("layer"), m_input.config.text("by"))}};
    }
    return {};
}

std::vector<review::TableCell> ParcelGroups::head_of_all() const {
    std::vector<review::TableCell> head(columns().size());
    if (!head.empty()) {
        head.front() = BiText{"total", "合计"};
    }
    return head;
}

bool ParcelGroups::is_lost(std::size_t row) const {
    return !m_parcels.usable(row) &&
           m_parcels.layer.table().states[row] != layer::GeometryState::not_polygon;
}

std::vector<std::size_t> ParcelGroups::lost(std::size_t group) const {
    if (m_groups[group].kind != Kind::zone) {
        return m_lost[group];
    }
    std::vector<std::size_t> rows;
    std::ranges::copy_if(m_lost.front(), std::back_inserter(rows),
                         [&](std::size_t row) { return may_hold(row, group); });
    return rows;
}

bool ParcelGroups::may_hold(std::size_t row, std::size_t group) const {
    if (!is_lost(row)) {
        return false;
    }
    const ParcelGroup& one = m_groups[group];
    if (one.kind == Kind::zone) {
        const geo::Box box = geo::box_of(m_parcels.layer.table().polygons[row]);
        return box.empty() || box.meets(geo::box_of(m_zones->layer.table().polygons[one.zone]));
    }
    return m_group_of[row] == group || m_groups[m_group_of[row]].kind == Kind::no_value;
}

std::optional<BiText> ParcelGroups::why_unknown(std::size_t group) const {
    const ParcelGroup& one = m_groups[group];
    if (one.kind != Kind::zone || m_zones->usable(one.zone)) {
        return std::nullopt;
    }
    return m_zones->why_unusable(one.zone);
}

std::optional<BiText> ParcelGroups::why_not_judged(std::size_t group) const {
    if (m_parts.empty()) {
        return BiText{"the layer holds no parcels", "图层中没有地块"};
    }
    const ParcelGroup& one = m_groups[group];
    if (one.kind == Kind::zone && m_shared[one.zone] > ExactArea{}) {
        const std::string area = area_text(m_shared[one.zone].value());
        return BiText{
            fmt::format("{} m² of parcels lie in other zones, too, and are in no zone's sum", area),
            fmt::format("有 {} m² 的地块土地同时位于其他分区，未计入任何一个分区", area)};
    }
    return why_unknown(group);
}

std::optional<Metres> ParcelGroups::accuracy() const {
    return m_zones != nullptr ? accuracy_of_land(*m_zones, m_parcels)
                              : m_parcels.measurer->options().point_accuracy;
}

Metres ParcelGroups::sigma_per_metre(std::size_t group, const Weight& weight) const {
    measure::Measurer::Session session = m_measurer->session();
    geo::CommonGradientMeter meter;
    geo::TurnedEdges face;
    geo::TurnedEdges parcel;
    Gradients sum;
    Gradients piece;
    for (const std::size_t row : m_rows[group]) {
        for (const ParcelPart& part : m_parts[row]) {
            if (part.group != group) {
                continue;
            }
            piece.clear();
            const geo::MultiPolygonView whole = m_parcels.layer.table().polygons[row];
            if (m_land && part.area != m_wholes[row]) {
                face.assign(session.in_metres(m_land->faces.layer.table().polygons[part.face]));
                parcel.assign(session.in_metres(whole));
                meter(face, parcel, piece);
            } else {
                geo::append_gradients(session.in_metres(whole), piece);
            }
            const double factor = weight(row);
            for (const geo::VertexGradient& one : piece) {
                sum.push_back({one.at, {factor * one.slope.x, factor * one.slope.y}});
            }
        }
    }
    return measure::sigma_per_metre(sum);
}

void ParcelGroups::check(const plan::RuleConfig& config) {
    if (stated(config, "by") && stated(config, "zones")) {
        fail(ErrorKind::plan, "one of 'by' and 'zones' is needed at most, not both");
    }
}

std::vector<ParcelPart> by_group(std::span<const ParcelPart> parts) {
    std::vector<ParcelPart> all;
    for (const ParcelPart& part : parts) {
        const auto found = std::ranges::find(all, part.group, &ParcelPart::group);
        if (found == all.end()) {
            all.push_back(part);
        } else {
            found->area += part.area;
        }
    }
    return all;
}

std::vector<ExactNumber> shared_out(ExactNumber value, std::span<const ParcelPart> parts) {
    std::vector<ExactNumber> shares(parts.size());
    ExactArea whole;
    for (const ParcelPart& part : parts) {
        whole += part.area;
    }
    if (parts.empty() || whole == ExactArea{}) {
        if (!parts.empty()) {
            shares.front() = value;
        }
        return shares;
    }
    ExactNumber rest = value;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        shares[i] = value.share(parts[i].area, whole);
        rest -= shares[i];
    }
    shares[largest_of(parts)] += rest;
    return shares;
}

} // namespace parkplan::rules
