#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A Shapefile's geometry (.shp) as text: where a ring starts and in which order the rings of a
shape stand, which versions of GDAL decide differently, does not show; direction does.

  tools/shp_dump.py FILE
"""
import pathlib
import struct
import sys

NULL, POINT, LINE, POLYGON, MULTIPOINT = 0, 1, 3, 5, 8


def points(content, offset, count):
    values = struct.unpack_from(f"<{2 * count}d", content, offset)
    return list(zip(values[::2], values[1::2]))


def parts(content):
    """The parts of a polygon or line: 4 bytes of type, 4 doubles of box, two counts, first indices."""
    part_count, point_count = struct.unpack_from("<2i", content, 36)
    first = list(struct.unpack_from(f"<{part_count}i", content, 44)) + [point_count]
    every = points(content, 44 + 4 * part_count, point_count)
    return [every[first[i]:first[i + 1]] for i in range(part_count)]


def from_smallest(ring):
    """A closed ring from its smallest vertex, in its own direction; a ring that encloses as much to
    its left as to its right (a bow-tie) has none that all versions agree on."""
    open_ring = ring[:-1] if ring[0] == ring[-1] else ring
    start = open_ring.index(min(open_ring))
    forward = open_ring[start:] + open_ring[:start]
    x, y = forward[0]
    local = [(a - x, b - y) for a, b in forward]
    if sum(a * d - c * b for (a, b), (c, d) in zip(local, local[1:] + local[:1])) != 0:
        return forward
    return min(forward, forward[:1] + forward[:0:-1])


def shape_lines(content):
    (kind,) = struct.unpack_from("<i", content)
    if kind == NULL:
        return ["null"]
    if kind == POINT:
        return [f"point {points(content, 4, 1)}"]
    if kind == MULTIPOINT:
        (count,) = struct.unpack_from("<i", content, 36)
        return [f"multipoint {points(content, 40, count)}"]
    if kind == LINE:
        return [f"line {part}" for part in parts(content)]
    if kind == POLYGON:
        return sorted(f"ring {from_smallest(part)}" for part in parts(content))
    raise ValueError(f"unknown shape type {kind}")


def dump(path):
    data = pathlib.Path(path).read_bytes()
    length, version, kind = struct.unpack_from(">i", data, 24)[0], *struct.unpack_from("<2i", data, 28)
    lines = [f"shapefile version {version} type {kind} bytes {2 * length}",
             f"box {struct.unpack_from('<4d', data, 36)}"]
    offset = 100
    while offset < len(data):
        number, words = struct.unpack_from(">2i", data, offset)
        content = data[offset + 8:offset + 8 + 2 * words]
        lines.append(f"record {number}")
        lines += [f"  {line}" for line in shape_lines(content)]
        offset += 8 + 2 * words
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(dump(sys.argv[1]))
