# SPDX-License-Identifier: MIT
"""QGIS' native algorithms through qgis_process. The areas of pieces are summed after the clock has
stopped: QGIS needs a second algorithm for them."""

import os
import shutil

from contest import Job, first_line
from peers.ogr_sqlite import sums

NAME = "qgis"


def program():
    # The wrapper of QGIS 3.22 in Debian 12 passes an option that its program does not know.
    return shutil.which("qgis_process.bin") or shutil.which("qgis_process") or ""


def environment():
    """No display, and the Python of the same installation before any other: QGIS loads it."""
    return {"QT_QPA_PLATFORM": "offscreen",
            "PATH": os.pathsep.join([os.path.dirname(program()), os.environ.get("PATH", "")])}


def missing(context):
    return "" if program() else "qgis_process is not installed"


def version(context):
    return first_line("env", "QT_QPA_PLATFORM=offscreen", program(), "--version")


def jobs(context, data):
    def job(task, algorithm, *parameters, area, more=(), what="", **marks):
        out = data.folder / f"qgis_{task}.fgb"
        command = [program(), "run", algorithm, *more, "--", f"INPUT={data.parcels}", *parameters, f"OUTPUT={out}"]
        name = {"planar": "planar_m2", "ellipsoid": "geodesic_m2"}.get(task, "area_m2")

        def answer(text):
            rows, total = sums(out, area)
            return {"rows": rows, name: total}

        return Job(task, f"QGIS {algorithm}", command, answer, what=what, out=out, environment=environment(), **marks)

    field = ["FIELD_NAME=area", "FIELD_TYPE=0", "FIELD_LENGTH=0", "FIELD_PRECISION=0"]
    yield job("planar", "native:fieldcalculator", *field, "FORMULA=area($geometry)", area="area")
    yield job("ellipsoid", "native:fieldcalculator", *field, "FORMULA=$area", more=["--ellipsoid=EPSG:1024"],
              area="area", what="geodesic")
    yield job("zones", "native:intersection", f"OVERLAY={data.zones}", area="ST_Area(geometry)", small_only=True)
    yield job("clusters", "native:intersection", f"OVERLAY={data.clusters}", area="ST_Area(geometry)")
