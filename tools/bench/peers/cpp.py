# SPDX-License-Identifier: MIT
"""Plain C++ with GDAL, GEOS and PROJ: the programs of tests/bench/peers."""

from contest import Job, first_line, last_json

NAME = "cpp"


def missing(context):
    return "" if (context.programs / "parkplan_peer_areas").exists() else "not built (tests/bench)"


def version(context):
    return f"GDAL {first_line('gdal-config', '--version')}, GEOS {first_line('geos-config', '--version')}"


def jobs(context, data):
    def job(task, label, program, *arguments, keys, out=None, what="", **more):
        def answer(text):
            found = last_json(text)
            return {ours: found[theirs] for ours, theirs in keys.items()}

        out = out or data.folder / f"cpp_{task}_{what or 'all'}.csv"
        command = [context.programs / f"parkplan_peer_{program}", *arguments, out]
        return Job(task, label, command, answer, out=out, what=what, **more)

    def rows(area):
        return {"rows": "rows", area: "area_m2"}

    yield job("planar", "C++ GDAL feature loop", "areas", "ogr", data.parcels, keys=rows("planar_m2"))
    yield job("planar", "C++ GDAL feature loop, GEOS area", "areas", "geos", data.parcels, keys=rows("planar_m2"))
    yield job("ellipsoid", "C++ GDAL + PROJ", "geodesic_areas", data.parcels, what="geodesic",
              keys=rows("geodesic_m2"))
    threads = sorted({1, context.cores})
    for count in threads:
        label = f"C++ GEOS, {count} thread{'s' * (count > 1)}"
        for task in ("zones", "aligned"):
            yield job(task, label, "tabulate", count, data.parcels, data.zones_of(task), keys=rows("area_m2"))
        yield job("topology", label, "overlaps", count, data.parcels, what="overlaps",
                  keys={"overlaps": "rows", "overlap_m2": "area_m2"})
    yield job("topology", "C++ GEOS union", "gaps", data.parcels, what="gaps",
              keys={"gaps": "rows", "gap_m2": "area_m2"})
    yield job("clusters", "C++ GDAL + GEOS", "clusters", data.clusters, data.parcels,
              data.folder / "cpp_cluster_pairs.csv", keys=rows("area_m2"))
