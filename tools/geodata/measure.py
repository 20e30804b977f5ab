# SPDX-License-Identifier: MIT
"""Independent figures for the README: areas, their standard deviation, overlaps.

Geometry is exact: a ring is a list of (x, y) in whole millimetres of EPSG:4548, without the closing
point; a polygon is a list of rings, shell first; a multipolygon is a list of polygons. Shells run
counter-clockwise, holes clockwise.
"""

import math
from fractions import Fraction

from . import projection


def rings(multipolygon):
    return [ring for polygon in multipolygon for ring in polygon]


def edges(ring):
    return zip(ring, ring[1:] + ring[:1])


def ring_area(ring) -> Fraction:
    """Signed planar area in m2, exact for integers and fractions."""
    return sum((ax * by - bx * ay for (ax, ay), (bx, by) in edges(ring)), Fraction(0)) / 2_000_000


def planar_area(multipolygon) -> Fraction:
    return sum((ring_area(ring) for ring in rings(multipolygon)), Fraction(0))


def densified(ring, step: float):
    """Points in metres along the ring, no piece longer than step, edges straight in the plane."""
    for (ax, ay), (bx, by) in edges(ring):
        ax, ay, bx, by = ax / 1000, ay / 1000, bx / 1000, by / 1000
        pieces = max(1, math.ceil(math.hypot(bx - ax, by - ay) / step))
        for i in range(pieces):
            yield ax + (bx - ax) * i / pieces, ay + (by - ay) * i / pieces


def ring_ellipsoidal_area(ring, step: float = 1.0) -> float:
    """Signed area on the ellipsoid: shoelace in the equal-area plane over dense points."""
    points = [projection.inverse(x, y) for x, y in densified(ring, step)]
    lon0, q0 = points[0][0], projection.equal_area_ordinate(points[0][1])
    plane = [(lon - lon0, projection.equal_area_ordinate(sine) - q0) for lon, sine in points]
    return math.fsum(ax * by - bx * ay for (ax, ay), (bx, by) in edges(plane)) / 2


def ellipsoidal_area(multipolygon) -> float:
    return math.fsum(ring_ellipsoidal_area(ring) for ring in rings(multipolygon))


def sigma(multipolygon, point_accuracy: float) -> float:
    """Standard deviation of the area in m2; every vertex has the given point accuracy in metres."""
    total = 0
    for ring in rings(multipolygon):
        for (ax, ay), (bx, by) in zip(ring, ring[2:] + ring[:2]):
            total += (bx - ax) ** 2 + (by - ay) ** 2
    return point_accuracy * math.sqrt(total / 8) / 1000


def bounds(multipolygon):
    xs = [x for ring in rings(multipolygon) for x, _ in ring]
    ys = [y for ring in rings(multipolygon) for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def crossing_heights(segments, low, high):
    """The y at which two of the segments cross, inside (low, high); exact."""
    found = set()
    for i, ((ax, ay), (bx, by)) in enumerate(segments):
        for (cx, cy), (dx, dy) in segments[i + 1 :]:
            if max(ax, bx) < min(cx, dx) or max(cx, dx) < min(ax, bx):
                continue
            cross = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
            if cross == 0:
                continue
            along = Fraction((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx), cross)
            if 0 <= along <= 1:
                found.add(ay + along * (by - ay))
    return {y for y in found if low < y < high}


def spans(segments, y):
    """Intervals covered at height y by the even-odd rule: pairs of (x, segment)."""
    hits = []
    for a, b in segments:
        low, high = (a, b) if a[1] < b[1] else (b, a)
        if low[1] <= y < high[1]:
            hits.append((x_at((low, high), y), (low, high)))
    hits.sort(key=lambda hit: hit[0])
    return list(zip(hits[::2], hits[1::2]))


def x_at(segment, y):
    (ax, ay), (bx, by) = segment
    return ax + Fraction((bx - ax) * (y - ay), by - ay)


def edges_between(multipolygon, low, high):
    every = [e for ring in rings(multipolygon) for e in edges(ring)]
    return [e for e in every if max(e[0][1], e[1][1]) > low and min(e[0][1], e[1][1]) < high]


def intersection(first, second):
    """The common area of two multipolygons as trapezoids with exact corners (mm)."""
    low, high = max(bounds(first)[1], bounds(second)[1]), min(bounds(first)[3], bounds(second)[3])
    if low >= high:
        return []
    ours, theirs = edges_between(first, low, high), edges_between(second, low, high)
    heights = {y for e in ours + theirs for _, y in e if low < y < high} | {low, high}
    heights = sorted(heights | crossing_heights(ours + theirs, low, high))
    pieces = []
    for bottom, top in zip(heights, heights[1:]):
        middle = Fraction(bottom + top) / 2
        for a in spans(ours, middle):
            for b in spans(theirs, middle):
                left = max(a[0], b[0], key=lambda hit: hit[0])
                right = min(a[1], b[1], key=lambda hit: hit[0])
                if left[0] < right[0]:
                    sides = ((left, bottom), (right, bottom), (right, top), (left, top))
                    pieces.append([(x_at(hit[1], y), y) for hit, y in sides])
    return pieces


def pieces_area(pieces) -> Fraction:
    return sum((ring_area(piece) for piece in pieces), Fraction(0))


def pieces_ellipsoidal_area(pieces) -> float:
    """Area on the ellipsoid of the trapezoids; pieces thinner than 1e-9 m2 are left out."""
    return math.fsum(
        ring_ellipsoidal_area([(float(x), float(y)) for x, y in piece])
        for piece in pieces
        if ring_area(piece) > Fraction(1, 10**9)
    )


def largest_part_share(multipolygon) -> float:
    areas = [sum(ring_area(ring) for ring in polygon) for polygon in multipolygon]
    return float(max(areas) / sum(areas))


def segment_distance(a, b, c, d) -> float:
    """Distance of two segments that do not cross, in their own unit."""

    def point_to_segment(p, q, r):
        length = (r[0] - q[0]) ** 2 + (r[1] - q[1]) ** 2
        t = ((p[0] - q[0]) * (r[0] - q[0]) + (p[1] - q[1]) * (r[1] - q[1])) / length
        t = min(1, max(0, t))
        return math.dist(p, (q[0] + t * (r[0] - q[0]), q[1] + t * (r[1] - q[1])))

    ends = ((a, c, d), (b, c, d), (c, a, b), (d, a, b))
    return min(point_to_segment(*end) for end in ends)


def nearest_gaps(multipolygon):
    """For every part the distance in metres to the nearest other part."""
    gaps = []
    for i, one in enumerate(multipolygon):
        gaps.append(
            min(
                segment_distance(a, b, c, d)
                for j, other in enumerate(multipolygon)
                if j != i
                for a, b in edges(one[0])
                for c, d in edges(other[0])
            )
            / 1000
        )
    return gaps
