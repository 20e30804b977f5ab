# SPDX-License-Identifier: MIT
"""The demo layers (demo.gpkg): invented clusters with planted faults, in a place without real ones.

Outlines are drawn in metres along (u, v), a frame turned by the angle of (24, 7): u and v that are
multiples of 25 mm fall on whole millimetres of EPSG:4548, multiples of 25 m on whole metres, so the
planted overlaps are exact.
"""

import random
from fractions import Fraction

from .clusters import INDUSTRIES, MODES, NOTE
from .geopackage import Layer
from .projection import forward

CENTRE = (115.80, 40.02)
SURVEY_STEP = 75  # metres between outline points, as if surveyed from corner to corner
FIELDS = [
    ("BSM", "TEXT"), ("ZTBH", "TEXT"), ("ZTMC", "TEXT"), ("ZTMC_EN", "TEXT"), ("SSFY", "TEXT"), ("CYDM", "TEXT"),
    ("CYMC", "TEXT"), ("MSDM", "TEXT"), ("MSMC", "TEXT"), ("GNDW", "TEXT"), ("GLJG", "TEXT"), ("YSSM", "TEXT"),
    ("SM", "TEXT"),
]
B_EDGE = 0.05  # metres by which one side of B and of C is moved out to reach the wanted area
C_EDGE = 9.325
PARK_FIELDS = [("BSM", "TEXT"), ("FYMC", "TEXT"), ("FYMC_EN", "TEXT"), ("SM", "TEXT")]


def origin(centre=CENTRE):
    x, y = forward(*centre)
    return round(x / 100) * 100, round(y / 100) * 100


def place(u, v, centre=CENTRE) -> tuple[int, int]:
    """Frame coordinates in metres to whole millimetres; a point off the lattice is a mistake."""
    u, v = Fraction(str(u)) * 1000, Fraction(str(v)) * 1000
    x, y = (24 * u - 7 * v) / 25, (7 * u + 24 * v) / 25
    assert x.denominator == y.denominator == 1, (u, v)
    x0, y0 = origin(centre)
    return x0 * 1000 + int(x), y0 * 1000 + int(y)


def with_survey_points(corners, rng):
    """Adds points along the edges that run in u or v; with rng they lie up to 0.3 m beside the line."""
    ring = []
    for (ua, va), (ub, vb) in zip(corners, corners[1:] + corners[:1]):
        ring.append((ua, va))
        if (ua == ub) == (va == vb):
            continue
        length = abs(ub - ua) + abs(vb - va)
        du, dv = (ub - ua) / length, (vb - va) / length
        at = SURVEY_STEP
        while at <= length - SURVEY_STEP / 2:
            aside = round(24 * rng.random() - 12) / 40 if rng else 0
            ring.append((round(ua + du * at - dv * aside, 3), round(va + dv * at + du * aside, 3)))
            at += SURVEY_STEP
    return ring


def outline(corners, shift=(0, 0), rng=None):
    moved = [(u + shift[0], v + shift[1]) for u, v in corners]
    return [place(u, v) for u, v in with_survey_points(moved, rng)]


def box(u0, v0, u1, v1, cut=0):
    """A block, two opposite corners cut by the given length."""
    if not cut:
        return [(u0, v0), (u1, v0), (u1, v1), (u0, v1)]
    return [(u0, v0), (u1 - cut, v0), (u1, v0 + cut), (u1, v1), (u0 + cut, v1), (u0, v1 - cut)]


def clean_with_hole():
    shell = [(0, 0), (700, 0), (700, -100), (1500, -100), (1600, 0), (1600, 900), (1750, 900), (1750, 1500),
             (1650, 1600), (900, 1600), (900, 1700), (300, 1700), (300, 1600), (0, 1600)]
    return [[outline(shell, rng=random.Random("A")), outline(box(600, 600, 1000, 900))[::-1]]]


