// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"
#include "core/error.hpp"
#include "core/language.hpp"
#include "review/finding.hpp"

#include <functional>
#include <iosfwd>
#include <span>
#include <string>

namespace parkplan::cli {

/// "parkplan: error: …" and, when there is one, "  hint: …".
void print_error(std::ostream& err, const Error& error, Language language);

/// The language that `words` ask for, whatever else is wrong with them, else that of the
/// environment.
[[nodiscard]] Language language_of(std::span<const std::string> words);

/// One finding after the other, for results that have no room for them.
void print_findings(std::ostream& err, std::span<const review::Finding> findings,
                    Language language);

/// Runs `body` and returns its exit status; an exception becomes a message on standard error, an
/// error object on standard output where `words` ask for JSON and it still takes any, and the
/// status of its kind: 2 usage and plan, 3 could not complete, 70 a bug of ours, which every
/// exception but Error is.
[[nodiscard]] int guarded(const std::function<int()>& body, const Console& console,
                          std::span<const std::string> words, Language language);

} // namespace parkplan::cli
