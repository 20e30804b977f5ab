# SPDX-License-Identifier: MIT
"""The illustrative layers of 丰台园 (fengtai.gpkg): its 11 blocks with parcels, projects and the like, all invented."""

import random
import tomllib
from pathlib import Path

from . import fengtai_land, fengtai_projects, streets
from .clusters import NOTE
from .geopackage import Layer
from .projection import forward

PARK_NUMBER = "05"  # 丰台园 in parks_示意
PARK_FIELDS = [("FYBH", "TEXT"), ("FYMC", "TEXT"), ("FYMC_EN", "TEXT"), ("SM", "TEXT")]
BLOCK_FIELDS = [
    ("QKBH", "TEXT"), ("QKMC", "TEXT"), ("QKMC_EN", "TEXT"), ("FA_S3", "TEXT"), ("FA_S0", "TEXT"), ("CY", "INTEGER"),
    ("CYSM", "TEXT"), ("JZG", "INTEGER"), ("SM", "TEXT"),
]
CLUSTERS = {"丰台园东区组团": ("09", "Fengtai East"), "丰台园西区组团": ("10", "Fengtai West")}  # numbers of clusters_示意
CLUSTER_FIELDS = [
    ("ZTBH", "TEXT"), ("ZTMC", "TEXT"), ("ZTMC_EN", "TEXT"), ("SSFY", "TEXT"), ("GLJG", "TEXT"), ("SM", "TEXT"),
]
PLACE_FIELDS = [("BSM", "TEXT"), ("MC", "TEXT"), ("GX", "TEXT"), ("YW", "TEXT"), ("YWWZ", "TEXT"), ("SM", "TEXT")]
POINT_FIELDS = [("BSM", "TEXT"), ("MC", "TEXT"), ("SM", "TEXT")]
REDLINE_FIELDS = [("BSM", "TEXT"), ("MC", "TEXT"), ("LX", "TEXT"), ("SM", "TEXT")]
REDLINES = ((116.142, 39.878, 0.7), (116.150, 39.838, 0.5), (116.232, 39.792, 0.4))
STATIONS = (
    (116.281, 39.833), (116.297, 39.836), (116.303, 39.818), (116.283, 39.812), (116.292, 39.851), (116.327, 39.874),
    (116.211, 39.894), (116.191, 39.872), (116.218, 39.838), (116.255, 39.861),
)


class Land:
    """A block with the land of the park beside it that belongs to no block, or such land alone (entry without key)."""

    def __init__(self, entry, seed):
        self.entry, self.key = entry, entry.get("key", "FT00")
        self.seed = f"{seed}/fengtai/{self.key}/{entry['lon']}/{entry['lat']}"
        self.grid = streets.Grid(entry["lon"], entry["lat"], self.rng("grid"))
        self.cells, self.annex = set(), set()
        self.whole, self.inside, self.beside = None, None, None

    def rng(self, use: str):
        return random.Random(f"{self.seed}/{use}")

    def grow(self, occupied) -> None:
        def room(cell):
            return occupied.free(self, self.grid.circle(cell), 250)

        cells = streets.fill_holes(streets.grow(self.grid, self.entry["km2"] * 1e6, self.rng("grow"), room))
        if "key" not in self.entry:
            self.annex = cells
        else:
            self.cells = cells
            self.annex = grow_beside(self.grid, cells, self.entry["annex_km2"] * 1e6, room)
        for cell in sorted(self.cells | self.annex):
            occupied.add(self, self.grid.circle(cell))

    def draw(self) -> None:
        """All patches cut the same corners, those of the whole."""
        self.whole = self.patch(self.cells | self.annex, lambda node, cell: True)
        self.inside = self.cells and self.patch(self.cells, lambda node, cell: False)
        self.beside = self.annex and self.patch(self.annex, lambda node, cell: False)
        for patch in filter(None, (self.inside, self.beside)):
            patch.chamfers = self.whole.chamfers

    def patch(self, cells, may_chamfer):
        return streets.Patch(self.grid, cells, self.rng("chamfer"), may_chamfer)


