# SPDX-License-Identifier: MIT
"""ogr2ogr with SQL on a GeoPackage: SQLite, its R-tree and SpatiaLite inside GDAL."""

import shutil
import subprocess

from contest import Job, csv_answer, first_line

NAME = "ogr2ogr"


def query(path, statement):
    """Values of the first row of a query, as ogrinfo prints them."""
    done = subprocess.run(["ogrinfo", "-q", path, "-dialect", "SQLITE", "-sql", statement],
                          capture_output=True, text=True, check=False)
    return [line.split(" = ", 1)[1] for line in done.stdout.splitlines() if " = " in line]


def sums(path, area):
    """Number of rows and sum of the area expression over a layer file."""
    rows, total = query(path, f'SELECT count(*) AS n, sum({area}) AS a FROM "{path.stem}"')
    return int(rows), float(total)


def missing(context):
    if not shutil.which("ogr2ogr"):
        return "ogr2ogr is not installed"
    probe = subprocess.run(["ogrinfo", "-q", ":memory:", "-oo", "LIST_ALL_TABLES=NO", "-sql",
                            "SELECT spatialite_version() AS v"], capture_output=True, text=True, check=False)
    return "" if "v (String) = " in probe.stdout else "this GDAL has no SpatiaLite"


def version(context):
    return first_line("ogr2ogr", "--version")


def join(data):
    """One file with all layers, which the R-tree join needs."""
    path = data.folder / "ogr_sqlite.gpkg"
    if not path.exists():
        whole = path.with_suffix(".part.gpkg")
        whole.unlink(missing_ok=True)
        for table, source in (("parcels", data.parcels), ("zones", data.zones), ("aligned", data.aligned),
                              ("clusters", data.clusters)):
            more = ["-update"] if whole.exists() else []
            subprocess.run(["ogr2ogr", "-f", "GPKG", *more, whole, source, "-nln", table], check=True)
        whole.rename(path)


def cut(table, key):
    """OFFSET 0 keeps SQLite from computing each area twice."""
    return (f"SELECT * FROM (SELECT p.pid, z.{key}, CASE WHEN ST_Covers(z.geom, p.geom) THEN ST_Area(p.geom) "
            f"ELSE ST_Area(ST_Intersection(p.geom, z.geom)) END AS area FROM {table} z "
            "JOIN rtree_parcels_geom r ON r.minx <= ST_MaxX(z.geom) AND r.maxx >= ST_MinX(z.geom) "
            "AND r.miny <= ST_MaxY(z.geom) AND r.maxy >= ST_MinY(z.geom) JOIN parcels p ON p.fid = r.id "
            "LIMIT -1 OFFSET 0) WHERE area > 0")


def jobs(context, data):
    def job(task, source, *selection, key="area_m2", **more):
        out = data.folder / f"ogr2ogr_{task}.csv"

        def answer(text):
            return csv_answer(out, **{key: "area"})

        return Job(task, "ogr2ogr, SpatiaLite", ["ogr2ogr", "-f", "CSV", out, source, "-sql", *selection], answer,
                   out=out, **more)

    yield job("planar", data.parcels, f'SELECT pid, ST_Area(geom) AS area FROM "{data.parcels.stem}"',
              "-dialect", "SQLITE", key="planar_m2")
    for task, key in (("zones", "zone"), ("clusters", "name")):
        yield job(task, data.folder / "ogr_sqlite.gpkg", cut(task, key), prepare=lambda: join(data))
