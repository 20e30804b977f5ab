// SPDX-License-Identifier: MIT
#include "overlay/topology_overlaps.hpp"

#include "core/units.hpp"
#include "geo/solid.hpp"
#include "overlay/layer_solids.hpp"
#include "overlay/pair_meter.hpp"
#include "overlay/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <optional>
#include <utility>

namespace parkplan::overlay::detail {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// Loops that two rows alone seem to make, with nothing inside.
struct PlainPair {
    Pair rows{};
    std::vector<std::uint32_t> faces{};
};

struct Measured {
    TopologyOverlap overlap{};
    bool has_area = false;
    bool rounding = false;
    /// Of plain pairs. The loops are what the rows have in common, but for what rounding makes of
    /// the edges that they share; and no other rows have any of it.
    bool shaped = false;
    bool alone = false;
};

/// Collects, measures and checks the pairs.
class Search {
public:
    Search(const Arrangement& arrangement, std::span<const ResidualFace> faces,
           const measure::Measurer& measurer, TaskPool& tasks)
        : m_all(arrangement), m_faces(faces), m_measurer(measurer), m_tasks(tasks) {}

    FoundOverlaps run() {
        sort_faces();
        const std::vector<std::optional<Measured>> plain =
            measure_all(m_plain.size(), [this](PairMeter& meter, std::size_t i) {
                return measure_plain(meter, m_plain[i]);
            });
        for (std::size_t i = 0; i < plain.size(); ++i) {
            if (plain[i] && plain[i]->shaped) {
                keep(*plain[i]);
                m_known.push_back(m_plain[i].rows);
            }
            if (!plain[i] || !plain[i]->alone) {
                for (const std::uint32_t face : m_plain[i].faces) {
                    m_regions.push_back(m_faces[face].box);
                }
            }
        }
        keep_others(pairs_in_regions());
        std::ranges::sort(m_found.overlaps, {}, [](const TopologyOverlap& overlap) {
            return Pair{overlap.a, overlap.b};
        });
        return std::move(m_found);
    }

private:
    /// A loop around exactly two rows, without anything inside, is what those two have in common
    /// there, if no edge that is matched runs through it: then their area tells. All else is looked
    /// at pair by pair. Loops around more lie inside of such ones.
    void sort_faces() {
        std::vector<std::pair<Pair, std::uint32_t>> plain;
        for (std::uint32_t i = 0; i < m_faces.size(); ++i) {
            const ResidualFace& face = m_faces[i];
            const std::vector<std::uint32_t>& rows = face.cover.rows;
            if (rows.size() < 2) {
                continue;
            }
            const bool is_loop = face.loop != ResidualLoop::none;
            if (is_loop && m_all.loops.loops[face.loop].clockwise()) {
                continue;
            }
            if (is_loop && rows.size() == 2 && !face.hollow) {
                plain.push_back({{rows[0], rows[1]}, i});
            } else {
                m_regions.push_back(face.box);
            }
        }
        std::ranges::sort(plain);
        for (const auto& [rows, face] : plain) {
            if (m_plain.empty() || m_plain.back().rows != rows) {
                m_plain.push_back({rows, {}});
            }
            m_plain.back().faces.push_back(face);
        }
    }

    /// measure(meter, i) for i in [0, count).
    template <typename Measure>
    std::vector<std::optional<Measured>> measure_all(std::size_t count, const Measure& measure) {
        constexpr std::size_t grain = 64;
        std::vector<std::optional<Measured>> all(count);
        m_tasks.for_ranges(count, grain, [&](std::size_t first, std::size_t last) {
            PairMeter meter{m_measurer};
            for (std::size_t i = first; i < last; ++i) {
                all[i] = measure(meter, i);
            }
        });
        return all;
    }

    [[nodiscard]] std::optional<Measured> measure_plain(PairMeter& meter,
                                                        const PlainPair& pair) const {
        const auto figures = meter(m_all.coverage.polygon(pair.rows.first),
                                   m_all.coverage.polygon(pair.rows.second));
        if (!figures) {
            return std::nullopt;
        }
        std::vector<double> areas;
        geo::PolygonColumn column;
        double length = 0.0;
        geo::Box box;
        for (const std::uint32_t face : pair.faces) {
            const ResidualLoop& loop = m_all.loops.loops[m_faces[face].loop];
            areas.push_back(loop.area);
            length += loop.length;
            box.add(loop.box);
            for (const ResidualEdge& edge : m_all.loops.edges_of(loop)) {
                column.add_point(edge.from);
            }
            column.end_ring();
            column.end_polygon();
        }
        column.end_feature();
        std::ranges::sort(areas);
        double sum = 0.0;
        for (const double area : areas) {
            sum += area;
        }
        constexpr double relative = 1e-9; // the accuracy owed to areas
        const double off = std::abs(sum - figures->planar);
        const double allowed = figures->doubtful + relative * figures->planar;
        Measured measured = with_figures(pair.rows, *figures);
        measured.alone = off <= allowed + rounding_area_of(box, length);
        measured.shaped = off <= allowed + rounding_area_of(box, length + figures->shorter);
        set_shape(meter.session(), measured, column[0]);
        return measured;
    }

