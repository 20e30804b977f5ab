// SPDX-License-Identifier: MIT
#include "layer/layer.hpp"

#include "core/error.hpp"
#include "core/told.hpp"
#include "crs/suspicions.hpp"
#include "crs/transform.hpp"
#include "layer/crs_change.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace parkplan::layer {
namespace {

void note_suspicions(const SourceInfo& info, Table& table) {
    if (!info.crs) {
        return;
    }
    crs::SeenExtent seen{*info.crs};
    seen.add(table.polygons.points());
    for (BiText& reason : crs::suspicions_of(info.crs, seen.box())) {
        table.notices.push_back({"PP-0604", {}, {{"reason", std::move(reason)}}});
    }
}

} // namespace

Layer::Layer(SourceInfo info, Table table)
    : m_info(std::move(info)), m_table(std::move(table)),
      m_plain_table(!m_info.spatial && std::ranges::all_of(m_table.states, [](GeometryState state) {
          return state == GeometryState::null;
      })) {
    m_keys.reserve(m_table.size());
    for (std::size_t row = 0; row < m_table.size(); ++row) {
        m_keys.push_back(key_of(m_table, row, m_info.key_column));
    }
    for (const geo::Point& point : m_table.polygons.points()) {
        if (!m_info.crs || plausible(*m_info.crs, point)) {
            m_box.add(point);
        }
    }
}

const crs::Crs& Layer::crs() const {
    if (!m_info.crs) {
        throw Error{
            ErrorKind::crs,
            told("the layer states no coordinate system"),
            {.source = m_info.path, .layer = m_info.name, .feature = {}, .rule = {}},
            told("state it when the layer is opened, for example EPSG:4548, or local for planar "
                 "measures only")};
    }
    return *m_info.crs;
}

Layer read_all(BatchSource& source) {
    Table all{source.info().schema};
    Table batch{source.info().schema};
    try {
        bool more = true;
        while (more) {
            more = source.next(batch);
            all.append(batch); // without rows, too: an empty layer may have notices
        }
    } catch (Error& error) {
        error.add_context(
            {.source = source.info().path, .layer = source.info().name, .feature = {}, .rule = {}});
        throw;
    }
    note_suspicions(source.info(), all);
    return Layer{source.info(), std::move(all)};
}

Layer in_crs(Layer layer, const crs::Crs& target) {
    if (layer.is_plain_table() || same(layer.crs(), target)) {
        layer.m_info.crs = target;
        return layer;
    }
    const crs::Transform transform{layer.crs(), target};
    change_crs(layer.m_table, transform);
    if (transform.info().taken_as_identity) {
        layer.m_table.notices.push_back({"PP-0601", {}, {}});
    }
    layer.m_info.crs = target;
    return Layer{std::move(layer.m_info), std::move(layer.m_table)};
}

} // namespace parkplan::layer
