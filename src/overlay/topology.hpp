// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/progress.hpp"
#include "core/tasks.hpp"
#include "core/units.hpp"
#include "geo/point.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"
#include "layer/table.hpp"
#include "measure/measure.hpp"
#include "overlay/overlap.hpp"
#include "overlay/side.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace parkplan::overlay {

/// What is told of, and what is only counted. Widths are mean widths, 2·area/perimeter; thinness is
/// 4πA/P², 1 for a disc and near 0 for a thread.
struct TopologyOptions {
    /// Overlaps and gaps of less area or less width are not listed, but booked as small.
    SquareMetres min_area{};
    Metres min_width{};
    /// What is narrower than this, and thinner than that, is a sliver. A width of 0: nothing is.
    Metres sliver_width{0.1};
    double sliver_thinness = 0.1;
    /// Gaps that are wider are open space: booked, not listed.
    Metres max_gap_width{std::numeric_limits<double>::infinity()};
    /// Vertices and edges of different features that are no farther apart should meet. 0: only
    /// vertices that are on an edge, within rounding, are told of, and no near-misses. Changes
    /// neither overlaps nor gaps.
    Metres snap{};
};

/// Two features that share interior.
struct TopologyOverlap {
    std::uint32_t a = 0; ///< row; a < b
    std::uint32_t b = 0;
    SquareMetres area{}; ///< by Measurer::piece_method
    Metres width{};
    double thinness = 0.0;
    geo::Point centroid{}; ///< planar, in the layer's coordinates
    Relation relation = Relation::crossing;
    bool multiple = false; ///< a third feature covers some of it too
    bool sliver = false;
};

enum class GapKind : std::uint8_t {
    enclosed, ///< features are all around it
    pinched,  ///< all around it, but at points: there it touches the outside or another gap
    outline,  ///< the outline is part of its boundary
};

/// Connected ground that no feature covers, and that features (or the outline) shut in.
struct TopologyGap {
    geo::MultiPolygon polygon{}; ///< one polygon, canonical
    SquareMetres area{};
    Metres width{};
    double thinness = 0.0;
    GapKind kind = GapKind::enclosed;
    bool sliver = false;
    std::vector<std::uint32_t> neighbours{}; ///< rows that share an edge with it, ascending
};

/// What of one feature lies outside the outline.
struct OutsidePiece {
    std::uint32_t row = 0;
    geo::MultiPolygon polygon{}; ///< canonical
    SquareMetres area{};
    Metres width{};
    bool sliver = false;
};

/// Vertices of one feature on edges of the other, where that one has no vertex.
struct UnmatchedVertices {
    std::uint32_t a = 0; ///< row; a < b
    std::uint32_t b = 0;
    geo::MultiPoint points{}; ///< of either feature, ascending, each once
    Metres farthest{};        ///< from the edge it belongs on; 0 where rounding explains it
};

/// Edges of two features that face each other within `snap` over ground that no feature covers and
/// that is no gap: a crack that is open at an end, features that all but touch.
struct NearMiss {
    std::uint32_t a = 0; ///< row; a < b
    std::uint32_t b = 0;
    geo::MultiLine lines{}; ///< the facing parts of the edges of both, canonical
    Metres farthest{};      ///< largest distance between them
    /// Corners of the convex strips between facing parts that do not cross, in turn. Strips may
    /// overlap each other, and features at their ends.
    std::vector<std::array<geo::Point, 4>> strips{};
};

/// Things that are counted and not listed.
struct Booked {
    std::uint64_t count = 0;
    ExactArea area{};
    friend bool operator==(const Booked&, const Booked&) = default;
};

/// Where all area is. Each figure is a sum of areas rounded to 1e-6 m² one by one.
struct TopologyLedger {
    std::uint64_t features = 0; ///< usable rows
    std::uint64_t excluded = 0; ///< other rows
    ExactArea sum_area{};       ///< of the usable rows
    ExactArea overlap_pairs{};  ///< sum over pairs: listed and small, not rounding
    ExactArea overlap_excess{}; ///< ∫(m-1)⁺, m being the number of features over a point
    ExactArea union_area{};     ///< sum_area - overlap_excess
    ExactArea gap_area{};       ///< gaps: listed and small, not rounding, not open space
    Booked sliver_overlaps{};   ///< of the listed ones
    Booked sliver_gaps{};
    Booked small_overlaps{}; ///< below min_area or min_width
    Booked small_gaps{};
    Booked small_outside{};
    Booked rounding_overlaps{}; ///< no wider than within_rounding allows
    Booked rounding_gaps{};
    Booked open_space{};
    ExactArea outside{};        ///< of the features outside the outline: listed and small
    ExactArea outside_excess{}; ///< of that, counted more than once: ∫(m-1)⁺ outside the outline
    ExactArea outline_area{};   ///< 0 without an outline
    friend bool operator==(const TopologyLedger&, const TopologyLedger&) = default;
};

