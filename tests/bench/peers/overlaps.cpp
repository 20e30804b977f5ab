// SPDX-License-Identifier: MIT
// Overlaps inside a coverage the plain way: an index of all parcels, and for each pair of boxes
// that meet a relate and, where the interiors share land, an intersection.
#include "layer.hpp"
#include "program.hpp"

#include <algorithm>
#include <mutex>

using namespace parkplan::bench;

namespace {

constexpr std::size_t batch = 1000;

/// Pairs of a batch of parcels with parcels that come after them.
std::vector<Row> pairs_of(const Geos& geos, const Features& parcels, const Geos::Tree& tree,
                          std::size_t number) {
    const auto& shapes = parcels.geometries;
    std::vector<const Geos::Geometry*> near;
    std::vector<Row> rows;
    const auto end = std::min(shapes.size(), (number + 1) * batch);
    for (std::size_t a = number * batch; a < end; ++a) {
        const auto* shape = shapes[a].get();
        geos.query(tree, shape, near);
        for (const auto* other : near) {
            const auto b = static_cast<std::size_t>(other - shapes.data());
            if (a < b && Geos::answer(GEOSRelatePattern_r(geos.handle(), shape, other->get(),
                                                          "2********"))) {
                rows.push_back(
                    {parcels.keys[a], parcels.keys[b], geos.overlap_area(shape, other->get())});
            }
        }
    }
    return rows;
}

Answer find_overlaps(const std::vector<std::string>& arguments) {
    const Geos geos;
    const auto parcels = read_all(geos, arguments[1], "pid");
    const auto tree = geos.tree(parcels.geometries);
    Csv out{arguments[2], "a,b,area_m2"};
    std::mutex mutex;
    const auto work = [&](const Geos& own, std::size_t number) {
        const auto rows = pairs_of(own, parcels, tree, number);
        const std::lock_guard lock{mutex};
        for (const auto& row : rows) {
            out.add(row);
        }
    };
    share((parcels.keys.size() + batch - 1) / batch, std::stoi(arguments[0]), work);
    return out.answer();
}

} // namespace

int main(int argc, char** argv) {
    return run(argc, argv, 3, "THREADS PARCELS OUT", find_overlaps);
}