    /// Pairs of which no loop tells the shape. Every feature is made ready for the engine once.
    void keep_others(const std::vector<Pair>& pairs) {
        const std::vector<std::optional<Measured>> measured =
            measure_all(pairs.size(), [&](PairMeter& meter, std::size_t i) {
                return measure_any(meter, pairs[i]);
            });
        std::vector<Measured> found;
        std::vector<std::uint32_t> rows;
        for (const std::optional<Measured>& one : measured) {
            if (one) {
                found.push_back(*one);
                if (!one->shaped) {
                    rows.push_back(one->overlap.a);
                    rows.push_back(one->overlap.b);
                }
            }
        }
        std::ranges::sort(rows);
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        std::vector<std::optional<geo::Solid>> solids(rows.size());
        m_tasks.for_each(rows.size(), [&](std::size_t i) {
            const geo::MultiPolygon area = canonical_area(m_all.coverage.polygon(rows[i]));
            solids[i].emplace(geo::solid_of(area.view()));
        });
        const auto solid = [&](std::uint32_t row) -> const geo::Solid& {
            const auto place = std::ranges::lower_bound(rows, row) - rows.begin();
            return solids[static_cast<std::size_t>(place)].value();
        };
        m_tasks.for_each(found.size(), [&](std::size_t i) {
            if (!found[i].shaped) {
                shape(found[i], solid(found[i].overlap.a), solid(found[i].overlap.b));
            }
        });
        for (const Measured& one : found) {
            keep(one);
        }
    }

    void shape(Measured& measured, const geo::Solid& a, const geo::Solid& b) const {
        const geo::MultiPolygon polygon =
            (comes_before(b, a) ? intersection(b, a) : intersection(a, b)).polygons();
        measured.rounding = polygon.empty() || within_rounding(polygon.view());
        if (!measured.rounding) {
            measure::Measurer::Session session = m_measurer.session();
            set_shape(session, measured, polygon.view());
        }
    }

    [[nodiscard]] std::optional<Measured> measure_any(PairMeter& meter, const Pair& rows) const {
        const geo::MultiPolygonView a = m_all.coverage.polygon(rows.first);
        const geo::MultiPolygonView b = m_all.coverage.polygon(rows.second);
        const auto figures = meter(a, b);
        if (!figures) {
            return std::nullopt;
        }
        Measured measured = with_figures(rows, *figures);
        measured.shaped = figures->relation != Relation::crossing;
        if (measured.shaped) {
            set_shape(meter.session(), measured, figures->relation == Relation::b_inside_a ? b : a);
        }
        return measured;
    }

    static Measured with_figures(const Pair& rows, const PairFigures& figures) {
        Measured measured;
        measured.overlap.a = rows.first;
        measured.overlap.b = rows.second;
        measured.overlap.area = figures.area.value_or(SquareMetres{});
        measured.has_area = figures.area.has_value();
        measured.overlap.relation = figures.relation;
        measured.overlap.centroid = figures.centroid;
        return measured;
    }

    static void set_shape(measure::Measurer::Session& session, Measured& measured,
                          const geo::MultiPolygonView& polygon) {
        TopologyOverlap& overlap = measured.overlap;
        if (!measured.has_area) {
            overlap.area = session.piece_area(polygon);
        }
        const double length = session.piece_perimeter(polygon).value();
        overlap.width = Metres{2.0 * overlap.area.value() / length};
        overlap.thinness = 4.0 * std::numbers::pi * overlap.area.value() / (length * length);
    }

    /// Pairs of rows that may have something in common in a region, once.
    std::vector<Pair> pairs_in_regions() {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> visits; // region, row
        for (std::uint32_t region = 0; region < m_regions.size(); ++region) {
            m_all.rows.search(m_regions[region],
                              [&](std::uint32_t row) { visits.emplace_back(region, row); });
        }
        constexpr std::size_t grain = 256;
        std::vector<std::vector<Pair>> parts((visits.size() + grain - 1) / grain);
        m_tasks.for_ranges(visits.size(), grain, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                add_pairs(m_regions[visits[i].first], visits[i].second, parts[first / grain]);
            }
        });
        std::vector<Pair> pairs;
        for (const std::vector<Pair>& part : parts) {
            pairs.insert(pairs.end(), part.begin(), part.end());
        }
        std::ranges::sort(pairs);
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        std::vector<Pair> unknown;
        std::ranges::set_difference(pairs, m_known, std::back_inserter(unknown));
        return unknown;
    }

    void add_pairs(const geo::Box& region, std::uint32_t row, std::vector<Pair>& pairs) const {
        const geo::Box own = geo::box_of(m_all.coverage.polygon(row));
        const geo::Box window{
            {std::max(own.min.x, region.min.x), std::max(own.min.y, region.min.y)},
            {std::min(own.max.x, region.max.x), std::min(own.max.y, region.max.y)}};
        m_all.rows.search(window, [&](std::uint32_t other) {
            if (row < other) {
                pairs.emplace_back(row, other);
            }
        });
    }

    void keep(const Measured& measured) {
        if (measured.rounding) {
            ++m_found.rounding.count;
            m_found.rounding.area += ExactArea{measured.overlap.area};
        } else {
            m_found.overlaps.push_back(measured.overlap);
        }
    }

    const Arrangement& m_all;
    std::span<const ResidualFace> m_faces;
    const measure::Measurer& m_measurer;
    TaskPool& m_tasks;
    std::vector<PlainPair> m_plain{};
    std::vector<geo::Box> m_regions{};
    std::vector<Pair> m_known{}; ///< ascending
    FoundOverlaps m_found{};
};

} // namespace

FoundOverlaps find_overlaps(const Arrangement& arrangement, std::span<const ResidualFace> faces,
                            const measure::Measurer& measurer, TaskPool& tasks) {
    FoundOverlaps found = Search{arrangement, faces, measurer, tasks}.run();
    std::vector<geo::Box> triple;
    for (const ResidualFace& face : faces) {
        if (face.cover.rows.size() > 2) {
            triple.push_back(face.box);
        }
    }
    found.excess = mark_multiple(arrangement.coverage, triple, measurer, found.overlaps, tasks);
    return found;
}

} // namespace parkplan::overlay::detail
