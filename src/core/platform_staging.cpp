// SPDX-License-Identifier: MIT
#include "core/platform_staging.hpp"

#include "core/platform.hpp"

#include <pthread.h>
#include <signal.h> // NOLINT(modernize-deprecated-headers): POSIX's, <csignal> has no sigaction
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace parkplan::platform {
namespace {

namespace fs = std::filesystem;

/// Every folder of a Staging that is still to be removed. Who holds the mutex may rename and remove
/// them.
struct Registry {
    std::mutex mutex{};
    std::vector<fs::path> folders{};
};

Registry& registry() {
    static Registry all;
    return all;
}

/// Removes a folder that other threads may be writing into: under its new name nobody finds it.
void take_away(const fs::path& folder) {
    fs::path gone = folder;
    gone += "~";
    std::error_code error;
    fs::rename(folder, gone, error);
    fs::remove_all(error ? folder : gone, error);
}

/// Ends the process as `number` does by default, without its staged results. The registry stays
/// locked, so that no thread publishes what is half removed or tells of files that are missing.
[[noreturn]] void end_by(int number) {
    const std::scoped_lock lock{registry().mutex};
    for (const fs::path& folder : registry().folders) {
        take_away(folder);
    }
    ::signal(number, SIG_DFL);
    ::sigset_t one;
    ::sigemptyset(&one);
    ::sigaddset(&one, number);
    ::pthread_sigmask(SIG_UNBLOCK, &one, nullptr);
    ::raise(number);
    constexpr int as_shells_say = 128;
    ::_exit(as_shells_say + number); // not reached: the default of each is to end the process
}

/// True for a signal that would end the process now.
bool would_end(int number, const ::sigset_t& blocked) {
    struct ::sigaction action {};
    return ::sigaction(number, nullptr, &action) == 0 &&
           // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): POSIX declares it like that
           action.sa_handler != SIG_IGN && ::sigismember(&blocked, number) == 0;
}

} // namespace

Staging::Staging(const fs::path& target) {
    const std::scoped_lock lock{registry().mutex};
    m_path = make_staging_folder(target);
    registry().folders.push_back(m_path);
}

Staging::~Staging() {
    remove();
}

void Staging::publish(const fs::path& staged, const fs::path& to, Over over) {
    const std::scoped_lock lock{registry().mutex};
    std::error_code ignored;
    const bool taken = over == Over::existing && fs::exists(to, ignored);
    if (!taken) {
        rename_new(staged, to);
    } else if (fs::is_directory(to, ignored)) {
        exchange(staged, to);
    } else {
        rename_over(staged, to);
    }
    if (!taken && staged == m_path) {
        std::erase(registry().folders, m_path); // it is the result now
        m_path.clear();
    }
}

void Staging::remove() {
    const std::scoped_lock lock{registry().mutex};
    if (std::erase(registry().folders, m_path) > 0) {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
}

struct Interrupts::Impl {
    ::sigset_t before{}; ///< what the thread that made this blocked
    ::sigset_t awaited{};
    std::atomic<bool> over{false};
    std::thread thread{};

    void wait() const {
        int number = 0;
        while (::sigwait(&awaited, &number) != 0) {
        }
        if (!over) {
            end_by(number);
        }
    }

    /// Wakes the thread by a signal of its own.
    void stop() {
        over = true;
        constexpr std::array numbers{SIGHUP, SIGINT, SIGTERM};
        const auto* const awaited_one = std::ranges::find_if(
            numbers, [this](int number) { return ::sigismember(&awaited, number) == 1; });
        ::pthread_kill(thread.native_handle(), *awaited_one);
        thread.join();
    }
};

Interrupts::Interrupts() : m_impl(std::make_unique<Impl>()) {
    ::pthread_sigmask(SIG_SETMASK, nullptr, &m_impl->before);
    ::sigemptyset(&m_impl->awaited);
    bool any = false;
    for (const int number : {SIGHUP, SIGINT, SIGTERM}) {
        if (would_end(number, m_impl->before)) {
            ::sigaddset(&m_impl->awaited, number);
            any = true;
        }
    }
    if (!any) {
        return;
    }
    ::pthread_sigmask(SIG_BLOCK, &m_impl->awaited, nullptr);
    try {
        m_impl->thread = std::thread{[impl = m_impl.get()] { impl->wait(); }};
    } catch (const std::system_error&) { // no thread to be had: signals do what they always do
        ::pthread_sigmask(SIG_SETMASK, &m_impl->before, nullptr);
    }
}

Interrupts::~Interrupts() {
    if (m_impl->thread.joinable()) {
        m_impl->stop();
        ::pthread_sigmask(SIG_SETMASK, &m_impl->before, nullptr);
    }
}

} // namespace parkplan::platform
