// SPDX-License-Identifier: MIT
#include "rules/group_shares.hpp"

#include "rules/levelled_column.hpp"

#include <bit>
#include <cstdint>

namespace parkplan::rules {

std::string_view id_of_share(std::size_t share) {
    return share == several_groups ? "several"
           : share == not_known    ? "unknown"
                                   : land_groups.at(share).id;
}

BiText title_of_share(std::size_t share) {
    if (share == several_groups) {
        return {"several groups", "重叠（分属几组）"};
    }
    if (share == not_known) {
        return {"class not known", "地类不明"};
    }
    const BiView title = land_groups.at(share).title;
    return {std::string{title.en}, std::string{title.zh}};
}

std::vector<std::string> share_keys() {
    std::vector<std::string> keys;
    for (std::size_t share = 0; share < share_count; ++share) {
        keys.emplace_back(id_of_share(share));
    }
    return keys;
}

GroupShares shares_of(const ZoneLand& land, const overlay::LandFaces& faces,
                      const LandClasses& classes) {
    GroupShares shares{};
    shares[not_known] = land.uncovered;
    for (const LandPiece& piece : land.pieces) {
        std::uint32_t mask = 0;
        for (const std::uint32_t row : faces.rows[piece.face]) {
            mask |= classes.masks()[row];
        }
        const auto first = static_cast<std::size_t>(std::countr_zero(mask));
        const bool known = first < land_groups.size();
        shares.at(std::popcount(mask) > 1 ? several_groups
                  : known                 ? first
                                          : not_known) += piece.area;
    }
    add_rounding(shares, share_keys(), land.rounding);
    return shares;
}

} // namespace parkplan::rules
