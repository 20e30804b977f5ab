// SPDX-License-Identifier: MIT
#include "overlay/change_balance.hpp"
#include "overlay/tabulated.hpp"
#include "support/layers.hpp"
#include "support/random_layers.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parkplan::overlay {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Classes = std::vector<std::uint32_t>;

/// Two layers with classes, and zones or none.
struct ChangeCase {
    layer::Layer before;
    Classes before_classes;
    layer::Layer after;
    Classes after_classes;
    std::optional<layer::Layer> zones{};
    std::vector<std::uint8_t> usable_zones =
        std::vector<std::uint8_t>(zones ? zones->size() : 0, 1);

    [[nodiscard]] measure::Measurer measurer() const { return {before.crs(), before.box(), {}}; }
    [[nodiscard]] ChangeBalance balance(unsigned threads = 1) const {
        TaskPool tasks{threads};
        const std::vector<std::uint8_t> all(before.size(), 1);
        const std::vector<std::uint8_t> all_after(after.size(), 1);
        std::optional<Side> side;
        if (zones) {
            side.emplace(Side{*zones, usable_zones});
        }
        return change_balance({{before, all}, before_classes}, {{after, all_after}, after_classes},
                              side, measurer(), tasks);
    }
    [[nodiscard]] ChangeCase turned() const {
        return {after, after_classes, before, before_classes, zones};
    }
};

std::string name_of(std::uint32_t number) {
    return number == no_class          ? "-"
           : number == several_classes ? "several"
                                       : fmt::format("{}", number);
}

/// "before after m²".
std::vector<std::string> cells(const ChangeMatrix& matrix) {
    std::vector<std::string> all;
    for (const ChangeCell& cell : matrix.cells) {
        all.push_back(fmt::format("{} {} {}", name_of(cell.before), name_of(cell.after),
                                  cell.area.value().value()));
    }
    return all;
}

std::vector<std::string> areas(const std::vector<ClassArea>& classes) {
    std::vector<std::string> all;
    for (const ClassArea& one : classes) {
        all.push_back(fmt::format("{} {}", name_of(one.number), one.area.value().value()));
    }
    return all;
}

/// All that there is, one line for each matrix.
std::vector<std::string> text(const ChangeBalance& balance) {
    const auto line = [](const ChangeMatrix& matrix) {
        std::string all =
            fmt::format("{} {}", matrix.whole.value().value(), matrix.rounding.value().value());
        for (const std::string& cell : cells(matrix)) {
            all += "; " + cell;
        }
        for (const std::vector<ClassArea>* classes : {&matrix.before, &matrix.after}) {
            all += "|";
            for (const ClassArea& one : *classes) {
                all += fmt::format(" {} {} {} {};", name_of(one.number), one.area.value().value(),
                                   one.rounding.value().value(), one.bound.value().value());
            }
        }
        return all;
    };
    std::vector<std::string> all{line(balance.whole)};
    for (const std::optional<ChangeMatrix>& zone : balance.zones) {
        all.push_back(zone ? line(*zone) : "");
    }
    return all;
}

ExactArea magnitude(ExactArea area) {
    return area < ExactArea{} ? ExactArea{} - area : area;
}

void expect_closed(const ChangeMatrix& matrix) {
    ExactArea sum;
    for (const ChangeCell& cell : matrix.cells) {
        sum += cell.area;
    }
    EXPECT_EQ(sum + matrix.rounding, matrix.whole);
    EXPECT_LE(magnitude(matrix.rounding), matrix.bound);
    const auto expect_classes = [&](const std::vector<ClassArea>& classes,
                                    std::uint32_t ChangeCell::*of) {
        for (const ClassArea& one : classes) {
            ExactArea of_class;
            for (const ChangeCell& cell : matrix.cells) {
                of_class += cell.*of == one.number ? cell.area : ExactArea{};
            }
            EXPECT_EQ(of_class + one.rounding, one.area) << one.number;
            EXPECT_LE(magnitude(one.rounding), one.bound) << one.number;
        }
    };
    expect_classes(matrix.before, &ChangeCell::before);
    expect_classes(matrix.after, &ChangeCell::after);
}

void expect_closed(const ChangeBalance& balance) {
    EXPECT_EQ(balance.open_faces, 0U);
    expect_closed(balance.whole);
    for (const std::optional<ChangeMatrix>& zone : balance.zones) {
        if (zone) {
            expect_closed(*zone);
        }
    }
}

ChangeCase drawing() {
    // Class 1 gives a strip to class 2, and to a parcel that no layer had before.
    return {drawn({box(0, 0, 10, 10), box(10, 0, 10, 10)}),
            {1, 2},
            drawn({box(0, 0, 8, 10), box(8, 0, 12, 8), box(20, 0, 5, 10)}),
            {1, 2, 3}};
}

TEST(ChangeBalance, TellsWhatBecameOfEveryClass) {
    const ChangeBalance balance = drawing().balance();
    EXPECT_THAT(cells(balance.whole),
                ElementsAre("1 1 80", "1 2 16", "1 - 4", "2 2 80", "2 - 20", "- 3 50"));
    EXPECT_THAT(areas(balance.whole.before), ElementsAre("1 100", "2 100"));
    EXPECT_THAT(areas(balance.whole.after), ElementsAre("1 80", "2 96", "3 50"));
    EXPECT_EQ(balance.whole.whole.value(), SquareMetres{250.0});
    EXPECT_EQ(balance.whole.area(1, 2).value(), SquareMetres{16.0});
    EXPECT_EQ(balance.whole.area(2, 1), ExactArea{});
    EXPECT_THAT(balance.zones, IsEmpty());
    expect_closed(balance);
}

