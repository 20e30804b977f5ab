// SPDX-License-Identifier: MIT
#include "overlay/changes.hpp"
#include "support/layers.hpp"
#include "support/random_layers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

layer::Layer layer_of(const test::Features& features) {
    test::LayerBuilder builder{"made", "local"};
    for (const geo::MultiPolygon& feature : features) {
        builder.add(feature);
    }
    return builder.build();
}

Classes random_classes(test::Random& random, std::size_t count) {
    Classes all(count);
    for (std::uint32_t& one : all) {
        one = static_cast<std::uint32_t>(random.below(4));
    }
    return all;
}

struct Made {
    test::Features before;
    Classes before_classes;
    test::Features after;
    Classes after_classes;
    test::Features zones;

    [[nodiscard]] ChangeCase in_zones() const {
        return {layer_of(before), before_classes, layer_of(after), after_classes, layer_of(zones)};
    }
    [[nodiscard]] ChangeCase whole() const {
        return {layer_of(before), before_classes, layer_of(after), after_classes};
    }
};

Made made(std::uint64_t seed) {
    test::Random random{seed};
    Made all;
    all.before = test::random_features(random, seed % test::kinds_of_features);
    all.after = test::random_features(random, (seed / 2) % test::kinds_of_features);
    all.zones = test::random_features(random, (seed / 3) % test::kinds_of_features);
    all.before_classes = random_classes(random, all.before.size());
    all.after_classes = random_classes(random, all.after.size());
    return all;
}

constexpr std::uint64_t seeds = 10;

TEST(ChangeBalanceLaws, ItClosesBothWaysInEveryZone) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(seed);
        expect_closed(made(seed).whole().balance());
        expect_closed(made(seed).in_zones().balance());
    }
}

TEST(ChangeBalanceLaws, ClassesHaveTheAreaOfTheirFaces) {
    for (std::uint64_t seed = 0; seed < seeds; seed += 7) {
        const ChangeCase of = made(seed).whole();
        const ChangeBalance balance = of.balance();
        for (const ClassArea& one : balance.whole.before) {
            ExactArea area;
            for (std::size_t face = 0; face < balance.before.rows.size(); ++face) {
                if (balance.before_classes[face] == one.number) {
                    area += ExactArea{
                        of.measurer().piece_area(balance.before.layer.table().polygons[face])};
                }
            }
            EXPECT_EQ(one.area, area);
        }
    }
}

TEST(ChangeBalanceLaws, ExchangingTheLayersTransposesIt) {
    const auto turn = [](ChangeMatrix& matrix) {
        for (ChangeCell& cell : matrix.cells) {
            std::swap(cell.before, cell.after);
        }
        std::ranges::sort(matrix.cells, {}, [](const ChangeCell& cell) {
            return std::pair{cell.before, cell.after};
        });
        std::swap(matrix.before, matrix.after);
    };
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(seed);
        for (const ChangeCase& of : {made(seed).in_zones(), made(seed).whole()}) {
            ChangeBalance back = of.turned().balance();
            turn(back.whole);
            for (std::optional<ChangeMatrix>& zone : back.zones) {
                turn(zone.value());
            }
            EXPECT_EQ(text(back), text(of.balance()));
        }
    }
}

TEST(ChangeBalanceLaws, ALayerAndItselfGiveADiagonal) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(seed);
        Made same = made(seed);
        same.after = same.before;
        same.after_classes = same.before_classes;
        for (const ChangeBalance& balance : {same.whole().balance(), same.in_zones().balance()}) {
            expect_closed(balance);
            for (const ChangeCell& cell : balance.whole.cells) {
                EXPECT_EQ(cell.before, cell.after);
            }
        }
        const ChangeBalance whole = same.whole().balance();
        for (const ClassArea& one : whole.whole.before) {
            EXPECT_EQ(one.area, whole.whole.area(one.number, one.number));
        }
    }
}

TEST(ChangeBalanceLaws, ZonesThatPartTheLandAddUpToIt) {
    for (std::uint64_t seed = 0; seed < seeds; seed += 3) {
        SCOPED_TRACE(seed);
        const Made of = made(seed);
        Made parted = of;
        parted.zones = {test::rectangle(-200, -200, 23.7, 300),
                        test::rectangle(23.7, -200, 300, 41), test::rectangle(23.7, 41, 300, 300)};
        const ChangeBalance balance = parted.in_zones().balance();
        expect_closed(balance);
        const ChangeMatrix whole = of.whole().balance().whole;
        for (const ChangeCell& cell : whole.cells) {
            ExactArea sum;
            for (const std::optional<ChangeMatrix>& zone : balance.zones) {
                sum += zone.value().area(cell.before, cell.after);
            }
            EXPECT_EQ(sum, balance.whole.area(cell.before, cell.after));
            EXPECT_NEAR(sum.value().value(), cell.area.value().value(), 1e-4);
        }
    }
}

TEST(ChangeBalanceLaws, ASplitOfRowsChangesNothing) {
    for (std::uint64_t seed = 0; seed < seeds; seed += test::kinds_of_features) {
        SCOPED_TRACE(seed);
        const Made of = made(seed); // rectangles of whole metres
        Made split = of;
        split.before.clear();
        split.before_classes.clear();
        for (std::size_t row = 0; row < of.before.size(); ++row) {
            const geo::Box box = geo::box_of(of.before[row].view());
            const double middle = (box.min.x + box.max.x) / 2.0;
            split.before.push_back(test::rectangle(box.min.x, box.min.y, middle, box.max.y));
            split.before.push_back(test::rectangle(middle, box.min.y, box.max.x, box.max.y));
            split.before_classes.insert(split.before_classes.end(), 2, of.before_classes[row]);
        }
        EXPECT_EQ(cells(split.whole().balance().whole), cells(of.whole().balance().whole));
    }
}

TEST(ChangeBalanceLaws, NothingDependsOnOrderOrThreads) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(seed);
        Made of = made(seed);
        const std::vector<std::string> one = text(of.in_zones().balance());
        EXPECT_EQ(text(of.in_zones().balance(4)), one);
        std::reverse(of.before.begin(), of.before.end());
        std::reverse(of.before_classes.begin(), of.before_classes.end());
        std::reverse(of.after.begin(), of.after.end());
        std::reverse(of.after_classes.begin(), of.after_classes.end());
        std::reverse(of.zones.begin(), of.zones.end());
        std::vector<std::string> back = text(of.in_zones().balance());
        std::reverse(back.begin() + 1, back.end());
        EXPECT_EQ(back, one);
    }
}

} // namespace
} // namespace parkplan::overlay
