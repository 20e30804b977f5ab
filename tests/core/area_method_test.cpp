// SPDX-License-Identifier: MIT
#include "core/area_method.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string_view>

namespace parkplan {
namespace {

TEST(AreaMethod, HasTheNamesOfOptionsAndJson) {
    EXPECT_EQ(name_of(AreaMethod::planar), "planar");
    EXPECT_EQ(name_of(AreaMethod::ellipsoidal), "ellipsoidal");
    EXPECT_EQ(name_of(AreaMethod::survey), "survey");
    EXPECT_EQ(name_of(AreaMethod::geodesic), "geodesic");
}

TEST(AreaMethod, IsFoundByItsExactName) {
    for (const AreaMethod method : all_area_methods) {
        EXPECT_EQ(area_method(name_of(method)), method);
    }
    for (const std::string_view text : {"", "Planar", "survey ", "spherical"}) {
        EXPECT_EQ(area_method(text), std::nullopt) << text;
    }
}

TEST(AreaMethod, StandsAtItsPositionInAll) {
    for (std::size_t i = 0; i < all_area_methods.size(); ++i) {
        EXPECT_EQ(index_of(all_area_methods[i]), i);
    }
}

TEST(AreaMethod, HasTextsOfItsOwnInBothLanguages) {
    for (const Language language : {Language::english, Language::chinese}) {
        std::set<std::string_view> titles;
        std::set<std::string_view> reasons;
        for (const AreaMethod method : all_area_methods) {
            EXPECT_FALSE(elsewhere(method).in(language).empty()) << name_of(method);
            titles.insert(title_of(method).in(language));
            reasons.insert(why_different(method).in(language));
        }
        EXPECT_EQ(titles.size(), all_area_methods.size());
        EXPECT_EQ(reasons.size(), all_area_methods.size());
    }
    EXPECT_EQ(title_of(AreaMethod::survey).zh,
              "图斑椭球面积（按国土调查办发〔2008〕32号公式计算）");
}

} // namespace
} // namespace parkplan