TEST(ChangeBalance, CutsByZonesThatOverlapAndReachBeyond) {
    ChangeCase of = drawing();
    of.zones = drawn({box(0, 0, 9, 10), box(5, 0, 15, 10), box(30, 0, 1, 1), box(0, 0, 1, 1)});
    of.usable_zones = {1, 1, 1, 0};
    const ChangeBalance balance = of.balance();
    ASSERT_EQ(balance.zones.size(), 4U);
    EXPECT_THAT(cells(balance.zones[0].value()), ElementsAre("1 1 80", "1 2 8", "1 - 2"));
    EXPECT_THAT(cells(balance.zones[1].value()),
                ElementsAre("1 1 30", "1 2 16", "1 - 4", "2 2 80", "2 - 20"));
    EXPECT_THAT(cells(balance.zones[2].value()), ElementsAre("- - 1"));
    EXPECT_FALSE(balance.zones[3]);
    EXPECT_THAT(cells(balance.whole),
                ElementsAre("1 1 80", "1 2 16", "1 - 4", "2 2 80", "2 - 20", "- - 1"));
    EXPECT_EQ(balance.whole.whole.value(), SquareMetres{201.0});
    expect_closed(balance);
}

TEST(ChangeBalance, CountsEachPlaceOfALayerOnce) {
    const ChangeCase of{drawn({box(0, 0, 10, 10), box(5, 0, 10, 10), box(8, 0, 10, 10)}),
                        {1, 2, 2},
                        drawn({box(0, 0, 20, 10)}),
                        {7}};
    const ChangeBalance balance = of.balance();
    EXPECT_THAT(cells(balance.whole), ElementsAre("1 7 50", "2 7 80", "several 7 50", "- 7 20"));
    expect_closed(balance);
}

TEST(ChangeBalance, AsksWhatSeveralClassesAre) {
    const ChangeCase of{
        drawn({box(0, 0, 10, 10), box(5, 0, 10, 10)}), {1, 2}, drawn({box(0, 0, 20, 10)}), {7}};
    TaskPool tasks{1};
    const std::vector<std::uint8_t> all(2, 1);
    const auto largest = [&of](std::span<const std::uint32_t> rows) {
        return of.before_classes[rows.back()];
    };
    const ChangeBalance balance =
        change_balance({{of.before, all}, of.before_classes, largest},
                       {{of.after, all}, of.after_classes}, std::nullopt, of.measurer(), tasks);
    EXPECT_THAT(cells(balance.whole), ElementsAre("1 7 50", "2 7 100", "- 7 50"));
}

TEST(ChangeBalance, OfNothingIsNothing) {
    const ChangeCase of{drawn({}), {}, drawn({box(0, 0, 2, 2)}), {5}};
    EXPECT_THAT(cells(of.turned().balance().whole), ElementsAre("5 - 4"));
    TaskPool tasks{1};
    const layer::Layer none = drawn({});
    const measure::Measurer measurer{none.crs(), geo::Box{{0, 0}, {1, 1}}, {}};
    const ChangeBalance balance =
        change_balance({{none, {}}, {}}, {{none, {}}, {}}, std::nullopt, measurer, tasks);
    EXPECT_THAT(cells(balance.whole), IsEmpty());
    EXPECT_EQ(balance.whole.whole, ExactArea{});
}

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

constexpr std::uint64_t seeds = 12;

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

double sigma_of(const ChangeCase& of, std::uint32_t counted) {
    const ChangeBalance balance = of.balance();
    const auto marks = [counted](const Classes& classes) {
        std::vector<std::uint8_t> all;
        for (const std::uint32_t one : classes) {
            all.push_back(one == counted ? 1 : 0);
        }
        return all;
    };
    TaskPool tasks{1};
    return sigma_of_change(balance, marks(balance.before_classes), marks(balance.after_classes),
                           of.measurer(), tasks)
        .whole.value();
}

TEST(SigmaOfChange, OfLandThatIsNewIsThatOfItsOutline) {
    const ChangeCase of{drawn({box(0, 0, 10, 10), box(10, 0, 10, 10)}),
                        {1, 2},
                        drawn({box(0, 0, 10, 10), box(10, 0, 10, 10)}),
                        {1, 1}};
    EXPECT_NEAR(sigma_of(of, 1), 10.0, 1e-12); // a side of 10 m four times
    EXPECT_NEAR(sigma_of(of, 2), 10.0, 1e-12);
    EXPECT_EQ(sigma_of({of.before, {1, 2}, of.after, {1, 2}}, 1), 0.0);
}

TEST(SigmaOfChange, CountsWhatLiesInTheZones) {
    ChangeCase of{drawn({box(0, 0, 10, 10)}), {1}, drawn({box(0, 0, 10, 10)}), {2}};
    of.zones = drawn({box(-5, -5, 30, 30), box(100, 0, 5, 5)});
    of.usable_zones = {1, 1};
    EXPECT_NEAR(sigma_of(of, 1), 10.0, 1e-12);
    const ChangeBalance balance = of.balance();
    TaskPool tasks{1};
    const std::vector<std::uint8_t> one{1};
    const std::vector<std::uint8_t> none{0};
    const ChangeSigma sigma = sigma_of_change(balance, one, none, of.measurer(), tasks);
    EXPECT_NEAR(sigma.zones.at(0).value().value(), 10.0, 1e-12);
    EXPECT_EQ(sigma.zones.at(1), Metres{0.0});
}

} // namespace
} // namespace parkplan::overlay