def grow_beside(grid, cells, area: float, room) -> set:
    """Cells next to the given ones, themselves in one piece, that meet nothing at a corner alone."""
    annex, total = set(), 0.0
    while total < area:
        touching = {n for c in annex or cells for n in streets.neighbours(c)} - cells - annex
        usable = [
            c
            for c in sorted(touching)
            if grid.contains(c)
            and room(c)
            and not streets.touches_only_at_a_corner(c, annex)
            and not streets.touches_only_at_a_corner(c, annex | cells)
        ]
        if not usable:
            raise ValueError(f"no room for {area} m2 beside the block at {grid.origin}")
        best = max(usable, key=lambda c: sum(n in cells for n in streets.neighbours(c)))
        annex.add(best)
        total += grid.cell_area(best)
    return annex


def read_register(path: Path):
    with path.open("rb") as file:
        return tomllib.load(file)


def make_lands(register, seed):
    lands = [Land(entry, seed) for entry in register["block"] + register["loose"]]
    occupied = streets.Occupied()
    for land in lands:
        land.grow(occupied)
        land.draw()
    return lands, occupied


def park_layer(lands) -> Layer:
    layer = Layer("ft_park_示意", "丰台园, illustrative outline", PARK_FIELDS)
    outline = [land.whole.outline() for land in lands]
    layer.features.append((outline, [PARK_NUMBER, "丰台园", "Fengtai Park", NOTE]))
    return layer


def block_layer(lands) -> Layer:
    layer = Layer("ft_blocks_示意", "the 11 blocks (区块) of 丰台园, illustrative outlines", BLOCK_FIELDS)
    for land in (land for land in lands if land.inside):
        entry = land.entry
        jobs = 100 * round(entry["km2"] * (60 + 60 * land.rng("jobs").random()))
        values = [entry["key"], entry["name"], entry["name_en"], entry["S3"], entry["S0"], int(entry["ambiguous"]),
                  entry["reason"] if entry["ambiguous"] else None, jobs, NOTE]
        layer.features.append(([land.inside.outline()], values))
    return layer


def cluster_layer(lands) -> Layer:
    """The blocks that scheme S3 puts into a cluster, together."""
    layer = Layer("ft_clusters_示意", "the clusters (组团) of 丰台园 in scheme S3, made of blocks", CLUSTER_FIELDS)
    for name, (key, name_en) in CLUSTERS.items():
        parts = [land.inside.outline() for land in lands if land.inside and land.entry["S3"] == name]
        layer.features.append((parts, [key, name, name_en, "丰台园", "示意管理机构（丰台园）", NOTE]))
    return layer


def millimetres(longitude, latitude):
    return streets.to_millimetres(*forward(longitude, latitude))


def place_layer(register) -> Layer:
    layer = Layer("ft_places_示意", "places named by the plan, approximate", PLACE_FIELDS, kind="POINT")
    for number, place in enumerate(register["place"], 1):
        values = [f"DD{number:02}", place["name"], place["relation"], place["quote"], place["quote_place"], NOTE]
        layer.features.append((millimetres(place["lon"], place["lat"]), values))
    return layer


def station_layer() -> Layer:
    layer = Layer("ft_stations_示意", "stations, invented", POINT_FIELDS, kind="POINT")
    for number, place in enumerate(STATIONS, 1):
        layer.features.append((millimetres(*place), [f"ZD{number:02}", f"示意站{number:02}", NOTE]))
    return layer


def redline_layer(occupied, seed) -> Layer:
    """Areas well apart from the park."""
    layer = Layer("ft_redline_示意", "areas that must be kept clear, invented", REDLINE_FIELDS)
    for number, (longitude, latitude, km2) in enumerate(REDLINES, 1):
        rng = random.Random(f"{seed}/fengtai/redline/{number}")
        grid = streets.Grid(longitude, latitude, rng)
        cells = streets.grow(grid, km2 * 1e6, rng, lambda cell: occupied.free(None, grid.circle(cell), 200))
        patch = streets.Patch(grid, streets.fill_holes(cells), rng, lambda node, cell: True)
        layer.features.append(([patch.outline()], [f"HX{number:02}", f"示意红线{number}", "生态保护红线（示意）", NOTE]))
    return layer


def make_layers(path: Path, seed: int):
    register = read_register(path)
    lands, occupied = make_lands(register, seed)
    lots = fengtai_land.make_lots(lands)
    return [
        park_layer(lands),
        block_layer(lands),
        cluster_layer(lands),
        fengtai_land.parcel_layer(lands, lots),
        fengtai_land.former_layer(lands, lots),
        *fengtai_projects.make_layers(lands, lots, seed),
        place_layer(register),
        station_layer(),
        redline_layer(occupied, seed),
    ]
