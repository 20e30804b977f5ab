// SPDX-License-Identifier: MIT
#pragma once

#include "core/fail.hpp"
#include "geo/solid.hpp"

#include <geos_c.h>

#include <string>
#include <string_view>
#include <utility>

/// Calls into the geometry engine with their answers checked. For solid.cpp and faces.cpp
/// only: the places that see the engine's header.
namespace parkplan::geo::detail {

/// One engine context per thread. The engine reports failures through a callback; the text is
/// kept here until the wrapper that made the call turns it into an Error.
class Context {
public:
    Context() : m_handle(GEOS_init_r()) {
        if (m_handle == nullptr) {
            fail(ErrorKind::internal, "the geometry engine gave no context");
        }
        GEOSContext_setErrorMessageHandler_r(m_handle, keep_message, this);
    }
    ~Context() { GEOS_finish_r(m_handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    Context(Context&&) = delete;
    Context& operator=(Context&&) = delete;

    [[nodiscard]] GEOSContextHandle_t get() const noexcept { return m_handle; }
    [[nodiscard]] std::string take_message() { return std::exchange(m_message, {}); }

private:
    static void keep_message(const char* text, void* self) {
        static_cast<Context*>(self)->m_message = text;
    }

    GEOSContextHandle_t m_handle;
    std::string m_message{};
};

inline Context& context() {
    thread_local Context instance;
    return instance;
}

inline GEOSContextHandle_t engine() {
    return context().get();
}

[[noreturn]] inline void engine_failed(std::string_view operation) {
    fail(ErrorKind::geometry, "{} failed: {}", operation, context().take_message());
}

inline GeosPtr own(GEOSGeometry* raw, std::string_view operation) {
    if (raw == nullptr) {
        engine_failed(operation);
    }
    return GeosPtr{raw};
}

/// Engine predicates answer 0, 1 or 2, where 2 means that an exception was caught.
inline bool answer(char code, std::string_view operation) {
    if (code == 2) {
        engine_failed(operation);
    }
    return code == 1;
}

inline void check(int status, std::string_view operation) {
    if (status == 0) {
        engine_failed(operation);
    }
}

inline int count(int number, std::string_view operation) {
    if (number < 0) {
        engine_failed(operation);
    }
    return number;
}

inline const GEOSGeometry* borrow(const GEOSGeometry* raw, std::string_view operation) {
    if (raw == nullptr) {
        engine_failed(operation);
    }
    return raw;
}

} // namespace parkplan::geo::detail
