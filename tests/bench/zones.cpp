// SPDX-License-Identifier: MIT
#include "geopackage.hpp"
#include "layers.hpp"
#include "random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace parkplan::bench {
namespace {

constexpr int cluster_count = 31;

/// Writes every block of the fabric's cells as a zone.
void write_blocks(const Fabric& fabric, const std::filesystem::path& path, int columns, int rows) {
    GeoPackage file{path, GeoPackage::Geometry::polygon, {"zone"}};
    int number = 0;
    for (int j = 0; j < fabric.rows(); j += rows) {
        for (int i = 0; i < fabric.columns(); i += columns) {
            const Polygon zone{block_outline(fabric, i, j, columns, rows), {}};
            const std::array values{fmt::format("Z{:02}", ++number)};
            file.add({&zone, 1}, values);
        }
    }
    file.finish();
}

/// How far an outline reaches in each direction: 1 but for a wave that closes.
class Outline {
public:
    explicit Outline(Random& random) {
        double scale = 0;
        for (std::size_t k = 0; k < m_amplitude.size(); ++k) {
            m_frequency[k] = k < 5 ? static_cast<double>(k) + 1 : 7 * (static_cast<double>(k) + 1);
            m_phase[k] = random.unit();
            m_amplitude[k] = random.between(0.2, 0.9) / (static_cast<double>(k) + 2);
            scale += m_amplitude[k];
        }
        for (auto& amplitude : m_amplitude) {
            amplitude *= 0.3 / scale;
        }
    }
    [[nodiscard]] double reach(double turn) const noexcept {
        double sum = 1;
        for (std::size_t k = 0; k < m_amplitude.size(); ++k) {
            const double x = m_frequency[k] * turn + m_phase[k];
            const double u = x - std::floor(x);
            sum += m_amplitude[k] * (u < 0.5 ? 8 * u * (1 - 2 * u) : 8 * (1 - u) * (1 - 2 * u));
        }
        return sum;
    }

private:
    std::array<double, 10> m_frequency{};
    std::array<double, 10> m_phase{};
    std::array<double, 10> m_amplitude{};
};

/// A ring that is star-shaped around its centre.
Ring star(Point centre, double radius, int points, const Outline& outline, Random& random) {
    Ring ring;
    for (int k = 0; k < points; ++k) {
        const double turn = (k + random.between(-0.3, 0.3)) / points;
        const auto towards = direction(turn);
        const double reach = radius * outline.reach(turn);
        ring.push_back({centre.x + nearest_tick(reach * towards.x),
                        centre.y + nearest_tick(reach * towards.y)});
    }
    return ring;
}

/// A main part with up to three holes, and up to two smaller parts to its north and south; radius
/// in ticks.
std::vector<Polygon> cluster(Point centre, double radius, Random random) {
    const int parts = 1 + random.below(3);
    const int points = 150 + random.below(20) * random.below(180);
    const Outline outline{random};
    std::vector<Polygon> found{{star(centre, radius, points, outline, random), {}}};
    const int holes = random.below(4);
    for (int k = 0; k < holes; ++k) {
        const auto towards = direction(k / 3.0);
        const Point middle{centre.x + nearest_tick(0.35 * radius * towards.x),
                           centre.y + nearest_tick(0.35 * radius * towards.y)};
        const Outline inner{random};
        found.front().holes.push_back(
            star(middle, 0.12 * radius, std::max(12, points / 16), inner, random));
    }
    for (int k = 1; k < parts; ++k) {
        const Point middle{centre.x, centre.y + nearest_tick((k == 1 ? 2.2 : -2.2) * radius)};
        const Outline beside{random};
        found.push_back({star(middle, 0.3 * radius, std::max(30, points / 8), beside, random), {}});
    }
    return found;
}

double area_of(const std::vector<Polygon>& parts) {
    double sum = 0;
    for (const auto& part : parts) {
        sum += area(part.shell);
        for (const auto& hole : part.holes) {
            sum -= area(hole);
        }
    }
    return sum;
}

struct Site {
    Point centre;
    double radius = 0; ///< in ticks
    Random shape{};
};

/// Sizes from 1.02 to 25.9 km², evenly spread in ratio, in mixed order.
std::vector<Site> sites(Random& random) {
    std::vector<Site> found;
    double wanted = 1.02e6;
    for (int k = 0; k < cluster_count; ++k) {
        Site site{{}, 1e7, Random{random.bits()}};
        const double trial = area_of(cluster({}, site.radius, site.shape));
        site.radius *= std::sqrt(wanted / trial);
        found.push_back(site);
        wanted *= 1.11386;
    }
    for (std::size_t k = found.size(); k-- > 1;) {
        std::swap(found[k], found[random.bits() % (k + 1)]);
    }
    return found;
}

/// Any place but near the border.
Point somewhere(Random& random) {
    constexpr std::int64_t margin = 20'000'0000;
    const auto [low, high] = Extent{};
    const auto within = [&](std::int64_t from, std::int64_t to) {
        return from + margin +
               nearest_tick(random.unit() * static_cast<double>(to - from - 2 * margin));
    };
    const auto x = within(low.x, high.x);
    return {x, within(low.y, high.y)};
}

/// Where the site's main part begins or ends, seen from west to east.
std::pair<Point, Point> western_and_eastern_end(const Site& site) {
    const auto ring = cluster(site.centre, site.radius, site.shape).front().shell;
    const auto ends =
        std::minmax_element(ring.begin(), ring.end(), [](Point a, Point b) { return a.x < b.x; });
    return {*ends.first, *ends.second};
}

/// Puts the sites well apart from each other, the last beside the one before it.
void place(std::vector<Site>& sites, Random& random) {
    auto& last = sites.back();
    auto& beside = sites[sites.size() - 2];
    const auto room = [&](const Site& site) {
        return site.radius + (&site == &beside ? 2 * last.radius : 0);
    };
    for (auto site = sites.begin(); site != sites.end() - 1; ++site) {
        const auto is_near = [&](const Site& other) {
            const auto dx = static_cast<double>(other.centre.x - site->centre.x);
            const auto dy = static_cast<double>(other.centre.y - site->centre.y);
            return std::sqrt(dx * dx + dy * dy) < 2.7 * (room(*site) + room(other));
        };
        do {
            site->centre = somewhere(random);
        } while (std::any_of(sites.begin(), site, is_near));
    }
    // The last one's westernmost point comes to lie 20 m inside its neighbour's easternmost.
    const auto east = western_and_eastern_end(beside).second;
    const auto west = western_and_eastern_end(last).first;
    const auto dx = static_cast<double>(beside.centre.x - east.x);
    const auto dy = static_cast<double>(beside.centre.y - east.y);
    const double inward = 20 * ticks_per_metre / std::sqrt(dx * dx + dy * dy);
    last.centre = {east.x + nearest_tick(dx * inward) - west.x,
                   east.y + nearest_tick(dy * inward) - west.y};
}

} // namespace

void write_zones(const std::filesystem::path& path, std::uint64_t seed) {
    constexpr std::int64_t beyond = 1'000'0000;
    Extent extent;
    extent.low = {extent.low.x - beyond, extent.low.y - beyond};
    extent.high = {extent.high.x + beyond, extent.high.y + beyond};
    const Texture texture{0.07, 12, 100, 600};
    write_blocks({extent, Coverage::zone_columns, Coverage::zone_rows, texture, seed + 1}, path, 1,
                 1);
}

void write_aligned_zones(const Coverage& coverage, const std::filesystem::path& path) {
    const auto& fabric = coverage.fabric();
    write_blocks(fabric, path, fabric.columns() / Coverage::zone_columns,
                 fabric.rows() / Coverage::zone_rows);
}

void write_clusters(const std::filesystem::path& path, std::uint64_t seed) {
    Random random{seed, 41};
    auto found = sites(random);
    place(found, random);
    GeoPackage file{path, GeoPackage::Geometry::multipolygon, {"name"}};
    int number = 0;
    for (const auto& site : found) {
        const std::array values{fmt::format("C{:02}", ++number)};
        file.add(cluster(site.centre, site.radius, site.shape), values);
    }
    file.finish();
}

} // namespace parkplan::bench
