// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "review/rule.hpp"
#include "rules/landuse.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// Choices of the readings: one per reading that counts a parcel, one for land whose class is not
/// known.
constexpr std::size_t choice_count = reading_count + 1;

/// Names of the parameters by which a rule names parcels and the classification of their codes.
struct LandParams {
    std::string_view landuse = "landuse";
    std::string_view code = "code";
    std::string_view class_name = "class_name";
    std::string_view scheme = "scheme";
    std::string_view scheme_table = "scheme_table";
    std::string_view scheme_code = "scheme_code";
};

/// Choices of classes: bit i says that a code of the scheme belongs to choice i. A code that
/// belongs to none is only looked at for a name of another scheme.
struct CodeChoices {
    std::size_t count = 0; ///< at most 31
    std::function<std::uint32_t(const std::string& code)> mask{};
};

/// The parameters of a rule that reads land-use codes: scheme or scheme_table, code, and choices of
/// classes.
class LandClasses {
public:
    /// The choices are the readings of "land for industries".
    explicit LandClasses(const review::RuleInput& input);
    LandClasses(const review::RuleInput& input, const LandParams& params,
                const CodeChoices& choices);

    /// What the parcels' codes say, by row: bits of the choices, and after them one for land whose
    /// class is not known.
    [[nodiscard]] const std::vector<std::uint32_t>& masks() const noexcept { return m_masks; }
    [[nodiscard]] bool is_known(std::size_t row) const noexcept {
        return (m_masks[row] & m_unknown_bit) == 0;
    }
    /// The code and the class name of a parcel; nothing where there is none.
    [[nodiscard]] std::optional<std::string> code(std::size_t row) const;
    [[nodiscard]] std::optional<std::string> class_name(std::size_t row) const;
    /// Findings about the land-use layer: codes that the scheme cannot hold (and missing ones),
    /// with areas, worst first; codes whose names show another scheme; codes that nothing tells
    /// apart.
    [[nodiscard]] std::vector<review::Finding> findings() const;

    /// Throws Error{plan} for parameters that do not go together.
    static void check(const plan::RuleConfig& config);
    /// The same of those that name the classification alone.
    static void check_scheme(const plan::RuleConfig& config, const LandParams& params);
    /// Throws Error{plan} when 'basis' is neither 现状 nor 规划, or 'as_of' is no date.
    static void check_basis(const plan::RuleConfig& config);
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

    [[nodiscard]] bool may_be(const std::string& code) const;
    void look_at(std::size_t row, const CodeChoices& choices);
    void add(Groups& groups, const std::string& key, std::size_t row) const;
    [[nodiscard]] review::Finding not_in_scheme() const;
    [[nodiscard]] review::Finding of_other_scheme(const std::string& key, const Group& group) const;
    [[nodiscard]] review::Finding ambiguous() const;
    [[nodiscard]] BiText scheme_title() const;

    const review::RuleInput& m_input;
    LandParams m_params;
    const review::LoadedLayer& m_land;
    std::uint32_t m_unknown_bit;
    std::optional<LandUseScheme> m_scheme{}; ///< none: a local one, of the codes below
    std::set<std::string> m_local{};
    std::vector<std::uint32_t> m_masks{};
    Groups m_unknown{};
    Groups m_clashes{};
    Groups m_ambiguous{};
};

} // namespace parkplan::rules
