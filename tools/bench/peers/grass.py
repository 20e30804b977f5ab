# SPDX-License-Identifier: MIT
"""GRASS in a temporary location: import, overlay, areas. Its import makes one clean topology, so
land that two parcels claim becomes areas of their own."""

import shutil

from contest import Job, first_line

NAME = "grass"
SCRIPT = """v.in.ogr --quiet input={parcels} output=parcels
v.in.ogr --quiet input={zones} output=zones
v.overlay --quiet ainput=parcels binput=zones operator=and output=pieces
v.to.db --quiet -p map=pieces option=area units=meters separator=pipe > {out}
"""


def missing(context):
    return "" if shutil.which("grass") else "GRASS is not installed"


def version(context):
    return first_line("grass", "--version")


def jobs(context, data):
    out = data.folder / "grass_zones.txt"
    script = data.folder / "grass_script.sh"

    def prepare():
        script.write_text("set -e\n" + SCRIPT.format(parcels=data.parcels, zones=data.zones, out=out), "utf-8")

    def answer(text):
        lines = [line.split("|") for line in out.read_text("utf-8").splitlines()]
        areas = [float(line[1]) for line in lines if line[0].isdigit() and int(line[0]) > 0]
        return {"rows": len(areas), "area_m2": sum(areas)}

    yield Job("zones", "GRASS v.in.ogr, v.overlay, v.to.db",
              ["grass", "--tmp-location", "EPSG:4548", "--exec", "sh", script], answer, out=out, prepare=prepare,
              small_only=True, differs="flattens overlaps")
