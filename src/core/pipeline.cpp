// SPDX-License-Identifier: MIT
#include "core/pipeline.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <limits>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace parkplan::detail {
namespace {

/// Whether this thread is doing the work of a pipeline.
bool& working() noexcept {
    thread_local bool yes = false;
    return yes;
}

/// Threads of our own, not oneTBB's: the caller alternates between reading, working and writing as
/// each becomes possible, which no loop construct offers; and ThreadSanitizer sees all of it.
class Pipeline {
public:
    Pipeline(std::size_t slots, const TaskPool::Stages& stages)
        : m_stages(stages), m_done(slots, 0) {}

    void run(unsigned threads) {
        {
            const Workers workers{*this, threads - 1};
            while (step()) {
            }
        }
        if (m_error) {
            std::rethrow_exception(m_error);
        }
    }

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    /// The helping threads; they end, at the latest with the work they are at, when this does.
    class Workers {
    public:
        Workers(Pipeline& pipeline, unsigned count) : m_pipeline(pipeline) {
            try {
                for (unsigned i = 0; i < count; ++i) {
                    m_threads.emplace_back([&pipeline] { pipeline.help(); });
                }
            } catch (const std::system_error&) { // no more threads to be had: it goes without
            }
        }
        ~Workers() {
            {
                const std::scoped_lock lock{m_pipeline.m_mutex};
                m_pipeline.m_closed = true;
            }
            m_pipeline.m_waiting.notify_all();
        }
        Workers(const Workers&) = delete;
        Workers& operator=(const Workers&) = delete;
        Workers(Workers&&) = delete;
        Workers& operator=(Workers&&) = delete;

    private:
        Pipeline& m_pipeline;
        std::vector<std::jthread> m_threads{};
    };

    /// One thing that the caller can do; false when all is done. What is done first makes room.
    bool step() {
        std::unique_lock lock{m_mutex};
        if (m_first < m_next && m_done[slot(m_first)] != 0) {
            m_done[slot(m_first)] = 0;
            const std::size_t item = m_first;
            if (item < m_failed) {
                lock.unlock();
                guarded(item, [&] { m_stages.consume(slot(item)); });
                lock.lock();
            }
            ++m_first;
            return true;
        }
        if (!m_ended && m_failed == none && m_next - m_first < m_done.size()) {
            lock.unlock();
            produce();
            return true;
        }
        if (!m_pending.empty()) {
            work_on_next(lock);
            return true;
        }
        if (m_first == m_next) {
            return false;
        }
        m_caller.wait(lock, [this] { return m_done[slot(m_first)] != 0; });
        return true;
    }

    void produce() {
        bool more = false;
        guarded(m_next, [&] { more = m_stages.produce(slot(m_next)); });
        const std::scoped_lock lock{m_mutex};
        if (!more) {
            m_ended = true;
            return;
        }
        m_pending.push_back(m_next++);
        m_waiting.notify_one();
    }

    /// What a helping thread does.
    void help() {
        std::unique_lock lock{m_mutex};
        while (true) {
            m_waiting.wait(lock, [this] { return m_closed || !m_pending.empty(); });
            if (m_pending.empty()) {
                return;
            }
            work_on_next(lock);
        }
    }

    /// Takes the lock held and gives it back held.
    void work_on_next(std::unique_lock<std::mutex>& lock) {
        const std::size_t item = m_pending.front();
        m_pending.pop_front();
        if (item < m_failed) {
            lock.unlock();
            const bool outer = std::exchange(working(), true);
            guarded(item, [&] { m_stages.work(slot(item)); });
            working() = outer;
            lock.lock();
        }
        m_done[slot(item)] = 1;
        m_caller.notify_one();
    }

    /// Keeps the exception of the first item that fails.
    template <typename Stage>
    void guarded(std::size_t item, const Stage& stage) noexcept {
        try {
            stage();
        } catch (...) {
            const std::scoped_lock lock{m_mutex};
            if (item < m_failed) {
                m_failed = item;
                m_error = std::current_exception();
            }
        }
    }

    [[nodiscard]] std::size_t slot(std::size_t item) const noexcept { return item % m_done.size(); }

    const TaskPool::Stages& m_stages;
    std::mutex m_mutex{};
    std::condition_variable m_waiting{}; ///< helping threads, for work
    std::condition_variable m_caller{};  ///< the caller, for the first item to be done
    std::vector<char> m_done;            ///< by slot: worked on, to be consumed
    std::deque<std::size_t> m_pending{}; ///< items to be worked on
    std::size_t m_first = 0;             ///< first item that is not consumed
    std::size_t m_next = 0;              ///< first item that is not produced; the caller's own
    std::size_t m_failed = none;
    std::exception_ptr m_error{};
    bool m_ended = false; ///< there are no more items
    bool m_closed = false;
};

} // namespace

void run_pipeline(unsigned threads, std::size_t slots, const TaskPool::Stages& stages) {
    // One thread gains nothing from more than one item: its buffer stays in the cache.
    Pipeline{threads == 1 ? 1 : slots, stages}.run(threads);
}

bool inside_pipeline() noexcept {
    return working();
}

} // namespace parkplan::detail
