# SPDX-License-Identifier: MIT
"""mapshaper, found in PATH. It makes a flat mosaic of everything it combines, so land that two
parcels claim counts once, and slight overlaps may be snapped away."""

import csv
import shutil

from contest import Job, csv_answer, first_line

NAME = "mapshaper"
FLAT = "flattens overlaps"


def program():
    # The -xl program is the same with more memory.
    return shutil.which("mapshaper-xl") or shutil.which("mapshaper") or ""


def missing(context):
    return "" if program() else "mapshaper is not installed"


def version(context):
    return f"mapshaper {first_line(program(), '--version')}"


def mosaic_answer(path):
    """Pieces that lie in no parcel and pieces that lie in several."""
    answer = {"overlaps": 0, "overlap_m2": 0.0, "gaps": 0, "gap_m2": 0.0}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            times = int(row["n"] or 0)
            if times == 0:
                answer["gaps"] += 1
                answer["gap_m2"] += float(row["area"])
            elif times > 1:
                answer["overlaps"] += 1
                answer["overlap_m2"] += (times - 1) * float(row["area"])
    return answer


def jobs(context, data):
    def job(task, answer, *commands, **more):
        out = data.folder / f"mapshaper_{task}.csv"
        return Job(task, "mapshaper", [program(), *[out if part is OUT else part for part in commands]],
                   lambda text: answer(out), out=out, **more)

    OUT = object()
    yield job("planar", lambda out: csv_answer(out, planar_m2="area"),
              "-i", data.parcels, "-each", "area=this.area", "-o", OUT)
    for task in ("zones", "aligned"):
        zones = data.zones_of(task)
        yield job(task, lambda out: csv_answer(out, area_m2="area"),
                  "-i", data.parcels, zones, "combine-files", "-union", "name=u",
                  f"target={data.parcels.stem},{zones.stem}", "-filter", "!!pid && !!zone",
                  "-each", "area=this.area", "-o", "target=u", OUT, differs=FLAT)
    yield job("topology", mosaic_answer, "-i", data.parcels, "-mosaic", "name=m", "calc=n=count()",
              "-each", "area=this.area", "-o", "target=m", OUT, differs=FLAT)
