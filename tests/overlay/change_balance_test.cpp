// SPDX-License-Identifier: MIT
#include "overlay/changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <span>
#include <vector>

namespace parkplan::overlay {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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
