// SPDX-License-Identifier: MIT
// Makes the synthetic layers of the benchmark: see --help.
#include "layers.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <exception>

namespace {

using namespace parkplan;

struct Wish {
    std::filesystem::path folder;
    std::string name;
    std::int64_t parcels = 0;
    std::uint64_t seed = 1;
    bool shuffled = false;
};

void make(const Wish& wish) {
    const bench::Coverage coverage{wish.parcels, wish.seed};
    const auto file = [&](const char* layer, const char* end) {
        return wish.folder / fmt::format("{}_{}{}", layer, wish.name, end);
    };
    std::filesystem::create_directories(wish.folder);
    if (wish.shuffled) {
        static_cast<void>(bench::write_parcels(coverage, file("parcels", "_shuffled.gpkg"),
                                               bench::RowOrder::shuffled, wish.seed));
        return;
    }
    const auto truth =
        bench::write_parcels(coverage, file("parcels", ".gpkg"), bench::RowOrder::tiles, wish.seed);
    bench::write_zones(file("zones60", ".gpkg"), wish.seed);
    bench::write_aligned_zones(coverage, file("zonesaligned", ".gpkg"));
    bench::write_clusters(file("clusters", ".gpkg"), wish.seed);
    bench::write_truth(truth, coverage, file("planted", ".json"));
    fmt::print("{} parcels, {} points, {} holes, {} disturbed sides\n", truth.parcels, truth.points,
               truth.holes, truth.disturbances.size());
}

int run(int argc, char** argv) {
    CLI::App app{"Makes a synthetic coverage of parcels over Beijing in EPSG:4548, with overlaps "
                 "and gaps planted in it, and zones and clusters to tabulate it by: "
                 "parcels_NAME.gpkg, zones60_NAME.gpkg, zonesaligned_NAME.gpkg, "
                 "clusters_NAME.gpkg, planted_NAME.json. Same bytes for the same seed."};
    Wish wish;
    app.add_option("folder", wish.folder, "Folder to write to")->required();
    app.add_option("name", wish.name, "Name of the size, a part of the files' names")->required();
    app.add_option("parcels", wish.parcels, "Number of parcels, nearly")
        ->required()
        ->check(CLI::Range(100, 20'000'000));
    app.add_option("--seed", wish.seed, "Seed of everything (1)");
    app.add_flag("--shuffled", wish.shuffled,
                 "Write the parcels only, rows in mixed order: parcels_NAME_shuffled.gpkg");
    CLI11_PARSE(app, argc, argv);
    make(wish);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        for (const auto* text : {"make_coverage: ", error.what(), "\n"}) {
            static_cast<void>(std::fputs(text, stderr));
        }
        return 1;
    }
}
