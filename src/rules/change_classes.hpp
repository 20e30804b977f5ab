// SPDX-License-Identifier: MIT
#pragma once

#include "core/language.hpp"
#include "overlay/change_balance.hpp"
#include "review/rule.hpp"
#include "rules/land_classes.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// Whether land is of the classes that count as 建设用地.
enum class Construction : std::uint8_t { yes, no, unknown };

/// The two layers of a balance.
enum class Moment : std::uint8_t { before, after };
inline constexpr std::array moments{Moment::before, Moment::after};
[[nodiscard]] constexpr std::size_t index_of(Moment moment) noexcept {
    return static_cast<std::size_t>(moment);
}

/// Names of the parameters of one of the two.
struct MomentParams {
    std::string_view layer;
    std::string_view code;
    std::string_view class_name;
    std::string_view scheme;
    std::string_view construction;
};
[[nodiscard]] const MomentParams& params_of(Moment moment) noexcept;

/// The classes of two layers as numbers: equal codes have the same one in both, unless their
/// classifications are different ones. Where the plan names no classification every text is a
/// class, and land without one is of no known class.
class ChangeClasses {
public:
    explicit ChangeClasses(const review::RuleInput& input);

    /// The rows of a layer as overlay::change_balance takes them; valid as long as this and `side`.
    [[nodiscard]] overlay::ClassedSide classed(Moment moment, const overlay::Side& side) const;

    /// A class for people: the classes of the codes in their order, then land in several features
    /// of different classes, then land in none.
    [[nodiscard]] std::size_t line_of(std::uint32_t number) const noexcept;
    /// True when a line is of one class: neither of land without a code, nor in several features,
    /// nor in none.
    [[nodiscard]] bool is_class(std::size_t line) const noexcept {
        return line < m_classes.size() && !m_classes[line].code.empty();
    }
    /// True when the layers follow different classifications, so that no class is in both.
    [[nodiscard]] bool differ() const noexcept { return m_schemes[0] != m_schemes[1]; }
    /// The code and the name of a line, or what it is.
    [[nodiscard]] review::TableCell code_cell(std::size_t line) const;
    [[nodiscard]] review::TableCell name_cell(Moment moment, std::size_t line) const;
    /// The classification of a line; empty where there is none.
    [[nodiscard]] review::TableCell scheme_cell(std::size_t line) const;

    [[nodiscard]] Construction construction(Moment moment, std::uint32_t number) const;
    /// "H, R, A", the codes that count; empty where the plan says nothing of them.
    [[nodiscard]] BiText construction_title() const;
    /// Codes that do not fit their classification; features without a class; listed codes that no
    /// feature has.
    [[nodiscard]] std::vector<review::Finding> findings() const;

    /// True when the plan says, or its classification, what counts as 建设用地.
    [[nodiscard]] static bool counts(const plan::RuleConfig& config);
    /// Throws Error{plan} for parameters that do not go together.
    static void check(const plan::RuleConfig& config);

private:
    struct LandClass {
        std::size_t scheme = 0; ///< number of the layer whose classification it is
        std::string code{};
        friend auto operator<=>(const LandClass&, const LandClass&) = default;
    };
    struct Layer {
        const layer::AttributeColumn* codes = nullptr;
        std::optional<LandClasses> classes{}; ///< of a classification
        std::vector<std::uint32_t> numbers{}; ///< by row
        std::vector<Construction> states{};   ///< by number
        std::vector<std::set<std::string>> names{};
        std::vector<std::string> counted{};
    };

    void read(const review::RuleInput& input, Moment moment);
    [[nodiscard]] LandClass class_of(Moment moment, std::size_t row) const;
    [[nodiscard]] const Layer& of(Moment moment) const { return m_layers.at(index_of(moment)); }
    void add_unlisted(Moment moment, std::vector<review::Finding>& all) const;
    void add_without_class(Moment moment, std::vector<review::Finding>& all) const;

    const review::RuleInput& m_input;
    std::array<std::optional<LandUseScheme>, 2> m_schemes{};
    std::vector<LandClass> m_classes{}; ///< sorted; without a code: features that have none
    std::array<Layer, 2> m_layers{};
};

} // namespace parkplan::rules
