// SPDX-License-Identifier: MIT
#include "rules/construction_change.hpp"

#include "core/number.hpp"
#include "review/judge.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

using review::Outcome;
using review::TableCell;
using review::TableColumn;

constexpr Construction yes = Construction::yes;
constexpr Construction no = Construction::no;
constexpr Construction unknown = Construction::unknown;

/// lost >= ratio · gained, by whole numbers: the ratio in steps of 1e-9. Areas below 9e15 m² times
/// the largest ratio are below 1e37.
bool balances(ExactArea lost, ExactArea gained, double ratio) {
    constexpr double steps = 1e9;
    const auto scaled = static_cast<Int128>(std::llround(ratio * steps));
    return lost.micro_square_metres() * static_cast<Int128>(steps) >=
           gained.micro_square_metres() * scaled;
}

std::optional<double> ratio_of(ExactArea lost, ExactArea gained) {
    return gained > ExactArea{} ? std::optional{lost.value() / gained.value()} : std::nullopt;
}

} // namespace

ConstructionChange::ConstructionChange(const overlay::ChangeMatrix& matrix,
                                       const ChangeClasses& classes) {
    for (const overlay::ChangeCell& cell : matrix.cells) {
        const Construction from = classes.construction(Moment::before, cell.before);
        const Construction to = classes.construction(Moment::after, cell.after);
        m_areas.at(static_cast<std::size_t>(from)).at(static_cast<std::size_t>(to)) += cell.area;
    }
}

ExactArea ConstructionChange::before() const {
    return area(yes, yes) + area(yes, no) + area(yes, unknown);
}

ExactArea ConstructionChange::after() const {
    return area(yes, yes) + area(no, yes) + area(unknown, yes);
}

ExactArea ConstructionChange::lowest() const {
    return net() - area(yes, unknown) - area(unknown, no) - area(unknown, unknown);
}

ExactArea ConstructionChange::highest() const {
    return net() + area(no, unknown) + area(unknown, yes) + area(unknown, unknown);
}

ExactArea ConstructionChange::most_gained() const {
    return gained() + area(no, unknown) + area(unknown, yes) + area(unknown, unknown);
}

ExactArea ConstructionChange::most_lost() const {
    return lost() + area(yes, unknown) + area(unknown, no) + area(unknown, unknown);
}

std::optional<double> ConstructionChange::ratio() const {
    return ratio_of(lost(), gained());
}

std::optional<double> ConstructionChange::lowest_ratio() const {
    return ratio_of(lost(), most_gained());
}

std::optional<double> ConstructionChange::highest_ratio() const {
    return ratio_of(most_lost(), gained());
}

Outcome ConstructionChange::judge_ratio(double ratio) const {
    if (balances(lost(), most_gained(), ratio)) {
        return Outcome::pass;
    }
    return balances(most_lost(), gained(), ratio) ? Outcome::undecided : Outcome::fail;
}

ConstructionChange::Levelled ConstructionChange::levelled(const AreaStep& step) const {
    const std::array areas{area(yes, yes), gained(), lost(), area(unknown, yes),
                           area(yes, unknown)};
    const std::vector<std::string> keys{"kept", "gained", "lost", "from", "to"};
    ExactArea sum;
    for (const ExactArea one : areas) {
        sum += one;
    }
    const std::vector<std::int64_t> steps = level_areas(areas, keys, sum, step).steps;
    return {.before = steps[0] + steps[2] + steps[4],
            .gained = steps[1],
            .lost = steps[2],
            .from_unknown = steps[3],
            .to_unknown = steps[4],
            .after = steps[0] + steps[1] + steps[3],
            .net = steps[1] - steps[2]};
}

BiText ConstructionChange::summary(const AreaStep& step) const {
    const auto ha = [&step](std::int64_t steps) {
        return format_fixed(step.in_unit(steps), step.decimals);
    };
    const Levelled all = levelled(step);
    return {
        fmt::format("construction land {} ha before, {} ha gained, {} ha lost, {} ha after, net "
                    "{} ha",
                    ha(all.before), ha(all.gained), ha(all.lost), ha(all.after), ha(all.net)),
        fmt::format("建设用地前期 {} 公顷，增 {} 公顷，减 {} 公顷，后期 {} 公顷，净增 {} 公顷",
                    ha(all.before), ha(all.gained), ha(all.lost), ha(all.after), ha(all.net))};
}

std::vector<TableColumn> ConstructionChange::columns(const AreaStep& step) {
    std::vector<TableColumn> all;
    const auto add = [&](std::string_view id, BiText title, std::string_view unit) {
        const bool is_ha = unit == "ha";
        all.push_back({.id = fmt::format("{}_{}", id, unit),
                       .title = std::move(title),
                       .unit = std::string{unit},
                       .decimals = is_ha ? step.decimals : 2,
                       .levelled = is_ha});
    };
    for (const std::string_view unit : {"m2", "ha"}) {
        add("before", {"construction land before", "前期建设用地"}, unit);
        add("gained", {"gained", "增"}, unit);
        add("lost", {"lost", "减"}, unit);
        if (unit == "ha") {
            add("from_unknown", {"from land of unknown class", "由地类不明转入"}, unit);
            add("to_unknown", {"to land of unknown class", "转为地类不明"}, unit);
        }
        add("after", {"construction land after", "后期建设用地"}, unit);
        add("net", {"net change", "净增"}, unit);
    }
    all.push_back({.id = "ratio", .title = {"lost / gained", "减/增"}, .unit = {}, .decimals = 3});
    return all;
}

void ConstructionChange::add_cells(const AreaStep& step, std::vector<TableCell>& row) const {
    for (const ExactArea one : {before(), gained(), lost(), after(), net()}) {
        row.emplace_back(one.value().value());
    }
    const Levelled all = levelled(step);
    for (const std::int64_t steps :
         {all.before, all.gained, all.lost, all.from_unknown, all.to_unknown, all.after, all.net}) {
        row.emplace_back(step.in_unit(steps));
    }
    const std::optional<double> of = ratio();
    row.push_back(of ? TableCell{*of} : TableCell{});
}

NetJudgement judge_net(const ConstructionChange& change, SquareMetres limit, Metres sigma_per_metre,
                       std::optional<Metres> accuracy, double coverage_factor) {
    const double doubt =
        accuracy ? coverage_factor * accuracy->value() * sigma_per_metre.value() : 0.0;
    const auto outcome = [&](ExactArea net, double k_sigma) {
        return review::outcome_of((limit - net.value()).value(), k_sigma);
    };
    const auto of = [&](double k_sigma) {
        if (outcome(change.highest(), k_sigma) == Outcome::pass) {
            return Outcome::pass;
        }
        return outcome(change.lowest(), k_sigma) == Outcome::fail ? Outcome::fail
                                                                  : Outcome::undecided;
    };
    NetJudgement judgement{of(doubt), limit - change.net().value(), {}};
    const Outcome by_value = of(0.0);
    const double per_metre = coverage_factor * sigma_per_metre.value();
    if (by_value != Outcome::undecided && per_metre > 0.0) {
        const ExactArea near = by_value == Outcome::pass ? change.highest() : change.lowest();
        judgement.break_even = Metres{std::abs((limit - near.value()).value()) / per_metre};
    }
    return judgement;
}

} // namespace parkplan::rules
