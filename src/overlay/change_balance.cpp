// SPDX-License-Identifier: MIT
#include "overlay/change_balance.hpp"

#include "overlay/change_parts.hpp"
#include "overlay/zone_faces.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace parkplan::overlay {
namespace {

using detail::ChangePart;
using detail::ChangeSide;
using detail::ChangeTally;

/// What of a pair lies in one face of the zones.
struct Piece {
    std::uint32_t zone = 0;
    std::uint32_t a = 0; ///< face before
    std::uint32_t b = 0;
    ExactArea area{};
};

/// Shares out pairs to the zones, on one thread.
class Sharing {
public:
    Sharing(const ChangeSide& before, const ChangeSide& after, const ZoneCutter* cutter,
            const measure::Measurer& measurer)
        : m_before(before), m_after(after), m_measurer(measurer) {
        if (cutter != nullptr) {
            m_session.emplace(cutter->session());
        }
    }

    void add(const PairArea& pair, std::vector<Piece>& out) {
        const bool before_in_one = m_before.in_one(pair.a);
        if (before_in_one || m_after.in_one(pair.b)) {
            const auto parts = before_in_one ? m_before.parts(pair.a) : m_after.parts(pair.b);
            if (!parts.empty()) {
                out.push_back({parts.front().zone, pair.a, pair.b, ExactArea{pair.area}});
            }
            return;
        }
        if (pair.relation == Relation::crossing) {
            cut(pair, out);
            return;
        }
        for (const ChangePart& part : parts_of_inner(pair)) {
            out.push_back({part.zone, pair.a, pair.b, part.area});
        }
    }

private:
    /// Those of the face that lies in the other; of the same ones no order of the layers decides.
    [[nodiscard]] std::span<const ChangePart> parts_of_inner(const PairArea& pair) const {
        const std::span<const ChangePart> before = m_before.parts(pair.a);
        const std::span<const ChangePart> after = m_after.parts(pair.b);
        const auto less = [](const ChangePart& x, const ChangePart& y) {
            return std::tuple{x.zone, x.area} < std::tuple{y.zone, y.area};
        };
        const bool first = pair.relation == Relation::identical
                               ? std::ranges::lexicographical_compare(before, after, less)
                               : pair.relation == Relation::a_inside_b;
        return first ? before : after;
    }

    void cut(const PairArea& pair, std::vector<Piece>& out) {
        const geo::MultiPolygon common =
            common_polygon(m_before.polygon(pair.a), m_after.polygon(pair.b));
        if (common.empty()) {
            return;
        }
        m_session.value().cut(common.view(), m_measurer.piece_area(common.view()), m_cut);
        for (const FacePart& part : m_cut.parts) {
            out.push_back({part.face, pair.a, pair.b, ExactArea{part.area}});
        }
    }

