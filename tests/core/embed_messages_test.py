#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of tools/embed_messages.py: what a faulty catalogue is told."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "embed_messages.py"

GOOD = {
    "code": "PP-0201", "level": "error",
    "title_en": "Overlap", "title_zh": "重叠",
    "message_en": "overlaps {other}", "message_zh": "与 {other} 重叠",
    "why_en": "Land counts twice.", "why_zh": "土地重复计算。",
    "mend_en": 'Draw one "shared" \\ boundary.', "mend_zh": "请共用边界。",
}


def toml_of(*entries):
    """The entries as TOML, with literal strings."""
    return "\n".join("[[entry]]\n" + "\n".join(f"{k} = '{v}'" for k, v in entry.items())
                     for entry in entries)


def run(text, samples=""):
    """Exit code, errors and output of the tool for a catalogue; output None when none is written."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, "m.toml"), pathlib.Path(folder, "m.cpp")
        values = pathlib.Path(folder, "s.toml")
        source.write_text(text, encoding="utf-8")
        values.write_text(samples, encoding="utf-8")
        done = subprocess.run([sys.executable, TOOL, source, values, target], capture_output=True,
                              encoding="utf-8", check=False)
        written = target.read_text(encoding="utf-8") if target.exists() else None
        return done.returncode, done.stderr.replace(f"{source}: ", "").replace(f"{values}: ", ""), written


class EmbedMessages(unittest.TestCase):
    def refused(self, text, *faults):
        self.assertEqual(run(text), (1, "".join(f"{fault}\n" for fault in faults), None))

    def test_writes_the_table_sorted_and_escaped(self):
        code, errors, written = run(toml_of(GOOD, GOOD | {"code": "PP-0101"}))
        self.assertEqual((code, errors), (0, ""))
        self.assertLess(written.index('"PP-0101"'), written.index('"PP-0201"'))
        self.assertIn(r'"Draw one \"shared\" \\ boundary."', written)
        self.assertIn("Level::error", written)

    def test_takes_the_catalogue_of_the_program(self):
        files = [(ROOT / "src/core" / f"{name}.toml").read_text("utf-8") for name in ("messages", "samples")]
        self.assertEqual(run(*files)[:2], (0, ""))

    def example_with(self, samples):
        """The two examples of GOOD with these samples."""
        code, errors, written = run(toml_of(GOOD), samples)
        self.assertEqual((code, errors), (0, ""))
        return [line.strip(' {},"') for line in written.split("Draw one")[1].splitlines()[2:4]]

    def test_fills_the_example_from_the_samples(self):
        self.assertEqual(self.example_with('[samples]\nother = "B2"'), ["overlaps B2", "与 B2 重叠"])
        self.assertEqual(self.example_with('[samples]\nother = {en = "B", zh = "乙"}'),
                         ["overlaps B", "与 乙 重叠"])

    def test_prefers_the_sample_of_the_code(self):
        self.assertEqual(self.example_with('[samples]\nother = "B"\n[samples.PP-0201]\nother = "C"'),
                         ["overlaps C", "与 C 重叠"])

    def test_leaves_a_name_without_a_sample_readable(self):
        self.assertEqual(self.example_with(""), ["overlaps ‹other›", "与 ‹other› 重叠"])

    def test_refuses_a_sample_of_one_language(self):
        code, errors, written = run(toml_of(GOOD), '[samples]\nother = {en = "B"}')
        self.assertEqual((code, errors, written), (1, "other: a sample is a text or {en, zh}\n", None))

    def test_refuses_a_missing_member(self):
        entry = {k: v for k, v in GOOD.items() if k not in ("why_zh", "mend_en")}
        self.refused(toml_of(entry), "PP-0201: missing why_zh, mend_en")

    def test_refuses_an_unknown_member(self):
        self.refused(toml_of(GOOD | {"hint_en": "x"}), "PP-0201: unknown member hint_en")

    def test_refuses_a_duplicate_code(self):
        self.refused(toml_of(GOOD, GOOD), "PP-0201: the code comes twice")

    def test_refuses_a_code_out_of_range(self):
        self.refused(toml_of(GOOD | {"code": "PP-0801"}),
                     "PP-0801: a code is PP- and four digits from 0100 to 0799")

    def test_refuses_an_unknown_level(self):
        self.refused(toml_of(GOOD | {"level": "fatal"}),
                     "PP-0201: level 'fatal' is not one of info, warning, error")

    def test_refuses_names_that_differ(self):
        self.refused(toml_of(GOOD | {"message_zh": "与 {key} 重叠"}),
                     "PP-0201: names differ: message_en has ['other'], message_zh has ['key']")

    def test_refuses_broken_braces(self):
        self.refused(toml_of(GOOD | {"message_en": "overlaps {other"}),
                     "PP-0201: braces must hold a name such as {area_m2}")

    def test_refuses_braces_outside_messages(self):
        self.refused(toml_of(GOOD | {"title_en": "Overlap {n}"}),
                     "PP-0201: title_en holds a brace; only messages are templates")

    def test_refuses_wrong_full_stops(self):
        self.refused(toml_of(GOOD | {"message_zh": "与 {other} 重叠。", "why_en": "No stop"}),
                     "PP-0201: message_zh must not end with a full stop",
                     "PP-0201: why_en must end with a full stop")

    def test_refuses_english_in_place_of_chinese(self):
        self.refused(toml_of(GOOD | {"title_zh": "Overlap"}), "PP-0201: title_zh holds no Chinese")

    def test_refuses_blanks_around_a_text(self):
        self.refused(toml_of(GOOD | {"title_en": " Overlap"}),
                     "PP-0201: title_en must be one line without blanks around it")

    def test_refuses_an_empty_catalogue(self):
        self.refused("", "no [[entry]] in the file")

    def test_refuses_an_unknown_table(self):
        self.refused(toml_of(GOOD) + "\n[[entri]]\n", "unknown table 'entri'")

    def test_names_the_line_of_broken_toml(self):
        code, errors, written = run("[[entry]]\ncode = \n")
        self.assertEqual((code, written), (1, None))
        self.assertIn("line 2", errors)


if __name__ == "__main__":
    unittest.main()
