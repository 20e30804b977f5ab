# SPDX-License-Identifier: MIT
"""Runs the contestants: round by round, all of a task one after the other, so that whatever else
the machine does meets them alike."""

import sys
import tempfile

import contest

SLOW = 60  # seconds: slower contestants run once, and only at the smallest size
SMALL = 200_000  # parcels: sizes at which everybody may run


def note(text):
    print(text, file=sys.stderr, flush=True)


def warm(data):
    """Reads all layers once, so that the first contestant does not pay for the disk."""
    for path in (data.parcels, data.zones, data.aligned, data.clusters):
        with path.open("rb") as file:
            while file.read(1 << 20):
                pass


def reason_to_skip(result, data, before):
    """Why a job is not run, '' when it is; `before` are the results of smaller sizes."""
    job = result.job
    if job.not_built:
        return f"not built: {job.not_built}"
    if data.truth["parcels"] <= SMALL:
        return ""
    if job.small_only:
        return "takes more than a minute at this size"
    for other in before:
        same = (other.job.task, other.job.label, other.job.what) == (job.task, job.label, job.what)
        if same and other.runs:
            growth = data.truth["parcels"] / other.parcels
            expected = growth * other.middle("wall")
            if expected > SLOW and job.peer not in ("cpp", "parkplan"):
                return f"would take about {expected:.0f} s"
    return ""


def run_once(result, arguments, scratch):
    """One more run of a job; reads the answer after the first."""
    job = result.job
    try:
        if not result.runs and job.prepare is not None:
            job.prepare()
        measured, text = contest.execute(job, arguments.limit, scratch)
        if not result.runs:
            result.answer = job.answer(text)
        result.runs.append(measured)
        note(f"  {job.task} {job.label} {job.what}: {measured.wall:.3f} s")
    except Exception as error:  # whatever a peer does wrong must not end the race
        result.skipped = f"failed: {str(error) or type(error).__name__}"
        result.runs.clear()
        note(f"  {job.task} {job.label} {job.what}: {result.skipped}")


def run(context, contestants, data, arguments, before):
    """Results of one size; `before` those of sizes run already."""
    results = []
    for peer in contestants:
        for job in peer.jobs(context, data):
            if job.task in arguments.tasks:
                job.peer = peer.NAME
                results.append(contest.Result(data.name, data.truth["parcels"], job))
    for result in results:
        result.skipped = reason_to_skip(result, data, before)
    warm(data)
    with tempfile.TemporaryDirectory(dir=data.folder) as scratch:
        for task in arguments.tasks:
            entered = [result for result in results if result.job.task == task]
            for number in range(arguments.repeat):
                note(f"{data.name}, round {number + 1} of {arguments.repeat}")
                for result in entered:
                    slow = bool(result.runs) and result.runs[0].wall > SLOW
                    if not result.skipped and not slow:
                        run_once(result, arguments, scratch)
            contest.compare(entered)
    return results
