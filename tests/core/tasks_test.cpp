// SPDX-License-Identifier: MIT
#include "core/fail.hpp"
#include "core/tasks.hpp"
#include "core/thrown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace parkplan {
namespace {

using test::Thrown;
using test::thrown_by;

constexpr std::array<unsigned, 4> thread_counts{1, 2, 4, 8};

/// Counts how many bodies run at the same time.
class Crowd {
public:
    void enter() {
        const unsigned now = ++m_inside;
        unsigned most = m_most;
        while (now > most && !m_most.compare_exchange_weak(most, now)) {
        }
        std::this_thread::sleep_for(std::chrono::microseconds{200});
        --m_inside;
    }
    [[nodiscard]] unsigned most() const { return m_most; }

private:
    std::atomic<unsigned> m_inside{0};
    std::atomic<unsigned> m_most{0};
};

TEST(TaskPool, KnowsItsThreads) {
    EXPECT_EQ(TaskPool{1}.threads(), 1U);
    EXPECT_EQ(TaskPool{7}.threads(), 7U);
    EXPECT_GE(TaskPool{0}.threads(), 1U);
}

TEST(TaskPool, CallsEveryIndexOnce) {
    for (const unsigned threads : thread_counts) {
        TaskPool pool{threads};
        std::vector<std::atomic<int>> calls(1000);
        pool.for_each(calls.size(), [&](std::size_t i) { ++calls[i]; });
        EXPECT_TRUE(std::ranges::all_of(calls, [](const auto& n) { return n == 1; })) << threads;
    }
}

TEST(TaskPool, CallsNothingForNoIndices) {
    TaskPool pool{4};
    int calls = 0;
    pool.for_each(0, [&](std::size_t) { ++calls; });
    pool.for_ranges(0, 10, [&](std::size_t, std::size_t) { ++calls; });
    EXPECT_EQ(calls, 0);
}

TEST(TaskPool, RunsOnTheCallerWithOneThread) {
    TaskPool pool{1};
    std::vector<std::size_t> order;
    const auto caller = std::this_thread::get_id();
    pool.for_each(5, [&](std::size_t i) {
        EXPECT_EQ(std::this_thread::get_id(), caller);
        order.push_back(i);
    });
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(TaskPool, NeverRunsMoreBodiesAtOnceThanThreads) {
    for (const unsigned threads : thread_counts) {
        TaskPool pool{threads};
        Crowd crowd;
        pool.for_each(200, [&](std::size_t) { crowd.enter(); });
        EXPECT_GE(crowd.most(), 1U);
        EXPECT_LE(crowd.most(), threads);
    }
}

TEST(TaskPool, HonoursTheCountInNestedLoops) {
    TaskPool pool{2};
    Crowd crowd;
    std::atomic<int> calls{0};
    pool.for_each(10, [&](std::size_t) {
        pool.for_each(10, [&](std::size_t) {
            crowd.enter();
            ++calls;
        });
    });
    EXPECT_EQ(calls, 100);
    EXPECT_LE(crowd.most(), 2U);
}

TEST(TaskPool, NeverStartsAnOuterIndexInsideAnotherOne) {
    TaskPool pool{4};
    thread_local bool inside = false;
    std::atomic<int> mixed{0};
    pool.for_each(50, [&](std::size_t) {
        mixed += inside ? 1 : 0;
        inside = true;
        pool.for_each(20, [](std::size_t) {});
        inside = false;
    });
    EXPECT_EQ(mixed, 0);
}

/// Runs a loop whose body counts its calls and fails for some indices; gives what comes out.
std::optional<Thrown> loop_that_fails(TaskPool& pool, std::atomic<int>& calls,
                                      const std::set<std::size_t>& failing) {
    const auto body = [&](std::size_t i) {
        ++calls;
        if (failing.contains(i)) {
            fail(ErrorKind::geometry, "index {}", i);
        }
    };
    return thrown_by([&] {
        pool.for_each(1000, body);
        return 0;
    });
}

TEST(TaskPool, RethrowsTheLowestFailingIndexAndRunsTheOthers) {
    for (const unsigned threads : thread_counts) {
        TaskPool pool{threads};
        std::atomic<int> calls{0};
        EXPECT_EQ(loop_that_fails(pool, calls, {900, 7, 350}),
                  (Thrown{ErrorKind::geometry, "index 7"}))
            << threads;
        EXPECT_EQ(calls, 1000) << threads;
    }
}

TEST(TaskPool, CanBeUsedAgainAfterAFailure) {
    TaskPool pool{4};
    std::atomic<int> calls{0};
    EXPECT_EQ(loop_that_fails(pool, calls, {0}), (Thrown{ErrorKind::geometry, "index 0"}));
    EXPECT_EQ(loop_that_fails(pool, calls, {}), std::nullopt);
    EXPECT_EQ(calls, 2000);
}

TEST(TaskPool, PassesOnExceptionsOfAnyType) {
    TaskPool pool{2};
    const auto body = [](std::size_t i) { throw std::out_of_range{i == 0 ? "first" : "later"}; };
    const auto run = [&] { pool.for_each(10, body); };
    EXPECT_THAT(run, testing::ThrowsMessage<std::out_of_range>("first"));
}

TEST(TaskPool, MapKeepsTheOrderOfIndices) {
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < 300; ++i) {
        expected.push_back(std::string(i % 7, 'x') + static_cast<char>('a' + i % 26));
    }
    for (const unsigned threads : thread_counts) {
        TaskPool pool{threads};
        EXPECT_EQ(
            pool.map<std::string>(expected.size(), [&](std::size_t i) { return expected[i]; }),
            expected);
    }
}

TEST(TaskPool, CutsIntoRangesOfAtMostTheGrain) {
    using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;
    for (const unsigned threads : thread_counts) {
        TaskPool pool{threads};
        const auto cut = [&](std::size_t count, std::size_t grain) {
            Ranges ranges;
            std::mutex mutex;
            pool.for_ranges(count, grain, [&](std::size_t first, std::size_t last) {
                const std::scoped_lock lock{mutex};
                ranges.emplace_back(first, last);
            });
            std::ranges::sort(ranges);
            return ranges;
        };
        EXPECT_EQ(cut(10, 4), (Ranges{{0, 4}, {4, 8}, {8, 10}}));
        EXPECT_EQ(cut(8, 4), (Ranges{{0, 4}, {4, 8}}));
        EXPECT_EQ(cut(3, 100), (Ranges{{0, 3}}));
    }
}

TEST(TaskPool, RethrowsTheFirstFailingRange) {
    TaskPool pool{4};
    const auto call = [&] {
        pool.for_ranges(100, 10, [](std::size_t first, std::size_t) {
            if (first >= 30) {
                fail(ErrorKind::input, "range {}", first);
            }
        });
        return 0;
    };
    EXPECT_EQ(thrown_by(call), (Thrown{ErrorKind::input, "range 30"}));
}

TEST(TaskPool, RefusesAGrainOfZero) {
    TaskPool pool{2};
    const auto call = [&] {
        pool.for_ranges(5, 0, [](std::size_t, std::size_t) {});
        return 0;
    };
    EXPECT_EQ(thrown_by(call), (Thrown{ErrorKind::internal,
                                       "ranges of '0' indices asked for; at least 1 is needed"}));
}

} // namespace
} // namespace parkplan
