#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/golden.py with a stand-in program: a case that must fail fails, and says why."""
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "golden.py"

# The stand-in does what its words say: `say TEXT`, `moan TEXT`, `write FILE TEXT`, `exit N`,
# `show-threads`, `show-environment`, `pages FILE N`; `check` alone starts a threaded command.
PROGRAM = """#!{python}
import os, pathlib, sqlite3, sys, zipfile
words = sys.argv[1:]
threads = ""
if "--threads" in words:
    at = words.index("--threads")
    threads = words[at + 1]
    del words[at:at + 2]
while words:
    verb = words.pop(0)
    if verb == "say": print(words.pop(0))
    elif verb == "moan": print(words.pop(0), file=sys.stderr)
    elif verb == "exit": sys.exit(int(words.pop(0)))
    elif verb == "show-threads": print("threads", threads)
    elif verb == "show-environment":
        print({{k: v for k, v in sorted(os.environ.items()) if k.startswith(("PARKPLAN", "LC_", "TZ", "SOURCE_"))}})
    elif verb == "die": os.kill(os.getpid(), 9)
    elif verb == "write":
        path = pathlib.Path(words.pop(0))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words.pop(0))
    elif verb == "xlsx":
        path, text = pathlib.Path(words.pop(0)), words.pop(0)
        path.parent.mkdir(parents=True, exist_ok=True)
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        with zipfile.ZipFile(path, "w") as book:
            book.writestr("docProps/core.xml", "<core/>")
            book.writestr("xl/workbook.xml", f'<workbook {{main}} {{relation}}><sheets>'
                          '<sheet name="Table" r:id="rId1"/></sheets></workbook>')
            book.writestr("xl/_rels/workbook.xml.rels", '<r><n Id="rId1" Target="worksheets/sheet1.xml"/></r>')
            book.writestr("xl/styles.xml", f'<styleSheet {{main}}><cellXfs><xf numFmtId="4"/></cellXfs></styleSheet>')
            if threads == "4": book.writestr("docProps/app.xml", "<app/>")
            book.writestr("xl/worksheets/sheet1.xml", f'<worksheet {{main}}><sheetData><row r="1">'
                          f'<c r="A1" t="inlineStr"><is><t>{{text}}</t></is></c><c r="B1"/>'
                          '<c r="C1" s="0"><v>12.5</v></c></row></sheetData>'
                          '<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>')
    elif verb == "gpkg":
        path, rows = pathlib.Path(words.pop(0)), words.pop(0).split(",")
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path)
        if threads == "4": db.execute("PRAGMA page_size=8192")
        db.execute("CREATE TABLE parcels (fid INTEGER PRIMARY KEY, geom BLOB)")
        db.execute("CREATE VIRTUAL TABLE rtree_parcels_geom USING rtree(id, minx, maxx, miny, maxy)")
        for row in (reversed(rows) if threads == "4" else rows):
            db.execute("INSERT INTO parcels VALUES (?, ?)", (int(row), b"GP" + row.encode()))
        db.commit()
        db.close()
"""


