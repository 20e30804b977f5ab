#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The manual pages and the completions that the program writes of itself: `pages_test.py PROGRAM`.

The pages are read as roff: known requests and escapes only, every section there, every option of
--help in them, no text left in English in the Chinese ones. The completion is run by bash.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).absolute()
REQUEST = re.compile(r"\.(TH|SH|PP|TP|nf|fi)( |$)")
ESCAPE = re.compile(r"\\(e|-|&|fB|fI|fR|\((aq|ga|ha|ti|dq))")
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES", "SEE ALSO"]
CHINESE_SECTIONS = ["名称", "用法", "说明", "选项", "退出码", "环境变量", "示例", "参见"]
CHINESE = re.compile(r"[\u3400-\u9fff]")
PROBE = """source {file}
COMP_WORDS=({words})
COMP_CWORD=$(({count} - 1))
_parkplan
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def execute(*words, **more):
    """Runs it in a fixed locale."""
    return subprocess.run(words, capture_output=True, encoding="utf-8",
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, **more)


def run(*words):
    return execute(PROGRAM, *words, check=True).stdout


def unescaped(line):
    signs = {"\\e": "\\", "\\-": "-", "\\(aq": "'", "\\(ga": "`", "\\(ha": "^", "\\(ti": "~", "\\(dq": '"'}
    return ESCAPE.sub(lambda match: signs.get(match[0], ""), line)


class Made(unittest.TestCase):
    """What the program wrote."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name) / "pages"
        run("pages", cls.folder)
        cls.bash = cls.folder / "bash-completion/completions/parkplan"
        listed = run("--help").split("Subcommands:\n")[1].split("\n\n")[0]
        cls.verbs = re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE)


class Pages(Made):
    def pages(self, place):
        return {path.name: path.read_text("utf-8") for path in sorted((self.folder / place).iterdir())}

    def test_there_is_a_page_for_the_program_and_each_verb(self):
        names = sorted(["parkplan.1", *(f"parkplan-{verb}.1" for verb in self.verbs)])
        self.assertIn("check", self.verbs)
        for place in ("man/man1", "man/zh_CN/man1"):
            self.assertEqual(sorted(self.pages(place)), names)

    def test_pages_are_well_formed(self):
        for place, sections in (("man/man1", SECTIONS), ("man/zh_CN/man1", CHINESE_SECTIONS)):
            for name, text in self.pages(place).items():
                with self.subTest(place + "/" + name):
                    lines = text.splitlines()
                    self.assertRegex(lines[0], rf'^\.TH {name[:-2].upper()} 1 "" "parkplan [^"]+" "[^"]+"$'
                                     .replace("-", r"\\-"))
                    for line in lines:
                        self.assertEqual(line, line.rstrip())
                        self.assertNotEqual(line, "")
                        if line.startswith((".", "'")):
                            self.assertRegex(line, REQUEST)
                        self.assertNotIn("\\", ESCAPE.sub("", line))
                        self.assertEqual(line.count("\\fB") + line.count("\\fI"), line.count("\\fR"))
                    found = [line[4:] for line in lines if line.startswith(".SH ")]
                    self.assertEqual([s for s in found if s in sections], sections)
                    self.assertEqual(lines.count(".nf"), lines.count(".fi"))
                    for at, line in enumerate(lines):  # a tag and a text
                        if line == ".TP":
                            self.assertFalse(any(part.startswith(".") for part in lines[at + 1:at + 3]), lines[at:at + 3])

    def test_pages_hold_every_option_of_the_help(self):
        for verb in self.verbs:
            text = unescaped(self.pages("man/man1")[f"parkplan-{verb}.1"])
            options = re.findall(r"^  (-[^ ]+)", run(verb, "--help"), re.MULTILINE)
            self.assertGreaterEqual(len(options), 2)
            for option in options:
                for name in option.split(","):
                    self.assertRegex(text, rf"(?m)(^|, ){re.escape(name)}($|[ ,])", verb)

    def test_no_text_of_the_chinese_pages_is_left_in_english(self):
        """What is named here belongs into src/cli/help_zh.toml."""
        english = set()
        for name, text in self.pages("man/zh_CN/man1").items():
            place = ""
            for before, line in zip(["", ""] + text.splitlines(), ["", *text.splitlines()]):
                if line.startswith(".SH "):
                    place = line[4:]
                prose = not line.startswith((".", "\\f")) and place not in ("示例", "参见")
                if prose and line and not CHINESE.search(line):
                    english.add(unescaped(line))
        self.assertEqual(english, set())

    def test_pages_are_the_same_each_time(self):
        again = self.folder.parent / "again"
        run("pages", again)
        for path in self.folder.rglob("*"):
            if path.is_file():
                self.assertEqual(path.read_bytes(), (again / path.relative_to(self.folder)).read_bytes())

    def test_mandoc_finds_nothing_where_it_is_installed(self):
        """A second opinion only: what must hold is checked above."""
        if shutil.which("mandoc") is None:
            print("mandoc is not installed: no second opinion on the manual pages")
            return
        for path in self.folder.rglob("*.1"):
            done = execute("mandoc", "-Tlint", "-Wwarning", path, check=False)
            lines = [line for line in done.stdout.splitlines() if "missing date" not in line]
            self.assertEqual(lines, [])


