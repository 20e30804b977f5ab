// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/progress.hpp"
#include "geo/canonical.hpp"
#include "overlay/topology.hpp"
#include "overlay/topology_text.hpp"
#include "support/layers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::overlay {
namespace {

using test::LayerBuilder;
using test_text::box;
using test_text::drawn;
using test_text::gaps;
using test_text::overlaps;
using test_text::topology_of;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Topology, FindsTheGapsAgainstAnOutline) {
    const Topology found = topology_of({box(0, 0, 4, 8), box(4, 0, 8, 6)}, {}, {box(0, 0, 8, 8)});
    EXPECT_THAT(gaps(found), ElementsAre("outline 8 1.33333333 [0, 1]"));
    EXPECT_THAT(found.outside, IsEmpty());
    EXPECT_EQ(found.ledger.outline_area, ExactArea{SquareMetres{64.0}});
}

TEST(Topology, FindsWhatLiesOutsideAnOutline) {
    const Topology found =
        topology_of({box(0, 0, 5, 4), box(5, 0, 9, 4), box(20, 0, 22, 2)}, {}, {box(0, 0, 8, 4)});
    EXPECT_THAT(gaps(found), IsEmpty());
    ASSERT_EQ(found.outside.size(), 2U);
    EXPECT_EQ(found.outside[0].row, 1U);
    EXPECT_DOUBLE_EQ(found.outside[0].area.value(), 4.0);
    EXPECT_EQ(found.outside[1].row, 2U);
    EXPECT_DOUBLE_EQ(found.outside[1].area.value(), 4.0);
    EXPECT_EQ(found.ledger.outside, ExactArea{SquareMetres{8.0}});
}

TEST(Topology, CountsLandOutsideOnceInTheBalance) {
    // Three of the features share the square from (10, 0) to (11, 4), two of them one more.
    const Topology found =
        topology_of({box(0, 0, 11, 4), box(6, 0, 12, 4), box(10, 0, 12, 4), box(20, 0, 22, 4)}, {},
                    {box(0, 0, 10, 4)});
    const TopologyLedger& ledger = found.ledger;
    EXPECT_EQ(ledger.outside, ExactArea{SquareMetres{28.0}});
    EXPECT_EQ(ledger.outside_excess, ExactArea{SquareMetres{12.0}});
    EXPECT_EQ(ledger.union_area - (ledger.outside - ledger.outside_excess), ledger.outline_area);
}

TEST(Topology, AnOutlineOfSeveralRowsCountsAsOne) {
    const Topology found = topology_of({box(1, 1, 3, 3)}, {}, {box(0, 0, 2, 4), box(2, 0, 4, 4)});
    EXPECT_THAT(gaps(found), ElementsAre("outline 12 1 [0]"));
}

TEST(Topology, ALayerWithoutRowsLeavesTheWholeOutline) {
    const Topology found = topology_of({}, {}, {box(0, 0, 2, 4)});
    EXPECT_THAT(gaps(found), ElementsAre("outline 8 1.33333333 []"));
}

TEST(TopologyBuilder, RowsThatAreNotUsableTakeNoPart) {
    const layer::Layer layer = LayerBuilder{"test", "local"}
                                   .add(box(0, 0, 4, 4))
                                   .add("POLYGON((0 0,4 4,4 0,0 4,0 0))")
                                   .add_without()
                                   .add(box(2, 0, 6, 4))
                                   .build();
    measure::MeasureOptions options;
    const measure::Measurer measurer{layer.crs(), layer.box(), options};
    TopologyBuilder builder{measurer};
    TopologyBuilder::Session session = builder.session();
    const TopologyBuilder::Rows& rows = session.add(0, layer.table());
    EXPECT_THAT(rows.usable, ElementsAre(1, 0, 0, 1));
    ASSERT_EQ(rows.remarks.size(), 1U);
    EXPECT_EQ(rows.remarks[0].row, 1U);
    EXPECT_FALSE(rows.remarks[0].measures.defects.empty());
    TaskPool tasks{1};
    const Topology found = builder.finish({}, std::nullopt, tasks);
    EXPECT_THAT(overlaps(found), ElementsAre("0 crosses 3 8 1.33333333"));
    EXPECT_EQ(found.ledger.features, 2U);
    EXPECT_EQ(found.ledger.excluded, 2U);
    EXPECT_DOUBLE_EQ(geo::planar_area(builder.overlap_polygon(0, 3).view()), 8.0);
    EXPECT_TRUE(builder.polygon(1).empty());
}

class Steps final : public Progress {
public:
    explicit Steps(std::size_t last) : m_last(last) {}
    void report(std::string_view stage, std::size_t done, std::size_t total) override {
        told.push_back(fmt::format("{} {}/{}", stage, done, total));
        if (done == m_last) {
            throw Cancelled{};
        }
    }
    std::vector<std::string> told{};

private:
    std::size_t m_last;
};

TEST(TopologyBuilder, TellsItsStepsAndStopsBetweenThem) {
    const layer::Layer layer = drawn({box(0, 0, 4, 4), box(2, 0, 6, 4)});
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    TaskPool tasks{1};
    for (const std::size_t last : {2U, 9U}) {
        TopologyBuilder builder{measurer};
        static_cast<void>(builder.session().add(0, layer.table()));
        Steps steps{last};
        const auto finish = [&] { return builder.finish({}, std::nullopt, tasks, &steps); };
        if (last == 2) {
            EXPECT_THROW(static_cast<void>(finish()), Cancelled);
            EXPECT_THAT(steps.told, ElementsAre("compare 0/6", "compare 1/6", "compare 2/6"));
        } else {
            EXPECT_EQ(finish().overlaps.size(), 1U);
            EXPECT_EQ(steps.told.size(), 6U);
        }
    }
}

TEST(TopologyBuilder, AMissingPieceIsAnError) {
    const layer::Layer layer = drawn({box(0, 0, 4, 4)});
    const measure::Measurer measurer{layer.crs(), layer.box(), {}};
    TopologyBuilder builder{measurer};
    static_cast<void>(builder.session().add(1, layer.table()));
    TaskPool tasks{1};
    EXPECT_THROW(static_cast<void>(builder.finish({}, std::nullopt, tasks)), Error);
}

} // namespace
} // namespace parkplan::overlay
