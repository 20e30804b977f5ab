#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the golden cases of tests/cli, or rewrites what they expect.

  tools/golden.py run [CASE…]       compare (all cases when none is named)
  tools/golden.py update [CASE…]    rewrite the expected files, then look at the diff

A case is a folder tests/cli/CASE with
  cmd       shell-quoted lines `parkplan …`, run one after the other; `#` starts a comment line,
            leading NAME=value words set the environment; `{repo}` stands for the source folder
  in/       copied to the working folder first (optional)
  exit      exit code, one line per command (default 0)
  stdout    what the commands printed (default nothing); stderr likewise
  out/      every file that the commands must leave under out/
  threads   `no`: do not append --threads (for cases about the command line itself)

Every case runs with --threads 1 and again with --threads 4; both must give the expected bytes.
Whatever differs, is missing, is extra, was changed in in/ or lies about outside out/ is a failure.
GeoPackages, Shapefiles and workbooks are compared by a dump (X.gpkg is expected as out/X.gpkg.dump,
X.shp and X.xlsx likewise, .shx and .dbf bytewise), all else bytewise,
after the source folder and the working folder are replaced by `{repo}` and `{work}` and the
versions of third-party libraries by `{version}`.
"""
import argparse
import difflib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import gpkg_dump  # noqa: E402
import shp_dump  # noqa: E402
import xlsx_dump  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[1]
THREADED = {"check", "convert", "diff", "export", "group", "info", "measure", "overlaps",
            "tabulate", "topology", "verify"}
# Versions of third-party libraries, in JSON and in text.
LIBRARY = re.compile(rb'("(?:gdal|geos|proj|epsg|sqlite|tbb|openssl|fmt)":\s*")[^"]*(?=")'
                     rb'|(\b(?:GDAL|GEOS|PROJ|SQLite) )[0-9]+\.[0-9]+[0-9A-Za-z.+-]*')
SECONDS = 60
DIFF_LINES = 80


class CaseError(Exception):
    """The case itself is wrong, or the program cannot be run."""


def commands_of(case):
    """[(environment, words without `parkplan`)] of the case's cmd file."""
    commands = []
    for line in (case / "cmd").read_text(encoding="utf-8").splitlines():
        words = shlex.split(line, comments=True)
        environment = {}
        while words and re.match(r"[A-Z_][A-Z_0-9]*=", words[0]):
            name, value = words.pop(0).split("=", 1)
            environment[name] = value
        if not words and not environment:
            continue
        if not words or words[0] != "parkplan":
            raise CaseError(f"cmd: each line must start with 'parkplan', this does not: '{line}'")
        commands.append((environment, words[1:]))
    if not commands:
        raise CaseError("cmd: no command")
    return commands


def takes_threads(case, words):
    switch = case / "threads"
    if switch.exists():
        text = switch.read_text(encoding="utf-8").strip()
        if text != "no":
            raise CaseError(f"threads: '{text}' is not known, known: no")
        return False
    return bool(words) and words[0] in THREADED and "--threads" not in words


def clean_environment():
    kept = {k: v for k, v in os.environ.items()
            if not k.startswith(("PARKPLAN_", "LC_", "GDAL_", "OGR_", "CPL_", "PROJ_"))
            and k not in {"SOURCE_DATE_EPOCH", "LANG", "LANGUAGE"}}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def files_below(folder):
    return {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}


class Runner:
    """Runs one case with one thread count in its own working folder."""

    def __init__(self, binary, repo, case, work):
        self.binary, self.repo, self.case, self.work = binary, repo, case, work

    def normalised(self, data):
        for path, name in ((self.work, b"{work}"), (self.repo, b"{repo}")):
            for spelling in {str(path), str(path.resolve())}:
                data = data.replace(spelling.encode(), name)
        return LIBRARY.sub(lambda match: (match[1] or match[2]) + b"{version}", data)

    def content(self, name, path):
        """(name, bytes) under which an output file is compared."""
        data = path.read_bytes()
        if name.endswith(".gpkg"):
            return f"{name}.dump", self.normalised(gpkg_dump.dump(path).encode())
        if name.endswith(".shp"):
            return f"{name}.dump", shp_dump.dump(path).encode()
        if name.endswith(".xlsx"):
            return f"{name}.dump", xlsx_dump.dump(path).encode()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return name, data
        return name, data if b"\0" in data else self.normalised(data)

    def run(self, threads):
        """{name in the case folder: bytes} of what the commands left, plus `problems`."""
        shutil.rmtree(self.work, ignore_errors=True)
        if (self.case / "in").is_dir():
            shutil.copytree(self.case / "in", self.work)
        else:
            self.work.mkdir(parents=True)
        given = {name: path.read_bytes() for name, path in files_below(self.work).items()}
        exits, streams = [], {"stdout": b"", "stderr": b""}
        for environment, words in commands_of(self.case):
            words = [word.replace("{repo}", str(self.repo)) for word in words]
            if takes_threads(self.case, words):
                words += ["--threads", str(threads)]
            try:
                done = subprocess.run([self.binary, *words], cwd=self.work, capture_output=True,
                                      stdin=subprocess.DEVNULL, timeout=SECONDS, check=False,
                                      env={**clean_environment(), **environment})
            except (OSError, subprocess.TimeoutExpired) as error:
                raise CaseError(str(error)) from error
            exits.append(f"{done.returncode}\n")
            streams["stdout"] += done.stdout
            streams["stderr"] += done.stderr
        got = {"exit": "".join(exits).encode()}
        got.update({name: self.normalised(data) for name, data in streams.items()})
        problems = []
        for name, path in files_below(self.work).items():
            if name.startswith("out/") and name not in given:
                output, data = self.content(name, path)
                got[output] = data
            elif name not in given:
                problems.append(f"{name}: left outside out/")
            elif path.read_bytes() != given[name]:
                problems.append(f"{name}: an input was changed")
        problems += [f"{name}: an input was removed" for name in given if not (self.work / name).exists()]
        return got, problems


