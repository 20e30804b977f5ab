// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

namespace parkplan {

/// Runs loops on N threads. The only place that includes oneTBB.
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
