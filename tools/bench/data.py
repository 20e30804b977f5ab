# SPDX-License-Identifier: MIT
"""The layers of the benchmark: made once per size, kept in the work folder."""

import json
import re
import subprocess
import sys

from contest import Data

SEED = 1


def parcels_of(name, error):
    """'100k' -> 100000; calls error(text) for what is no size."""
    match = re.fullmatch(r"([1-9][0-9]*)([km]?)", name.lower())
    number = int(match[1]) * {"": 1, "k": 1_000, "m": 1_000_000}[match[2]] if match else 0
    if not 100 <= number <= 20_000_000:
        error(f"--size: '{name}' is no size, write e.g. 100k or 1m (at least 100)")
    return number


def make(context, name, parcels, shuffled):
    folder = context.work / name
    truth = folder / f"planted_{name}.json"
    maker = [context.programs / "parkplan_make_coverage", folder, name, str(parcels), "--seed", str(SEED)]
    # The truth is written last: when it is there, the rest is.
    if not truth.exists():
        print(f"making {name} ...", file=sys.stderr)
        subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    file = folder / f"parcels_{name}{'_shuffled' * shuffled}.gpkg"
    if not file.exists():
        subprocess.run([*maker, "--shuffled"], check=True)
    found = json.loads(truth.read_text("utf-8"))
    del found["disturbances"]
    return Data(name, folder, file, folder / f"zones60_{name}.gpkg", folder / f"zonesaligned_{name}.gpkg",
                folder / f"clusters_{name}.gpkg", found)
