#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The maker of the example layers: its writer, its comparison, and what it promises of the layers of 丰台园."""
import datetime
import pathlib
import sqlite3
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from geodata import check, geopackage  # noqa: E402

CLEAN = ROOT / "geodata" / "layers" / "fengtai.gpkg"
DEMO = ROOT / "geodata" / "layers" / "fengtai-demo.gpkg"
LEGAL_TERMS = {"07": 70, "08": 50, "09": 40, "10": 50, "11": 50}
SHAPES = {
    "POINT": (5000, 7000),
    "MULTILINESTRING": [[(0, 0), (1000, 0), (1000, 2500)], [(0, 5), (9, 5)]],
    "MULTIPOLYGON": [[[(0, 0), (9000, 0), (9000, 9000)], [(6000, 1000), (7000, 2000), (7000, 1000)]]],
}


def moved(shape, by):
    """The shape with its last coordinate moved by so many millimetres."""
    if isinstance(shape, tuple):
        return shape[0], shape[1] + by
    return [*shape[:-1], moved(shape[-1], by)]


def rows(path, layer):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    found = [dict(row) for row in database.execute(f'SELECT * FROM "{layer}" ORDER BY fid')]
    database.close()
    return found


def years_on(text, years):
    day = datetime.date.fromisoformat(text)
    return day.replace(year=day.year + years).isoformat()


class Written(unittest.TestCase):
    def test_each_kind_of_shape_stands_in_the_file_by_its_name(self):
        layers = [geopackage.Layer(kind.lower(), "", [("A", "TEXT")], [(shape, ["x"])], kind) for kind, shape in SHAPES.items()]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.gpkg"
            geopackage.write(path, layers)
            tables = check.rows_of(path)
        kinds = {row[0]: row[2] for row in tables["gpkg_geometry_columns"]}
        self.assertEqual(kinds, {kind.lower(): kind for kind in SHAPES})
        bounds = {row[0]: row[5:9] for row in tables["gpkg_contents"]}
        self.assertEqual(bounds["point"], (5.0, 7.0, 5.0, 7.0))
        self.assertEqual(bounds["multilinestring"], (0.0, 0.0, 1.0, 2.5))

    def test_coordinates_may_differ_by_a_millimetre_and_no_more(self):
        for kind, shape in SHAPES.items():
            with self.subTest(kind):
                blob, near, far = (geopackage.geometry_blob(kind, moved(shape, by)) for by in (0, 1, 2))
                self.assertTrue(check.same_blob(blob, near))
                self.assertFalse(check.same_blob(blob, far))

    def test_other_bytes_must_be_the_same(self):
        one = geopackage.geometry_blob("MULTILINESTRING", [[(0, 0), (9, 9)]])
        other = bytearray(one)
        other[41] = 3
        self.assertFalse(check.same_blob(one, bytes(other)))


class Parcels(unittest.TestCase):
    def setUp(self):
        self.parcels = rows(CLEAN, "ft_parcels_2025_示意")

    def test_claim_the_district_of_their_block(self):
        district = {row["QKMC"]: row["FA_S0"] for row in rows(CLEAN, "ft_blocks_示意")}
        self.assertEqual({row["QK"] for row in self.parcels} - {None}, set(district))
        self.assertEqual([row["DKBH"] for row in self.parcels if row["DQ"] != district.get(row["QK"])], [])

    def test_have_dates_that_fit_their_stage(self):
        given = {"待开发": (0, 0, 0), "一级开发": (0, 0, 0), "已供": (1, 0, 0), "在建": (1, 1, 0), "竣工": (1, 1, 1)}
        for row in self.parcels:
            days = row["GDRQ"], row["KGRQ"], row["JGRQ"]
            self.assertEqual(tuple(int(day is not None) for day in days), given[row["JD"]], row["DKBH"])
            self.assertEqual(sorted(day for day in days if day), [day for day in days if day], row["DKBH"])
            self.assertLessEqual(max((day for day in days if day), default=""), "2025-12-31")

    def test_have_terms_within_the_law_that_end_when_they_say(self):
        for row in (row for row in self.parcels if row["NX"] is not None):
            limit = 20 if row["GDFS"] == "租赁" else LEGAL_TERMS[row["DLBM"][:2]]
            self.assertLessEqual(row["NX"], limit, row["DKBH"])
            self.assertEqual(row["DQR"], years_on(row["GDRQ"], row["NX"]), row["DKBH"])
            self.assertGreaterEqual(row["DQR"], "2028-01-01", row["DKBH"])
            self.assertTrue(0.5 <= row["ZCBL"] <= 1, row["DKBH"])

    def test_are_neither_idle_nor_left_unfinished(self):
        for row in self.parcels:
            if row["JD"] == "已供":
                self.assertGreaterEqual(row["GDRQ"], "2025-01-01", row["DKBH"])
            if row["JD"] == "在建":
                self.assertGreaterEqual(row["KGRQ"], "2023-01-01", row["DKBH"])
            if row["KGRQ"]:
                self.assertLessEqual(row["KGRQ"], years_on(row["GDRQ"], 1), row["DKBH"])


class Layers(unittest.TestCase):
    def test_say_of_every_feature_that_it_is_illustrative(self):
        for path in (CLEAN, DEMO):
            for name in (row[0] for row in check.rows_of(path)["gpkg_contents"]):
                self.assertTrue(name.endswith("_示意"), name)
                self.assertEqual({row["SM"] for row in rows(path, name)}, {"示意数据，非规划边界"}, name)

    def test_have_keys_that_are_unique_and_fields_that_a_shapefile_keeps(self):
        for path in (CLEAN, DEMO):
            for name in (row[0] for row in check.rows_of(path)["gpkg_contents"]):
                found = rows(path, name)
                fields = [field for field in found[0] if field not in ("fid", "geom")]
                self.assertTrue(all(field.isascii() and len(field) <= 10 for field in fields), fields)
                keys = [row[fields[0]] for row in found]
                self.assertEqual(len(set(keys)), len(keys), name)

    def test_of_buildings_hold_all_that_projects_name_but_for_the_planted_one(self):
        for path, prefix, missing in ((CLEAN, "ft_", set()), (DEMO, "ft_demo_", {"YS-JZ-99"})):
            keys = {row["JZBH"] for row in rows(path, f"{prefix}buildings_示意")}
            lists = [row["JZ"] for row in rows(path, f"{prefix}projects_示意") if row["JZ"]]
            self.assertEqual({key for text in lists for key in text.split(";")} - keys, missing)


if __name__ == "__main__":
    unittest.main()
