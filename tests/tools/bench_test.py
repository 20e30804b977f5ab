#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/bench: how it measures, compares, skips and reports, with small programs as contestants."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import types
import unittest
from unittest import mock

sys.dont_write_bytecode = True
TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "bench"
sys.path.insert(0, str(TOOL))

import contest  # noqa: E402
import data as layers  # noqa: E402
import peers  # noqa: E402
import race  # noqa: E402
import report  # noqa: E402
from peers import parkplan  # noqa: E402


def job(task="clusters", label="x", says='{"rows": 3, "area_m2": 5.0}', code=0, **more):
    command = [sys.executable, "-c", f"print('{says}'); raise SystemExit({code})"]
    return contest.Job(task, label, command, contest.last_json, **more)


def contestant(*jobs, name="peer"):
    return types.SimpleNamespace(NAME=name, jobs=lambda context, data: list(jobs))


class Race(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(mock.patch.object(race, "note"))

    def race(self, *contestants, parcels=1000, before=(), repeat=2, limit=20):
        file = self.folder / "layer"
        file.write_bytes(b"")
        data = contest.Data("size", self.folder, file, file, file, file, {"parcels": parcels, "points": 1})
        arguments = argparse.Namespace(tasks=list(contest.TASKS), repeat=repeat, limit=limit)
        return race.run(contest.Context(self.folder, self.folder, file), contestants, data, arguments, list(before))

    def test_every_contestant_runs_as_often_as_asked_and_is_measured(self):
        first, second = self.race(contestant(job(label="a"), job(label="b")), repeat=3)
        for result in (first, second):
            self.assertEqual(len(result.runs), 3)
            self.assertTrue(all(run.wall > 0 and run.cpu > 0 and run.rss_mib > 1 for run in result.runs))
            self.assertEqual((result.answer, result.verdict), ({"rows": 3, "area_m2": 5.0}, "agrees"))

    def test_contestants_take_turns(self):
        log = self.folder / "log"
        write = [[sys.executable, "-c", f"open('{log}', 'a').write('{name}'); print('{{}}')"] for name in "ab"]
        self.race(contestant(*[contest.Job("clusters", "x", command, contest.last_json) for command in write]),
                  repeat=3)
        self.assertEqual(log.read_text("utf-8"), "ababab")

    def test_an_answer_beside_the_first_one_is_shown(self):
        wrong = job(label="wrong", says='{"rows": 4, "area_m2": 5.00000001}')
        flat = job(label="flat", says='{"rows": 3, "area_m2": 4.0}', differs="flattens overlaps")
        near = job(label="near", says='{"rows": 3, "area_m2": 5.000000004}')
        results = self.race(contestant(job(), wrong, flat, near), repeat=1)
        self.assertEqual([result.verdict for result in results], [
            "agrees", "DIFFERS: rows 4, not 3; area_m2 5.00000001, not 5",
            "differs by nature (flattens overlaps): area_m2 4, not 5", "agrees"])

    def test_a_contestant_that_fails_does_not_end_the_race(self):
        failing, good, late = self.race(contestant(job(says="oh dear", code=3), job(), job(says="no JSON")), repeat=1)
        self.assertEqual((failing.skipped, failing.runs), ("failed: exit code 3: oh dear", []))
        self.assertEqual(good.verdict, "alone")
        self.assertIn("failed: ", late.skipped)

    def test_other_exit_codes_can_be_fine(self):
        result, = self.race(contestant(job(code=1, exit_codes=(0, 1, 4))), repeat=1)
        self.assertEqual(len(result.runs), 1)

    def test_a_run_that_takes_too_long_is_stopped(self):
        slow = contest.Job("clusters", "slow", [sys.executable, "-c", "import time; time.sleep(60)"], dict)
        result, = self.race(contestant(slow), repeat=2, limit=0.3)
        self.assertEqual(result.skipped, "failed: stopped after 0 s")

    def test_slow_contestants_stay_at_the_smallest_size(self):
        slow, quick = job(label="slow"), job(label="quick")
        before = self.race(contestant(slow, quick), repeat=1)
        before[0].runs = [contest.Run(wall, 0, 0) for wall in (0.1, 0.1)]
        before[1].runs = [contest.Run(wall, 0, 0) for wall in (0.01, 0.01)]
        never = job(label="never", small_only=True)
        results = self.race(contestant(slow, quick, never), parcels=1_000_000, before=before, repeat=1)
        self.assertEqual([result.skipped for result in results],
                         ["would take about 100 s", "", "takes more than a minute at this size"])

    def test_a_verb_that_does_not_exist_is_shown_as_not_built(self):
        result, = self.race(contestant(job(not_built="no verb 'tabulate'")))
        self.assertEqual((result.skipped, result.runs), ("not built: no verb 'tabulate'", []))


class Parkplan(unittest.TestCase):
    HELP = {(): "Usage\nSubcommands:\n  measure  Measure\n  tabulate  Tabulate\n\nExit status:\n  topology\n",
            ("measure",): "--overwrite\n", ("tabulate",): "", ("topology",): "", ("overlaps",): ""}

    def test_the_verbs_are_asked_for_and_their_options_too(self):
        folder = pathlib.Path("f")
        data = contest.Data("s", folder, *[folder / f"{name}.gpkg" for name in "pzac"], {})
        with mock.patch.dict(parkplan.CACHE, self.HELP, clear=True):
            jobs = list(parkplan.jobs(contest.Context(folder, folder, folder / "parkplan"), data))
        self.assertEqual({one.task for one in jobs}, set(contest.TASKS))
        built = {one.task: not one.not_built for one in jobs}
        self.assertEqual([task for task, is_built in built.items() if not is_built], ["topology", "clusters"])
        self.assertEqual([str(part) for part in jobs[0].command],
                         ["f/parkplan", "measure", "f/p.gpkg", "--assume-valid", "--fields", "area_planar_m2",
                          "--format", "csv", "-o", "f/parkplan_planar_all.csv", "--overwrite"])
        zones = next(one for one in jobs if one.task == "zones")
        self.assertEqual([str(part) for part in zones.command[1:]],
                         ["tabulate", "f/p.gpkg", "--by", "f/z.gpkg", "--assume-valid", "--area", "planar",
                          "--format", "csv", "-o", "f/parkplan_zones_all.csv"])


class Report(unittest.TestCase):
    FACTS = {"date": "2026-01-02", "repeat": 3, "order_of_rows": "tiles", "versions": {"cpp": "GEOS 9"},
             "left_out": {"grass": "not installed"}, "data": {"1k": {"parcels": 1000, "points": 22000}},
             "machine": {"processor": "P", "cores": 2, "memory_gib": 8, "system": "S", "load_average": [0.5]}}

    def results(self):
        def result(label, peer, walls, **more):
            runs = [contest.Run(wall, wall, 10) for wall in walls]
            return contest.Result("1k", 1000, job("planar", label, peer=peer), runs, {"rows": 1}, **more)

        return [result("C++", "cpp", [0.4, 0.9, 0.5], verdict="agrees"),
                result("parkplan", "parkplan", [0.1, 0.1, 0.1], verdict="agrees"),
                result("GRASS", "grass", [], skipped="failed: no")]

    def test_the_table_has_medians_and_ratios(self):
        lines = report.table(self.FACTS, self.results()).splitlines()
        self.assertIn("grass: left out, not installed.", lines)
        self.assertEqual(lines[-4:], [
            "|---|---:|---:|---:|---:|---:|---|",
            "| parkplan | 0.100 | 0.100-0.100 | 0.100 | 10 |  | agrees |",
            "| C++ | 0.500 | 0.400-0.900 | 0.500 | 10 | 5.00 | agrees |",
            "| GRASS | | | | | | failed: no |"])

    def test_the_summary_sets_the_best_of_each_peer_against_each_of_ours(self):
        results = self.results()
        results[2].runs = [contest.Run(7.0, 1, 1)]
        results[2].verdict = "DIFFERS: rows 4, not 3"
        facts = {**self.FACTS, "versions": {"cpp": "GEOS 9", "parkplan": "parkplan 1", "grass": "GRASS 8"}}
        lines = report.summary(facts, results).splitlines()
        self.assertEqual(lines[0], "| seconds, whole process (2 cores) | parcels | parkplan | MiB | cpp | grass |")
        self.assertEqual(lines[2], "| W1 areas, planar | 1,000 | 0.100 | 10 | 0.500 (5.00x) |  |")
        self.assertEqual(lines[-1], "2026-01-02, P, S, page cache warm, medians of 3 interleaved runs. GEOS 9; "
                         "parkplan 1; GRASS 8.")

    def test_the_json_holds_every_run(self):
        found = json.loads(report.as_json(self.FACTS, self.results()))
        self.assertEqual([len(one["runs"]) for one in found["results"]], [3, 3, 0])
        self.assertEqual(found["results"][0]["median_wall_s"], 0.5)
        self.assertEqual(found["results"][2]["not_run"], "failed: no")

    def test_the_readme_is_changed_between_the_marks_only(self):
        with tempfile.TemporaryDirectory() as folder:
            readme = pathlib.Path(folder) / "README.md"
            readme.write_text(f"before\n{report.BEGIN}old\n{report.END}after\n", "utf-8")
            report.update_readme(readme, "new\n")
            self.assertEqual(readme.read_text("utf-8"), f"before\n{report.BEGIN}new\n{report.END}after\n")
            readme.write_text("no marks\n", "utf-8")
            with self.assertRaises(SystemExit):
                report.update_readme(readme, "new\n")


class CommandLine(unittest.TestCase):
    def run_tool(self, *arguments):
        return subprocess.run([sys.executable, TOOL / "run", *arguments], capture_output=True, text=True, check=False)

    def test_help_names_tasks_and_contestants(self):
        done = self.run_tool("--help")
        self.assertEqual(done.returncode, 0)
        for name in [*contest.TASKS, *(peer.NAME for peer in peers.ALL)]:
            self.assertIn(name, done.stdout)

    def test_wrong_values_are_usage_errors(self):
        for arguments in (["--size", "many"], ["--size", "1"], ["--only", "nothing"], ["--peers", "nobody"],
                          ["--repeat", "0"]):
            self.assertEqual(self.run_tool(*arguments).returncode, 2, arguments)

    def test_sizes(self):
        self.assertEqual([layers.parcels_of(name, self.fail) for name in ("500", "100k", "5m")],
                         [500, 100_000, 5_000_000])


if __name__ == "__main__":
    unittest.main()
