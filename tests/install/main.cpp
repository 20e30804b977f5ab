// SPDX-License-Identifier: MIT
#include <parkplan/core/error.hpp>
#include <parkplan/core/parse_units.hpp>

#include <cstdio>

#ifndef NDEBUG
#error "this test is about a program that is built otherwise than the library"
#endif

/// Calls the installed library, and catches what it throws: the type must be the same on both
/// sides.
int main() {
    std::printf("%.0f m2\n", parkplan::parse_area("2km2").value());
    try {
        (void)parkplan::parse_area("2 bushels");
    } catch (const parkplan::Error& error) {
        std::printf("exit code %d\n", parkplan::exit_code(error.kind()));
    }
    return 0;
}
