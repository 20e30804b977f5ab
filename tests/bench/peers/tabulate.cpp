// SPDX-License-Identifier: MIT
// Parcels by zones the expert's way: an index of the zones, prepared zones, and an intersection
// only where a parcel is cut.
#include "layer.hpp"
#include "program.hpp"

#include <mutex>

using namespace parkplan::bench;

namespace {

constexpr std::size_t batch = 1000;

/// What threads share: the parcels are read, and the rows are written, by one at a time.
class Exchange {
public:
    Exchange(const std::string& parcels, const std::string& out)
        : m_parcels(parcels, "pid"), m_out(out, "pid,zone,area_m2") {}

    [[nodiscard]] std::vector<OGRFeatureUniquePtr> take() {
        const std::lock_guard lock{m_reading};
        std::vector<OGRFeatureUniquePtr> found;
        while (found.size() < batch) {
            auto feature = m_parcels.next();
            if (!feature) {
                break;
            }
            found.push_back(std::move(feature));
        }
        return found;
    }
    void give(const std::vector<Row>& rows) {
        const std::lock_guard lock{m_writing};
        for (const auto& row : rows) {
            m_out.add(row);
        }
    }
    [[nodiscard]] std::string key(const OGRFeature& feature) const {
        return m_parcels.key(feature);
    }
    [[nodiscard]] Answer answer() const noexcept { return m_out.answer(); }

private:
    std::mutex m_reading;
    std::mutex m_writing;
    Layer m_parcels;
    Csv m_out;
};

/// The zones and what a thread makes of them to ask them fast.
class Zones {
public:
    Zones(const Geos& geos, const std::string& path)
        : m_geos(geos), m_zones(read_all(geos, path, "zone")),
          m_tree(geos.tree(m_zones.geometries)) {
        for (const auto& zone : m_zones.geometries) {
            m_prepared.push_back(geos.prepared(zone));
        }
    }
    /// A row for every zone that shares land with the parcel.
    void add_rows(const std::string& key, const Geos::Geometry& parcel, std::vector<Row>& rows) {
        m_geos.query(m_tree, parcel.get(), m_near);
        for (const auto* zone : m_near) {
            const auto i = static_cast<std::size_t>(zone - m_zones.geometries.data());
            const double area = shared_area(i, parcel.get());
            if (area > 0) {
                rows.push_back({key, m_zones.keys[i], area});
            }
        }
    }

private:
    [[nodiscard]] double shared_area(std::size_t i, const GEOSGeometry* parcel) const {
        auto* const handle = m_geos.handle();
        const auto* zone = m_prepared[i].get();
        if (Geos::answer(GEOSPreparedContains_r(handle, zone, parcel))) {
            return m_geos.area(parcel);
        }
        if (!Geos::answer(GEOSPreparedIntersects_r(handle, zone, parcel))) {
            return 0;
        }
        return m_geos.overlap_area(parcel, m_zones.geometries[i].get());
    }

    const Geos& m_geos;
    Features m_zones;
    Geos::Tree m_tree;
    std::vector<Geos::Prepared> m_prepared;
    std::vector<const Geos::Geometry*> m_near;
};

void tabulate(const Geos& geos, Zones& zones, Exchange& exchange) {
    std::vector<Row> rows;
    for (auto features = exchange.take(); !features.empty(); features = exchange.take()) {
        rows.clear();
        for (const auto& feature : features) {
            zones.add_rows(exchange.key(*feature), geos.converted(*feature->GetGeometryRef()),
                           rows);
        }
        exchange.give(rows);
    }
}

} // namespace

int main(int argc, char** argv) {
    return run(argc, argv, 4, "THREADS PARCELS ZONES OUT",
               [](const std::vector<std::string>& arguments) {
                   const int threads = std::stoi(arguments[0]);
                   Exchange exchange{arguments[1], arguments[3]};
                   const auto work = [&](const Geos& geos, std::size_t) {
                       Zones zones{geos, arguments[2]};
                       tabulate(geos, zones, exchange);
                   };
                   share(static_cast<std::size_t>(threads), threads, work);
                   return exchange.answer();
               });
}
