#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/check_errors.py against small trees."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
GOOD = {
    "core/errors_zh.toml": '[formats]\n"no {}" = "没有{}"\n"so \\"{}\\" it is" = "即“{}”"\n'
                           '[texts]\n"a word" = "词"\n[foreign]\n"EOF" = "文件结束"\n',
    "a/a.cpp": 'fail(ErrorKind::input, "no {}", name(1, ","));\n'
               'fail(ErrorKind::internal, "a bug of ours");\n'
               'throw Error{ErrorKind::usage, told("so "\n    R"("{}")" " it is", x)}; // told("not this")\n'
               "throw Error{ErrorKind::internal, \"nor this\"}; f('\"', foreign(\"a word\"));\n",
}


class CheckErrors(unittest.TestCase):
    def run_on(self, files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, TOOLS / "check_errors.py", root], capture_output=True,
                                  encoding="utf-8", check=False)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout.splitlines()

    def refused(self, files, *faults):
        self.assertEqual(self.run_on(GOOD | files), (1, list(faults)))

    def test_takes_a_complete_list(self):
        self.assertEqual(self.run_on(GOOD), (0, []))

    def test_names_a_text_without_chinese(self):
        self.refused({"b/b.hpp": 'told("what\\n{}", 1);'},
                     "b/b.hpp: no Chinese in core/errors_zh.toml for 'what\\n{}'")
        self.refused({"b/b.cpp": 'fail(kind_of(), "x"); fail(ErrorKind::crs, "what");'},
                     "b/b.cpp: no Chinese in core/errors_zh.toml for 'what'")

    def test_names_chinese_that_nobody_says(self):
        more = GOOD["core/errors_zh.toml"].replace("[texts]\n", '"gone" = "无"\n[texts]\n"gone, too" = "也无"\n')
        self.refused({"core/errors_zh.toml": more}, "core/errors_zh.toml: nobody says 'gone'",
                     "core/errors_zh.toml: no source has 'gone, too'")

    def test_names_an_error_that_cannot_be_looked_up(self):
        self.refused({"b/b.cpp": 'throw Error{ErrorKind::input, "in English"};'},
                     "b/b.cpp: an Error is made of 'in English', not of told(…)")
        self.refused({"b/b.cpp": 'throw Error{ErrorKind::input, fmt::format("in {}", 1)};'},
                     "b/b.cpp: an Error is made of 'fmt::format(in {},1)', not of told(…)")

    def test_compares_the_places(self):
        wrong = GOOD["core/errors_zh.toml"].replace("没有{}", "没有")
        self.refused({"core/errors_zh.toml": wrong},
                     "core/errors_zh.toml: 'no {}' and '没有' differ in their places for arguments")


if __name__ == "__main__":
    unittest.main()
