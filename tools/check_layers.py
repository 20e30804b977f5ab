#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when a source file includes what its folder may not include.

Four rules, for every file of src/:
  1. a folder includes itself and the folders of its set below, nothing else;
  2. a third-party header is included only in the folder that wraps it (fmt: in every .cpp), and
     in headers only there; fmt in a header only in core/fail.hpp and core/told.hpp;
  3. a header that shows a third-party header is not included from outside the wrapping folder,
     however long the chain;
  4. operating system headers are included only in core/platform*; anything unknown is named.
"""
import pathlib
import re
import sys

# Who may include whom, besides itself. Explicit sets, no order.
ALLOWED = {
    "core": set(),
    "json": {"core"},
    "geo": {"core"},
    "crs": {"core", "geo"},
    "measure": {"core", "geo", "crs"},
    "layer": {"core", "geo", "crs"},
    "io": {"core", "geo", "crs", "layer"},
    "overlay": {"core", "geo", "crs", "measure", "layer"},
    "plan": {"core", "crs", "layer", "json"},
    "review": {"core", "geo", "crs", "measure", "layer", "plan", "json"},
    "rules": {"core", "geo", "crs", "measure", "layer", "overlay", "plan", "review"},
    "report": {"core", "geo", "crs", "measure", "layer", "io", "plan", "review", "json"},
    "qgis": {"core", "geo", "crs", "layer", "io", "plan", "review", "report"},
    "cli": {"core", "json", "geo", "crs", "measure", "layer", "io", "overlay", "plan", "review",
            "rules", "report", "qgis"},
}

# Third-party header (from the start of its name) -> the one folder that wraps it.
WRAPPED = [
    (re.compile(pattern), folder)
    for pattern, folder in [
        (r"(oneapi/|tbb/)", "core"),
        (r"openssl/", "core"),
        (r"nlohmann/", "json"),
        (r"(geos_c\.h$|geos/|geos\.h$)", "geo"),
        (r"boost/", "geo"),
        (r"proj(_experimental|_constants)?\.h$|proj/", "crs"),
        (r"geodesic\.h$", "measure"),
        (r"(gdal|ogr|cpl_|vrt)", "io"),
        (r"sqlite3(ext)?\.h$", "io"),
        (r"xlsxwriter(\.h$|/)", "io"),
        (r"(toml\+\+/|toml\.hpp$)", "plan"),
        (r"(pugixml|pugiconfig)\.hpp$", "qgis"),
        (r"(cairo|pango)", "qgis"),
        (r"CLI/", "cli"),
    ]
]
FMT = re.compile(r"fmt/")
FMT_HEADERS = ("core/fail.hpp", "core/told.hpp")
STANDARD = re.compile(r"[a-z_0-9]+$")  # the standard library's headers have no suffix, no folder
PLATFORM_FILE = re.compile(r"core/platform[a-z_0-9]*\.(cpp|hpp)$")
PLATFORM_HEADER = re.compile(
    r"((sys|linux|netinet|arpa)/.*\.h|(unistd|fcntl|dirent|pthread|poll|signal|termios|pwd|errno|time)\.h)$")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def includes_of(path):
    """(line number, '<' or '"', name) of every include directive of a file."""
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def wrapping_folder(name):
    return next((folder for pattern, folder in WRAPPED if pattern.match(name)), None)


def system_problem(file, name):
    """What is wrong with `#include <name>` in `file` (path relative to src), or None."""
    if STANDARD.match(name):
        return None
    if FMT.match(name):
        if file.endswith(".hpp") and file not in FMT_HEADERS:
            return f"<{name}> in a header: fmt stays in .cpp files and {' and '.join(FMT_HEADERS)}"
        return None
    if PLATFORM_HEADER.match(name):
        return None if PLATFORM_FILE.match(file) else f"<{name}> belongs to core/platform only"
    owner = wrapping_folder(name)
    if owner is None:
        return f"<{name}> is not known: add it to tools/check_layers.py with the folder that wraps it"
    if owner != file.split("/")[0]:
        return f"<{name}> belongs to {owner}/ only"
    return None


def folder_problem(file, name):
    """What is wrong with `#include "name"` in `file`, or None."""
    folder, target = file.split("/")[0], name.split("/")[0]
    if "/" not in name or target not in ALLOWED:
        return f'"{name}" is not a path under src/'
    if target != folder and target not in ALLOWED[folder]:
        return f"{folder}/ may not include {target}/"
    return None


def shown_by(header, tree, seen):
    """Third-party headers that `header` shows, itself or through our headers: {name: owner}."""
    if header in seen or header not in tree:
        return {}
    seen.add(header)
    shown = {}
    for _, quote, name in tree[header]:
        if quote == '"':
            shown.update(shown_by(name, tree, seen))
        elif wrapping_folder(name):
            shown[name] = wrapping_folder(name)
    return shown


def check(src):
    """All problems below src, as lines `src/file:number: what`."""
    files = sorted(p for p in src.rglob("*") if p.suffix in {".hpp", ".cpp", ".h", ".inc"})
    tree = {p.relative_to(src).as_posix(): list(includes_of(p)) for p in files}
    problems = []
    for file, includes in tree.items():
        folder = file.split("/")[0]
        if folder not in ALLOWED:
            problems.append(f"src/{file}:1: folder '{folder}' is not known to tools/check_layers.py")
            continue
        for number, quote, name in includes:
            problem = system_problem(file, name) if quote == "<" else folder_problem(file, name)
            if problem is None and quote == '"' and not name.startswith(folder + "/"):
                leaked = {n: o for n, o in shown_by(name, tree, set()).items() if o != folder}
                if leaked:
                    problem = f'"{name}" shows ' + ", ".join(
                        f"<{n}>, which stays inside {o}/" for n, o in sorted(leaked.items()))
            if problem:
                problems.append(f"src/{file}:{number}: {problem}")
    if not tree:
        problems.append(f"{src}: no source files here")
    return problems


def main():
    if len(sys.argv) != 2:
        print("usage: check_layers.py SRC", file=sys.stderr)
        return 2
    problems = check(pathlib.Path(sys.argv[1]))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