def planar_only():
    """Some tens of m2 more than 2 km2 in the plane, some hundreds less on the ellipsoid."""
    shell = [(0, 0), (500, 0), (500, -100), (1100, -100), (1100, 0), (1400, 0), (1500, 100), (1500, 1200),
             (1300, 1200), (1300, 1450 + B_EDGE), (700, 1450 + B_EDGE), (700, 1200), (100, 1200), (0, 1100)]
    return [[outline(shell, (2200, 0), random.Random("B"))]]


def on_the_limit():
    """On the ellipsoid a few m2 from 2 km2: less than the uncertainty."""
    shell = [(0, 0), (900, 0), (900, -150), (1300, -150), (1300, 0), (1600, 0), (1600, 1000), (1500, 1100),
             (1000, 1100), (1000, 1400 + C_EDGE), (400, 1400 + C_EDGE), (400, 1100), (0, 1100)]
    return [[outline(shell, (4200, 100), random.Random("C"))]]


def overlapped():
    shell = [(0, 0), (1700, 0), (1700, 1400), (1600, 1500), (200, 1500), (0, 1300)]
    return [[outline(shell, (0, 2000))]]


def overlapping():
    """Its access strip, 50 m wide and running due north, enters the neighbour by 24 m: 48 m x 25 m."""
    shell = [(85, 1620), (835, 1620), (793, 1476), (843, 1476), (885, 1620), (1735, 1620), (1735, 2920),
             (1635, 3020), (85, 3020)]
    return [[outline(shell, (0, 2000))]]


def sliver_west():
    """Its east side of 1000 m lies 0.05 m beyond the neighbour's west side."""
    shell = [(0, 0), (1900, 0), (1900, 300), (2000.05, 300), (2000.05, 1300), (1900, 1300), (1900, 1600), (100, 1600),
             (0, 1500)]
    return [[outline(shell, (7300, 0))]]


def sliver_east():
    shell = [(2000, 100), (2800, 100), (2800, 0), (3600, 0), (3600, 1500), (3500, 1600), (2600, 1600), (2600, 1500),
             (2000, 1500)]
    return [[outline(shell, (7300, 0))]]


def wrong_name():
    shell = [(0, 0), (1500, 0), (1500, 500), (1700, 500), (1700, 1500), (800, 1500), (800, 1400), (0, 1400)]
    return [[outline(shell, (7300, 2000))]]


def sticking_out():
    """A block of 300 m x 100 m lies east of the park's side at u = 12000."""
    shell = [(9500, 0), (11900, 0), (11900, 600), (12100, 600), (12100, 900), (11900, 900), (11900, 1300),
             (11800, 1400), (9500, 1400)]
    return [[outline(shell, (0, 2000))]]


def without_mode():
    shell = [(0, 0), (1200, 0), (1200, 200), (1900, 200), (1900, 1200), (1800, 1300), (600, 1300), (600, 1500),
             (0, 1500)]
    return [[outline(shell, (7300, 3800))]]


def scattered():
    """Eight parts of a third of a square kilometre, 1 to 3 km apart."""
    corners = [(3000, -2000), (5400, -1500), (8000, -2100), (10700, -1700), (2600, -4600), (5300, -4400),
               (7900, -5100), (10900, -4800)]
    sizes = [(600, 550), (500, 700), (650, 525), (600, 600), (550, 650), (700, 500), (600, 575), (525, 650)]
    return [[outline(box(0, 0, *size, cut=50), corner)] for corner, size in zip(corners, sizes)]


def bow_tie():
    """Two points of a small tab in the wrong order: the outline crosses itself at (650, -25)."""
    shell = [(0, 0), (600, 0), (700, -50), (600, -50), (700, 0), (1700, 0), (1700, 1300), (0, 1300)]
    return [[outline(shell, (0, -2500))]]


def three_parts():
    move = (2300, 2000)
    first = [outline(box(0, 0, 1500, 1000, cut=100), move), outline(box(500, 400, 800, 600), move)[::-1]]
    second = [(1600, 0), (2800, 0), (2800, 800), (2000, 800), (2000, 700), (1600, 700)]
    return [[first[0], first[1]], [outline(second, move)], [outline(box(200, 1100, 1400, 1700, cut=50), move)]]


