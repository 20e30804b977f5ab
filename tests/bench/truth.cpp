// SPDX-License-Identifier: MIT
#include "layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <stdexcept>

namespace parkplan::bench {
namespace {

struct Tally {
    std::int64_t count = 0;
    std::int64_t alone = 0;
    double area_alone = 0;
};

Tally tally(const std::vector<Planted>& disturbances, bool outward) {
    Tally found;
    for (const auto& one : disturbances) {
        if (one.shift.outward == outward) {
            ++found.count;
            found.alone += static_cast<std::int64_t>(one.is_alone);
            found.area_alone += one.is_alone ? one.area : 0;
        }
    }
    return found;
}

std::string text_of(const Tally& tally) {
    return fmt::format(R"({{"count": {}, "alone": {}, "area_alone_m2": {:.6f}}})", tally.count,
                       tally.alone, tally.area_alone);
}

} // namespace

void write_truth(const Truth& truth, const Coverage& coverage, const std::filesystem::path& path) {
    const auto name_of = [&](Plot plot) {
        const auto columns = static_cast<std::size_t>(coverage.fabric().columns());
        return truth
            .names[static_cast<std::size_t>(plot.j) * columns + static_cast<std::size_t>(plot.i)];
    };
    const auto& holes = truth.empty_hole_areas;
    auto text = fmt::format(
        "{{\"parcels\": {}, \"points\": {}, \"holes\": {}, \"area_m2\": {:.6f},\n"
        " \"moved_out\": {},\n \"moved_in\": {},\n"
        " \"empty_holes\": {{\"count\": {}, \"area_m2\": {:.6f}}},\n \"disturbances\": [",
        truth.parcels, truth.points, truth.holes, truth.area,
        text_of(tally(truth.disturbances, true)), text_of(tally(truth.disturbances, false)),
        holes.size(), std::accumulate(holes.begin(), holes.end(), 0.0));
    const char* separator = "\n";
    for (const auto& one : truth.disturbances) {
        std::string neighbours;
        for (const auto& neighbour : one.neighbours) {
            neighbours +=
                fmt::format("{}\"{}\"", neighbours.empty() ? "" : ", ", name_of(neighbour));
        }
        text += fmt::format(
            R"({}  {{"parcel": "{}", "moved": "{}", "by_m": {:.4f}, "area_m2": {:.8f}, )"
            R"("neighbours": [{}], "alone": {}}})",
            separator, name_of(one.plot), one.shift.outward ? "out" : "in", metres(one.shift.ticks),
            one.area, neighbours, one.is_alone);
        separator = ",\n";
    }
    text += "\n ]}\n";
    std::ofstream file{path, std::ios::binary};
    if (!(file << text).flush()) {
        throw std::runtime_error(fmt::format("cannot write '{}'", path.string()));
    }
}

} // namespace parkplan::bench
