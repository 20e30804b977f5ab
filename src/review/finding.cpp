// SPDX-License-Identifier: MIT
#include "review/finding.hpp"

#include <cmath>

namespace parkplan::review {

geo::Shape place_of(const geo::Defect& defect) {
    if (!std::isfinite(defect.at.x) || !std::isfinite(defect.at.y)) {
        return {};
    }
    return geo::MultiPoint{{defect.at}};
}

std::string_view name_of(Outcome outcome) noexcept {
    switch (outcome) {
    case Outcome::pass:
        return "pass";
    case Outcome::fail:
        return "fail";
    case Outcome::undecided:
        return "undecided";
    case Outcome::not_checked:
        break;
    }
    return "not_checked";
}

BiView title_of(Outcome outcome) noexcept {
    switch (outcome) {
    case Outcome::pass:
        return {"pass", "符合"};
    case Outcome::fail:
        return {"fail", "未达到"};
    case Outcome::undecided:
        return {"undecided", "临界（需核实）"};
    case Outcome::not_checked:
        break;
    }
    return {"not checked", "未检查"};
}

} // namespace parkplan::review
