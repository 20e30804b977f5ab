# SPDX-License-Identifier: MIT
"""The jobs of peers/python.py: python_jobs.py VERB LAYER... OUT. GeoPandas 0.12 and later."""

import json
import sys

import geopandas
import numpy
import pandas
from shapely.geometry import Polygon


def pairs(tree_of, others, predicate):
    """Positions (in `others`, in `tree_of`) for which predicate(other, one of tree_of) holds."""
    index = tree_of.sindex
    query = index.query_bulk if hasattr(index, "query_bulk") else index.query
    return query(others.geometry, predicate=predicate)


def areas(parcels):
    return pandas.DataFrame({"pid": parcels.pid, "area": parcels.area})


def geodesic(parcels):
    world = parcels.to_crs(4490)
    ellipsoid = world.crs.get_geod()
    area = [abs(ellipsoid.geometry_area_perimeter(shape)[0]) for shape in world.geometry]
    return pandas.DataFrame({"pid": parcels.pid, "area": area})


def overlay(parcels, zones):
    pieces = geopandas.overlay(parcels, zones, how="intersection", keep_geom_type=True)
    return pandas.DataFrame({"pid": pieces.pid, "zone": pieces[zones.columns[0]], "area": pieces.area})


def expert(parcels, zones):
    """Prepared zones; what lies inside is not cut."""
    zone, parcel = pairs(parcels, zones, "contains_properly")
    inside = set(zip(zone, parcel))
    all_zone, all_parcel = pairs(parcels, zones, "intersects")
    cut = numpy.fromiter((pair not in inside for pair in zip(all_zone, all_parcel)), bool, len(all_zone))
    a = parcels.geometry.iloc[all_parcel[cut]].reset_index(drop=True)
    b = zones.geometry.iloc[all_zone[cut]].reset_index(drop=True)
    table = pandas.DataFrame({
        "pid": parcels.pid.to_numpy()[numpy.concatenate([parcel, all_parcel[cut]])],
        "zone": zones.iloc[:, 0].to_numpy()[numpy.concatenate([zone, all_zone[cut]])],
        "area": numpy.concatenate([parcels.area.to_numpy()[parcel], a.intersection(b).area.to_numpy()])})
    return table[table.area > 0]


def overlaps(parcels):
    left, right = pairs(parcels, parcels, "intersects")
    once = left < right
    a = parcels.geometry.iloc[left[once]].reset_index(drop=True)
    b = parcels.geometry.iloc[right[once]].reset_index(drop=True)
    names = parcels.pid.to_numpy()
    table = pandas.DataFrame({"a": names[left[once]], "b": names[right[once]], "area": a.intersection(b).area})
    return table[table.area > 0]


def gaps(parcels):
    whole = parcels.unary_union
    parts = getattr(whole, "geoms", [whole])
    area = [Polygon(ring).area for part in parts for ring in part.interiors]
    area = [one for one in area if one > 0]
    return pandas.DataFrame({"gap": range(1, len(area) + 1), "area": area})


def main():
    verb, *layers, out = sys.argv[1:]
    verbs = {function.__name__: function for function in (areas, geodesic, overlay, expert, overlaps, gaps)}
    table = verbs[verb](*[geopandas.read_file(layer) for layer in layers])
    table.to_csv(out, index=False)
    print(json.dumps({"rows": len(table), "area_m2": float(table.area.sum())}))


if __name__ == "__main__":
    main()
