#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/embed_chinese.py against small lists."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"


class EmbedChinese(unittest.TestCase):
    def run_on(self, text):
        """Exit code, faults without the path, and the source that was made."""
        with tempfile.TemporaryDirectory() as folder:
            made, out = pathlib.Path(folder, "list.toml"), pathlib.Path(folder, "list.cpp")
            made.write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, TOOLS / "embed_chinese.py", made, "core/x.hpp", "a::b::find", out],
                                  capture_output=True, encoding="utf-8", check=False)
            faults = [line.removeprefix(f"{made}: ") for line in done.stderr.splitlines()]
            return done.returncode, faults, out.read_text("utf-8") if out.exists() else ""

    def test_makes_a_sorted_table_of_all_lists(self):
        code, faults, source = self.run_on('[texts]\n"b" = "乙"\n[formats]\n"a {}" = "甲 {}"\n[foreign]\n"c {" = "丙 {"\n')
        self.assertEqual((code, faults), (0, []))
        self.assertIn('#include "core/x.hpp"', source)
        self.assertIn("namespace a::b {", source)
        self.assertIn("std::string_view find(std::string_view english) noexcept {", source)
        self.assertLess(source.index('"a {}"'), source.index('"b"'))
        self.assertLess(source.index('"b"'), source.index('"c {"'))

    def test_wants_chinese(self):
        self.assertEqual(self.run_on('[texts]\n"b" = "b"\n')[:2], (1, ["no Chinese for 'b'"]))

    def test_takes_a_form_of_marks_only(self):
        self.assertEqual(self.run_on('[formats]\n"{}: {}" = "{}：{}"\n')[0], 0)

    def test_lets_arguments_change_places(self):
        self.assertEqual(self.run_on('[formats]\n"{} of {:.2f}" = "共 {1:.2f} 之 {0}"\n')[0], 0)

    def test_wants_the_same_arguments(self):
        for english, chinese in (("{} of {}", "共 {}"), ("{}", "共 {} {}"), ("{:.2f}", "共 {}"), ("{0} {0}", "共 {1}"),
                                 ("one", "共 {}"), ("{} {", "共 {}")):
            self.assertEqual(self.run_on(f'[formats]\n"{english}" = "{chinese}"\n')[:2],
                             (1, [f"'{english}' and '{chinese}' differ in their places for arguments"]))

    def test_knows_braces_that_are_no_places(self):
        self.assertEqual(self.run_on('[formats]\n"a = {{ {} }}" = "写作 a = {{ {} }}"\n')[0], 0)


if __name__ == "__main__":
    unittest.main()
