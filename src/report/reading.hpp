// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "crs/gauss_krueger.hpp"
#include "crs/suspicions.hpp"
#include "layer/layer.hpp"
#include "layer/row_names.hpp"
#include "layer/table.hpp"
#include "measure/measure.hpp"
#include "report/measure_format.hpp"
#include "review/finding.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parkplan::report {

/// Turns what reading and measuring a stream noticed into findings, batch by batch. One finding
/// per feature and kind of defect, with all its places; a layer far from its central meridian is
/// reported once, with the feature that reaches farthest, and so are measured coordinates that do
/// not fit the CRS.
class PARKPLAN_API ReadingFindings {
public:
    /// Whether the keys of the batches are kept and counted, or told of by add_keys at the end.
    enum class Keys : std::uint8_t { counted, told };
    explicit ReadingFindings(const layer::SourceInfo& info, Keys keys = Keys::counted);

    /// What can be told of a measured batch without the ones before it.
    struct Look {
        std::vector<std::size_t> remarkable{}; ///< rows that something is to be said about
        std::optional<crs::SeenExtent> seen{};
    };
    /// `rows` is parallel to the rows of the batch. From many threads at once.
    [[nodiscard]] Look look_at(const layer::Table& batch, std::span<const MeasuredRow> rows) const;

    /// Batches must come in file order. `rows` is parallel to the rows of the batch; empty when
    /// nothing was measured, and then `measurer` is null.
    void add(const layer::Table& batch, std::span<const MeasuredRow> rows,
             const measure::Measurer* measurer);
    /// The same with `look` taken before, of a batch that was measured.
    void add(const layer::Table& batch, std::span<const MeasuredRow> rows, const Look& look,
             const measure::Measurer& measurer);

    /// A row of which something is to be said.
    struct Remark {
        std::size_t row = 0; ///< in the batch
        const measure::FeatureMeasures* measures = nullptr;
    };
    /// The same where only such rows were kept, in their order. Where the batch lies is not looked
    /// at.
    void add(const layer::Table& batch, std::span<const Remark> remarks,
             const measure::Measurer& measurer);

    /// Adds a finding about a row of the batch that is added next; the caller may complete it.
    review::Finding& add_row_finding(std::string_view code, const layer::Table& batch,
                                     std::size_t row, const MessageValues& values);

    /// Finds duplicate and missing keys; once, for Keys::told.
    void add_keys(const layer::RowNames& names);

    /// Adds a finding about the whole layer.
    void add_layer_finding(std::string_view code, const MessageValues& values);

    /// All findings with the duplicate keys, in the order of a review and with fingerprints.
    [[nodiscard]] std::vector<review::Finding> finish();

private:
    struct Farthest {
        double degrees = 0.0;
        review::Subject subject{};
    };

    [[nodiscard]] review::Subject subject(const layer::Table& batch, std::size_t row) const;
    void add_notices(const layer::Table& batch);
    void add_defects(const layer::Table& batch, std::size_t row,
                     const measure::FeatureMeasures& measures);
    void add_areas(const layer::Table& batch, std::size_t row,
                   const measure::FeatureMeasures& measures);
    void add_remark(const layer::Table& batch, const Remark& remark,
                    const measure::Measurer& measurer);
    void note_far(const layer::Table& batch, std::size_t row, const measure::Measurer& measurer);
    void keep_keys(const layer::Table& batch);

    const layer::SourceInfo& m_info;
    Keys m_how;
    std::uint64_t m_rows = 0; ///< rows of the batches before
    layer::RowNames m_names;  ///< for Keys::counted
    std::optional<Farthest> m_farthest{};
    std::optional<crs::SeenExtent> m_seen{}; ///< of what was measured
    std::vector<review::Finding> m_findings{};
};

} // namespace parkplan::report
