// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/error.hpp"
#include "core/exact_area.hpp"
#include "core/language.hpp"
#include "crs/gauss_krueger.hpp"
#include "layer/layer.hpp"
#include "layer/table.hpp"
#include "measure/measure.hpp"
#include "report/measure_fields.hpp"
#include "report/paint.hpp"
#include "review/finding.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parkplan::report {

/// One feature of a measured layer.
struct MeasuredRow {
    std::string key{}; ///< empty: none but the feature's number
    std::int64_t fid = 0;
    layer::GeometryState state = layer::GeometryState::polygon;
    measure::FeatureMeasures measures{};

    /// What people know the feature by: the key or "#<fid>".
    [[nodiscard]] std::string known_as() const;
    [[nodiscard]] bool measured() const noexcept {
        return state == layer::GeometryState::polygon && measures.measured();
    }
};

/// What is known before the first feature.
struct MeasureHead {
    layer::SourceInfo info{};
    std::optional<crs::WorkingPlane> plane{};
    std::optional<Metres> point_accuracy{};
    measure::Validity validity = measure::Validity::checked;
    std::vector<MeasureField> fields{};
    std::array<BiText, 4> unavailable{};         ///< why a method gives no figure, by index_of
    AreaMethod record = AreaMethod::ellipsoidal; ///< whose units are converted
    std::array<bool, 4> computed{true, true, true, true};
};

/// Sums over the measured features; exact, so independent of threads and order.
struct MeasureTotal {
    std::uint64_t features = 0;
    std::uint64_t measured = 0;
    /// Sums by index_of(AreaMethod). None: not computed, no figure in this CRS, or a measured
    /// feature has none.
    std::array<std::optional<ExactArea>, 4> areas{};

    [[nodiscard]] std::uint64_t excluded() const noexcept { return features - measured; }
    /// The sum by a method; none also when no feature of a layer that has some was measured.
    [[nodiscard]] std::optional<ExactArea> area(AreaMethod method) const {
        return measured == 0 && features > 0 ? std::nullopt : areas.at(index_of(method));
    }
    void add(std::span<const MeasuredRow> rows);
    /// Adds the sums over other features.
    void add(const MeasureTotal& part);
};

/// What is known after the last feature.
struct MeasureFoot {
    MeasureTotal total{};
    std::vector<review::Finding> findings{};
};

/// A form that the result of `measure` takes, written piece by piece.
class PARKPLAN_API MeasureFormat {
public:
    MeasureFormat() = default;
    virtual ~MeasureFormat() = default;
    MeasureFormat(const MeasureFormat&) = delete;
    MeasureFormat& operator=(const MeasureFormat&) = delete;
    MeasureFormat(MeasureFormat&&) = delete;
    MeasureFormat& operator=(MeasureFormat&&) = delete;

    /// Everything before the features; `first` are the first rows, for the widths of a table.
    [[nodiscard]] virtual std::string head(const MeasureHead& head,
                                           std::span<const MeasuredRow> first) = 0;
    /// Appends some features; `is_first` when the very first is among them. May be called from many
    /// threads at once, after head().
    virtual void append_rows(std::string& text, std::span<const MeasuredRow> rows,
                             bool is_first) const = 0;
    [[nodiscard]] std::string rows(std::span<const MeasuredRow> rows, bool is_first) const {
        std::string text;
        append_rows(text, rows, is_first);
        return text;
    }
    [[nodiscard]] virtual std::string foot(const MeasureFoot& foot) const = 0;
    /// What closes a result that broke off; empty when the form cannot say so.
    [[nodiscard]] virtual std::string broken(const MeasureFoot& foot, const Error& error) const = 0;
};

[[nodiscard]] PARKPLAN_API std::unique_ptr<MeasureFormat> make_measure_json();
[[nodiscard]] PARKPLAN_API std::unique_ptr<MeasureFormat> make_measure_csv();
[[nodiscard]] PARKPLAN_API std::unique_ptr<MeasureFormat> make_measure_text(Language language,
                                                                            Colour colour);

/// "- planar area (平面面积): ≈ …; measured in …" for each method, each line indented by two.
[[nodiscard]] PARKPLAN_API std::string area_legend(Language language);

} // namespace parkplan::report