def clean_plain():
    shell = [(0, 0), (1000, 0), (1000, -100), (2000, -100), (2000, 1000), (1900, 1100), (0, 1100)]
    return [[outline(shell, (2300, 4000), random.Random("N"))]]


# letter: (outline, park, industries, modes, note on the planted fault)
CLUSTERS = {
    "A": (clean_with_hole, "甲", "ICT;BIO", "R", "无植入问题（含一个内洞）"),
    "B": (planar_only, "甲", "MFG", "I", "平面面积达到2平方公里，椭球面积未达到"),
    "C": (on_the_limit, "甲", "ICT", "A", "椭球面积与2平方公里之差小于不确定度"),
    "D": (overlapped, "甲", "BIO", "I", "与演示组团E重叠1200平方米（平面）"),
    "E": (overlapping, "甲", "MAT", "L", "与演示组团D重叠1200平方米（平面）"),
    "F": (sliver_west, "乙", "TRA;MFG", "I", "与演示组团G沿公共边重叠，宽0.05米"),
    "G": (sliver_east, "乙", "TRA", "H", "与演示组团F沿公共边重叠，宽0.05米"),
    "H": (wrong_name, "乙", "SVC", "C;H", "名称误写：演示组困H"),
    "I": (sticking_out, "乙", "ENV", "I", "超出所属演示分园30000平方米（平面）"),
    "J": (scattered, "丙", "ICT;SVC", "C", "分散为八块，仅作报告"),
    "K": (without_mode, "乙", "ICT", "", "未填发展模式"),
    "L": (bow_tie, "丙", "MAT", "A", "边界自相交"),
    "M": (three_parts, "甲", "BIO;ENV", "A;L", "无植入问题（三块，含一个内洞）"),
    "N": (clean_plain, "甲", "RND", "R", "无植入问题"),
}


def park_outlines():
    """Three parks; 甲 and 乙 share the side u = 6900."""
    first = [(-300, -300), (3800, -300), (3800, -400), (6900, -400), (6900, 4600), (5700, 5400), (-300, 5400)]
    second = [(6900, -400), (12000, -400), (12000, 5000), (11000, 5600), (6900, 5600)]
    third = [(-300, -3000), (2000, -3000), (2000, -5500), (12000, -5500), (12000, -700), (-300, -700)]
    return {"甲": [[outline(first)]], "乙": [[outline(second)]], "丙": [[outline(third)]]}


def cluster_values(letter) -> list:
    _, park, industries, modes, note = CLUSTERS[letter]
    name = "演示组困H" if letter == "H" else f"演示组团{letter}"
    values = {
        "BSM": f"YS-ZT-{letter}", "ZTBH": f"YS-{letter}", "ZTMC": name, "ZTMC_EN": f"Demo Cluster {letter}",
        "SSFY": f"演示分园{park}", "CYDM": industries, "CYMC": ";".join(INDUSTRIES[c] for c in industries.split(";")),
        "MSDM": modes or None, "MSMC": ";".join(MODES[c] for c in modes.split(";") if c) or None,
        "GNDW": "演示用功能定位", "GLJG": f"演示管理机构{park}", "YSSM": note, "SM": NOTE,
    }
    return [values[name] for name, _ in FIELDS]


def make_layers():
    clusters = Layer("demo_clusters_示意", "invented clusters with planted faults", FIELDS)
    for letter, (draw, *_) in CLUSTERS.items():
        clusters.features.append((draw(), cluster_values(letter)))
    parks = Layer("demo_parks_示意", "invented parks of the demo clusters", PARK_FIELDS)
    english = {"甲": "Demo Park One", "乙": "Demo Park Two", "丙": "Demo Park Three"}
    for number, (name, shape) in enumerate(park_outlines().items(), 1):
        parks.features.append((shape, [f"YS-FY-{number}", f"演示分园{name}", english[name], NOTE]))
    return [clusters, parks]
