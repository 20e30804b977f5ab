// SPDX-License-Identifier: MIT
#pragma once

#include "review/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// Features of a layer by the names of the zones that they make up: a register of zones. Parameters
/// of a rule say which: 'zones', 'zone_name' (else the key), 'ambiguous'.
class ZoneRegister {
public:
    explicit ZoneRegister(const review::RuleInput& input);

    /// A zone: one feature or several of one name. A feature without a name stands for itself.
    struct Zone {
        std::string name{}; ///< its key where it has none
        bool named = true;
        std::vector<std::uint32_t> rows{};
    };
    /// By name, those without one last.
    [[nodiscard]] const std::vector<Zone>& zones() const noexcept { return m_zones; }
    [[nodiscard]] std::size_t zone_of(std::size_t row) const { return m_zone_of[row]; }
    /// Marked as an ambiguous assignment, or with a mark that is neither 0 nor 1.
    [[nodiscard]] bool is_ambiguous(std::size_t row) const { return m_ambiguous[row] != 0; }

    /// Tells of zones without a name (PP-0532) and of marks that say nothing (PP-0533).
    void report(review::RuleResult& result) const;

private:
    void name_zones();
    void read_marks();

    const review::RuleInput& m_input;
    std::vector<Zone> m_zones{};
    std::vector<std::size_t> m_zone_of{};    ///< by row
    std::vector<std::uint8_t> m_ambiguous{}; ///< by row
    std::vector<std::size_t> m_odd_marks{};  ///< rows
};

/// Tells where the zones share land, one finding for all of it (PP-0239), if they do.
void tell_shared_land(const review::RuleInput& input, ExactArea area, std::size_t faces,
                      review::RuleResult& result);

} // namespace parkplan::rules
