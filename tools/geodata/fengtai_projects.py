# SPDX-License-Identifier: MIT
"""Projects, buildings and running track of 丰台园, all invented."""

import random
from dataclasses import dataclass, field

from . import measure, streets
from .clusters import NOTE
from .fengtai_supply import FOR_SALE
from .geopackage import Layer

PROJECT_FIELDS = [
    ("XMBH", "TEXT"), ("XMMC", "TEXT"), ("QK", "TEXT"), ("DQ", "TEXT"), ("LX", "TEXT"), ("NF", "INTEGER"),
    ("JZMJ", "REAL"), ("GXFS", "TEXT"), ("JZ", "TEXT"), ("SM", "TEXT"),
]
BUILDING_FIELDS = [
    ("JZBH", "TEXT"), ("JZMC", "TEXT"), ("QK", "TEXT"), ("DX", "INTEGER"), ("GXFS", "TEXT"), ("JZMJ_Q", "REAL"),
    ("JZMJ_H", "REAL"), ("SM", "TEXT"),
]
TRACK_FIELDS = [("BSM", "TEXT"), ("MC", "TEXT"), ("QK", "TEXT"), ("DQ", "TEXT"), ("NF", "INTEGER"), ("SM", "TEXT")]
WAYS = ("收购", "升级", "置换")
WORKPLACES = ("0802", "0901", "0902", "100101", "100102")
# the most land that first development takes in each block: below 680 000 m2 in 西区Ⅰ, above it in both
DEVELOPED = {"西区Ⅰ": 560_000, "西区Ⅱ": 320_000}
NEW_FLOORS = 1_060_000
BUILDINGS = 60


@dataclass
class Site:
    """A parcel: a lot with the block of lots it lies in."""

    block: object
    lot: object

    @property
    def entry(self):
        return self.block.land.entry

    def plain(self) -> bool:
        """No corner cut off."""
        a0, b0, a1, b1 = self.lot.box
        return not any(corner in self.block.draw.cuts for corner in ((a0, b0), (a1, b0), (a1, b1), (a0, b1)))

    def halves(self):
        """Two boxes that make up the lot, where the lattice has a line between; else none."""
        a0, b0, a1, b1 = self.lot.box
        if a1 - a0 > 1:
            return (a0, b0, a0 + 1, b1), (a0 + 1, b0, a1, b1)
        if b1 - b0 > 1:
            return (a0, b0, a1, b0 + 1), (a0, b0 + 1, a1, b1)
        return None

    def rectangle(self, box, share_u, share_v) -> list:
        """A rectangle in street coordinates, given by shares of the box."""
        us, vs, place = self.block.draw.us, self.block.draw.vs, self.block.land.grid.place
        (u0, v0, u1, v1) = us[box[0]], vs[box[1]], us[box[2]], vs[box[3]]
        u = [u0 + (u1 - u0) * share for share in share_u]
        v = [v0 + (v1 - v0) * share for share in share_v]
        return [place(u[0], v[0]), place(u[1], v[0]), place(u[1], v[1]), place(u[0], v[1])]


@dataclass
class Building:
    site: Site
    ring: list
    before: int
    after: int
    poor: bool
    way: str | None = None
    key: str = ""


@dataclass
class Project:
    site: Site
    ring: list
    kind: str
    year: int
    floors: float = 0
    way: str | None = None
    buildings: list = field(default_factory=list)
    name: str = ""

    def count_floors(self, counted: set) -> None:
        """The floor area after renewal of the buildings that no project before has counted."""
        self.floors = sum(b.after for b in self.buildings if id(b) not in counted)
        counted |= {id(b) for b in self.buildings}


def make_building(site, ring, storeys: int, growth: float, poor=True, way=None) -> Building:
    before = 10 * round(float(measure.ring_area(ring)) * storeys / 10)
    return Building(site, ring, before, 10 * round(before * growth / 10), poor, way)


def first_developments(sites, rng):
    """The largest lots under development in the two western blocks."""
    years = {"一级开发": (2024, 2025), "已供": (2023, 2024), "在建": (2021, 2022)}
    for name, most in DEVELOPED.items():
        total = 0
        fitting = [s for s in sites if s.entry.get("name") == name and s.lot.values["JD"] in years]
        for site in sorted(fitting, key=lambda s: -s.lot.area()):
            if site.lot.code in FOR_SALE and total < 0.9 * most and total + site.lot.area() <= most:
                total += site.lot.area()
                year = years[site.lot.values["JD"]][int(2 * rng.random())]
                yield Project(site, site.lot.ring, "一级开发", year)


def key_projects(sites, used, rng):
    """Lots finished since 2021, until their floor area is enough."""
    total = 0
    fitting = [s for s in sites if s.lot.code in WORKPLACES and s.lot.values.get("JGRQ", "")[:4] >= "2021"]
    rng.shuffle(fitting)
    fitting.sort(key=lambda s: s.lot.values["JGRQ"] < "2025")  # few are of 2025: those first
    for site in fitting:
        floors = 100 * round(float(site.lot.area()) * site.lot.values["RJL"] / 100)
        if site.lot.key not in used and 45_000 <= floors <= 120_000 and total < NEW_FLOORS:
            total += floors
            yield Project(site, site.lot.ring, "重点工程", int(site.lot.values["JGRQ"][:4]), floors)


def renewal_of_lot(site, way, year, storeys, rng):
    """One project with two buildings on a whole lot."""
    project = Project(site, site.lot.ring, "存量更新", year, way=way)
    for share in ((0.12, 0.42), (0.58, 0.88)):
        ring = site.rectangle(site.lot.box, share, (0.3, 0.7))
        project.buildings.append(make_building(site, ring, storeys, 1 + 0.25 * rng.random(), way=way))
    return [project]


