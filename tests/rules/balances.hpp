// SPDX-License-Identifier: MIT
#pragma once

#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Layers and plans for the tests of the rule 'balance'.
namespace parkplan::rules::balances {

using test::LayerBuilder;
using test::Params;
using test::TestPlan;
using List = std::vector<std::string>;

/// In hundreds of metres, so that a square of 1 is a hectare.
inline std::string box(double x0, double y0, double x1, double y1) {
    constexpr double side = 100.0;
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", side * x0, side * y0,
                       side * x1, side * y1);
}

inline LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").text("name").key("id");
}
inline LayerBuilder land(const std::string& name = "before") {
    return LayerBuilder{name, "local"}.text("id").text("dlbm").text("dlmc").key("id");
}

struct Layers {
    layer::Layer before;
    layer::Layer after;
    std::optional<layer::Layer> zones{};
};

/// 10 ha: 6 ha of industry and 4 ha of fields; after it 5.5 ha and 4.5 ha, 1 ha newly built on.
inline Layers drawing() {
    return {land()
                .add(box(0, 0, 6, 1), {"a", "1001", "工业用地"})
                .add(box(6, 0, 10, 1), {"b", "0101", "水田"})
                .build(),
            land("after")
                .add(box(0, 0, 4.5, 1), {"a", "100101", "一类工业用地"})
                .add(box(4.5, 0, 9, 1), {"b", "0101", "水田"})
                .add(box(9, 0, 10, 1), {"c", "0701", "城镇住宅用地"})
                .build(),
            zones().add(box(0, 0, 10, 1), {"z", "Zone"}).build()};
}

inline TestPlan plan_of(const Layers& layers, Params params) {
    TestPlan plan{builtin()};
    plan.layer("before", layers.before).layer("after", layers.after);
    params.emplace("before", "before");
    params.emplace("after", "after");
    params.emplace("code_before", "dlbm");
    params.emplace("code_after", "dlbm");
    if (layers.zones) {
        plan.layer("zones", *layers.zones, {{"name", "name"}});
        params.emplace("zones", "zones");
    }
    plan.rule("r", "balance", std::move(params));
    return plan;
}

/// With the classes of the guide.
inline Params of_guide(Params more = {}) {
    more.emplace("scheme", "guide-2023");
    more.emplace("construction", List{"07", "10"});
    more.emplace("class_name_before", "dlmc");
    more.emplace("class_name_after", "dlmc");
    return more;
}

inline review::Review run(const Layers& layers, Params params) {
    return plan_of(layers, std::move(params)).run();
}

inline plan::ParamValue area(double m2) {
    return SquareMetres{m2};
}

/// None where there is no such table.
inline std::vector<std::string> rows_of(const review::Review& review, std::string_view name) {
    const auto table = std::ranges::find(review.tables, name, &review::ResultTable::name);
    return table == review.tables.end() ? std::vector<std::string>{} : test::shown_rows(*table);
}

} // namespace parkplan::rules::balances
