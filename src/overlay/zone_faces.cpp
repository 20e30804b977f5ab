// SPDX-License-Identifier: MIT
#include "overlay/zone_faces.hpp"

#include "core/error.hpp"
#include "geo/box_index.hpp"
#include "geo/canonical.hpp"
#include "geo/common_area.hpp"
#include "geo/disjoint_sets.hpp"
#include "geo/edge_index.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/rounding.hpp"
#include "overlay/zone_outline.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <span>
#include <utility>

namespace parkplan::overlay {
namespace {

using Rows = std::vector<std::uint32_t>;

/// The zones as the kernel takes them.
struct ZoneEdges {
    std::vector<geo::EdgeIndex> edges{}; ///< by row; without edges where it is not usable
    std::vector<geo::Box> boxes{};
    geo::EdgeIndex outline{};
};

ZoneEdges edges_of(const Side& zones, TaskPool& tasks) {
    ZoneEdges result;
    result.edges.resize(zones.layer.size());
    result.boxes.resize(zones.layer.size());
    tasks.for_each(zones.layer.size(), [&](std::size_t row) {
        if (zones.usable[row] != 0) {
            result.edges[row].assign(zones.layer.table().polygons[row]);
            result.boxes[row] = result.edges[row].box();
        }
    });
    result.outline = outline_of(result.edges);
    return result;
}

/// False when two zones surely share no interior. How many zones cover a place changes only across
/// the outline: where it does not meet what their boxes share, one point tells for all of that.
bool may_overlap(const ZoneEdges& zones, const geo::BoxIndex& index, std::uint32_t a,
                 std::uint32_t b) {
    const geo::Box& box_a = zones.boxes[a];
    const geo::Box& box_b = zones.boxes[b];
    const geo::Box common{{std::max(box_a.min.x, box_b.min.x), std::max(box_a.min.y, box_b.min.y)},
                          {std::min(box_a.max.x, box_b.max.x), std::min(box_a.max.y, box_b.max.y)}};
    if (!(common.min.x < common.max.x && common.min.y < common.max.y)) {
        return false;
    }
    if (zones.outline.may_meet(common)) {
        return true;
    }
    int covered = 0;
    for (const std::uint32_t row : index.query({common.min, common.min})) {
        covered += zones.edges[row].covers(common.min);
    }
    return covered > 1;
}

/// Marks the zones that share interior with another. The kernel decides: the engine would be asked
/// about every pair of neighbours.
std::vector<std::uint8_t> overlapping(const Side& zones, const ZoneEdges& ready, TaskPool& tasks) {
    const geo::BoxIndex index{ready.boxes};
    const auto pairs = index.meeting_pairs();
    std::vector<std::uint8_t> meets(pairs.size());
    tasks.for_each(pairs.size(), [&](std::size_t i) {
        const auto [a, b] = pairs[i];
        if (!may_overlap(ready, index, a, b)) {
            return;
        }
        const geo::CommonArea common = geo::CommonAreaMeter{}(ready.edges[a], ready.edges[b]);
        const double shorter = std::min(geo::perimeter(zones.layer.table().polygons[a]),
                                        geo::perimeter(zones.layer.table().polygons[b]));
        meets[i] =
            common.moments.a > rounding_area_of(ready.boxes[a], shorter) + common.noise ? 1 : 0;
    });
    std::vector<std::uint8_t> marks(zones.layer.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (meets[i] != 0) {
            marks[pairs[i].first] = 1;
            marks[pairs[i].second] = 1;
        }
    }
    return marks;
}

/// A face under way.
struct Face {
    geo::Solid area;
    Rows zones;
};

/// Cuts zones that overlap, one after the other, into the faces of those before.
class Cutting {
public:
    void add(std::uint32_t zone, const geo::Solid& area) {
        std::vector<Face> faces;
        for (Face& face : m_faces) {
            cut(std::move(face), zone, area, faces);
        }
        std::vector<const geo::Solid*> near;
        std::ranges::copy_if(m_before, std::back_inserter(near), [&](const geo::Solid* before) {
            return before->box().meets(area.box());
        });
        keep(difference(area, near.empty() ? geo::Solid{} : unite(near)), {zone}, faces);
        m_faces = std::move(faces);
        m_before.push_back(&area);
    }

    [[nodiscard]] const std::vector<Face>& faces() const noexcept { return m_faces; }

private:
    /// A face that the zone only touches stays as it is.
    static void cut(Face face, std::uint32_t zone, const geo::Solid& area,
                    std::vector<Face>& faces) {
        if (!face.area.box().meets(area.box())) {
            faces.push_back(std::move(face));
            return;
        }
        geo::Solid common = intersection(face.area, area);
        if (common.polygons().empty()) {
            faces.push_back(std::move(face));
            return;
        }
        keep(difference(face.area, area), face.zones, faces);
        face.zones.push_back(zone);
        faces.push_back({std::move(common), std::move(face.zones)});
    }

