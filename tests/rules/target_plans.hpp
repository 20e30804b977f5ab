// SPDX-License-Identifier: MIT
#pragma once

#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parkplan::rules {

using test::Cell;
using test::LayerBuilder;
using test::Params;
using test::TestPlan;
using List = std::vector<std::string>;

inline constexpr std::string_view west = "POLYGON((0 0, 100 0, 100 100, 0 100, 0 0))"; // 10 000 m²
inline constexpr std::string_view east = "POLYGON((100 0, 200 0, 200 100, 100 100, 100 0))";
inline constexpr std::string_view across = "POLYGON((50 0, 150 0, 150 100, 50 100, 50 0))";

inline LayerBuilder parcels() {
    return LayerBuilder{"parcels", "local"}
        .text("id")
        .text("use")
        .text("place")
        .text("year")
        .real("gfa")
        .key("id");
}
inline LayerBuilder zones() {
    return LayerBuilder{"zones", "local"}.text("id").text("name").key("id");
}
inline LayerBuilder figures() {
    return LayerBuilder{"figures"}
        .plain_table()
        .text("id")
        .text("year")
        .real("income")
        .real("jobs")
        .key("id");
}

inline Params with(Params params, Params more) {
    more.merge(params);
    return more;
}

/// A target for the sum of areas.
inline Params areas(std::string planned, Params more = {}) {
    return with({{"layer", "parcels"},
                 {"sum", List{"area"}},
                 {"planned", std::move(planned)},
                 {"kind", "预期性"},
                 {"quantity", "用地"},
                 {"period", "2021-2025"}},
                std::move(more));
}

inline TestPlan plan_of(layer::Layer layer, Params params, Level level = Level::error) {
    TestPlan plan{builtin()};
    plan.layer("parcels", std::move(layer)).rule("t", "target", std::move(params), level);
    return plan;
}

inline review::Review run(layer::Layer layer, Params params) {
    return plan_of(std::move(layer), std::move(params)).run();
}

inline layer::Layer two() {
    return parcels()
        .add(west, {"a", "renewal", "W", "2021", 3000.0})
        .add(east, {"b", "office", "E", "2024-05-01", 5000.0})
        .build();
}

inline TestPlan with_figures(Params params) {
    TestPlan plan{builtin()};
    plan.layer("parcels", two())
        .layer("figures", figures()
                              .add_without({"1", "2024", 6000.0, 15.0})
                              .add_without({"2", "2025", 9696.5, 20.0})
                              .build());
    plan.rule("t", "target", std::move(params));
    return plan;
}

inline Params income(std::string planned, Params more) {
    return with(areas(std::move(planned)), with({{"layer", "figures"},
                                                 {"sum", List{"income"}},
                                                 {"sum_unit", "亿元"},
                                                 {"quantity", "产出"},
                                                 {"year_field", "year"},
                                                 {"years", "2025"}},
                                                std::move(more)));
}

} // namespace parkplan::rules
