// SPDX-License-Identifier: MIT
#pragma once

#include "core/exact_number.hpp"
#include "review/rule.hpp"
#include "rules/bounded.hpp"
#include "rules/number_field.hpp"
#include "rules/parcel_groups.hpp"
#include "rules/selection.hpp"
#include "rules/self_held_limit.hpp"
#include "rules/share_field.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace parkplan::rules {

/// Self-held shares of parcels by group, weighted by their area or by a field.
class SelfHeldSums {
public:
    SelfHeldSums(const review::RuleInput& input, const Selection& selection,
                 const ShareField& shares, const NumberField& weights);

    /// The share of one parcel.
    [[nodiscard]] std::optional<double> share_of_row(std::size_t row) const;

    [[nodiscard]] const ParcelGroups& groups() const noexcept { return m_groups; }
    /// The share of a group: of parcels without a share anything is possible, and so is any weight
    /// of one without a weight, or of which it is not known whether it counts. Nothing where no
    /// parcel counts.
    [[nodiscard]] std::optional<Bounded> share(std::size_t group) const;
    /// Of that share per metre of point accuracy, the larger of its bounds'; nothing where a field
    /// is the weight.
    [[nodiscard]] std::optional<Metres> sigma_per_metre(std::size_t group) const;
    [[nodiscard]] review::ResultTable table() const;

private:
    /// Parcels of a group, as far as they are known.
    struct Sum {
        std::size_t parcels = 0;
        std::size_t without = 0;    ///< without a share, or without a weight
        ExactNumber weight{};       ///< of parcels with a share
        ExactNumber held{};         ///< weight · share of those, in steps of shares
        ExactNumber open_weight{};  ///< of parcels without a share
        bool loose = false;         ///< a parcel of any weight may be here
        double loose_lowest = 1.0;  ///< the least share that such a parcel may have
        double loose_highest = 0.0; ///< and the largest

        void loosen(const std::optional<double>& share);
    };

    void add(std::size_t row);
    void add_loose(std::size_t row);
    void add_to(Sum& sum, std::size_t row, const std::optional<ExactNumber>& weight) const;
    [[nodiscard]] bool may_weigh(std::size_t row) const;
    [[nodiscard]] bool may_be_anywhere(std::size_t row) const;
    [[nodiscard]] bool may_be_in(std::size_t row, std::size_t group) const;
    [[nodiscard]] std::optional<Bounded> share_of(const Sum& sum) const;
    void add_row(const std::vector<review::TableCell>& head, const Sum& sum,
                 review::ResultTable& table) const;

    const review::RuleInput& m_input;
    const Selection& m_selection;
    const ShareField& m_shares;
    const NumberField& m_weights;
    ShareLimit m_limit;
    ParcelGroups m_groups;
    std::vector<Sum> m_sums;
    Sum m_all{};
    Sum m_anywhere{}; ///< parcels without a group, which may belong to any: loose
};

} // namespace parkplan::rules
