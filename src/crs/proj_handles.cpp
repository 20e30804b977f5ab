// SPDX-License-Identifier: MIT
#include "crs/proj_handles.hpp"

#include "core/fail.hpp"

#include <proj.h>

#include <string>
#include <string_view>
#include <utility>

namespace parkplan::crs::detail {

Context::Context() : m_context(proj_context_create()) {
    if (m_context == nullptr) {
        fail(ErrorKind::internal, "PROJ gave no context");
    }
    proj_context_set_enable_network(m_context, 0);
    proj_log_func(m_context, this, [](void* self, int, const char* text) {
        static_cast<Context*>(self)->m_message = text;
    });
}

Context::~Context() {
    proj_context_destroy(m_context);
}

std::string Context::take_message() {
    return std::exchange(m_message, {});
}

Context& thread_context() {
    thread_local Context context;
    return context;
}

PjPtr create(Context& context, std::string_view definition) {
    const std::string text{definition};
    PjPtr object{proj_create(context.get(), text.c_str())};
    if (!object) {
        const std::string reason = context.take_message();
        fail(ErrorKind::crs,
             "'{}' is no coordinate reference system that PROJ knows{}{}; right would be a code "
             "such as 'EPSG:4548', WKT, a PROJ string, or 'local'",
             text.size() > 80 ? text.substr(0, 80) + "…" : text,
             reason.empty() ? BiText{} : BiText{": ", "："}, reason);
    }
    return object;
}

} // namespace parkplan::crs::detail
