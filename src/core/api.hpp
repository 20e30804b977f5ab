// SPDX-License-Identifier: MIT
#pragma once

/// Marks what libparkplan shows to programs that link it; everything else stays hidden.
#define PARKPLAN_API __attribute__((visibility("default")))
