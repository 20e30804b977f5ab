// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "core/language.hpp"
#include "crs/crs.hpp"
#include "layer/attribute_column.hpp"
#include "review/figures.hpp"
#include "review/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parkplan::rules {

using review::area_text;
using review::length_text;
using review::number_text;

[[nodiscard]] std::string count_text(std::uint64_t count);

/// A name for a feature inside a message: its key, and its name where the plan maps one.
[[nodiscard]] std::string subject_title(const review::Subject& subject);

/// A share as a percentage with 2 decimals ("79.53%"), with 6 where it lies nearer to the share
/// that it is compared with than 2 decimals can show.
[[nodiscard]] std::string share_text(double share, double other);
[[nodiscard]] BiText method_title(AreaMethod method);

/// A computed point accuracy: to 1 mm, from 1 m on to 1 cm.
[[nodiscard]] std::string accuracy_text(double metres);

/// The value as text, blanks around it removed; nothing for null, empty, blank and what could not
/// be read (layer::is_readable).
[[nodiscard]] std::optional<std::string> value_of(const layer::AttributeColumn& column,
                                                  std::size_t row);

/// Whether there is a value that could not be read.
[[nodiscard]] bool is_unreadable(const layer::AttributeColumn& column, std::size_t row);

/// Why there is no value: the field is empty, or cannot be read.
[[nodiscard]] BiText why_no_value(const layer::AttributeColumn& column, std::size_t row);

/// The name of a field as a plan says it: "SSFY", or "park (SSFY)" where a role stands for it.
[[nodiscard]] BiText field_title(const plan::LayerConfig& layer, std::string_view field_or_role);

/// Why lengths of a coordinate system are no distances; empty when they are.
[[nodiscard]] BiText why_no_distances(const crs::Crs& crs);

} // namespace parkplan::rules
