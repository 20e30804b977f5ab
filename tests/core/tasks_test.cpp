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
#include <numeric>
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

/// A pipeline over `count` items that fails at some items of each stage; keeps what was consumed.
struct Conveyor {
    std::size_t count = 0;
    std::set<std::size_t> failing_production{};
    std::set<std::size_t> failing_work{};
    std::set<std::size_t> failing_consumption{};
    std::vector<std::size_t> consumed{};
    std::atomic<std::size_t> under_way{0};
    std::size_t most_under_way = 0;

    void run(TaskPool& pool, std::size_t slots) {
        std::vector<std::size_t> items(slots, 0);
        std::size_t next = 0;
        const auto check = [](const std::set<std::size_t>& failing, std::size_t item,
                              const char* stage) {
            if (failing.contains(item)) {
                fail(ErrorKind::geometry, "{} of {}", stage, item);
            }
        };
        const auto produce = [&](std::size_t slot) {
            check(failing_production, next, "production");
            if (next == count) {
                return false;
            }
            most_under_way = std::max(most_under_way, std::size_t{++under_way});
            items[slot] = next++;
            return true;
        };
        const auto work = [&](std::size_t slot) {
            if (items[slot] % 5 == 0) { // some take longer than those after them
                std::this_thread::sleep_for(std::chrono::microseconds{300});
            }
            check(failing_work, items[slot], "work");
            items[slot] += 1000;
        };
        const auto consume = [&](std::size_t slot) {
            check(failing_consumption, items[slot] - 1000, "consumption");
            consumed.push_back(items[slot] - 1000);
            --under_way;
        };
        pool.pipeline(slots, {produce, work, consume});
    }
};

std::vector<std::size_t> first_numbers(std::size_t count) {
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    return numbers;
}

TEST(TaskPoolPipeline, ConsumesEveryItemInOrder) {
    for (const unsigned threads : thread_counts) {
        for (const std::size_t slots : {1U, 2U, 7U}) {
            TaskPool pool{threads};
            Conveyor conveyor{.count = 60};
            conveyor.run(pool, slots);
            EXPECT_EQ(conveyor.consumed, first_numbers(60)) << threads << ' ' << slots;
            EXPECT_LE(conveyor.most_under_way, slots) << threads;
        }
    }
}

TEST(TaskPoolPipeline, EndsAtOnceWithoutItems) {
    TaskPool pool{4};
    Conveyor conveyor;
    conveyor.run(pool, 3);
    EXPECT_EQ(conveyor.consumed, first_numbers(0));
}

TEST(TaskPoolPipeline, ConsumesWhatIsBeforeTheFirstFailureAndRethrowsIt) {
    for (const unsigned threads : thread_counts) {
        const auto run = [&](Conveyor& conveyor) {
            conveyor.count = 60;
            TaskPool pool{threads};
            const auto thrown = thrown_by([&] {
                conveyor.run(pool, 4);
                return 0;
            });
            return thrown.value_or(Thrown{ErrorKind::internal, "nothing"}).message;
        };
        Conveyor work{.failing_work = {31, 7, 8}};
        EXPECT_EQ(run(work), "work of 7");
        EXPECT_EQ(work.consumed, first_numbers(7));
        Conveyor production{.failing_production = {9}};
        EXPECT_EQ(run(production), "production of 9");
        EXPECT_EQ(production.consumed, first_numbers(9));
        Conveyor consumption{.failing_work = {13}, .failing_consumption = {12}};
        EXPECT_EQ(run(consumption), "consumption of 12");
        EXPECT_EQ(consumption.consumed, first_numbers(12));
    }
}

TEST(TaskPoolPipeline, ProducesAndConsumesOnTheCaller) {
    TaskPool pool{4};
    const auto caller = std::this_thread::get_id();
    int left = 20;
    pool.pipeline(4, {[&](std::size_t) {
                          EXPECT_EQ(std::this_thread::get_id(), caller);
                          return left-- > 0;
                      },
                      [](std::size_t) {},
                      [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), caller); }});
    EXPECT_EQ(left, -1);
}

TEST(TaskPoolPipeline, HonoursTheCountAlsoForLoopsInsideTheWork) {
    TaskPool pool{2};
    Crowd crowd;
    int left = 10;
    pool.pipeline(4, {[&](std::size_t) { return left-- > 0; },
                      [&](std::size_t) { pool.for_each(5, [&](std::size_t) { crowd.enter(); }); },
                      [](std::size_t) {}});
    EXPECT_GE(crowd.most(), 1U);
    EXPECT_LE(crowd.most(), 2U);
}

TEST(TaskPoolPipeline, RefusesToRunWithoutSlots) {
    TaskPool pool{2};
    const auto call = [&] {
        pool.pipeline(0, {});
        return 0;
    };
    EXPECT_EQ(
        thrown_by(call),
        (Thrown{ErrorKind::internal, "a pipeline with '0' slots asked for; at least 1 is needed"}));
}

} // namespace
} // namespace parkplan
