// SPDX-License-Identifier: MIT
#pragma once

#include "coverage.hpp"
#include "planted.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace parkplan::bench {

enum class RowOrder : bool { tiles, shuffled };

/// What the parcels are, and what was planted in them.
struct Truth {
    std::int64_t parcels = 0;
    std::int64_t points = 0; ///< closing points included
    std::int64_t holes = 0;
    std::vector<double> empty_hole_areas; ///< m²: gaps, every one of them
    std::vector<Planted> disturbances;
    double area = 0; ///< sum of the planar areas, m²
    /// Names of the parcels (a filled hole's apart) by cell: row by row, eastward.
    std::vector<std::string> names;
};

/// Writes the parcels with their fields pid (unique), dlbm (land-use code) and tbmj (planar area in
/// m², 2 decimals). A parcel has the same fields in any order of rows.
[[nodiscard]] Truth write_parcels(const Coverage& coverage, const std::filesystem::path& path,
                                  RowOrder order, std::uint64_t seed);
/// Writes the truth as JSON: what `tools/bench/run` and the tests hold answers against.
void write_truth(const Truth& truth, const Coverage& coverage, const std::filesystem::path& path);

/// 60 zones with fractal boundaries of 100 to 600 points a side that cut parcels and reach beyond
/// them all.
void write_zones(const std::filesystem::path& path, std::uint64_t seed);
/// 60 zones whose boundaries are undisturbed edges of parcels.
void write_aligned_zones(const Coverage& coverage, const std::filesystem::path& path);
/// 31 multipolygons of 1 to 26 km² with holes; the last overlaps the one before it by a sliver.
void write_clusters(const std::filesystem::path& path, std::uint64_t seed);

} // namespace parkplan::bench
