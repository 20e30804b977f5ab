#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The benchmark's data: same bytes for a seed, and what its maker promises of it holds.

    tests/tools/make_coverage_test.py FOLDER     FOLDER holds the programs of tests/bench
"""
import collections
import csv
import json
import pathlib
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAMS = None
TICKS = 10_000  # a metre in 0.1 mm
LOW, HIGH = (364000 * TICKS, 4362800 * TICKS), (542500 * TICKS, 4551600 * TICKS)


def make(folder, name, parcels, *more):
    command = [PROGRAMS / "parkplan_make_coverage", folder, name, str(parcels), *more]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def peer(name, *arguments):
    subprocess.run([PROGRAMS / f"parkplan_peer_{name}", *arguments], check=True, stdout=subprocess.DEVNULL)
    with open(arguments[-1], newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rings_of(blob):
    """Rings of a polygon in whole ticks, without the closing point."""
    assert blob[:2] == b"GP"
    offset = 8 + 32 + 5
    count, = struct.unpack_from("<I", blob, offset)
    offset += 4
    rings = []
    for _ in range(count):
        points, = struct.unpack_from("<I", blob, offset)
        flat = struct.unpack_from(f"<{2 * points}d", blob, offset + 4)
        offset += 4 + 16 * points
        ticks = [round(c * TICKS) for c in flat]
        assert all(t / TICKS == c for t, c in zip(ticks, flat)), "not on the grid of 0.1 mm"
        ring = list(zip(ticks[::2], ticks[1::2]))
        assert ring[0] == ring[-1]
        rings.append(ring[:-1])
    return rings


def edges_of(ring):
    return list(zip(ring, ring[1:] + ring[:1]))


def doubled_area(edges):
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in edges)


def rows_of(path):
    with sqlite3.connect(path) as database:
        rows = list(database.execute(f'SELECT * FROM "{path.stem}" ORDER BY fid'))
    database.close()
    return rows


class Bytes(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes_and_another_other_ones(self):
        with tempfile.TemporaryDirectory() as name:
            folders = [pathlib.Path(name) / f for f in ("first", "again", "other")]
            for folder, seed in zip(folders, (3, 3, 4)):
                make(folder, "small", 500, "--seed", str(seed))
            files = sorted(f.name for f in folders[0].iterdir())
            self.assertEqual(files, [f"{layer}_small.gpkg" for layer in ("clusters", "parcels")]
                             + ["planted_small.json", "zones60_small.gpkg", "zonesaligned_small.gpkg"])
            for file in files:
                first, again, other = [(folder / file).read_bytes() for folder in folders]
                self.assertTrue(first == again, file)
                self.assertFalse(first == other, file)

    def test_shuffling_changes_nothing_but_the_order_of_rows(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            make(folder, "small", 500)
            make(folder, "small", 500, "--shuffled")
            even = [row[1:] for row in rows_of(folder / "parcels_small.gpkg")]
            mixed = [row[1:] for row in rows_of(folder / "parcels_small_shuffled.gpkg")]
            self.assertNotEqual(even, mixed)
            self.assertEqual(sorted(even), sorted(mixed))


class Promises(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.folder = pathlib.Path(cls.scratch.name)
        make(cls.folder, "x", 4000)
        cls.file = cls.folder / "parcels_x.gpkg"
        cls.parcels = {row[2]: (rings_of(row[1]), row[4]) for row in rows_of(cls.file)}
        cls.planted = json.loads((cls.folder / "planted_x.json").read_text("utf-8"))
        cls.moved = cls.planted["disturbances"]

    def ogrinfo(self, *arguments):
        done = subprocess.run(["ogrinfo", "-q", *arguments], capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "")
        return done.stdout

    def alone(self, sense):
        return [one for one in self.moved if one["moved"] == sense and one["alone"]]

    def test_counts(self):
        parcels = self.planted["parcels"]
        rings = [ring for rings, _ in self.parcels.values() for ring in rings]
        self.assertEqual(len(self.parcels), parcels)
        self.assertEqual(len(rings), parcels + self.planted["holes"])
        self.assertEqual(sum(len(ring) + 1 for ring in rings), self.planted["points"])
        self.assertLess(abs(parcels - 4000), 200)
        self.assertLess(abs(self.planted["points"] / parcels - 22), 1.5)
        sizes = [len(rings[0]) + 1 for rings, _ in self.parcels.values()]
        self.assertGreaterEqual(min(sizes), 5)
        self.assertLessEqual(max(sizes), 60)
        self.assertLess(abs(self.planted["holes"] / parcels - 0.04), 0.01)
        self.assertLess(abs(self.planted["empty_holes"]["count"] / self.planted["holes"] - 0.25), 0.1)
        for sense in ("out", "in"):
            count = sum(one["moved"] == sense for one in self.moved)
            self.assertEqual(count, self.planted[f"moved_{sense}"]["count"])
            self.assertEqual(len(self.alone(sense)), self.planted[f"moved_{sense}"]["alone"])
            self.assertLess(abs(count / parcels - 0.02), 0.008)
            self.assertGreater(len(self.alone(sense)), 0.8 * count)
        self.assertTrue(all(0.01 <= one["by_m"] <= 2 for one in self.moved))

    def test_the_area_field_is_the_area(self):
        for rings, text in self.parcels.values():
            doubled = sum(doubled_area(edges_of(ring)) for ring in rings)
            self.assertEqual(int(text.replace(".", "")), (doubled + 10**6) // (2 * 10**6))

    def test_edges_are_shared_bit_for_bit_but_where_disturbed(self):
        owners = {}
        for name, (rings, _) in self.parcels.items():
            for edge in (edge for ring in rings for edge in edges_of(ring)):
                self.assertNotIn(edge, owners)
                owners[edge] = name
        lone = [(a, b) for a, b in owners if (b, a) not in owners]
        border = [(a, b) for a, b in lone
                  if any(a[k] == b[k] and a[k] in (LOW[k], HIGH[k]) for k in (0, 1))]
        self.assertEqual(doubled_area(border), 2 * (HIGH[0] - LOW[0]) * (HIGH[1] - LOW[1]))
        lone = set(lone) - set(border)
        holes = [edges_of(ring) for rings, _ in self.parcels.values() for ring in rings[1:]]
        empty = [edges for edges in holes if lone.issuperset(edges)]
        self.assertEqual(len(empty), self.planted["empty_holes"]["count"])
        lone.difference_update(edge for edges in empty for edge in edges)
        touched = {name for one in self.moved for name in [one["parcel"], *one["neighbours"]]}
        self.assertEqual({owners[edge] for edge in lone}, touched)
        # What is left runs around the strips: forward where land is doubled, backward where it lacks.
        wanted = sum(one["area_m2"] * (1 if one["moved"] == "out" else -1) for one in self.moved)
        self.assertAlmostEqual(doubled_area(lone) / (2 * TICKS**2), wanted, places=5)

    def test_every_geometry_is_valid_and_gdal_reads_without_a_warning(self):
        for path in sorted(self.folder.glob("*_x.gpkg")):
            query = f'SELECT count(*) AS n FROM "{path.stem}" WHERE NOT ST_IsValid(geom)'
            self.assertIn("n (Integer) = 0", self.ogrinfo(path, "-dialect", "SQLITE", "-sql", query))
            self.ogrinfo("-so", "-al", path)

    def test_the_spatial_index_finds_what_is_there(self):
        box = [450000, 4450000, 456000, 4456000]
        found = self.ogrinfo("-al", "-geom=NO", "-spat", *map(str, box), self.file)
        wanted = set()
        for name, (rings, _) in self.parcels.items():
            xs, ys = zip(*rings[0])
            if (min(xs) <= box[2] * TICKS and max(xs) >= box[0] * TICKS
                    and min(ys) <= box[3] * TICKS and max(ys) >= box[1] * TICKS):
                wanted.add(name)
        self.assertGreater(len(wanted), 1)
        for name in self.parcels:
            if f"pid (String) = {name}" in found:
                self.assertIn(name, wanted)
        self.assertGreater(found.count("pid (String)"), len(wanted) // 2)

    def test_overlaps_are_the_planted_ones(self):
        rows = peer("overlaps", "1", self.file, self.folder / "overlaps.csv")
        found = {frozenset((row["a"], row["b"])): float(row["area_m2"]) for row in rows}
        for one in self.alone("out"):
            pairs = [frozenset((one["parcel"], n)) for n in one["neighbours"]]
            self.assertAlmostEqual(sum(found.pop(pair) for pair in pairs), one["area_m2"], places=4)
        company = [{one["parcel"], *one["neighbours"]} for one in self.moved if not one["alone"]]
        around = set().union(*company)
        for pair in found:
            self.assertTrue(pair & around, f"nothing planted explains {set(pair)}")

    def test_gaps_are_the_planted_ones(self):
        rows = peer("gaps", self.file, self.folder / "gaps.csv")
        found = sorted(float(row["area_m2"]) for row in rows)
        wanted = self.alone("in")
        company = [one for one in self.moved if not one["alone"]]
        unexplained = len(found) - len(wanted) - self.planted["empty_holes"]["count"]
        self.assertLessEqual(abs(unexplained), len(company))
        for one in wanted:
            nearest = min(found, key=lambda area, one=one: abs(area - one["area_m2"]))
            self.assertAlmostEqual(nearest, one["area_m2"], places=4)
            found.remove(nearest)

    def test_aligned_zones_run_along_edges_of_parcels(self):
        edges = {edge for rings, _ in self.parcels.values() for ring in rings for edge in edges_of(ring)}
        rows = rows_of(self.folder / "zonesaligned_x.gpkg")
        self.assertEqual(len(rows), 60)
        for row in rows:
            for a, b in edges_of(rings_of(row[1])[0]):
                self.assertTrue((a, b) in edges or (b, a) in edges)

    def test_zones_cover_everything_once(self):
        rows = rows_of(self.folder / "zones60_x.gpkg")
        edges = collections.Counter(edge for row in rows for edge in edges_of(rings_of(row[1])[0]))
        self.assertEqual((len(rows), max(edges.values())), (60, 1))
        lone = [(a, b) for a, b in edges if (b, a) not in edges]
        self.assertEqual(doubled_area(lone), 2 * (180500 * TICKS) * (190800 * TICKS))
        rows = peer("tabulate", "1", self.file, self.folder / "zones60_x.gpkg", self.folder / "zones.csv")
        self.assertAlmostEqual(sum(float(row["area_m2"]) for row in rows) / self.planted["area_m2"], 1, places=11)

    def test_clusters_are_of_all_sizes_and_two_of_them_share_a_sliver(self):
        path, pairs = self.folder / "clusters_x.gpkg", self.folder / "pairs.csv"
        peer("clusters", path, self.file, pairs, self.folder / "clusters.csv")
        with pairs.open(newline="", encoding="utf-8") as file:
            self.assertEqual([(row["a"], row["b"]) for row in csv.DictReader(file)], [("C30", "C31")])
        query = ("SELECT count(*) AS n, min(ST_Area(geom)) > 1e6 AND max(ST_Area(geom)) < 26e6 AS sized, "
                 "sum(ST_NumInteriorRing(ST_GeometryN(geom, 1))) > 10 AS holed FROM clusters_x")
        found = self.ogrinfo(path, "-dialect", "SQLITE", "-sql", query)
        for part in ("n (Integer) = 31", "sized (Integer) = 1", "holed (Integer) = 1"):
            self.assertIn(part, found)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    PROGRAMS = pathlib.Path(sys.argv.pop()).resolve()
    unittest.main()
