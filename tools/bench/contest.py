# SPDX-License-Identifier: MIT
"""What a contestant gives and how it is measured. Standard library only."""

import csv
import json
import math
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

# The jobs, in the order of the table; `keys` are the numbers that answers are compared by, each
# with its relative tolerance (counts: 0).
TASKS = {
    "planar": ("W1 areas, planar", {"rows": 0, "planar_m2": 1e-9}),
    "ellipsoid": ("W1 areas, on the ellipsoid", {"rows": 0, "geodesic_m2": 1e-8}),
    "survey": ("W1 areas, survey procedure", {"rows": 0, "survey_m2": 1e-9}),
    "zones": ("W2 cross table by 60 zones", {"rows": 0, "area_m2": 1e-9}),
    "aligned": ("W2 by 60 zones along parcel edges", {"rows": 0, "area_m2": 1e-9}),
    "topology": ("W3 overlaps and gaps in the coverage",
                 {"overlaps": 0, "overlap_m2": 1e-7, "gaps": 0, "gap_m2": 1e-7}),
    "clusters": ("W4 31 clusters against the parcels", {"rows": 0, "area_m2": 1e-9}),
}


@dataclass
class Data:
    """Files of one size; `copy(ext)` makes the parcels in another format."""

    name: str
    folder: Path
    parcels: Path
    zones: Path
    aligned: Path
    clusters: Path
    truth: dict

    def zones_of(self, task: str) -> Path:
        return {"zones": self.zones, "aligned": self.aligned, "clusters": self.clusters}[task]


@dataclass
class Context:
    work: Path
    programs: Path  # folder of the programs of tests/bench
    parkplan: Path
    cores: int = os.cpu_count() or 1


@dataclass
class Job:
    """One contestant at one task. `command` writes to `out` or prints; `answer` is called after
    the clock has stopped, with the text of standard output."""

    task: str
    label: str
    command: list
    answer: Callable
    what: str = ""  # which part of the task, when not all of it
    out: Path | None = None
    prepare: Callable | None = None  # not timed: loads a server, copies to another format
    environment: dict = field(default_factory=dict)
    exit_codes: tuple = (0,)
    small_only: bool = False  # known to take more than a minute per 100 000
    server: bool = False  # works in another process: CPU and memory are not seen
    differs: str = ""  # why its numbers may differ by nature
    not_built: str = ""  # the verb does not exist (yet)
    peer: str = ""


@dataclass
class Run:
    wall: float
    cpu: float
    rss_mib: float


class Failed(Exception):
    pass


def execute(job: Job, limit: float, scratch: Path) -> tuple[Run, str]:
    """Runs a job once; raises Failed when it fails or takes longer than `limit` seconds."""
    if job.out is not None:
        remove(job.out)
    with tempfile.TemporaryFile(dir=scratch) as output, tempfile.TemporaryFile(dir=scratch) as errors:
        begin = time.perf_counter()
        process = subprocess.Popen([str(part) for part in job.command], stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=errors, cwd=scratch, start_new_session=True,
                                   env={**os.environ, **job.environment})
        late = threading.Event()

        def stop():
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, stop)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if late.is_set():
            raise Failed(f"stopped after {limit:.0f} s")
        output.seek(0)
        errors.seek(0)
        text = output.read().decode("utf-8", "replace")
        if process.returncode not in job.exit_codes:
            lines = (text + errors.read().decode("utf-8", "replace")).strip().splitlines() or [""]
            raise Failed(f"exit code {process.returncode}: {lines[-1][:100]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), text


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    for file in path.parent.glob(path.stem + ".*"):
        if file.is_file():
            file.unlink()


@dataclass
class Result:
    """What became of a job: runs and an answer, or a reason why not."""

    size: str
    parcels: int
    job: Job
    runs: list = field(default_factory=list)
    answer: dict = field(default_factory=dict)
    skipped: str = ""
    verdict: str = ""  # whether the answer agrees with the reference

    def middle(self, what: str) -> float:
        return statistics.median(getattr(run, what) for run in self.runs)

    def walls(self) -> tuple[float, float]:
        walls = [run.wall for run in self.runs]
        return min(walls), max(walls)


def compare(results: list) -> None:
    """Holds the answers to one task against the first contestant's that has each number; the
    order of the contestants is the order of trust."""
    done = [result for result in results if result.answer]
    for result in done:
        bad = []
        for key, tolerance in TASKS[result.job.task][1].items():
            others = [r for r in done if key in r.answer and not r.job.differs]
            if key not in result.answer or not others or others[0] is result:
                continue
            wanted, given = others[0].answer[key], result.answer[key]
            if abs(given - wanted) > tolerance * abs(wanted):
                bad.append(f"{key} {given:.10g}, not {wanted:.10g}")
        if not bad:
            result.verdict = "agrees" if len(done) > 1 else "alone"
        elif result.job.differs:
            result.verdict = f"differs by nature ({result.job.differs}): {'; '.join(bad)}"
        else:
            result.verdict = f"DIFFERS: {'; '.join(bad)}"


# Readers of answers.

def csv_rows(path: Path):
    """Rows as they are read, by column: whatever the largest contestant needs, nothing is kept, as a
    process inherits the largest size that its parent ever had."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            yield {name.lower(): value for name, value in row.items()}


def csv_answer(path: Path, **sums: str) -> dict:
    """Number of rows and sums of columns: csv_answer(p, area_m2='area') sums column 'area'."""
    answer = {"rows": sum(1 for _ in csv_rows(path))}
    for key, column in sums.items():
        answer[key] = math.fsum(float(row[column.lower()] or 0) for row in csv_rows(path))
    return answer


def last_json(text: str) -> dict:
    """The JSON object in the last line of what a program printed."""
    return json.loads(text.strip().splitlines()[-1])


def first_line(*command) -> str:
    """First line that a program prints, '' when there is none."""
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ((done.stdout or done.stderr).strip().splitlines() or [""])[0]
