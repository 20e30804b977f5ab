// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "review/rule.hpp"
#include "rules/landuse.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace parkplan::rules {

/// Bits of a parcel's mask: one per reading that counts it, one for land whose class is not known.
constexpr std::uint32_t unknown_bit = 1U << reading_count;
constexpr std::size_t choice_count = reading_count + 1;

/// The parameters of a rule that reads land-use codes: scheme or scheme_table, code, and the codes
/// of each reading.
class LandClasses {
public:
    explicit LandClasses(const review::RuleInput& input);

    /// What the parcels' codes say, by row: bits as above.
    [[nodiscard]] const std::vector<std::uint32_t>& masks() const noexcept { return m_masks; }
    /// Findings about the land-use layer: codes that the scheme cannot hold (and missing ones),
    /// with areas, worst first; codes whose names show another scheme; codes that nothing tells
    /// apart.
    [[nodiscard]] std::vector<review::Finding> findings() const;

    /// Throws Error{plan} for parameters that do not go together.
    static void check(const plan::RuleConfig& config);
    /// The codes that count in a reading; empty when the plan does not say, and nothing is usual.
    [[nodiscard]] static std::vector<std::string> codes_of(const plan::RuleConfig& config,
                                                           Reading reading);

private:
    /// Parcels that have one thing in common.
    struct Group {
        std::uint64_t parcels = 0;
        ExactArea area{};
        std::size_t row = 0; ///< the first
    };
    using Groups = std::map<std::string, Group>;

    [[nodiscard]] std::uint32_t mask_of(const std::optional<std::string>& code) const;
    [[nodiscard]] bool is_known(const std::string& code) const;
    void look_at(std::size_t row);
    void add(Groups& groups, const std::string& key, std::size_t row) const;
    [[nodiscard]] review::Finding not_in_scheme() const;
    [[nodiscard]] review::Finding of_other_scheme(const std::string& code,
                                                  const Group& group) const;
    [[nodiscard]] review::Finding ambiguous() const;
    [[nodiscard]] BiText scheme_title() const;

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_land;
    std::optional<LandUseScheme> m_scheme{}; ///< none: a local one, of the codes below
    std::set<std::string> m_local{};
    std::array<std::vector<std::string>, reading_count> m_counted{};
    std::vector<std::uint32_t> m_masks{};
    Groups m_unknown{};
    Groups m_clashes{};
    Groups m_ambiguous{};
};

} // namespace parkplan::rules