class Golden(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.program = self.root / "parkplan"
        self.program.write_text(PROGRAM.format(python=sys.executable))
        self.program.chmod(0o755)
        self.case = self.root / "repo" / "tests" / "cli" / "one"
        self.case.mkdir(parents=True)

    def tearDown(self):
        self.folder.cleanup()

    def golden(self, mode, command, **files):
        (self.case / "cmd").write_text(command)
        for name, text in files.items():
            path = self.case / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return subprocess.run(
            [sys.executable, TOOL, mode, "one", "--binary", self.program, "--work", self.root / "work",
             "--repo", self.root / "repo"], capture_output=True, text=True, check=False)

    def holds(self, command, **files):
        done = self.golden("run", command, **files)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def fails(self, message, command, **files):
        done = self.golden("run", command, **files)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn(message, done.stdout)

    def test_what_is_as_expected_holds(self):
        self.holds("parkplan check say hello moan careful exit 4", stdout="hello\n", stderr="careful\n", exit="4\n")

    def test_each_wrong_expectation_fails(self):
        self.fails("+hello", "parkplan say hello", stdout="goodbye\n")
        self.fails("stdout", "parkplan say hello", stdout="")
        self.fails("stderr", "parkplan moan careful")
        self.fails("+4", "parkplan exit 4", exit="0\n")
        self.fails("exit", "parkplan exit 1")

    def test_output_files_are_all_compared(self):
        (self.case / "out").mkdir()
        (self.case / "out" / "b.txt").write_text("x")
        self.holds("parkplan write out/b.txt x")
        self.fails("out/b.txt", "parkplan write out/b.txt y")
        self.fails("out/b.txt: missing", "parkplan")
        self.fails("out/c.txt: not expected", "parkplan write out/b.txt x write out/c.txt z")

    def test_nothing_may_lie_about_and_inputs_stay(self):
        self.fails("stray.txt: left outside out/", "parkplan write stray.txt x")
        self.fails("given: an input was changed", "parkplan write given y", in__given="x")

    def test_threads_are_appended_to_verbs_that_take_them(self):
        self.fails("+threads 4", "parkplan check show-threads", stdout="threads 1\n")
        self.holds("parkplan check show-threads", stdout="threads \n", threads="no\n")

    def test_threads_are_not_appended_to_other_verbs(self):
        self.holds("parkplan show-threads", stdout="threads \n")

    def test_commands_run_in_order_with_their_own_exit_codes(self):
        self.holds("# two\nparkplan say a exit 1\n\nparkplan say b\n", stdout="a\nb\n", exit="1\n0\n")

    def test_the_environment_is_fixed(self):
        self.holds("SOURCE_DATE_EPOCH=5 parkplan show-environment",
                   stdout="{'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '5', 'TZ': 'UTC'}\n")

    def test_paths_and_library_versions_are_normalised(self):
        self.holds("parkplan say '{repo}/a \"gdal\": \"3.6.2\", \"parkplan\": \"0.1.0\", PROJ 9.1.1-2, parkplan 0.1.0'",
                   stdout='{repo}/a "gdal": "{version}", "parkplan": "0.1.0", PROJ {version}, parkplan 0.1.0\n')

    def test_geopackages_are_compared_by_content(self):
        self.assertEqual(self.golden("update", "parkplan check gpkg out/r.gpkg 1,2,3").returncode, 0)
        self.assertIn("X'475031'", (self.case / "out/r.gpkg.dump").read_text())
        self.holds("parkplan check gpkg out/r.gpkg 1,2,3")
        self.fails("out/r.gpkg.dump", "parkplan check gpkg out/r.gpkg 1,2")

    def test_workbooks_are_compared_by_their_dump(self):
        self.assertEqual(self.golden("update", "parkplan check xlsx out/r.xlsx one").returncode, 0)
        dump = (self.case / "out/r.xlsx.dump").read_text()
        self.assertIn("sheet Table\n", dump)
        self.assertIn("    A1:B1 'one'\n    C1 12.5 #,##0.00\n", dump)
        self.holds("parkplan check xlsx out/r.xlsx one")
        self.fails("out/r.xlsx.dump", "parkplan check xlsx out/r.xlsx two")
        self.fails("not a workbook", "parkplan write out/r.xlsx one")

    def test_update_writes_what_run_accepts(self):
        command = "parkplan check say hello exit 1 \nparkplan write out/x/y.txt z"
        self.assertEqual(self.golden("update", command, stderr="old\n", out__gone="old").returncode, 0)
        self.assertEqual(sorted(p.relative_to(self.case).as_posix() for p in self.case.rglob("*") if p.is_file()),
                         ["cmd", "exit", "out/x/y.txt", "stdout"])
        self.holds(command)

    def test_update_refuses_what_depends_on_threads_and_crashes(self):
        self.assertEqual(self.golden("update", "parkplan check show-threads").returncode, 1)
        self.assertEqual(self.golden("update", "parkplan die").returncode, 1)
        self.assertEqual(self.golden("update", "parkplan exit 70").returncode, 1)
        self.assertFalse((self.case / "stdout").exists())

    def test_a_wrong_case_is_named(self):
        self.fails("must start with 'parkplan'", "rm -rf out")
        self.fails("no command", "# nothing\n")
        self.fails("'maybe' is not known", "parkplan check", threads="maybe\n")


if __name__ == "__main__":
    unittest.main()