/// All that is wrong between the features of a layer.
struct Topology {
    std::vector<TopologyOverlap> overlaps{};    ///< by a, b
    std::vector<TopologyGap> gaps{};            ///< by the coordinates of their polygons
    std::vector<OutsidePiece> outside{};        ///< by row
    std::vector<UnmatchedVertices> unmatched{}; ///< by a, b
    std::vector<NearMiss> near_misses{};        ///< by a, b
    TopologyLedger ledger{};
};

/// Takes a layer piece by piece and finds its overlaps and gaps.
///
/// Every edge that two features share from its two sides is met twice, in opposite directions.
/// All others are the residual: the number of features over a point changes only there, so all
/// overlaps and gaps follow from it (and from what the features near it have in common). Pieces
/// cancel what they can when they are added, while their vertices are hot; `finish` does the rest.
/// Keeps every vertex once (16 bytes).
///
///     TopologyBuilder builder{measurer};
///     // on every thread, with sessions of their own:
///     auto session = builder.session();
///     const TopologyBuilder::Rows& rows = session.add(piece.number, piece.table);
///     // when all pieces are in:
///     const Topology topology = builder.finish(options, outline, tasks);
///
/// Row order changes the order of results and no value; ring start, ring direction, the cut into
/// pieces and threads change nothing.
class PARKPLAN_API TopologyBuilder {
    struct Impl;

public:
    /// Coordinates are those of `measurer`'s system, in a plane; it must live as long as this.
    /// Its options decide about validity: Validity::checked leaves rows out that have defects that
    /// forbid measuring. Only AreaMethod piece_method() is needed of its methods.
    explicit TopologyBuilder(const measure::Measurer& measurer);
    ~TopologyBuilder();
    TopologyBuilder(TopologyBuilder&&) noexcept;
    TopologyBuilder& operator=(TopologyBuilder&&) noexcept;
    TopologyBuilder(const TopologyBuilder&) = delete;
    TopologyBuilder& operator=(const TopologyBuilder&) = delete;

    /// A row whose measures say more than an area: defects, a failure, an exact inverse.
    struct Remark {
        std::uint32_t row = 0; ///< in the piece
        measure::FeatureMeasures measures{};
    };
    /// What adding a piece told, parallel to its rows.
    struct Rows {
        std::vector<std::uint8_t> usable{}; ///< 1: takes part
        std::vector<SquareMetres> areas{};  ///< by Measurer::piece_method; 0 where not usable
        std::vector<Remark> remarks{};      ///< by row
    };

    /// Adds pieces, one at a time. Many sessions may work at once; none outlives its builder.
    class PARKPLAN_API Session {
    public:
        ~Session();
        Session(Session&&) noexcept;
        Session& operator=(Session&&) = delete;
        Session(const Session&) = delete;
        Session& operator=(const Session&) = delete;

        /// Adds the rows of piece `number`, each number once, all from 0 on before `finish`; some
        /// thousand rows make a good piece. Rows that are no polygons are not usable. The result is
        /// valid until the next call.
        const Rows& add(std::size_t number, const layer::Table& table);
        /// The same where the caller has judged: rows with usable 0 take no part, validity is not
        /// looked at.
        const Rows& add(std::size_t number, const geo::PolygonColumn& polygons,
                        std::span<const std::uint8_t> usable);

    private:
        friend class TopologyBuilder;
        struct Workshop;
        explicit Session(Impl& impl);
        const Rows& keep(std::size_t number, const geo::PolygonColumn& polygons);
        Impl* m_impl;
        std::unique_ptr<Workshop> m_workshop;
    };
    [[nodiscard]] Session session();

    /// Finds everything, once, after the last piece. With an outline, a gap is what of the outline
    /// no feature covers (what no feature covers elsewhere is none), and what of the features lies
    /// outside it is listed; the union of its usable rows counts. `progress`, if any, is told of
    /// the steps of the stage "compare", and may stop the work between them. Throws
    /// Error{geometry} where the engine refuses, Error{internal} when a piece is missing.
    [[nodiscard]] Topology finish(const TopologyOptions& options,
                                  const std::optional<Side>& outline, TaskPool& tasks,
                                  Progress* progress = nullptr);

    /// Rows of all pieces, in the order of their numbers. After `finish`.
    [[nodiscard]] std::size_t rows() const noexcept;
    /// The polygons of a row; those that took no part are empty. After `finish`.
    [[nodiscard]] geo::MultiPolygonView polygon(std::uint32_t row) const;
    /// What two rows have in common, canonical, by the engine. From many threads. After `finish`.
    /// Throws Error{geometry}.
    [[nodiscard]] geo::MultiPolygon overlap_polygon(std::uint32_t a, std::uint32_t b) const;

private:
    std::unique_ptr<Impl> m_impl;
};

/// The same of a layer in memory, whose usable rows have been judged.
[[nodiscard]] PARKPLAN_API Topology find_topology(const Side& layer,
                                                  const std::optional<Side>& outline,
                                                  const measure::Measurer& measurer,
                                                  const TopologyOptions& options, TaskPool& tasks);

} // namespace parkplan::overlay
