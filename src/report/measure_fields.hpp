// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/catalogue.hpp"
#include "measure/measure.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {

/// One figure that `measure` can give of a feature. `area_ha`, `area_km2` and `area_mu` are the
/// ellipsoidal area in that unit (the planar one for a local plane).
enum class MeasureField : std::uint8_t {
    area_planar_m2,
    area_ellipsoidal_m2,
    area_survey_m2,
    area_geodesic_m2,
    survey_minus_ellipsoidal_m2,
    sigma_m2,
    sigma_per_metre_m,
    perimeter_m,
    compactness,
    parts,
    holes,
    area_ha,
    area_km2,
    area_mu,
};

struct MeasureFieldInfo {
    MeasureField field = MeasureField::area_planar_m2;
    std::string_view name{}; ///< in JSON, CSV and --fields
    BiView title{};          ///< heading of the text table
    int text_decimals = 2;
    int data_decimals = 6;   ///< in JSON and CSV
    bool by_default = false; ///< in JSON and CSV when no fields are named
    bool in_table = false;   ///< in the text table when no fields are named
    BiView help{};
};

/// All fields, in the order of the output.
[[nodiscard]] PARKPLAN_API std::span<const MeasureFieldInfo> measure_fields() noexcept;
[[nodiscard]] const MeasureFieldInfo& info_of(MeasureField field) noexcept;

/// Reads "area_planar_m2,parts" in the given order. Throws Error{usage} with a hint that lists
/// the fields.
[[nodiscard]] PARKPLAN_API std::vector<MeasureField> parse_measure_fields(std::string_view text);

enum class FieldSet : std::uint8_t { data, table };
/// The fields when the user names none.
[[nodiscard]] PARKPLAN_API std::vector<MeasureField> default_measure_fields(FieldSet set);

/// Which methods must be computed for `fields`; areas in other units come from `record`.
[[nodiscard]] PARKPLAN_API std::array<bool, 4> methods_needed(std::span<const MeasureField> fields,
                                                              AreaMethod record) noexcept;

/// Whether perimeter or compactness must be computed for `fields`.
[[nodiscard]] PARKPLAN_API bool needs_shape(std::span<const MeasureField> fields) noexcept;
/// Whether sigma must be computed for `fields`.
[[nodiscard]] PARKPLAN_API bool needs_sigma(std::span<const MeasureField> fields,
                                            bool accuracy_stated) noexcept;

/// The figure, in the unit of the field's name; nothing when it could not be computed. Areas in
/// other units come from `record`.
[[nodiscard]] std::optional<double>
value_of(MeasureField field, const measure::FeatureMeasures& measures, AreaMethod record);

/// Appends the figure as it stands in JSON and CSV: never with an exponent, no zeros at the end;
/// nothing, and false, when there is none or it is not finite.
bool append_data(std::string& text, MeasureField field, std::optional<double> value);

} // namespace parkplan::report
