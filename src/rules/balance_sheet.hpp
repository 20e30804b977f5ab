// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_area.hpp"
#include "core/levelling.hpp"
#include "review/rule.hpp"
#include "rules/land_classes.hpp"
#include "rules/land_inside.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace parkplan::rules {

/// The lines of a land balance sheet (用地平衡表) in their order.
enum class BalanceLine : std::uint8_t { unmatched, land_class, several, uncovered };

/// A line: of one code, or of land that has none.
struct BalanceKey {
    BalanceLine line = BalanceLine::land_class;
    std::string first_level{}; ///< class of the first level; empty where there are no sums
    std::string code{};        ///< empty: none
    friend auto operator<=>(const BalanceKey&, const BalanceKey&) = default;
};

/// What a line is called: the names that parcels give its code, or what there is in place of one.
[[nodiscard]] review::TableCell balance_title(const BalanceKey& key,
                                              const std::set<std::string>& names);

/// The land of one zone by class, as one layer of parcels or two show it. Every column adds up to
/// its total exactly: what no parcel covers and what several cover stands in lines of its own.
/// Where the scheme is known, classes stand below the sum of their class of the first level (大类),
/// but for one that is such a class itself and has no others beside it.
class BalanceSheet {
public:
    /// `layers` is 1 or 2. Without a boundary there is no land that no parcel covers.
    BalanceSheet(std::size_t layers, bool has_boundary, std::optional<LandUseScheme> scheme)
        : m_layers(layers), m_has_boundary(has_boundary), m_scheme(scheme) {}

    /// Books a zone's land into the column of a layer of parcels.
    void add(std::size_t layer, const ZoneLand& land, const overlay::LandFaces& faces,
             const LandClasses& classes);

    /// "现状 2020: 210.05 ha, of it 0.00 ha in several parcels, 0.30 ha in none".
    [[nodiscard]] BiText summary(std::size_t layer, const std::string& basis, int decimals) const;
    /// What rounding was booked to the largest line, without its sign.
    [[nodiscard]] ExactArea rounding() const noexcept { return m_rounding; }

    /// The columns from the code on; `planned`: the first layer shows 规划; `levels`: with the
    /// level of the class.
    struct Columns {
        std::size_t layers = 1;
        bool planned = false;
        bool levels = false;
        int decimals = 2;
    };
    [[nodiscard]] static std::vector<review::TableColumn> columns(const Columns& wanted);
    /// Adds the rows: `head`, code, name, level where there is a scheme (1 for a sum and a class
    /// without one, 2 for what a sum holds), then for each layer m², levelled ha and share; with
    /// two layers the change of the levelled ha. Rows of level 1 and those without add up to the
    /// total.
    void add_rows(const std::vector<review::TableCell>& head, const AreaStep& step,
                  std::vector<std::vector<review::TableCell>>& table) const;

private:
    struct Line {
        std::array<ExactArea, 2> areas{}; ///< by layer
        std::set<std::string> names{};    ///< that parcels give the code
    };

    /// A row of the table: the sum of some lines, one after the other.
    struct Row {
        std::string code{};
        review::TableCell name{};
        int level = 0; ///< 0: none
        std::size_t first = 0;
        std::size_t last = 0; ///< the one after
        bool total = false;   ///< the control total itself, not a sum
    };

    [[nodiscard]] ExactArea area(std::size_t layer, const BalanceKey& key) const;
    [[nodiscard]] BalanceKey key_of(std::size_t row, const LandClasses& classes) const;
    [[nodiscard]] std::vector<ExactArea> column(std::size_t layer) const;
    [[nodiscard]] std::vector<Row> rows() const;

    std::size_t m_layers;
    bool m_has_boundary;
    std::optional<LandUseScheme> m_scheme; ///< none: no sums of classes
    std::array<ExactArea, 2> m_totals{};
    ExactArea m_rounding{};
    std::map<BalanceKey, Line> m_lines{};
};

} // namespace parkplan::rules
