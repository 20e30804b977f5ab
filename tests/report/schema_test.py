#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the JSON in the golden cases against the schemas of src/report/schemas.

A validator for the part of JSON Schema that those files use; a keyword it does not know is an
error, so that no rule is passed over in silence.
"""
import copy
import json
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "src" / "report" / "schemas"
CASES = ROOT / "tests" / "cli"
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
KNOWN = {"$schema", "$defs", "$ref", "title", "description", "default", "type", "required", "properties", "anyOf",
         "items", "additionalProperties", "enum", "const", "pattern", "minLength", "minItems", "uniqueItems",
         "minimum", "maximum", "exclusiveMinimum"}
EXPECTED = {
    "measure": ["measure_json/stdout"],
    "info": ["info_json/stdout"],
    "check": ["check_json/stdout", "check_results/out/results/results.json",
              "check_incomplete/out/results/results.json",
              "check_waivers_json/stdout", "check_baseline_json/stdout",
              "check_tables/out/results/results.json",
              "check_targets/out/results/results.json"],
    "overlaps": ["overlaps_json/stdout"],
    "topology": ["topology_json/stdout"],
    "tabulate": ["tabulate_json/stdout"],
    "rules": ["rules_json/stdout"],
    "explain": ["explain_json/stdout", "explain_all_json/stdout"],
    "failure": ["usage_json/stdout", "measure_unreadable/stdout", "check_plan_error/stdout",
                "explain_unknown/stdout"],
}


def has_type(value, name):
    if name in ("integer", "number"):
        return isinstance(value, int if name == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def faults(value, schema, root, at="$"):
    """Yields one line per violation."""
    unknown = schema.keys() - KNOWN
    if unknown:
        raise ValueError(f"{at}: the validator does not know {sorted(unknown)}")
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(has_type(value, name) for name in names):
        yield f"{at}: {value!r} is no {' or '.join(names)}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if isinstance(value, str):
        if not re.search(schema.get("pattern", ""), value):
            yield f"{at}: {value!r} does not match {schema['pattern']}"
        if len(value) < schema.get("minLength", 0):
            yield f"{at}: {value!r} is too short"
    if has_type(value, "number"):
        yield from number_faults(value, schema, at)
    if "anyOf" in schema:
        tries = [list(faults(value, one, root, at)) for one in schema["anyOf"]]
        if all(tries):
            yield from min(tries, key=len)
    if isinstance(value, dict):
        yield from member_faults(value, schema, root, at)
    if isinstance(value, list):
        yield from list_faults(value, schema, root, at)


def number_faults(value, schema, at):
    if value < schema.get("minimum", value) or value > schema.get("maximum", value):
        yield f"{at}: {value} is out of range"
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        yield f"{at}: {value} is not above {schema['exclusiveMinimum']}"


def list_faults(value, schema, root, at):
    if len(value) < schema.get("minItems", 0):
        yield f"{at}: holds too little"
    if schema.get("uniqueItems") and any(value.count(item) > 1 for item in value):
        yield f"{at}: holds something twice"
    for i, item in enumerate(value):
        yield from faults(item, schema.get("items", {}), root, f"{at}[{i}]")


def member_faults(value, schema, root, at):
    for name in schema.get("required", []):
        if name not in value:
            yield f"{at}: '{name}' is missing"
    properties = schema.get("properties", {})
    for name, member in value.items():
        if name in properties:
            yield from faults(member, properties[name], root, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}: '{name}' is not allowed"
        elif isinstance(schema.get("additionalProperties"), dict):
            yield from faults(member, schema["additionalProperties"], root, f"{at}.{name}")


def documents(path):
    """All JSON documents that stand one after the other in a file."""
    text = path.read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    found = []
    at = 0
    while at < len(text.rstrip()):
        document, at = decoder.raw_decode(text, at)
        found.append(document)
        while at < len(text) and text[at].isspace():
            at += 1
    return found


def schema_of(name):
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


class SchemaTest(unittest.TestCase):
    def test_golden_results_follow_their_schema(self):
        for name, paths in EXPECTED.items():
            schema = schema_of(name)
            for path in paths:
                found = documents(CASES / path)
                self.assertTrue(found, path)
                for document in found:
                    with self.subTest(path):
                        self.assertEqual(list(faults(document, schema, schema)), [])

    def test_every_schema_is_used(self):
        self.assertEqual({f"{name}.schema.json" for name in EXPECTED},
                         {path.name for path in SCHEMAS.iterdir()})

    def assert_noticed(self, name, good, spoilers):
        schema = schema_of(name)
        self.assertEqual(list(faults(good, schema, schema)), [])
        for spoil in spoilers:
            bad = copy.deepcopy(good)
            spoil(bad)
            self.assertNotEqual(list(faults(bad, schema, schema)), [])

    def test_a_wrong_result_is_noticed(self):
        self.assert_noticed("check", documents(CASES / "check_json/stdout")[0], (
            lambda d: d.pop("versions"),
            lambda d: d.update(parkplan=2),
            lambda d: d["verdicts"][0].update(outcome="maybe"),
            lambda d: d["verdicts"][0].update(value="12"),
            lambda d: d["findings"][0].update(code="PP-9999"),
            lambda d: d["findings"][0].update(place={"type": "Circle", "coordinates": []}),
            lambda d: d["findings"][0]["message"].pop("zh")))
        self.assert_noticed("check", documents(CASES / "check_waivers_json/stdout")[0], (
            lambda d: d["waivers"][0].update(state="perhaps"),
            lambda d: d["findings"][0].pop("waived"),
            lambda d: d.pop("fixed")))
        self.assert_noticed("check", documents(CASES / "check_baseline_json/stdout")[0], (
            lambda d: d["baseline"].pop("new"),
            lambda d: d["fixed"][0].update(code="fixed"),
            lambda d: d["verdicts"][0].update(change="old")))

    def test_a_wrong_table_is_noticed(self):
        self.assert_noticed("tabulate", documents(CASES / "tabulate_json/stdout")[1], (
            lambda d: d.pop("sum_m2"),
            lambda d: d["zones"][0].update(zone=None),
            lambda d: d["outside"][0].update(zone="Z"),
            lambda d: d["features"][0].pop("of_feature"),
            lambda d: d["sums"][0].update(residual="0")))

    def test_a_wrong_table_of_a_rule_is_noticed(self):
        self.assert_noticed("check", documents(CASES / "check_tables/out/results/results.json")[0], (
            lambda d: d.pop("tables"),
            lambda d: d["tables"][0].update(file="tables.csv"),
            lambda d: d["tables"][0]["columns"][0].pop("levelled"),
            lambda d: d["tables"][0]["rows"][0].append([0])))

    def test_wrong_explanations_are_noticed(self):
        code, rule = documents(CASES / "explain_json/stdout")
        self.assert_noticed("explain", code, (
            lambda d: d.pop("entry"),
            lambda d: d["entry"].update(code="0201"),
            lambda d: d["entry"].update(rules="no_overlap"),
            lambda d: d["entry"]["message"].pop("en")))
        self.assert_noticed("explain", rule, (
            lambda d: d.pop("rule"),
            lambda d: d.pop("codes"),
            lambda d: d["rule"]["params"][0].update(type="numeral")))
        self.assert_noticed("explain", documents(CASES / "explain_all_json/stdout")[0], (
            lambda d: d.pop("rules"),
            lambda d: d["codes"][0].update(level="fatal"),
            lambda d: d["rules"][0]["summary"].pop("zh")))
        self.assert_noticed("rules", documents(CASES / "rules_json/stdout")[0], (
            lambda d: d["rules"][0].pop("why"),
            lambda d: d["rules"][0].update(level="fatal"),
            lambda d: d.update(complete=False)))


if __name__ == "__main__":
    unittest.main()
