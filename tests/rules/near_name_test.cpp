// SPDX-License-Identifier: MIT
#include "rules/near_name.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {
namespace {

using List = std::vector<std::string>;

const List clusters{"运河组团", "西集组团", "未来科学城东区组团", "未来科学城西区组团"};

TEST(NearName, FindsASlipOfThePen) {
    EXPECT_EQ(near_name("未来科学城西园组团", clusters), "未来科学城西区组团");
    EXPECT_EQ(near_name("西园", List{"东一区", "西区"}), "西区");
}

TEST(NearestName, LeavesOutWhatAllNamesEndIn) {
    const List parks{"东城园组团", "西城园组团", "石景山园组团"};
    EXPECT_EQ(nearest_name("丰台园组团", parks), std::nullopt);
    EXPECT_EQ(nearest_name("石景山圆组团", parks), "石景山园组团");
    EXPECT_EQ(nearest_name("窦店组团", List{"良乡组团", "燕房组团"}), std::nullopt);
    EXPECT_EQ(nearest_name("组团", List{"组团", "园组团"}), "组团");
    EXPECT_EQ(nearest_name("东城园组固", List{"东城园组团"}), "东城园组团");
    EXPECT_EQ(nearest_name("运河组团", List{}), std::nullopt);
    EXPECT_EQ(nearest_name("东城圆组团", List{"东城园组团"}), "东城园组团");
}

TEST(NearName, ProposesNothingThatMeansAnother) {
    EXPECT_EQ(nearest_name("未供", List{"已供", "在建"}), std::nullopt);
    EXPECT_EQ(near_name("不合格", List{"合格"}), std::nullopt);
    EXPECT_EQ(nearest_name("K-07", List{"K-17", "K-27"}), std::nullopt);
    EXPECT_EQ(nearest_name("JZ-99", List{"JZ-1"}), std::nullopt);
    EXPECT_EQ(nearest_name("在 建", List{"已供", "在建"}), "在建");
}

TEST(NearName, FindsTheNameThatStandsInTheOther) {
    EXPECT_EQ(near_name("通州运河组团", clusters), "运河组团");
    EXPECT_EQ(near_name("运河组团", List{"北京通州运河组团"}), "北京通州运河组团");
    EXPECT_EQ(near_name("运河", clusters), "运河组团");
    EXPECT_EQ(near_name("运河", List{"通州运河"}), "通州运河");
}

TEST(NearName, ProposesNothingWhereSeveralHoldTheValue) {
    EXPECT_EQ(near_name("科学城", clusters), std::nullopt);
}

TEST(NearName, AShortPieceOfALongNameIsNotNear) {
    EXPECT_EQ(near_name("城东", clusters), std::nullopt);
    EXPECT_EQ(near_name("区", List{"未来区"}), std::nullopt);
}

TEST(NearName, NoCodeIsPartOfAnother) {
    EXPECT_EQ(near_name("1001", List{"100102"}), std::nullopt);
}

TEST(NearName, NothingIsNearInAnEmptyList) {
    EXPECT_EQ(near_name("运河", List{}), std::nullopt);
}

int searches = 0;

std::optional<std::string> counting(std::string_view value, std::span<const std::string> listed) {
    ++searches;
    return near_name(value, listed);
}

TEST(NearNames, LooksForEachNameOnce) {
    searches = 0;
    NearNames names{clusters, 2, counting};
    EXPECT_EQ(names.of("通州运河组团"), "运河组团");
    EXPECT_EQ(names.of("通州运河组团"), "运河组团");
    EXPECT_EQ(names.of("另一"), std::nullopt);
    EXPECT_EQ(names.of("另一"), std::nullopt);
    EXPECT_EQ(searches, 2);
}

TEST(NearNames, ProposesNothingAmongVeryMany) {
    searches = 0;
    constexpr std::size_t most_pairs = 1'000'000;
    NearNames enough{clusters, most_pairs / clusters.size(), counting};
    EXPECT_EQ(enough.of("通州运河组团"), "运河组团");
    NearNames many{clusters, most_pairs / clusters.size() + 1, counting};
    EXPECT_EQ(many.of("通州运河组团"), std::nullopt);
    EXPECT_EQ(searches, 1);
}

} // namespace
} // namespace parkplan::rules