def expected(case):
    def read(name):
        return (case / name).read_bytes() if (case / name).exists() else b""

    lines = len(commands_of(case))
    want = {"exit": read("exit") or b"0\n" * lines, "stdout": read("stdout"), "stderr": read("stderr")}
    if (case / "out").is_dir():
        want.update({f"out/{n}": p.read_bytes() for n, p in files_below(case / "out").items()})
    return want


def difference(name, want, got):
    """Lines that show how two byte strings differ."""
    if want is None or got is None:
        return [f"{name}: {'not expected' if want is None else 'missing'}"]
    try:
        left, right = (data.decode("utf-8").splitlines() for data in (want, got))
    except UnicodeDecodeError:
        at = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
        return [f"{name}: {len(want)} bytes expected, {len(got)} got, first difference at {at}"]
    lines = list(difflib.unified_diff(left, right, f"{name} (expected)", f"{name} (got)", lineterm=""))
    if not lines:
        return [f"{name}: differs in line ends only"]
    more = len(lines) - DIFF_LINES
    return lines[:DIFF_LINES] + ([f"… {more} more lines"] if more > 0 else [])


def compare(want, got, what):
    lines = []
    for name in sorted(want.keys() | got.keys()):
        if want.get(name) != got.get(name):
            lines += difference(name, want.get(name), got.get(name))
    return [f"-- {what}", *lines] if lines else []


def run_case(binary, repo, case, work):
    """Lines that say what is wrong; none when the case holds."""
    want = expected(case)
    lines = []
    for threads in (1, 4):
        got, problems = Runner(binary, repo, case, work / f"threads{threads}").run(threads)
        lines += compare(want, got, f"threads {threads}") + problems
    return lines


def update_case(binary, repo, case, work):
    """Rewrites the expected files; returns lines that say why it did not."""
    got, problems = Runner(binary, repo, case, work / "threads1").run(1)
    other, _ = Runner(binary, repo, case, work / "threads4").run(4)
    problems += compare(got, other, "threads 1 (expected) and threads 4 (got) differ")
    bad = [code for code in got["exit"].decode().split() if int(code) < 0 or int(code) == 70]
    if bad:
        problems.append(f"exit code {bad[0]} is a bug of the program, not an expectation")
    if problems:
        return problems
    shutil.rmtree(case / "out", ignore_errors=True)
    defaults = {"exit": b"0\n" * len(commands_of(case)), "stdout": b"", "stderr": b""}
    for name, data in got.items():
        target = case / name
        if data == defaults.get(name):
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return []


def cases_of(names, repo):
    folder = repo / "tests" / "cli"
    if not names:
        return sorted(path.parent for path in folder.glob("*/cmd"))
    cases = [pathlib.Path(n) if (pathlib.Path(n) / "cmd").exists() else folder / n for n in names]
    for case in cases:
        if not (case / "cmd").exists():
            raise CaseError(f"'{case}' is no case: it has no cmd file")
    return cases


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("mode", choices=["run", "update"])
    parser.add_argument("case", nargs="*", help="name or folder; all of tests/cli when none is given")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "build/dev/bin/parkplan")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build/golden")
    parser.add_argument("--repo", type=pathlib.Path, default=ROOT)
    arguments = parser.parse_args()
    action = run_case if arguments.mode == "run" else update_case
    failures = 0
    try:
        cases = cases_of(arguments.case, arguments.repo)
        if not cases:
            raise CaseError("no cases")
    except CaseError as error:
        print(f"golden.py: {error}", file=sys.stderr)
        return 2
    for case in cases:
        work = arguments.work.absolute() / case.name
        try:
            lines = action(arguments.binary.absolute(), arguments.repo.absolute(), case, work)
        except CaseError as error:
            lines = [str(error)]
        if lines:
            failures += 1
            print(f"==== {case.name}", *lines, sep="\n")
    print(f"{len(cases) - failures} of {len(cases)} cases "
          f"{'hold' if arguments.mode == 'run' else 'are up to date'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