class Completion(Made):
    def candidates(self, *words):
        """What bash proposes for the last of the words after `parkplan`."""
        probe = PROBE.format(file=self.bash, words=" ".join(f"'{word}'" for word in ("parkplan", *words)),
                             count=len(words) + 1)
        work = self.folder.parent / "work"
        if not work.exists():
            (work / "sub").mkdir(parents=True)
            (work / "plan one.toml").touch()
            (work / "clusters.gpkg").touch()
        done = execute("bash", "--norc", "--noprofile", "-c", probe, check=False, cwd=work)
        self.assertEqual(done.stderr, "")
        return [line for line in done.stdout.splitlines() if line]

    def test_verbs(self):
        self.assertEqual(self.candidates(""), self.verbs)
        self.assertEqual(self.candidates("me"), ["measure"])
        self.assertEqual(self.candidates("--v"), ["--version"])
        self.assertEqual(self.candidates("nothing", ""), [])

    def test_options(self):
        for verb in self.verbs:
            options = re.findall(r"^  (-[^ ]+)", run(verb, "--help"), re.MULTILINE)
            self.assertEqual(self.candidates(verb, "-"), [name for option in options for name in option.split(",")])
        self.assertEqual(self.candidates("check", "plan.toml", "--fa"), ["--fail-on"])

    def test_values(self):
        self.assertEqual(self.candidates("check", "--format", ""), ["text", "json"])
        self.assertEqual(self.candidates("rules", "--format", "m"), ["markdown"])
        self.assertEqual(self.candidates("check", "--format", "=", "j"), ["json"])
        self.assertEqual(self.candidates("check", "--format", "="), ["text", "json"])
        self.assertEqual(self.candidates("info", "x", "--lang", ""), ["en", "zh"])
        self.assertEqual(self.candidates("check", "--fail-on", ""), ["error", "undecided", "warning", "never"])
        self.assertEqual(self.candidates("overlaps", "--area", ""), ["ellipsoidal", "planar"])
        self.assertIn("jzd-1", self.candidates("measure", "--point-accuracy", ""))
        self.assertEqual(self.candidates("measure", "--threads", ""), [])

    def test_lists(self):
        self.assertIn("area_survey_m2", self.candidates("measure", "--fields", "area_s"))
        self.assertEqual(self.candidates("measure", "--fields", "area_mu,area_sur"), ["area_mu,area_survey_m2"])

    def test_files(self):
        self.assertLessEqual({"clusters.gpkg", "plan one.toml", "sub"}, set(self.candidates("check", "")))
        self.assertEqual(self.candidates("overlaps", "a", "cl"), ["clusters.gpkg"])
        self.assertEqual(self.candidates("measure", "x", "-o", "cl"), ["clusters.gpkg"])
        self.assertEqual(self.candidates("check", "-o", ""), ["sub"])

    def test_codes_and_rules(self):
        listed = json.loads(run("explain", "--format", "json"))
        names = [rule["kind"] for rule in listed["rules"]] + [code["code"] for code in listed["codes"]]
        self.assertEqual(self.candidates("explain", ""), names)
        self.assertEqual(self.candidates("explain", "PP-030"), [name for name in names if name.startswith("PP-030")])

    def test_scripts_are_well_formed(self):
        scripts = [("bash", self.bash)]
        if shutil.which("zsh"):  # a second opinion, as above
            scripts.append(("zsh", self.folder / "zsh/site-functions/_parkplan"))
        else:
            print("zsh is not installed: its completion is not parsed")
        for shell, path in scripts:
            done = execute(shell, "-n", path, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_zsh_names_all(self):
        text = (self.folder / "zsh/site-functions/_parkplan").read_text("utf-8")
        self.assertTrue(text.startswith("#compdef parkplan\n"))
        for verb in self.verbs:
            part = text.split(f"\n    {verb})\n")[1].split("\n        ;;\n")[0]
            for option in re.findall(r"^  (-[^ ]+)", run(verb, "--help"), re.MULTILINE):
                for name in option.split(","):
                    self.assertIn(name, part)


if __name__ == "__main__":
    unittest.main()
