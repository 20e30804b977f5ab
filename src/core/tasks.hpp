// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

namespace parkplan {

/// Runs loops and pipelines on N threads. The only place that includes oneTBB.
class PARKPLAN_API TaskPool {
public:
    /// 0 means one thread per core; 1 runs everything on the caller; never more than `threads`
    /// bodies run at once, nor more than there are cores. A loop may be started inside a body.
    explicit TaskPool(unsigned threads);
    ~TaskPool();
    TaskPool(const TaskPool&) = delete;
    TaskPool& operator=(const TaskPool&) = delete;
    TaskPool(TaskPool&&) = delete;
    TaskPool& operator=(TaskPool&&) = delete;

    [[nodiscard]] unsigned threads() const noexcept;

    /// Calls body(i) for i in [0, count). Every index runs; the exception of the lowest failing
    /// index is rethrown.
    void for_each(std::size_t count, const std::function<void(std::size_t)>& body);

    /// Like for_each over [0, count) cut into ranges of at most `grain`: body(first, last).
    /// Throws Error{internal} for a grain of 0; of failing ranges the first is rethrown.
    void for_ranges(std::size_t count, std::size_t grain,
                    const std::function<void(std::size_t, std::size_t)>& body);

    /// The stages that the items of a pipeline pass through, each with the number of a buffer.
    struct Stages {
        std::function<bool(std::size_t)> produce; ///< begins the next item; false: there is none
        std::function<void(std::size_t)> work;
        std::function<void(std::size_t)> consume;
    };
    /// produce and consume run on the calling thread, one item at a time and in order; work runs
    /// on all threads, the caller's too. At most `slots` items are under way, each with a number
    /// below `slots` that no other has. Where a stage fails the items before are consumed to the
    /// end, none after; the exception of the first failing item is rethrown. A loop started inside
    /// `work` stays on its thread. Throws Error{internal} for no slots.
    void pipeline(std::size_t slots, const Stages& stages);

    /// Like for_each, but keeps the results in index order whatever the thread count.
    template <typename T, typename Body>
    [[nodiscard]] std::vector<T> map(std::size_t count, const Body& body) {
        static_assert(!std::is_same_v<T, bool>, "bits of a vector<bool> share bytes: a data race");
        std::vector<T> results(count);
        for_each(count, [&](std::size_t i) { results[i] = body(i); });
        return results;
    }

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace parkplan
