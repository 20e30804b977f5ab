# SPDX-License-Identifier: MIT
"""What the race found, as a table for people and as JSON for programs."""

import datetime
import json
import os
import platform

import contest

BEGIN, END = "<!-- bench: begin (tools/bench/run --readme) -->\n", "<!-- bench: end -->\n"


def facts(context, present, absent, arguments, truths):
    """Where, when and with what it was measured."""
    model = next((line.split(":", 1)[1].strip() for line in lines_of("/proc/cpuinfo")
                  if line.startswith("model name")), platform.processor())
    memory = next((int(line.split()[1]) / 2**20 for line in lines_of("/proc/meminfo")
                   if line.startswith("MemTotal")), 0)
    system = next((line.split("=", 1)[1].strip('"') for line in lines_of("/etc/os-release")
                   if line.startswith("PRETTY_NAME=")), platform.system())
    return {
        "date": datetime.date.today().isoformat(),
        "machine": {"processor": model, "cores": context.cores, "memory_gib": round(memory, 1), "system": system,
                    "load_average": [round(load, 2) for load in os.getloadavg()]},
        "versions": {peer.NAME: peer.version(context) for peer in present},
        "left_out": absent,
        "repeat": arguments.repeat,
        "order_of_rows": "shuffled" if arguments.shuffled else "tiles",
        "data": truths,
    }


def lines_of(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()
    except OSError:
        return []


def seconds(value):
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def ratio_to(result, ours):
    if ours is None or result.job.peer == "parkplan":
        return ""
    ratio = result.middle("wall") / ours.middle("wall")
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def row(result, ours):
    who = result.job.label + (f" ({result.job.what})" if result.job.what else "")
    if not result.runs:
        return f"| {who} | | | | | | {result.skipped or 'not run'} |"
    low, high = result.walls()
    hidden = result.job.server
    cells = [who, seconds(result.middle("wall")), f"{seconds(low)}-{seconds(high)}",
             "" if hidden else seconds(result.middle("cpu")),
             "" if hidden else f"{result.middle('rss_mib'):.0f}", ratio_to(result, ours),
             result.verdict or result.skipped]
    return f"| {' | '.join(cells)} |"


def table(facts, results):
    """Markdown."""
    machine = facts["machine"]
    text = [f"{facts['date']}, {machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, "
            f"{machine['system']}, load {machine['load_average'][0]}; page cache warm, medians of {facts['repeat']} "
            f"interleaved runs, rows in order: {facts['order_of_rows']}."]
    text += [f"{name}: {version}." for name, version in facts["versions"].items()]
    text += [f"{name}: left out, {reason}." for name, reason in facts["left_out"].items()]
    for size, truth in facts["data"].items():
        for task, (title, _) in contest.TASKS.items():
            entered = [r for r in results if r.size == size and r.job.task == task]
            if not entered:
                continue
            ours = next((r for r in entered if r.job.peer == "parkplan" and r.runs), None)
            text += ["", f"**{title}**, {truth['parcels']:,} parcels, {truth['points']:,} points", "",
                     "| | wall s | min-max | CPU s | MiB | : parkplan | answer |",
                     "|---|---:|---:|---:|---:|---:|---|"]
            entered.sort(key=lambda r: (not r.runs, r.job.peer != "parkplan", r.middle("wall") if r.runs else 0))
            text += [row(result, ours) for result in entered]
    return "\n".join(text) + "\n"


def fastest(results, peer):
    """A peer's best result of a row, none when it ran none that does the work."""
    ran = [r for r in results if r.job.peer == peer and r.runs and not r.verdict.startswith("DIFFERS")]
    return min(ran, key=lambda result: result.middle("wall"), default=None)


def summary(facts, results):
    """Markdown for a README: a line for each way in which parkplan does a task, and the best that each
    peer has to set against it."""
    machine, names = facts["machine"], list(facts["versions"])
    peers = [name for name in names if name != "parkplan"]
    text = [f"| seconds, whole process ({machine['cores']} cores) | parcels | parkplan | MiB | "
            + " | ".join(peers) + " |", "|---|---:|---:|---:|" + "---:|" * len(peers)]
    for size, truth in facts["data"].items():
        for task, (title, _) in contest.TASKS.items():
            entered = [r for r in results if r.size == size and r.job.task == task]
            for ours in [r for r in entered if r.job.peer == "parkplan" and r.runs]:
                cells = []
                for peer in peers:
                    best = fastest(entered, peer)
                    cells.append(f"{seconds(best.middle('wall'))} ({ratio_to(best, ours)}x)" if best else "")
                what = f": {ours.job.what}" if ours.job.what else ""
                text.append(f"| {title}{what} | {truth['parcels']:,} | {seconds(ours.middle('wall'))} | "
                            f"{ours.middle('rss_mib'):.0f} | {' | '.join(cells)} |")
    text += ["", f"{facts['date']}, {machine['processor']}, {machine['system']}, page cache warm, medians of "
             f"{facts['repeat']} interleaved runs. " + "; ".join(facts["versions"].values()) + "."]
    return "\n".join(text) + "\n"


def as_json(facts, results):
    entries = []
    for result in results:
        entry = {"size": result.size, "task": result.job.task, "peer": result.job.peer, "label": result.job.label,
                 "what": result.job.what, "command": [str(part) for part in result.job.command],
                 "runs": [vars(run) for run in result.runs], "answer": result.answer, "verdict": result.verdict}
        if result.runs:
            entry["median_wall_s"] = result.middle("wall")
        else:
            entry["not_run"] = result.skipped
        entries.append(entry)
    return json.dumps({**facts, "results": entries}, indent=1, ensure_ascii=False) + "\n"


def update_readme(path, text):
    """Replaces what stands between the marks; raises SystemExit when they are not there."""
    before, begin, rest = path.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{path.name} has no place for the table; put there\n{BEGIN}{END}")
    path.write_text(before + BEGIN + text + END + after, "utf-8")