    const ChangeSide& m_before;
    const ChangeSide& m_after;
    const measure::Measurer& m_measurer;
    std::optional<ZoneCutter::Session> m_session{};
    FeatureCut m_cut{};
};

std::vector<Piece> pieces_of(const std::vector<PairArea>& pairs, const ChangeSide& before,
                             const ChangeSide& after, const ZoneCutter* cutter,
                             const measure::Measurer& measurer, TaskPool& tasks) {
    constexpr std::size_t grain = 512;
    std::vector<std::vector<Piece>> parts((pairs.size() + grain - 1) / grain);
    tasks.for_ranges(pairs.size(), grain, [&](std::size_t first, std::size_t last) {
        Sharing sharing{before, after, cutter, measurer};
        for (std::size_t i = first; i < last; ++i) {
            sharing.add(pairs[i], parts[first / grain]);
        }
    });
    std::vector<Piece> all;
    for (const std::vector<Piece>& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// Books what the other layer left of the faces of one. Gives the number of those that it took
/// more of than they are.
std::uint64_t book_rest(const ChangeSide& side, ChangeTally::Layer layer, ChangeTally& tally) {
    std::uint64_t open = 0;
    for (std::size_t face = 0; face < side.size(); ++face) {
        const std::uint32_t number = side.class_of(face);
        for (const ChangePart& part : side.parts(face)) {
            if (part.area == ExactArea{} && part.pieces == 0) {
                continue; // a sliver: which of two equal features it is of, nothing can tell
            }
            const ExactArea slack = side.slack(face, part);
            tally.add(part.zone, layer, {number, part.area, {}, slack});
            if (part.rest > slack) {
                tally.add(part.zone, layer == ChangeTally::Layer::before
                                         ? ChangeCell{number, no_class, part.rest}
                                         : ChangeCell{no_class, number, part.rest});
            }
            open += part.rest + slack < ExactArea{} ? 1U : 0U;
        }
    }
    return open;
}

void add_zones(const ZoneFaces& zones, const measure::Measurer& measurer, ChangeTally& tally) {
    for (std::uint32_t zone = 0; zone < zones.zones.size(); ++zone) {
        const SquareMetres area = measurer.piece_area(zones.polygons[zone]);
        constexpr double share = 1e-9;
        constexpr double absolute_m2 = 1e-6;
        const double slack = share * area.value() + absolute_m2 +
                             detail::coordinate_rounding(zones.polygons[zone], area);
        tally.add_zone(zone, ExactArea{area}, ExactArea{SquareMetres{slack}});
    }
}

} // namespace

ExactArea ChangeMatrix::area(std::uint32_t from, std::uint32_t to) const {
    const auto key = [](const ChangeCell& cell) { return std::tuple{cell.before, cell.after}; };
    const auto found = std::ranges::lower_bound(cells, std::tuple{from, to}, {}, key);
    return found != cells.end() && key(*found) == std::tuple{from, to} ? found->area : ExactArea{};
}

ChangeBalance change_balance(const ClassedSide& before, const ClassedSide& after,
                             const std::optional<Side>& zones, const measure::Measurer& measurer,
                             TaskPool& tasks) {
    std::optional<ZoneFaces> zone_faces;
    std::optional<ZoneCutter> cutter;
    if (zones) {
        zone_faces = resolve_zones(*zones, measurer, tasks);
        cutter.emplace(*zone_faces, measurer);
    }
    const ZoneCutter* cut_by = cutter ? &*cutter : nullptr;
    ChangeSide a{before, cut_by, measurer, tasks};
    ChangeSide b{after, cut_by, measurer, tasks};
    PairAreas common = common_areas(a.side(), b.side(), measurer, tasks);
    ChangeTally tally{zones ? &*zone_faces : nullptr,
                      zones ? zones->usable : std::span<const std::uint8_t>{}};
    if (zones) {
        add_zones(*zone_faces, measurer, tally);
    }
    for (const Piece& piece : pieces_of(common.pairs, a, b, cut_by, measurer, tasks)) {
        if (piece.area == ExactArea{}) {
            continue;
        }
        a.take(piece.a, piece.zone, piece.area);
        b.take(piece.b, piece.zone, piece.area);
        tally.add(piece.zone, {a.class_of(piece.a), b.class_of(piece.b), piece.area});
    }
    const std::uint64_t open = book_rest(a, ChangeTally::Layer::before, tally) +
                               book_rest(b, ChangeTally::Layer::after, tally);
    std::vector<FaceInZone> before_in = a.faces_in();
    std::vector<FaceInZone> after_in = b.faces_in();
    auto [before_faces, before_classes] = a.release();
    auto [after_faces, after_classes] = b.release();
    ChangeBalance result{.before = std::move(before_faces),
                         .after = std::move(after_faces),
                         .before_classes = std::move(before_classes),
                         .after_classes = std::move(after_classes),
                         .before_in = std::move(before_in),
                         .after_in = std::move(after_in),
                         .pairs = std::move(common.pairs),
                         .rounding_pairs = common.rounding_pairs,
                         .rounding_area = common.rounding_area,
                         .open_faces = open};
    tally.finish(result);
    if (zones) {
        const std::size_t count = zone_faces->polygons.size();
        result.zone_faces.emplace(
            LandFaces{bare_layer(zones->layer, std::move(zone_faces->polygons)),
                      std::move(zone_faces->zones), std::vector<std::uint8_t>(count, 1)});
    }
    return result;
}

} // namespace parkplan::overlay