    static void keep(geo::Solid area, Rows zones, std::vector<Face>& faces) {
        if (!area.polygons().empty()) {
            faces.push_back({std::move(area), std::move(zones)});
        }
    }

    std::vector<Face> m_faces{};
    std::vector<const geo::Solid*> m_before{};
};

/// The zones that overlap each other, directly or by others.
std::vector<Rows> groups_of(const std::vector<Overlap>& overlaps, std::size_t zones) {
    geo::detail::DisjointSets sets{zones};
    std::map<std::uint32_t, Rows> groups;
    for (const Overlap& overlap : overlaps) {
        sets.join(overlap.a, overlap.b);
    }
    for (const Overlap& overlap : overlaps) {
        for (const std::uint32_t row : {overlap.a, overlap.b}) {
            groups[sets.find(row)].push_back(row);
        }
    }
    std::vector<Rows> result;
    for (auto& [first, rows] : groups) {
        std::ranges::sort(rows);
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        result.push_back(std::move(rows));
    }
    return result;
}

/// A face with the polygons it is made of.
struct CutFace {
    Rows zones;
    geo::MultiPolygon polygons;
};

std::vector<CutFace> cut(const Side& zones, Rows group, const LayerSolids& solids) {
    std::ranges::sort(group, [&](std::uint32_t a, std::uint32_t b) {
        return comes_before(solids[a], solids[b]);
    });
    Cutting cutting;
    for (const std::uint32_t row : group) {
        try {
            cutting.add(row, solids[row]);
        } catch (Error& error) {
            error.add_context({.source = {},
                               .layer = zones.layer.info().name,
                               .feature = zones.layer.key(row),
                               .rule = {}});
            throw;
        }
    }
    std::vector<CutFace> faces;
    for (const Face& face : cutting.faces()) {
        faces.push_back({face.zones, face.area.polygons()});
        std::ranges::sort(faces.back().zones);
    }
    return faces;
}

/// The faces of the groups of zones that overlap, and of the other zones, by their zones.
void add_faces(const Side& zones, TaskPool& tasks, ZoneFaces& result) {
    const std::vector<Rows> groups = groups_of(result.overlaps, zones.layer.size());
    Rows cut_rows;
    for (const Rows& group : groups) {
        cut_rows.insert(cut_rows.end(), group.begin(), group.end());
    }
    LayerSolids solids{zones.layer, zones.usable};
    solids.build(cut_rows, tasks);
    const auto parts = tasks.map<std::vector<CutFace>>(
        groups.size(), [&](std::size_t i) { return cut(zones, groups[i], solids); });

    std::map<Rows, geo::MultiPolygonView> faces;
    for (const std::vector<CutFace>& part : parts) {
        for (const CutFace& face : part) {
            faces.emplace(face.zones, face.polygons.view());
        }
    }
    std::ranges::sort(cut_rows);
    for (std::uint32_t row = 0; row < zones.layer.size(); ++row) {
        if (zones.usable[row] != 0 && !std::ranges::binary_search(cut_rows, row)) {
            faces.emplace(Rows{row}, zones.layer.table().polygons[row]);
        }
    }
    for (const auto& [rows, polygons] : faces) {
        result.zones.push_back(rows);
        result.polygons.add_feature(polygons);
    }
}

} // namespace

ZoneFaces resolve_zones(const Side& zones, const measure::Measurer& measurer, TaskPool& tasks) {
    ZoneFaces result;
    ZoneEdges ready = edges_of(zones, tasks);
    const std::vector<std::uint8_t> marks = overlapping(zones, ready, tasks);
    if (std::ranges::find(marks, 1) != marks.end()) {
        result.overlaps = overlaps_within(zones.layer, marks, measurer, tasks);
        std::erase_if(result.overlaps, [](const Overlap& overlap) { return overlap.rounding; });
    }
    add_faces(zones, tasks, result);
    if (result.overlaps.empty()) { // a face per usable zone, in their order
        for (std::size_t row = 0; row < ready.edges.size(); ++row) {
            if (zones.usable[row] != 0) {
                result.edges.push_back(std::move(ready.edges[row]));
            }
        }
        result.outline = std::move(ready.outline);
        return result;
    }
    result.edges.resize(result.polygons.size());
    tasks.for_each(result.edges.size(),
                   [&](std::size_t face) { result.edges[face].assign(result.polygons[face]); });
    result.outline = outline_of(result.edges);
    return result;
}

} // namespace parkplan::overlay
