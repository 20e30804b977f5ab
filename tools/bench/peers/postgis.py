# SPDX-License-Identifier: MIT
"""PostGIS, on the server that the PG* variables name. Uses a schema of its own, which it drops and
fills before the clock starts: what is measured is a database that has its data already."""

import shutil
import subprocess

from contest import Job, csv_answer, first_line

NAME = "postgis"
SCHEMA = "parkplan_bench"
CACHE = {}


def psql(statement):
    done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-w", "-v", "ON_ERROR_STOP=1", "-c", statement],
                          capture_output=True, text=True, check=False)
    return done.returncode == 0, (done.stdout or done.stderr).strip()


def missing(context):
    if not shutil.which("psql"):
        return "psql is not installed"
    works, text = psql("SELECT PostGIS_Full_Version()")
    return "" if works else f"no server with PostGIS reached through PG* ({text.splitlines()[0][:80]})"


def version(context):
    return psql("SELECT 'PostGIS ' || PostGIS_Lib_Version() || ', GEOS ' || PostGIS_GEOS_Version()")[1]


def load(data):
    """Once per size and program run."""
    if CACHE.get("loaded") == data.name:
        return
    works, text = psql(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
    if not works:
        raise RuntimeError(text)
    tables = {"parcels": data.parcels, "zones": data.zones, "aligned": data.aligned, "clusters": data.clusters}
    for table, path in tables.items():
        subprocess.run(["ogr2ogr", "-f", "PostgreSQL", "PG:", path, "-nln", f"{SCHEMA}.{table}", "-lco",
                        "GEOMETRY_NAME=geom", "-nlt", "GEOMETRY", "--config", "PG_USE_COPY", "YES"], check=True)
        # Big geometries are read again and again: stored plain they need no unpacking each time.
        psql(f"ALTER TABLE {SCHEMA}.{table} ALTER geom SET STORAGE EXTERNAL; "
             f"UPDATE {SCHEMA}.{table} SET geom = ST_Force2D(geom) WHERE ST_NPoints(geom) > 100")
        psql(f"VACUUM ANALYZE {SCHEMA}.{table}")
    CACHE["loaded"] = data.name


def cut(table, key):
    """Areas of what parcels and the rows of another table share; not cut where covered. OFFSET 0
    keeps the planner from computing each area twice."""
    return (f"SELECT * FROM (SELECT p.pid, z.{key}, CASE WHEN ST_CoveredBy(p.geom, z.geom) THEN ST_Area(p.geom) "
            f"ELSE ST_Area(ST_Intersection(p.geom, z.geom)) END AS area FROM {SCHEMA}.{table} z "
            f"JOIN {SCHEMA}.parcels p ON ST_Intersects(p.geom, z.geom) OFFSET 0) AS pairs WHERE area > 0")


PLANAR = f"SELECT pid, ST_Area(geom) AS area FROM {SCHEMA}.parcels"
GEODESIC = f"SELECT pid, ST_Area(ST_Transform(geom, 4490)::geography) AS area FROM {SCHEMA}.parcels"
OVERLAPS = (f"SELECT a.pid, b.pid, ST_Area(ST_Intersection(a.geom, b.geom)) AS area FROM {SCHEMA}.parcels a "
            f"JOIN {SCHEMA}.parcels b ON a.fid < b.fid AND a.geom && b.geom "
            "WHERE ST_Relate(a.geom, b.geom, '2********')")
GAPS = (f"WITH whole AS (SELECT (ST_Dump(ST_Union(geom))).geom FROM {SCHEMA}.parcels), "
        "rings AS (SELECT (ST_DumpRings(geom)).* FROM whole) "
        "SELECT path[1] AS gap, ST_Area(geom) AS area FROM rings WHERE path[1] > 0 AND ST_Area(geom) > 0")


def jobs(context, data):
    def job(task, query, rows="rows", area="area_m2", what=""):
        out = data.folder / f"postgis_{task}_{what or 'all'}.csv"

        def answer(text):
            found = csv_answer(out, area="area")
            return {rows: found["rows"], area: found["area"]}

        command = ["psql", "-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-c",
                   f"\\copy ({query}) TO '{out}' CSV HEADER"]
        return Job(task, "PostGIS", command, answer, what=what, out=out, prepare=lambda: load(data), server=True)

    yield job("planar", PLANAR, area="planar_m2")
    yield job("ellipsoid", GEODESIC, area="geodesic_m2", what="geodesic")
    yield job("zones", cut("zones", "zone"))
    yield job("aligned", cut("aligned", "zone"))
    yield job("topology", OVERLAPS, "overlaps", "overlap_m2", what="overlaps")
    yield job("topology", GAPS, "gaps", "gap_m2", what="gaps")
    yield job("clusters", cut("clusters", "name"))
