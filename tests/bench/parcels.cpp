// SPDX-License-Identifier: MIT
#include "geopackage.hpp"
#include "layers.hpp"
#include "random.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace parkplan::bench {
namespace {

/// A row of the layer: a plot, or the parcel that fills its hole.
struct Row {
    std::size_t plot = 0;
    bool is_filling = false;
    std::int64_t number = 0; ///< from 1, tile by tile
};

std::string parcel_name(std::int64_t number) {
    return fmt::format("1101{:014}", number);
}

std::vector<Row> rows_of(const Coverage& coverage, const std::vector<Plot>& plots) {
    std::vector<Row> rows;
    rows.reserve(plots.size() + plots.size() / 20);
    for (std::size_t i = 0; i < plots.size(); ++i) {
        rows.push_back({i, false, static_cast<std::int64_t>(rows.size()) + 1});
        const auto hole = coverage.hole(plots[i]);
        if (hole && hole->is_filled) {
            rows.push_back({i, true, static_cast<std::int64_t>(rows.size()) + 1});
        }
    }
    return rows;
}

/// Fisher and Yates.
void shuffle(std::vector<Row>& rows, std::uint64_t seed) {
    Random random{seed, 31};
    for (std::size_t i = rows.size(); i-- > 1;) {
        std::swap(rows[i], rows[random.bits() % (i + 1)]);
    }
}

/// m² with 2 decimals, rounded half up from the exact area.
std::string area_text(std::int64_t doubled_square_ticks) {
    constexpr std::int64_t per_cent_doubled = 2'000'000;
    const auto cents = (doubled_square_ticks + per_cent_doubled / 2) / per_cent_doubled;
    return fmt::format("{}.{:02}", cents / 100, cents % 100);
}

class ParcelWriter {
public:
    ParcelWriter(const Coverage& coverage, const std::vector<Plot>& plots,
                 const std::filesystem::path& path, std::uint64_t seed)
        : m_coverage(coverage), m_plots(plots), m_seed(seed),
          m_file(path, GeoPackage::Geometry::polygon, {"pid", "dlbm", "tbmj"}) {}

    void add(const Row& row) {
        const auto& plot = m_plots[row.plot];
        Polygon polygon;
        const auto hole = m_coverage.hole(plot);
        if (row.is_filling) {
            polygon.shell = hole.value().ring;
        } else {
            polygon.shell = m_coverage.shell(plot);
            if (hole) {
                polygon.holes.push_back(hole->ring);
                if (!hole->is_filled) {
                    m_truth.empty_hole_areas.push_back(area(hole->ring));
                }
            }
        }
        write(row, polygon);
    }
    [[nodiscard]] Truth finish() {
        m_file.finish();
        m_truth.area =
            static_cast<double>(m_doubled_area) / (2 * ticks_per_metre * ticks_per_metre);
        return std::move(m_truth);
    }

private:
    void write(const Row& row, const Polygon& polygon) {
        static constexpr std::array codes{"0101", "0103", "0201", "0301", "0307", "0401",
                                          "0404", "0601", "0701", "0702", "1003", "1104"};
        Random random{m_seed, 32, static_cast<std::uint64_t>(row.number)};
        auto doubled = doubled_area(polygon.shell);
        ++m_truth.parcels;
        m_truth.points += static_cast<std::int64_t>(polygon.shell.size()) + 1;
        for (const auto& hole : polygon.holes) {
            doubled -= doubled_area(hole);
            ++m_truth.holes;
            m_truth.points += static_cast<std::int64_t>(hole.size()) + 1;
        }
        m_doubled_area += static_cast<long double>(doubled);
        const auto code = static_cast<std::size_t>(random.below(codes.size()));
        const std::array values{parcel_name(row.number), std::string{codes[code]},
                                area_text(doubled)};
        m_file.add({&polygon, 1}, values);
    }

    const Coverage& m_coverage;
    const std::vector<Plot>& m_plots;
    std::uint64_t m_seed;
    GeoPackage m_file;
    Truth m_truth;
    long double m_doubled_area = 0;
};

} // namespace

Truth write_parcels(const Coverage& coverage, const std::filesystem::path& path, RowOrder order,
                    std::uint64_t seed) {
    const auto plots = coverage.plots();
    auto rows = rows_of(coverage, plots);
    const auto columns = static_cast<std::size_t>(coverage.fabric().columns());
    std::vector<std::string> names(columns * static_cast<std::size_t>(coverage.fabric().rows()));
    for (const auto& row : rows) {
        if (!row.is_filling) {
            const auto& plot = plots[row.plot];
            names[static_cast<std::size_t>(plot.j) * columns + static_cast<std::size_t>(plot.i)] =
                parcel_name(row.number);
        }
    }
    if (order == RowOrder::shuffled) {
        shuffle(rows, seed);
    }
    ParcelWriter writer{coverage, plots, path, seed};
    for (const auto& row : rows) {
        writer.add(row);
    }
    auto truth = writer.finish();
    truth.disturbances = planted(coverage, plots);
    truth.names = std::move(names);
    return truth;
}

} // namespace parkplan::bench
