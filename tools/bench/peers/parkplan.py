# SPDX-License-Identifier: MIT
"""parkplan itself. Verbs that it does not have (yet) are shown as not built."""

import csv
import math
import subprocess

from contest import Job, csv_answer, csv_rows, first_line

NAME = "parkplan"
# Findings and undecided verdicts are answers, not failures.
EXIT_CODES = (0, 1, 4)
CACHE = {}


def missing(context):
    return "" if context.parkplan.exists() else "not built"


def version(context):
    return first_line(context.parkplan, "--version")


def help_of(context, *verb):
    if verb not in CACHE:
        done = subprocess.run([context.parkplan, *verb, "--help"], capture_output=True, text=True, check=False)
        CACHE[verb] = done.stdout if done.returncode == 0 else ""
    return CACHE[verb]


def has_verb(context, verb):
    listing = help_of(context).partition("Subcommands:")[2].partition("\n\n")[0]
    return any(line.split()[:1] == [verb] for line in listing.splitlines())


def tabulate_answer(path):
    """Areas of the table; the features counted are the pairs, where the table counts them."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    area = next(name for name in rows[0] if name.startswith("area"))
    answer = {"area_m2": math.fsum(float(row[area] or 0) for row in rows)}
    if "features" in rows[0]:
        answer["rows"] = sum(int(row["features"] or 0) for row in rows)
    return answer


def topology_answer(path):
    """One table for all kinds: the number and the area of the overlaps and of the gaps."""
    answer = {}
    for kind in ("overlap", "gap"):
        answer[f"{kind}s"] = sum(row["kind"] == kind for row in csv_rows(path))
        answer[f"{kind}_m2"] = math.fsum(float(row["area_m2"]) for row in csv_rows(path) if row["kind"] == kind)
    return answer


def overlaps_answer(path):
    with open(path, newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))
    return csv_answer(path, area_m2=next(name for name in header if name.startswith("area")))


def jobs(context, data):
    def job(task, what, verb, *arguments, form, answer, differs=""):
        out = data.folder / f"parkplan_{task}_{what or 'all'}.{form}".replace(" ", "_")
        command = [context.parkplan, verb, *arguments, "--format", form, "-o", out]
        if "--overwrite" in help_of(context, verb):
            command.append("--overwrite")
        gone = "" if has_verb(context, verb) else f"no verb '{verb}'"
        return Job(task, "parkplan", command, lambda text: answer(out), what=what, out=out,
                   exit_codes=EXIT_CODES, not_built=gone, differs=differs)

    def pieces(task, verb, *arguments, form, answer):
        """As the others do it, planar and without a look at validity; and as we mean it."""
        yield job(task, "", verb, *arguments, "--assume-valid", "--area", "planar", form=form, answer=answer)
        yield job(task, "valid and ellipsoidal", verb, *arguments, form=form, answer=answer,
                  differs="areas on the ellipsoid")

    def measure(task, what, fields, *options):
        sums = {f"{field}_m2": f"area_{field}_m2" for field in fields}
        return job(task, what, "measure", data.parcels, *options, "--fields", ",".join(sums.values()),
                   form="csv", answer=lambda out: csv_answer(out, **sums))

    yield measure("planar", "", ["planar"], "--assume-valid")
    three = ["planar", "ellipsoidal", "geodesic"]
    yield measure("ellipsoid", "planar, ellipsoidal and geodesic", three, "--assume-valid")
    yield measure("ellipsoid", "the same, and validity", three)
    yield measure("survey", "all four areas", [*three, "survey"], "--assume-valid")
    for task in ("zones", "aligned"):
        yield from pieces(task, "tabulate", data.parcels, "--by", data.zones_of(task), form="csv",
                          answer=tabulate_answer)
    yield from pieces("topology", "topology", data.parcels, form="csv", answer=topology_answer)
    yield from pieces("clusters", "overlaps", data.clusters, data.parcels, form="csv", answer=overlaps_answer)
