#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A signal that ends the program leaves no half result: `interrupt_test.py PROGRAM`.

The layer is a pipe that nobody writes to, so the program waits in the middle of its work.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).absolute()
SECONDS = 30
PLAN = """parkplan = 1
name = "plan"

[measure]
crs = "EPSG:4548"
method = "ellipsoidal"

[layers.parcels]
path = "parcels.csv"

[[rules]]
id = "valid"
rule = "valid_geometry"
layer = "parcels"
"""


class Interrupt(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        os.mkfifo(self.folder / "parcels.csv")
        (self.folder / "plan.toml").write_text(PLAN, encoding="utf-8")
        (self.folder / "results").mkdir()
        (self.folder / "results" / "results.json").write_text("old", encoding="utf-8")
        (self.folder / "areas.csv").write_text("old", encoding="utf-8")
        self.given = self.files()

    def files(self):
        return {path.relative_to(self.folder): path.read_bytes() if path.is_file() else None
                for path in self.folder.rglob("*")}

    def started(self, *words, ignored=()):
        """The program at work: its hidden folder is there."""
        def prepare():
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)

        process = subprocess.Popen([PROGRAM, *words], cwd=self.folder, preexec_fn=prepare,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        end = time.monotonic() + SECONDS
        while self.files().keys() == self.given.keys():
            self.assertLess(time.monotonic(), end, "no hidden folder")
            self.assertIsNone(process.poll(), "ended early")
            time.sleep(0.01)
        return process

    def assert_cleanly_ended(self, process, number):
        self.assertEqual(process.communicate(timeout=SECONDS), (b"", b""))
        self.assertEqual(process.returncode, -number)
        self.assertEqual(self.files(), self.given)

    def test_check_and_measure_leave_nothing(self):
        for words in (("check", "plan.toml", "-o", "results", "--overwrite"),
                      ("check", "plan.toml", "-o", "new"),
                      ("measure", "parcels.csv", "--format", "json", "-o", "areas.csv", "--overwrite")):
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
                with self.subTest(words=words, number=number):
                    process = self.started(*words)
                    process.send_signal(number)
                    self.assert_cleanly_ended(process, number)

    def test_a_signal_that_the_parent_ignores_stays_ignored(self):
        process = self.started("check", "plan.toml", "-o", "new", ignored=(signal.SIGINT, signal.SIGHUP))
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGHUP)
        time.sleep(0.2)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGTERM)
        self.assert_cleanly_ended(process, signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
