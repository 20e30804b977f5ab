// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/exact_number.hpp"
#include "overlay/feature_shares.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace parkplan::overlay {

/// The classes of a table, numbered as they are met; null is a class of its own.
class PARKPLAN_API ClassNames {
public:
    [[nodiscard]] std::uint32_t number_of(std::optional<std::string_view> name);
    [[nodiscard]] std::size_t size() const noexcept { return m_names.size(); }
    [[nodiscard]] const std::optional<std::string>& operator[](std::uint32_t number) const {
        return m_names[number];
    }

private:
    struct Hash {
        // NOLINTNEXTLINE(readability-identifier-naming): the library's own name
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::vector<std::optional<std::string>> m_names{};
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_numbers{};
    std::optional<std::uint32_t> m_null{};
};

/// What the features of a class give to a zone, or to the outside.
struct TableCell {
    std::uint32_t zone = no_zone; ///< row of the zones
    std::uint32_t name = 0;       ///< number of the class
    std::uint64_t features = 0;
    ExactArea area{};
};

/// One field that is shared out, over all features.
struct ValueTotals {
    ExactNumber total{};       ///< of the tabulated features
    ExactNumber excluded{};    ///< of the others
    ExactNumber multiple{};    ///< counted more than once where zones overlap
    ExactNumber residual{};    ///< total − shares + multiple
    std::uint64_t missing = 0; ///< null, or no finite number
};

struct TableTotals {
    std::uint64_t features = 0; ///< tabulated
    std::uint64_t excluded = 0; ///< not measured, in no zone
    std::uint64_t split = 0;
    std::uint64_t redone = 0; ///< by polygons, for their residual
    std::uint64_t rounding_parts = 0;
    ExactArea area{};
    ExactArea multiple{};
    ExactArea residual{};
    ExactArea rounding{}; ///< of the parts no wider than rounding explains; in the residual
    std::vector<ValueTotals> values{};
};

/// Sums over features, by zone and class. Exact: any order and any split give the same.
class PARKPLAN_API TableTally {
public:
    /// `values` is the number of fields that are shared out.
    explicit TableTally(std::size_t values) : m_values(values) { m_totals.values.resize(values); }

    void add(std::optional<std::string_view> name, const FeatureCut& cut,
             const FeatureShares& shares, SharedValues values);
    void add_excluded(SharedValues values);
    /// Adds the sums over other features.
    void add(const TableTally& part);
    /// Empty again, with the memory kept.
    void clear() noexcept;

    [[nodiscard]] const ClassNames& classes() const noexcept { return m_classes; }
    /// Every zone and class that have a feature in common, in no order that means anything.
    [[nodiscard]] std::span<const TableCell> cells() const noexcept { return m_cells; }
    /// The sums of the fields in a cell.
    [[nodiscard]] std::span<const ExactNumber> sums(std::size_t cell) const noexcept {
        return std::span{m_sums}.subspan(cell * m_values, m_values);
    }
    [[nodiscard]] const TableTotals& totals() const noexcept { return m_totals; }

private:
    [[nodiscard]] std::size_t cell(std::uint32_t zone, std::uint32_t name);
    void add_values(std::size_t at, std::span<const ExactNumber> values);

    std::size_t m_values;
    ClassNames m_classes{};
    std::vector<TableCell> m_cells{};
    std::vector<ExactNumber> m_sums{};
    std::unordered_map<std::uint64_t, std::size_t> m_places{}; ///< by zone and class
    std::size_t m_last = 0;                                    ///< the cell that was asked for last
    TableTotals m_totals{};
};

} // namespace parkplan::overlay