def renewal_in_halves(site, way, year, storeys, rng):
    """Two projects on the halves of a lot, with a building each and one between that both name."""
    projects = []
    for k, box in enumerate(site.halves()):
        project = Project(site, site.block.draw.box(*box), "存量更新", year + k, way=way)
        ring = site.rectangle(box, (0.25, 0.75), (0.1, 0.35))
        project.buildings.append(make_building(site, ring, storeys, 1 + 0.25 * rng.random(), way=way))
        projects.append(project)
    ring = site.rectangle(site.lot.box, (0.3, 0.7), (0.6, 0.85))
    shared = make_building(site, ring, storeys, 1 + 0.25 * rng.random(), way=way)
    for project in projects:
        project.buildings.append(shared)
    return projects


def renewals(sites, used, rng):
    """In 东区 five small lots and two in halves, and a lot in each of three works elsewhere."""

    def old(name):
        fitting = [
            s
            for s in sites
            if s.entry.get("name") == name and s.lot.code in WORKPLACES and s.lot.key not in used and s.plain()
            and "" < s.lot.values.get("JGRQ", "") < "2020"
        ]
        return sorted(fitting, key=lambda s: s.lot.area())

    east, number = old("东区"), 0
    divisible = [s for s in east if s.halves() and s.lot.box[2] - s.lot.box[0] > 1][:2]
    small = [s for s in east if s not in divisible][:5]
    for site in small[:3] + divisible + small[3:]:
        make = renewal_in_halves if site in divisible else renewal_of_lot
        yield from make(site, WAYS[number % 3], 2021 + number % 4, 3, rng)
        number += 1
    for name in ("二七车辆厂", "二七机车厂", "首钢二通"):
        yield from renewal_of_lot(old(name)[0], WAYS[number % 3], 2022 + number % 4, 2, rng)
        number += 1


def other_buildings(sites, used, count, rng):
    """Buildings that no project names; one in four is used poorly (低效)."""
    fitting = [s for s in sites if s.lot.values["JD"] == "竣工" and s.lot.code in WORKPLACES and s.plain()]
    fitting = [s for s in fitting if s.lot.key not in used]
    rng.shuffle(fitting)
    for k, site in enumerate(fitting[:count]):
        ring = site.rectangle(site.lot.box, (0.3, 0.7), (0.3, 0.7))
        yield make_building(site, ring, 3 + int(6 * rng.random()), 1, poor=k % 4 == 0)


def named(projects) -> None:
    serials = {}
    for project in projects:
        serials[project.kind] = serials.get(project.kind, 0) + 1
        project.name = f"示意{project.kind}项目{serials[project.kind]:02}（{project.site.entry['name']}）"


def project_layer(projects) -> Layer:
    layer = Layer("ft_projects_示意", "projects of 2021 to 2025, invented", PROJECT_FIELDS)
    for number, project in enumerate(projects, 1):
        entry = project.site.entry
        values = [f"XM{number:03}", project.name, entry["name"], entry["S0"], project.kind, project.year,
                  float(project.floors), project.way, ";".join(b.key for b in project.buildings) or None, NOTE]
        layer.features.append(([[project.ring]], values))
    return layer


def building_layer(buildings) -> Layer:
    layer = Layer("ft_buildings_示意", "buildings with their floor area before and after renewal, invented", BUILDING_FIELDS)
    for building in buildings:
        values = [building.key, f"示意楼宇{building.key[2:]}", building.site.entry["name"], int(building.poor),
                  building.way, float(building.before), float(building.after), NOTE]
        layer.features.append(([[building.ring]], values))
    return layer


def inner_loop(land) -> list:
    """Points along the streets one block inside the edge of the district, from a corner round to it."""
    inner = {c for c in land.cells if all(n in land.cells for n in streets.around(c))}
    ring = max(streets.trace(inner), key=len)
    grid = land.grid
    points = [grid.place(grid.us[i], grid.vs[j]) for i, j in ring]
    return points + points[:1]


def track_layer(lands) -> Layer:
    """A round in 东区 in five pieces, a year each, and a short piece in 西区Ⅰ."""
    layer = Layer("ft_track_示意", "running track, invented", TRACK_FIELDS, kind="MULTILINESTRING")
    by_name = {land.entry.get("name"): land for land in lands}
    pieces = []
    loop = inner_loop(by_name["东区"])
    for k in range(5):
        first, last = k * (len(loop) - 1) // 5, (k + 1) * (len(loop) - 1) // 5
        pieces.append((loop[first : last + 1], "东区", 2021 + k))
    pieces.append((inner_loop(by_name["西区Ⅰ"])[:4], "西区Ⅰ", 2025))
    for number, (line, name, year) in enumerate(pieces, 1):
        values = [f"PD{number:02}", f"示意慢跑道{number}段", name, by_name[name].entry["S0"], year, NOTE]
        layer.features.append(([line], values))
    return layer


def make_layers(lands, blocks, seed: int):
    rng = random.Random(f"{seed}/fengtai/projects")
    sites = [Site(block, lot) for block in blocks if block.claimed for lot in block.now]
    projects = list(first_developments(sites, rng))
    projects += key_projects(sites, {p.site.lot.key for p in projects}, rng)
    projects += renewals(sites, {p.site.lot.key for p in projects}, rng)
    named(projects)
    counted = set()
    for project in projects:
        if project.kind == "存量更新":
            project.count_floors(counted)
    buildings = list({id(b): b for p in projects for b in p.buildings}.values())
    used = {p.site.lot.key for p in projects}
    buildings += other_buildings(sites, used, BUILDINGS - len(buildings), rng)
    for number, building in enumerate(buildings, 1):
        building.key = f"JZ{number:03}"
    return [project_layer(projects), building_layer(buildings), track_layer(lands)]
