// SPDX-License-Identifier: MIT
#pragma once

#include "core/catalogue.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::rules {

/// Classifications of land that a layer's codes may follow.
enum class LandUseScheme : std::uint8_t {
    guide_2023, ///< 国土空间调查、规划、用途管制用地用海分类指南, 自然资发〔2023〕234号
    guide_2020, ///< its trial version, 自然资办发〔2020〕51号
    survey_3,   ///< 第三次全国国土调查工作分类
    gbt21010_2017, ///< 土地利用现状分类
    gb50137_2011,  ///< 城市用地分类与规划建设用地标准
};

/// What a plan calls a scheme, and what people call it.
struct SchemeName {
    LandUseScheme scheme = LandUseScheme::guide_2023;
    std::string_view name{}; ///< "guide-2023"
    BiView title{};
};
[[nodiscard]] std::span<const SchemeName> scheme_names() noexcept;

/// By name or Chinese title; nothing for others.
[[nodiscard]] std::optional<LandUseScheme> scheme_of(std::string_view text) noexcept;
[[nodiscard]] BiView title_of(LandUseScheme scheme) noexcept;

/// True when the scheme can hold such a code: its form and its leading class are those of the
/// scheme. That a code could stand in the scheme does not say that it does.
[[nodiscard]] bool may_hold(LandUseScheme scheme, std::string_view code) noexcept;

/// True when `code` is `parent` or one of its subclasses: "100101" is in "1001" and in "10", "M1"
/// is in "M", "08H2A" is in "08H2" and in "08".
[[nodiscard]] bool is_in(std::string_view code, std::string_view parent) noexcept;
[[nodiscard]] bool is_in_any(std::string_view code, std::span<const std::string> parents) noexcept;

/// How narrowly "land for industries" (产业用地) is read; no scheme has such a class.
enum class Reading : std::uint8_t { narrow, middle, wide };
constexpr std::size_t reading_count = 3;
[[nodiscard]] std::optional<Reading> reading_of(std::string_view text) noexcept;
[[nodiscard]] BiView title_of(Reading reading) noexcept;

/// The codes of a reading where the plan lists none: 工业 and 仓储, with 科研 (middle), with
/// 商务金融 (wide). Only for the guides, of which that is known; empty for others.
[[nodiscard]] std::vector<std::string> usual_codes(LandUseScheme scheme, Reading reading);

/// What a code means in a scheme; empty where that is not known here. Only codes that mean
/// something else in another scheme are.
[[nodiscard]] std::string_view meaning_of(LandUseScheme scheme, std::string_view code) noexcept;

/// The scheme in which `code` means what `name` says, where it does not in `declared`; nothing
/// where the name fits, or is unknown everywhere.
[[nodiscard]] std::optional<LandUseScheme>
other_scheme(LandUseScheme declared, std::string_view code, std::string_view name) noexcept;

/// True for a code that means something else in another scheme.
[[nodiscard]] bool is_ambiguous(LandUseScheme scheme, std::string_view code) noexcept;

} // namespace parkplan::rules
