// SPDX-License-Identifier: MIT
#include "cli/baseline_option.hpp"

#include "cli/options.hpp"
#include "core/error.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace parkplan::cli {
namespace {

std::string text_of(const std::filesystem::path& file) {
    errno = 0;
    std::ifstream stream{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
    if (!stream.is_open() || stream.bad()) {
        const int code = errno == 0 ? EIO : errno;
        throw Error{
            ErrorKind::input,
            told("cannot read the baseline: {}", reason_of({code, std::generic_category()})),
            {.source = file.string(), .layer = {}, .feature = {}, .rule = {}},
            told("--baseline names the results.json, or the results folder, of an earlier run")};
    }
    return text;
}

} // namespace

void BaselineOption::add_to(CLI::App& app) {
    need_name(app.add_option("--baseline", m_path,
                             "Results of an earlier run (results.json or its folder): what is "
                             "new, changed, unchanged and fixed since then"))
        ->type_name("FILE");
    app.add_flag("--new-only", m_new_only,
                 "With --baseline: only what is new or grew worse counts for the exit status");
}

std::optional<review::Baseline> BaselineOption::read() const {
    if (m_path.empty()) {
        if (m_new_only) {
            fail(ErrorKind::usage, "--new-only needs --baseline, the results to compare with");
        }
        return std::nullopt;
    }
    std::filesystem::path file{m_path};
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        file /= "results.json";
    }
    return review::parse_baseline(text_of(file), file);
}

} // namespace parkplan::cli
