// SPDX-License-Identifier: MIT
#pragma once

#include "rules/builtin.hpp"
#include "support/layers.hpp"
#include "support/reviews.hpp"
#include "support/tables.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Parcels and zones for the tests of rule in_zone.
namespace parkplan::rules::zoned {

inline std::string box(double x0, double y0, double x1, double y1) {
    return fmt::format("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", x0, y0, x1, y1);
}

inline test::LayerBuilder zones() {
    return test::LayerBuilder{"zones", "local"}
        .text("id")
        .text("name")
        .text("scheme")
        .text("cy")
        .key("id");
}
inline test::LayerBuilder parcels(std::string_view crs = "local") {
    return test::LayerBuilder{"parcels", crs}.text("id").text("dq").key("id");
}

/// Four blocks in a row, 100 m wide each: 东 (东区), 西一 and 西二 (西区), 厂 (西区, ambiguous).
inline layer::Layer blocks() {
    return zones()
        .add(box(0, 0, 100, 100), {"1", "东", "东区", "0"})
        .add(box(100, 0, 200, 100), {"2", "西一", "西区"})
        .add(box(200, 0, 300, 100), {"3", "西二", "西区"})
        .add(box(300, 0, 400, 100), {"4", "厂", "扩区", "1"})
        .build();
}

inline test::TestPlan plan_of(const layer::Layer& parcels, const layer::Layer& zones,
                              test::Params params = {},
                              std::optional<Metres> accuracy = std::nullopt) {
    test::TestPlan plan{builtin()};
    plan.plan().point_accuracy = accuracy;
    plan.layer("parcels", parcels).layer("zones", zones);
    params.emplace("layer", "parcels");
    params.emplace("zones", "zones");
    params.emplace("zone_name", "name");
    plan.rule("z", "in_zone", std::move(params));
    return plan;
}
inline review::Review run(const layer::Layer& parcels, test::Params params = {},
                          std::optional<Metres> accuracy = std::nullopt) {
    return plan_of(parcels, blocks(), std::move(params), accuracy).run();
}
inline test::Params claims(test::Params more = {}) {
    more.emplace("claim", "dq");
    more.emplace("claim_as", std::vector<std::string>{"name", "scheme"});
    more.emplace("ambiguous", "cy");
    return more;
}

/// "a | 东区 | 东 | 100.00 | 50.00 | -" of each row of the table of shares.
inline std::vector<std::string> rows_of(const review::Review& review) {
    return test::shown_rows(review.tables.at(0));
}

} // namespace parkplan::rules::zoned
