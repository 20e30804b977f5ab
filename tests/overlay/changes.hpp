// SPDX-License-Identifier: MIT
#pragma once

#include "overlay/change_balance.hpp"
#include "overlay/tabulated.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::overlay {

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

[[nodiscard]] inline std::string class_text(std::uint32_t number) {
    return number == no_class          ? "-"
           : number == several_classes ? "several"
                                       : fmt::format("{}", number);
}

/// "before after m²".
[[nodiscard]] inline std::vector<std::string> cells(const ChangeMatrix& matrix) {
    std::vector<std::string> all;
    for (const ChangeCell& cell : matrix.cells) {
        all.push_back(fmt::format("{} {} {}", class_text(cell.before), class_text(cell.after),
                                  cell.area.value().value()));
    }
    return all;
}

[[nodiscard]] inline std::vector<std::string> areas(const std::vector<ClassArea>& classes) {
    std::vector<std::string> all;
    for (const ClassArea& one : classes) {
        all.push_back(fmt::format("{} {}", class_text(one.number), one.area.value().value()));
    }
    return all;
}

/// All that there is, one line for each matrix.
[[nodiscard]] inline std::vector<std::string> text(const ChangeBalance& balance) {
    const auto line = [](const ChangeMatrix& matrix) {
        std::string all =
            fmt::format("{} {}", matrix.whole.value().value(), matrix.rounding.value().value());
        for (const std::string& cell : cells(matrix)) {
            all += "; " + cell;
        }
        for (const std::vector<ClassArea>* classes : {&matrix.before, &matrix.after}) {
            all += "|";
            for (const ClassArea& one : *classes) {
                all +=
                    fmt::format(" {} {} {} {};", class_text(one.number), one.area.value().value(),
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

[[nodiscard]] inline ExactArea magnitude(ExactArea area) {
    return area < ExactArea{} ? ExactArea{} - area : area;
}

inline void expect_closed(const ChangeMatrix& matrix) {
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

inline void expect_closed(const ChangeBalance& balance) {
    EXPECT_EQ(balance.open_faces, 0U);
    expect_closed(balance.whole);
    for (const std::optional<ChangeMatrix>& zone : balance.zones) {
        if (zone) {
            expect_closed(*zone);
        }
    }
}

} // namespace parkplan::overlay
