// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "io/vector_file.hpp"
#include "report/check_result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parkplan::report {

/// The layers of a result as they are written, in the working CRS: every loaded layer of the plan
/// with its attributes, areas and outcome, then the places of all findings, one layer per kind of
/// geometry that occurs. Names are unique whatever the input calls its layers and fields.
[[nodiscard]] PARKPLAN_API std::vector<io::OutLayer> data_layers(const CheckResult& result);

/// A measured layer: `index` counts review.loaded.
[[nodiscard]] io::OutLayer measured_layer(const CheckResult& result, std::size_t index);
/// The findings with a place of that kind; no rows when there are none.
[[nodiscard]] io::OutLayer findings_layer(const CheckResult& result, io::OutGeometry geometry);

/// Gives each name (compared without case) its own: "a", "A" becomes "a", "A_2". `taken` are in
/// use already.
class UniqueNames {
public:
    explicit UniqueNames(std::vector<std::string> taken) : m_taken(std::move(taken)) {}
    [[nodiscard]] std::string operator()(std::string_view wanted);

private:
    std::vector<std::string> m_taken;
};

/// Short names for Shapefile: at most 10 ASCII letters, digits and '_', unique without case; a
/// name that fits stays as it is.
class ShortNames {
public:
    [[nodiscard]] std::string operator()(std::string_view wanted);

private:
    std::vector<std::string> m_taken{};
};

} // namespace parkplan::report
