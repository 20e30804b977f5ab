#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks plan files against the schema that the program prints: plan_schema_test.py PROGRAM

The bundled plans and those of the golden cases that the program accepts must follow it, misspelt
ones must not, and it must know every rule with every parameter.
"""
import copy
import datetime
import json
import pathlib
import subprocess
import sys
import tomllib
import unittest

sys.dont_write_bytecode = True
import schema_test  # noqa: E402

ROOT = schema_test.ROOT
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "parkplan"


def printed(*words):
    done = subprocess.run([PROGRAM, *words], capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def as_json(value):
    """TOML as programs that know JSON only see it."""
    if isinstance(value, dict):
        return {name: as_json(member) for name, member in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def plan_of(path):
    return as_json(tomllib.loads(path.read_text(encoding="utf-8")))


def accepted_plans():
    """The bundled plans, and those of the golden cases where nothing ends with 2."""
    yield from sorted((ROOT / "geodata" / "plans").glob("*.toml"))
    for case in sorted(path.parent for path in (ROOT / "tests" / "cli").glob("*/cmd")):
        codes = case / "exit"
        if codes.exists() and "2" in codes.read_text(encoding="utf-8").split():
            continue
        yield from sorted(path for path in (*case.glob("in/*.toml"), *case.glob("out/**/*.toml"))
                          if "parkplan" in path.read_text(encoding="utf-8"))


class PlanSchemaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = printed("rules", "--schema")

    def faults(self, plan):
        return list(schema_test.faults(plan, self.schema, self.schema))

    def test_plans_that_run_follow_it(self):
        plans = list(accepted_plans())
        self.assertGreater(len(plans), 5)
        for path in plans:
            with self.subTest(path.relative_to(ROOT)):
                self.assertEqual(self.faults(plan_of(path)), [])

    def test_it_knows_every_rule_with_every_parameter(self):
        kinds = {kind["title"]: kind for kind in self.schema["properties"]["rules"]["items"]["anyOf"]}
        for rule in printed("rules", "--format", "json")["rules"]:
            kind = kinds.pop(rule["kind"])
            for param in rule["params"]:
                with self.subTest(f"{rule['kind']}.{param['name']}"):
                    self.assertIn(param["help"]["zh"], kind["properties"][param["name"]]["description"])
                    self.assertEqual(param["required"], param["name"] in kind["anyOf"][0]["required"])
        self.assertEqual(kinds, {})

    def test_other_sections_follow_it(self):
        plan = plan_of(ROOT / "geodata" / "plans" / "first.toml")
        plan["readings"] = {"methods": ["planar", "survey"], "areas": ["gross", "net"],
                            "classes": ["narrow"], "overlaps": ["counted"], "gaps": ["100m", "1km"],
                            "accuracies": ["5cm", "示意图"]}
        plan["waivers"] = [{"fingerprint": "0123456789abcdef", "reason": "x"},
                           {"rule": "area", "key": "YS-B", "reason": "x", "until": "2026-12-31"}]
        self.assertEqual(self.faults(plan), [])

    def test_thresholds_need_their_clause(self):
        plan = plan_of(ROOT / "geodata" / "plans" / "first.toml")
        plan["rules"] = [{"id": "l", "rule": "level", "layer": "clusters", "level_field": "GLJB",
                          "fields": ["A"], "thresholds": ["60"],
                          "clause": {"source": "S3", "place": "第三章"}}]
        self.assertEqual(self.faults(plan), [])
        del plan["rules"][0]["clause"]
        self.assertNotEqual(self.faults(plan), [])

    def test_a_rule_that_is_not_checked_needs_no_parameters(self):
        plan = plan_of(ROOT / "geodata" / "plans" / "first.toml")
        plan["rules"] = [{"id": "s", "rule": "cluster", "layer": "clusters"}]
        self.assertNotEqual(self.faults(plan), [])
        plan["rules"][0]["not_checked"] = "未说明性质，未核"
        self.assertEqual(self.faults(plan), [])

    def test_misspelt_plans_are_noticed(self):
        good = plan_of(ROOT / "geodata" / "plans" / "first.toml")
        self.assertEqual(self.faults(good), [])
        for spoil in (
                lambda p: p.pop("name"),
                lambda p: p.update(parkplan=2),
                lambda p: p.update(ruels=[]),
                lambda p: p.update(date="yesterday"),
                lambda p: p["measure"].update(method="elipsoidal"),
                lambda p: p["measure"].pop("crs"),
                lambda p: p["layers"]["clusters"].pop("path"),
                lambda p: p["layers"]["clusters"].update(keys="ZTBH"),
                lambda p: p["rules"][0].update(limit="2"),
                lambda p: p["rules"][0].update(limit=2),
                lambda p: p["rules"][0].pop("limit"),
                lambda p: p["rules"][0].update(rule="area_at_most"),
                lambda p: p["rules"][0].update(min_width="1m"),
                lambda p: p["rules"][0].update(severity="fatal"),
                lambda p: p["rules"][0].update(clause={"source": "S3"}),
                lambda p: p.update(readings={"method": ["planar"]}),
                lambda p: p.update(waivers=[{"rule": "area", "reason": "x"}]),
                lambda p: p.update(output={"formats": ["pdf"]})):
            bad = copy.deepcopy(good)
            spoil(bad)
            with self.subTest(bad):
                self.assertNotEqual(self.faults(bad), [])


if __name__ == "__main__":
    unittest.main()
