// SPDX-License-Identifier: MIT
#include "layer.hpp"

#include <fmt/format.h>

#include <atomic>
#include <exception>
#include <stdexcept>
#include <thread>

namespace parkplan::bench {
namespace {

[[noreturn]] void give_up(const std::string& why) {
    throw std::runtime_error(why);
}

template <typename Pointer>
Pointer checked(Pointer pointer) {
    if (pointer == nullptr) {
        give_up("GEOS failed");
    }
    return pointer;
}

} // namespace

Geos::Geos() : m_handle(GEOS_init_r(), &GEOS_finish_r) {
    checked(m_handle.get());
}

Geos::Geometry Geos::own(GEOSGeometry* geometry) const {
    return {checked(geometry), Free{handle()}};
}

Geos::Geometry Geos::ring(const OGRLinearRing& ring) const {
    const auto points = static_cast<unsigned>(ring.getNumPoints());
    std::vector<double> flat(std::size_t{2} * points);
    ring.getPoints(flat.data(), 2 * sizeof(double), &flat[1], 2 * sizeof(double));
    auto* sequence = checked(GEOSCoordSeq_copyFromBuffer_r(handle(), flat.data(), points, 0, 0));
    return own(GEOSGeom_createLinearRing_r(handle(), sequence));
}

Geos::Geometry Geos::polygon(const OGRPolygon& polygon) const {
    auto shell = ring(*polygon.getExteriorRing());
    std::vector<GEOSGeometry*> holes;
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
        holes.push_back(ring(*polygon.getInteriorRing(i)).release());
    }
    return own(GEOSGeom_createPolygon_r(handle(), shell.release(), holes.data(),
                                        static_cast<unsigned>(holes.size())));
}

Geos::Geometry Geos::converted(const OGRGeometry& geometry) const {
    if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
        return polygon(*geometry.toPolygon());
    }
    std::vector<GEOSGeometry*> parts;
    for (const auto* part : *geometry.toMultiPolygon()) {
        parts.push_back(polygon(*part).release());
    }
    return own(GEOSGeom_createCollection_r(handle(), GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned>(parts.size())));
}

Geos::Prepared Geos::prepared(const Geometry& geometry) const {
    return {checked(GEOSPrepare_r(handle(), geometry.get())), Free{handle()}};
}

Geos::Tree Geos::tree(const std::vector<Geometry>& geometries) const {
    Tree tree{checked(GEOSSTRtree_create_r(handle(), 10)), Free{handle()}};
    for (const auto& geometry : geometries) {
        // The item is the geometry's slot: its position is read from the address.
        GEOSSTRtree_insert_r(handle(), tree.get(), geometry.get(),
                             const_cast<Geometry*>(&geometry)); // NOLINT(*-const-cast): C API
    }
    if (!geometries.empty()) {
        // The tree is built when it is first asked, without a lock.
        GEOSSTRtree_query_r(
            handle(), tree.get(), geometries.front().get(), [](void*, void*) {}, nullptr);
    }
    return tree;
}

void Geos::query(const Tree& tree, const GEOSGeometry* geometry,
                 std::vector<const Geometry*>& found) const {
    found.clear();
    GEOSSTRtree_query_r(
        handle(), tree.get(), geometry,
        [](void* item, void* to) {
            static_cast<std::vector<const Geometry*>*>(to)->push_back(static_cast<Geometry*>(item));
        },
        &found);
}

double Geos::area(const GEOSGeometry* geometry) const {
    double area = 0;
    if (GEOSArea_r(handle(), geometry, &area) == 0) {
        give_up("GEOS failed");
    }
    return area;
}

double Geos::overlap_area(const GEOSGeometry* a, const GEOSGeometry* b) const {
    return area(own(GEOSIntersection_r(handle(), a, b)).get());
}

bool Geos::answer(char value) {
    if (value == 2) {
        give_up("GEOS failed");
    }
    return value == 1;
}

Layer::Layer(const std::string& path, const std::string& key_field)
    : m_dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR)) {
    if (!m_dataset || m_dataset->GetLayerCount() == 0) {
        give_up(fmt::format("cannot open '{}'", path));
    }
    m_layer = m_dataset->GetLayer(0);
    const auto& fields = *m_layer->GetLayerDefn();
    m_key = fields.GetFieldIndex(key_field.c_str());
    if (m_key < 0) {
        give_up(fmt::format("'{}' has no field '{}'", path, key_field));
    }
    std::vector<const char*> ignored;
    for (int i = 0; i < fields.GetFieldCount(); ++i) {
        if (i != m_key) {
            ignored.push_back(fields.GetFieldDefn(i)->GetNameRef());
        }
    }
    ignored.push_back(nullptr);
    m_layer->SetIgnoredFields(ignored.data());
}

OGRFeatureUniquePtr Layer::next() {
    return OGRFeatureUniquePtr{m_layer->GetNextFeature()};
}

std::string Layer::key(const OGRFeature& feature) const {
    return feature.GetFieldAsString(m_key);
}

Features read_all(const Geos& geos, const std::string& path, const std::string& key_field) {
    Layer layer{path, key_field};
    Features found;
    while (const auto feature = layer.next()) {
        found.keys.push_back(layer.key(*feature));
        found.geometries.push_back(geos.converted(*feature->GetGeometryRef()));
    }
    return found;
}

void share(std::size_t count, int threads,
           const std::function<void(const Geos&, std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr failure;
    const auto run = [&] {
        try {
            const Geos geos;
            for (std::size_t i = next++; i < count; i = next++) {
                work(geos, i);
            }
        } catch (...) {
            const std::lock_guard lock{mutex};
            failure = std::current_exception();
        }
    };
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) {
        others.emplace_back(run);
    }
    run();
    others.clear();
    if (failure) {
        std::rethrow_exception(failure);
    }
}

} // namespace parkplan::bench
