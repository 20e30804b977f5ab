#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of tools/embed_texts.py: what it writes, and what it refuses."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "embed_texts.py"


def run(files):
    """Exit code, errors and output of the tool for {name: bytes}; output None when none is written."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, content in files.items():
            paths.append(pathlib.Path(folder, name))
            if content is not None:
                paths[-1].write_bytes(content)
        target = pathlib.Path(folder, "out.cpp")
        done = subprocess.run([sys.executable, TOOL, *paths, "a/b.hpp", "parkplan::a::texts", target],
                              capture_output=True, encoding="utf-8", check=False)
        written = target.read_text(encoding="utf-8") if target.exists() else None
        return done.returncode, done.stderr.replace(f"{folder}/", ""), written


class EmbedTexts(unittest.TestCase):
    def test_texts_stand_sorted_and_quoted(self):
        code, errors, out = run({"b.toml": "名 = \"x\\y\"\n\tz\n".encode(), "a.toml": b"no end"})
        self.assertEqual((code, errors), (0, ""))
        self.assertIn('#include "a/b.hpp"\n', out)
        self.assertIn("namespace parkplan::a {\n", out)
        self.assertIn("span<const EmbeddedText> texts() noexcept", out)
        self.assertIn('    {"a",\n     "no end"},\n'
                      '    {"b",\n     "名 = \\"x\\\\y\\"\\n"\n     "\\tz\\n"},\n', out)

    def test_an_empty_file_is_an_empty_text(self):
        self.assertIn('{"a",\n     ""}', run({"a.toml": b""})[2])

    def test_what_is_no_text_is_refused(self):
        self.assertEqual(run({"a.toml": b"x\r\n"}),
                         (1, "a.toml: holds a carriage return or a null byte\n", None))
        for content in (b"\xff", None):
            code, errors, out = run({"a.toml": content})
            self.assertEqual((code, out), (1, None))
            self.assertTrue(errors.startswith("a.toml: "))

    def test_usage(self):
        done = subprocess.run([sys.executable, TOOL, "x"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
