// SPDX-License-Identifier: MIT
#include "geo/canonical.hpp"
#include "geo/solid.hpp"
#include "geo/validity.hpp"
#include "support/random_polygons.hpp"

#include <fmt/format.h>
#include <geos_c.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace parkplan::geo {
namespace {

using test::Random;
using test::Ring;

/// The engine's own word on a feature, asked without going through Solid.
class Oracle {
public:
    Oracle() : m_handle(GEOS_init_r()) {}
    ~Oracle() { GEOS_finish_r(m_handle); }
    Oracle(const Oracle&) = delete;
    Oracle& operator=(const Oracle&) = delete;
    Oracle(Oracle&&) = delete;
    Oracle& operator=(Oracle&&) = delete;

    /// Empty when the feature is valid, else the reason.
    [[nodiscard]] std::string reason_against(const std::string& wkt) const {
        const auto destroy = [this](auto* geometry) { GEOSGeom_destroy_r(m_handle, geometry); };
        const std::unique_ptr<GEOSGeometry, decltype(destroy)> geometry{
            GEOSGeomFromWKT_r(m_handle, wkt.c_str()), destroy};
        if (geometry == nullptr) {
            return "cannot be built";
        }
        char* reason = nullptr;
        const char valid = GEOSisValidDetail_r(m_handle, geometry.get(), 0, &reason, nullptr);
        std::string text = valid == 1 ? "" : reason == nullptr ? "failed" : reason;
        GEOSFree_r(m_handle, reason);
        return text;
    }

private:
    GEOSContextHandle_t m_handle;
};

std::string to_wkt(const std::vector<std::vector<Ring>>& polygons) {
    std::string text = "MULTIPOLYGON(";
    for (std::size_t p = 0; p < polygons.size(); ++p) {
        text += p == 0 ? "(" : ",(";
        for (std::size_t r = 0; r < polygons[p].size(); ++r) {
            text += r == 0 ? "(" : ",(";
            const Ring& ring = polygons[p][r];
            for (const Point& at : ring) {
                text += fmt::format("{} {},", at.x, at.y);
            }
            text += fmt::format("{} {})", ring[0].x, ring[0].y);
        }
        text += ")";
    }
    return text + ")";
}

/// Kinds that we measure with a note and the engine calls invalid. All other notes are valid for
/// the engine: direction, repeated points, a hole touching its shell once.
bool engine_refuses(DefectKind kind) {
    switch (kind) {
    case DefectKind::split_interior:
    case DefectKind::spike:
    case DefectKind::ring_touches_itself:
    case DefectKind::hole_shares_edge:
    case DefectKind::parts_share_edge:
        return true;
    default:
        return prevents_measuring(kind);
    }
}

/// What we measure must have that area for the engine too, once it has rebuilt it.
void expect_measured(const MultiPolygonView& area, const std::string& wkt) {
    const Solid solid = solid_of(area);
    ASSERT_NEAR(solid.area(), planar_area(area), 1e-9) << wkt;
}

struct Tally {
    int valid = 0;
    int refused_by_both = 0;
    int measured_by_us_only = 0;
};

/// The two must agree on every feature: the engine refuses exactly when one of our defects is of a
/// kind that it refuses.
void compare(const Oracle& oracle, const std::vector<std::vector<Ring>>& polygons, Tally& tally) {
    const std::string wkt = to_wkt(polygons);
    const MultiPolygon drawn = test::feature(polygons);
    const std::vector<Defect> defects = find_defects(drawn.view());
    const bool refused = std::any_of(defects.begin(), defects.end(),
                                     [](const Defect& d) { return engine_refuses(d.kind); });
    const std::string reason = oracle.reason_against(wkt);
    ASSERT_EQ(refused, !reason.empty())
        << wkt << "\nengine: " << reason << "\nours: " << testing::PrintToString(defects.size());
    if (measurable(defects)) {
        ASSERT_NO_FATAL_FAILURE(expect_measured(drawn.view(), wkt));
    }
    ++(refused ? (measurable(defects) ? tally.measured_by_us_only : tally.refused_by_both)
               : tally.valid);
}

TEST(FindDefects, AgreesWithTheEngineOnLoneGridRings) {
    const Oracle oracle;
    Random random{11};
    Tally tally;
    for (int i = 0; i < 8000 && !HasFatalFailure(); ++i) {
        compare(oracle, {{grid_ring(random, 3 + random.below(4), 3 + random.below(6))}}, tally);
    }
    EXPECT_GT(tally.valid, 400);
    EXPECT_GT(tally.refused_by_both, 1000);
    EXPECT_GT(tally.measured_by_us_only, 100);
}

TEST(FindDefects, AgreesWithTheEngineOnGridShellsWithHoles) {
    const Oracle oracle;
    Random random{12};
    Tally tally;
    for (int i = 0; i < 8000 && !HasFatalFailure(); ++i) {
        std::vector<Ring> rings{{{0, 0}, {6, 0}, {6, 6}, {0, 6}}};
        if (random.below(2) == 0) {
            rings[0] = {{0, 0}, {3, 1}, {6, 0}, {6, 6}, {4, 3}, {0, 6}};
        }
        const std::size_t holes = 1 + random.below(3);
        for (std::size_t h = 0; h < holes; ++h) {
            rings.push_back(grid_ring(random, 7, 3 + random.below(2)));
        }
        compare(oracle, {rings}, tally);
    }
    EXPECT_GT(tally.valid, 200);
    EXPECT_GT(tally.refused_by_both, 1000);
    EXPECT_GT(tally.measured_by_us_only, 200);
}

TEST(FindDefects, AgreesWithTheEngineOnGridParts) {
    const Oracle oracle;
    Random random{13};
    Tally tally;
    for (int i = 0; i < 8000 && !HasFatalFailure(); ++i) {
        std::vector<std::vector<Ring>> polygons{
            {{{0, 0}, {7, 0}, {7, 7}, {0, 7}}, {{1, 1}, {1, 5}, {5, 5}, {5, 1}}}};
        if (random.below(2) == 0) {
            polygons[0].pop_back();
            polygons[0][0] = {{0, 0}, {4, 0}, {4, 4}, {2, 2}, {0, 4}};
        }
        const std::size_t parts = 1 + random.below(2);
        for (std::size_t p = 0; p < parts; ++p) {
            polygons.push_back({grid_ring(random, 8, 3 + random.below(2))});
        }
        compare(oracle, polygons, tally);
    }
    EXPECT_GT(tally.valid, 200);
    EXPECT_GT(tally.refused_by_both, 1000);
    EXPECT_GT(tally.measured_by_us_only, 80);
}

TEST(FindDefects, AgreesWithTheEngineOnLargeRings) {
    const Oracle oracle;
    Random random{14};
    Tally tally;
    for (int i = 0; i < 300 && !HasFatalFailure(); ++i) {
        Ring ring = star_ring(random, {4.4e5, 4.4e6}, 300.0, 60 + random.below(400));
        for (std::size_t swaps = random.below(3); swaps > 0; --swaps) {
            const std::size_t at = random.below(ring.size() - 1);
            std::swap(ring[at], ring[at + 1]);
        }
        compare(oracle, {{ring}}, tally);
    }
    EXPECT_GT(tally.valid, 50);
    EXPECT_GT(tally.refused_by_both, 50);
}

} // namespace
} // namespace parkplan::geo
