# SPDX-License-Identifier: MIT
"""Compares freshly made files with the committed ones."""

import sqlite3
import struct

TOLERANCE = 0.0011  # metres: one unit of the last digit, where another libm rounds the other way


def rows_of(path):
    """All rows of all tables, by table."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    tables = {name: database.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in names}
    database.close()
    return tables


def same_blob(a: bytes, b: bytes) -> bool:
    """Equal bytes, or equal but for coordinates within the tolerance (they sit at known places)."""
    if a == b:
        return True
    if len(a) != len(b):
        return False
    places = set(range(8, 40, 8)) | set(coordinate_offsets(a))
    i = 0
    while i < len(a):
        if i in places:
            if abs(struct.unpack_from("<d", a, i)[0] - struct.unpack_from("<d", b, i)[0]) > TOLERANCE:
                return False
            i += 8
        elif a[i] != b[i]:
            return False
        else:
            i += 1
    return True


def coordinate_offsets(blob: bytes):
    """Where the coordinates of the WKB stand: of a point, or of the lines or polygons of a collection."""
    (kind,) = struct.unpack_from("<I", blob, 40 + 1)
    if kind == 1:
        yield from (45, 53)
        return
    at = 40 + 9
    for _ in range(struct.unpack_from("<I", blob, 40 + 5)[0]):
        (kind, count) = struct.unpack_from("<II", blob, at + 1)
        at += 5 if kind == 2 else 9
        for _ in range(1 if kind == 2 else count):
            (points,) = struct.unpack_from("<I", blob, at)
            yield from range(at + 4, at + 4 + 16 * points, 8)
            at += 4 + 16 * points


def same_value(a, b) -> bool:
    if isinstance(a, bytes) and isinstance(b, bytes):
        return same_blob(a, b)
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= TOLERANCE
    return a == b


def difference(made, committed) -> str | None:
    """None when the content is the same, else what differs first."""
    if not committed.exists():
        return "missing"
    if made.read_bytes() == committed.read_bytes():
        return None
    ours, theirs = rows_of(made), rows_of(committed)
    if ours.keys() != theirs.keys():
        return "other tables"
    for name, rows in ours.items():
        if len(rows) != len(theirs[name]):
            return f"{name}: {len(theirs[name])} rows, made {len(rows)}"
        for row, other in zip(rows, theirs[name]):
            if not all(map(same_value, row, other)):
                return f"{name}: row {row[0]!r} differs"
    return None
