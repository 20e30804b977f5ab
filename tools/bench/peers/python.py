# SPDX-License-Identifier: MIT
"""GeoPandas and Shapely, through python_jobs.py beside this file. Looks for them in the Python
that runs this and in /usr/bin/python3."""

import subprocess
import sys
from pathlib import Path

from contest import Job, first_line, last_json

NAME = "geopandas"
SCRIPT = Path(__file__).with_name("python_jobs.py")
CACHE = {}


def python():
    if "python" not in CACHE:
        CACHE["python"] = ""
        for candidate in (sys.executable, "/usr/bin/python3"):
            done = subprocess.run([candidate, "-c", "import geopandas, pyproj"], capture_output=True, check=False)
            if done.returncode == 0:
                CACHE["python"] = candidate
                break
    return CACHE["python"]


def missing(context):
    return "" if python() else "GeoPandas is not installed"


def version(context):
    return first_line(python(), "-c", "import geopandas, shapely; from shapely.geos import geos_version as g; "
                      "print('GeoPandas', geopandas.__version__, 'Shapely', shapely.__version__, 'GEOS', g)")


def jobs(context, data):
    def job(task, verb, *layers, what="", label="GeoPandas", **keys):
        out = data.folder / f"geopandas_{task}_{verb}.csv"

        def answer(text):
            found = last_json(text)
            return {ours: found[theirs] for ours, theirs in keys.items()}

        return Job(task, label, [python(), SCRIPT, verb, *layers, out], answer, out=out, what=what)

    yield job("planar", "areas", data.parcels, rows="rows", planar_m2="area_m2")
    yield job("ellipsoid", "geodesic", data.parcels, what="geodesic", rows="rows", geodesic_m2="area_m2")
    for task in ("zones", "aligned"):
        yield job(task, "overlay", data.parcels, data.zones_of(task), label="GeoPandas overlay()",
                  rows="rows", area_m2="area_m2")
        yield job(task, "expert", data.parcels, data.zones_of(task), label="GeoPandas, index and prepared",
                  rows="rows", area_m2="area_m2")
    yield job("topology", "overlaps", data.parcels, what="overlaps", overlaps="rows", overlap_m2="area_m2")
    yield job("topology", "gaps", data.parcels, what="gaps", gaps="rows", gap_m2="area_m2")
    yield job("clusters", "expert", data.parcels, data.clusters, label="GeoPandas, index and prepared",
              rows="rows", area_m2="area_m2")
