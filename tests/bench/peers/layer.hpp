// SPDX-License-Identifier: MIT
#pragma once

#include <geos_c.h>
#include <ogrsf_frmts.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// What the peers share: plain use of GDAL and GEOS as a competent C++ programmer would write it,
/// to measure parkplan against. All throw std::runtime_error.
namespace parkplan::bench {

/// A GEOS context of one thread.
class Geos {
public:
    Geos();
    [[nodiscard]] GEOSContextHandle_t handle() const noexcept { return m_handle.get(); }

    struct Free {
        GEOSContextHandle_t handle = nullptr;
        void operator()(GEOSGeometry* geometry) const noexcept {
            GEOSGeom_destroy_r(handle, geometry);
        }
        void operator()(const GEOSPreparedGeometry* geometry) const noexcept {
            GEOSPreparedGeom_destroy_r(handle, geometry);
        }
        void operator()(GEOSSTRtree* tree) const noexcept { GEOSSTRtree_destroy_r(handle, tree); }
    };
    using Geometry = std::unique_ptr<GEOSGeometry, Free>;
    using Prepared = std::unique_ptr<const GEOSPreparedGeometry, Free>;
    using Tree = std::unique_ptr<GEOSSTRtree, Free>;

    /// Fails when GEOS returned null.
    [[nodiscard]] Geometry own(GEOSGeometry* geometry) const;
    /// Of a polygon or multipolygon.
    [[nodiscard]] Geometry converted(const OGRGeometry& geometry) const;
    [[nodiscard]] Prepared prepared(const Geometry& geometry) const;
    /// An index of the geometries where they stand; ready to be asked from several threads.
    [[nodiscard]] Tree tree(const std::vector<Geometry>& geometries) const;
    /// Those of the indexed geometries, where they stand, whose boxes meet that of `geometry`.
    void query(const Tree& tree, const GEOSGeometry* geometry,
               std::vector<const Geometry*>& found) const;
    [[nodiscard]] double area(const GEOSGeometry* geometry) const;
    [[nodiscard]] double overlap_area(const GEOSGeometry* a, const GEOSGeometry* b) const;
    /// Of a predicate's answer; fails when GEOS did.
    [[nodiscard]] static bool answer(char value);

private:
    [[nodiscard]] Geometry polygon(const OGRPolygon& polygon) const;
    [[nodiscard]] Geometry ring(const OGRLinearRing& ring) const;

    std::unique_ptr<GEOSContextHandle_HS, void (*)(GEOSContextHandle_t)> m_handle;
};

/// The only layer of a file, read front to back with the one field that is its key.
class Layer {
public:
    Layer(const std::string& path, const std::string& key_field);
    /// Null at the end.
    [[nodiscard]] OGRFeatureUniquePtr next();
    [[nodiscard]] std::string key(const OGRFeature& feature) const;
    [[nodiscard]] OGRLayer& ogr() noexcept { return *m_layer; }

private:
    GDALDatasetUniquePtr m_dataset;
    OGRLayer* m_layer = nullptr;
    int m_key = -1;
};

/// All features, keys and geometries apart.
struct Features {
    std::vector<std::string> keys;
    std::vector<Geos::Geometry> geometries;
};
[[nodiscard]] Features read_all(const Geos& geos, const std::string& path,
                                const std::string& key_field);

/// Calls `work` with numbers from 0 until all of `count` are done, from `threads` threads with a
/// `Geos` each; throws what the first that failed threw.
void share(std::size_t count, int threads,
           const std::function<void(const Geos&, std::size_t)>& work);

} // namespace parkplan::bench
