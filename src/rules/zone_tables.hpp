// SPDX-License-Identifier: MIT
#pragma once

#include "core/levelling.hpp"
#include "review/rule.hpp"
#include "rules/zone_land.hpp"
#include "rules/zone_register.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parkplan::rules {

/// The tables of rule zone_table: of zones, of the zones of schemes, and of zones by land use. All
/// have the same total, in m² and in levelled ha, and so have the lines of one zone in all of them.
class ZoneTables {
public:
    ZoneTables(const review::RuleInput& input, const ZoneRegister& zones, const ZoneLandUse& land);

    [[nodiscard]] review::ResultTable zones() const;
    [[nodiscard]] review::ResultTable schemes() const;
    [[nodiscard]] review::ResultTable land_use() const;
    /// "11 zones: 1763.00 ha; in no zone 12.00 ha; in several zones 0.00 ha".
    [[nodiscard]] BiText summary() const;

private:
    /// Sums of lines of the land.
    struct Sum {
        ExactArea area{};
        std::int64_t steps = 0; ///< of levelled ha
        ExactArea outside{};
        ZoneLandUse::Classes classes{};

        void add(const ZoneLandUse::Line& line, std::int64_t its_steps);
    };
    using Row = std::vector<review::TableCell>;
    /// What a line of land is in a scheme.
    struct SchemeKey {
        enum class Kind : std::uint8_t { zone, not_stated, several, none } kind = Kind::none;
        std::string zone{};
        enum class Mark : std::uint8_t { none, ambiguous } mark = Mark::none;
        friend auto operator<=>(const SchemeKey&, const SchemeKey&) = default;
    };

    void sum_up();
    [[nodiscard]] std::vector<std::string> schemes_of(const std::vector<std::uint32_t>& rows,
                                                      const std::string& field) const;
    [[nodiscard]] SchemeKey key_of(const ZoneLandUse::Line& line, const std::string& field) const;
    [[nodiscard]] Row head_of(const ZoneRegister::Zone& zone) const;
    [[nodiscard]] Row head_of(BiText title) const;
    void add_head_columns(review::ResultTable& table) const;
    void add_area_columns(review::ResultTable& table, BiText percent_title) const;
    void add_area(const Sum& sum, ExactArea whole, Row& row) const;
    void add_classes(const Row& head, const Sum& sum, review::ResultTable& table,
                     std::map<BalanceKey, Sum>& by_class) const;
    [[nodiscard]] std::string hectares(std::int64_t steps) const;

    const review::RuleInput& m_input;
    const ZoneRegister& m_register;
    const ZoneLandUse& m_land;
    AreaStep m_step;
    std::vector<std::string> m_schemes{}; ///< fields
    std::vector<std::int64_t> m_steps{};  ///< by line of the land
    std::vector<Sum> m_zones{};           ///< by zone of the register
    Sum m_several{};
    Sum m_none{};
    Sum m_total{};
};

} // namespace parkplan::rules
