// SPDX-License-Identifier: MIT
#include "core/tasks.hpp"

#include "core/fail.hpp"
#include "core/pipeline.hpp"

#ifdef PARKPLAN_STD_THREADS
#include <atomic>
#include <thread>
#else
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#endif

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <vector>

namespace parkplan {
namespace {

/// Keeps the exception of the lowest index, whatever the order in which indices fail.
class LowestFailure {
public:
    void run(std::size_t index, const std::function<void(std::size_t)>& body) noexcept {
        try {
            body(index);
        } catch (...) {
            const std::scoped_lock lock{m_mutex};
            if (index < m_index) {
                m_index = index;
                m_error = std::current_exception();
            }
        }
    }

    void rethrow() const {
        if (m_error) {
            std::rethrow_exception(m_error);
        }
    }

private:
    std::mutex m_mutex{};
    std::size_t m_index = std::numeric_limits<std::size_t>::max();
    std::exception_ptr m_error{};
};

} // namespace

#ifdef PARKPLAN_STD_THREADS

namespace {

unsigned default_threads() noexcept {
    return std::max(1U, std::thread::hardware_concurrency());
}

} // namespace

// For ThreadSanitizer: it cannot see the synchronisation inside a prebuilt libtbb.
struct TaskPool::Impl {
    unsigned threads;

    explicit Impl(unsigned n) : threads(n) {}

    template <typename Body>
    void loop(std::size_t count, const Body& body) const {
        // A loop inside a loop stays on its thread, or the count would not be honoured.
        thread_local bool inside = false;
        const bool nested = inside;
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            inside = true;
            for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
                body(i);
            }
            inside = nested;
        };
        std::vector<std::jthread> workers;
        for (std::size_t t = 1; !nested && t < std::min<std::size_t>(threads, count); ++t) {
            workers.emplace_back(work);
        }
        work();
    }
};

#else

namespace {

unsigned default_threads() noexcept {
    return static_cast<unsigned>(std::max(1, oneapi::tbb::info::default_concurrency()));
}

} // namespace

struct TaskPool::Impl {
    unsigned threads;
    oneapi::tbb::task_arena arena;

    // TBB has no more workers than cores, and complains on stderr when an arena asks for more.
    explicit Impl(unsigned n)
        : threads(n), arena(static_cast<int>(std::min(n, default_threads()))) {}

    template <typename Body>
    void loop(std::size_t count, const Body& body) {
        // Isolated, so that a thread that waits for an inner loop never starts an index of the
        // outer one in between: per-thread buffers stay whose they are.
        arena.execute([&] {
            oneapi::tbb::this_task_arena::isolate(
                [&] { oneapi::tbb::parallel_for(std::size_t{0}, count, body); });
        });
    }
};

#endif

TaskPool::TaskPool(unsigned threads)
    : m_impl(std::make_unique<Impl>(threads == 0 ? default_threads() : threads)) {}

TaskPool::~TaskPool() = default;

unsigned TaskPool::threads() const noexcept {
    return m_impl->threads;
}

void TaskPool::for_each(std::size_t count, const std::function<void(std::size_t)>& body) {
    LowestFailure failure;
    if (m_impl->threads == 1 || count < 2 || detail::inside_pipeline()) {
        for (std::size_t i = 0; i < count; ++i) {
            failure.run(i, body);
        }
    } else {
        m_impl->loop(count, [&](std::size_t i) { failure.run(i, body); });
    }
    failure.rethrow();
}

void TaskPool::for_ranges(std::size_t count, std::size_t grain,
                          const std::function<void(std::size_t, std::size_t)>& body) {
    if (grain == 0) {
        fail(ErrorKind::internal, "ranges of '0' indices asked for; at least 1 is needed");
    }
    const std::size_t ranges = count / grain + (count % grain == 0 ? 0 : 1);
    for_each(ranges, [&](std::size_t range) {
        const std::size_t first = range * grain;
        body(first, first + std::min(grain, count - first));
    });
}

void TaskPool::pipeline(std::size_t slots, const Stages& stages) {
    if (slots == 0) {
        fail(ErrorKind::internal, "a pipeline with '0' slots asked for; at least 1 is needed");
    }
    const unsigned threads =
        detail::inside_pipeline() ? 1 : std::min(m_impl->threads, default_threads());
    detail::run_pipeline(threads, slots, stages);
}

} // namespace parkplan
