// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "core/platform_staging.hpp"
#include "core/scratch.hpp"

#include <gtest/gtest.h>
#include <signal.h> // NOLINT(modernize-deprecated-headers): POSIX's, for kill
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>

namespace parkplan::platform {
namespace {

namespace fs = std::filesystem;
using test::content_of;
using test::Scratch;

std::ptrdiff_t entries_of(const fs::path& folder) {
    return std::distance(fs::directory_iterator{folder}, {});
}

fs::path write(const Staging& staging, std::string_view text) {
    fs::path file = staging.path() / "file";
    std::ofstream{file, std::ios::binary} << text;
    return file;
}

TEST(Staging, IsGoneWithItsObject) {
    const Scratch scratch;
    {
        const Staging staging{scratch / "结果"};
        write(staging, "half");
        EXPECT_EQ(entries_of(scratch / "."), 1);
    }
    EXPECT_EQ(entries_of(scratch / "."), 0);
}

TEST(Staging, GivesItselfTheName) {
    const Scratch scratch;
    {
        Staging staging{scratch / "r"};
        write(staging, "new");
        staging.publish(staging.path(), scratch / "r", Over::existing);
    }
    EXPECT_EQ(content_of(scratch / "r"), "new");
    EXPECT_EQ(entries_of(scratch / "."), 1);
}

TEST(Staging, LeavesAnotherFolderOfItsOldNameAlone) {
    const Scratch scratch;
    Staging first{scratch / "r"};
    const fs::path old = first.path();
    first.publish(first.path(), scratch / "r", Over::nothing);
    const Staging second{scratch / "r"};
    EXPECT_EQ(second.path(), old);
    first.remove();
    EXPECT_TRUE(fs::is_directory(second.path()));
}

TEST(Staging, TakesThePlaceOfAFolderAndOfAFile) {
    const Scratch scratch;
    const fs::path folder = scratch.folder("folder", "old");
    const fs::path file = scratch.file("text", "old");
    {
        Staging of_folder{folder};
        write(of_folder, "new");
        of_folder.publish(of_folder.path(), folder, Over::existing);
        Staging of_file{file};
        of_file.publish(write(of_file, "new"), file, Over::existing);
    }
    EXPECT_EQ(content_of(folder), "new");
    EXPECT_EQ(content_of(file), "new");
    EXPECT_EQ(entries_of(scratch / "."), 2);
}

TEST(Staging, RefusesToTakeAPlaceUnasked) {
    const Scratch scratch;
    const fs::path folder = scratch.folder("folder", "old");
    {
        Staging staging{folder};
        write(staging, "new");
        EXPECT_THROW(staging.publish(staging.path(), folder, Over::nothing), Error);
    }
    EXPECT_EQ(content_of(folder), "old");
    EXPECT_EQ(entries_of(scratch / "."), 1);
}

/// Starts `body` in a process of its own.
::pid_t start(const std::function<void()>& body) {
    const ::pid_t child = ::fork();
    if (child == 0) {
        try {
            body();
        } catch (...) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    return child;
}

/// The signal that ended the process; 0 when it ended well, by itself.
int end_of(::pid_t process) {
    int status = 0;
    EXPECT_EQ(::waitpid(process, &status, 0), process);
    return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
}

[[noreturn]] void wait_for_ever() {
    while (true) {
        std::this_thread::sleep_for(std::chrono::hours{1});
    }
}

TEST(Interrupts, RemoveWhatIsStagedAndEndByTheSignal) {
    for (const int number : {SIGHUP, SIGINT, SIGTERM}) {
        const Scratch scratch;
        const fs::path old = scratch.folder("r", "old");
        const ::pid_t child = start([&] {
            const Interrupts interrupts;
            const Staging first{old};
            const Staging second{scratch / "areas.csv"};
            write(first, "half");
            write(second, "half");
            ::kill(::getpid(), number);
            wait_for_ever();
        });
        EXPECT_EQ(end_of(child), number);
        EXPECT_EQ(content_of(old), "old");
        EXPECT_EQ(entries_of(scratch / "."), 1);
    }
}

TEST(Interrupts, LeaveIgnoredSignalsIgnored) {
    const Scratch scratch;
    const ::pid_t child = start([&] {
        ::signal(SIGINT, SIG_IGN);
        const Interrupts interrupts;
        Staging staging{scratch / "r"};
        write(staging, "new");
        ::kill(::getpid(), SIGINT);
        staging.publish(staging.path(), scratch / "r", Over::nothing);
    });
    EXPECT_EQ(end_of(child), 0);
    EXPECT_EQ(content_of(scratch / "r"), "new");
}

TEST(Interrupts, GiveTheSignalsBackWhenTheyEnd) {
    const ::pid_t child = start([] {
        { const Interrupts interrupts; }
        ::kill(::getpid(), SIGTERM);
    });
    EXPECT_EQ(end_of(child), SIGTERM);
}

TEST(Interrupts, NeverDivideAPublication) {
    constexpr int runs = 30;
    for (int run = 0; run < runs; ++run) {
        const Scratch scratch;
        const fs::path folder = scratch.folder("folder", "whole");
        const fs::path file = scratch.file("text", "whole");
        const ::pid_t child = start([&] {
            const Interrupts interrupts;
            while (true) {
                Staging of_folder{folder};
                write(of_folder, "whole");
                of_folder.publish(of_folder.path(), folder, Over::existing);
                Staging of_file{file};
                of_file.publish(write(of_file, "whole"), file, Over::existing);
            }
        });
        std::this_thread::sleep_for(std::chrono::milliseconds{10 + run % 10});
        ::kill(child, SIGTERM);
        EXPECT_EQ(end_of(child), SIGTERM);
        EXPECT_EQ(content_of(folder), "whole");
        EXPECT_EQ(content_of(file), "whole");
        EXPECT_EQ(entries_of(scratch / "."), 2);
    }
}

} // namespace
} // namespace parkplan::platform
