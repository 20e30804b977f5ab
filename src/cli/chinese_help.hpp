// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class FormatterBase;
} // namespace CLI

namespace parkplan::cli {

/// Writes --help in Chinese, in the words of the manual pages.
[[nodiscard]] std::shared_ptr<CLI::FormatterBase> make_chinese_help();

} // namespace parkplan::cli
