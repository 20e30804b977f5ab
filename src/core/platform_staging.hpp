// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace parkplan::platform {

/// What a published result may take the place of.
enum class Over : std::uint8_t { nothing, existing };

/// A hidden folder beside a result in the making, gone with all it holds on every way out: with
/// this object, and by Interrupts when a signal ends the process.
class PARKPLAN_API Staging {
public:
    /// A new folder beside `target`, as make_staging_folder makes it. Throws Error{output}.
    explicit Staging(const std::filesystem::path& target);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    Staging(Staging&&) = delete;
    Staging& operator=(Staging&&) = delete;

    /// Empty when the folder itself has become the result.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

    /// Gives `staged`, which is path() or a file in it, the name `to`, in one step that no signal
    /// divides: there is the old result or the new one, whole. With Over::existing an old folder is
    /// exchanged and goes away with this object. Throws Error{output}; what stands at `to` is then
    /// as before.
    void publish(const std::filesystem::path& staged, const std::filesystem::path& to, Over over);

    /// Removes what is left of the folder now.
    void remove();

private:
    std::filesystem::path m_path;
};

/// While it lives, a signal that asks the process to end (SIGHUP, SIGINT, SIGTERM) first removes
/// what every Staging holds; then the process ends by that signal, as its parent expects. To be
/// made once, in main, before any thread starts: threads inherit that they leave these signals to
/// it. Signals that the parent ignores or blocks stay so. A program that does not make one handles
/// signals as it likes.
class PARKPLAN_API Interrupts {
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;
    Interrupts(Interrupts&&) = delete;
    Interrupts& operator=(Interrupts&&) = delete;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace parkplan::platform
