# SPDX-License-Identifier: MIT
"""Parcels of 2025 and land use of 2020 in 丰台园: two coverages that tile the same park with other lots."""

from dataclasses import dataclass, field
from fractions import Fraction

from . import landuse, measure, streets
from .clusters import NOTE
from .fengtai_supply import NAMES, built, lot_values
from .geopackage import Layer

PARCEL_FIELDS = [
    ("DKBH", "TEXT"), ("QK", "TEXT"), ("DQ", "TEXT"), ("DLBM", "TEXT"), ("DLMC", "TEXT"), ("RJL", "REAL"),
    ("JD", "TEXT"), ("GDFS", "TEXT"), ("QS", "TEXT"), ("GDRQ", "TEXT"), ("KGRQ", "TEXT"), ("JGRQ", "TEXT"),
    ("NX", "INTEGER"), ("DQR", "TEXT"), ("ZCBL", "REAL"), ("SM", "TEXT"),
]
FORMER_FIELDS = [("TBBH", "TEXT"), ("DLBM", "TEXT"), ("DLMC", "TEXT"), ("SM", "TEXT")]
OTHER_LAND = ("0201", "0301", "0403")  # all else is land for construction (建设用地): the codes 07 to 16

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
PATTERNS = {  # boxes in a block: low u, low v, high u, high v
    "one": [(0, 0, 1, 1)],
    "columns": [(0, 0, HALF, 1), (HALF, 0, 1, 1)],
    "rows": [(0, 0, 1, HALF), (0, HALF, 1, 1)],
    "three": [(0, 0, HALF, 1), (HALF, 0, 1, HALF), (HALF, HALF, 1, 1)],
    "four": [(0, 0, HALF, HALF), (HALF, 0, 1, HALF), (0, HALF, HALF, 1), (HALF, HALF, 1, 1)],
    "left": [(0, 0, THIRD, 1), (THIRD, 0, 1, 1)],
    "low": [(0, 0, 1, THIRD), (0, THIRD, 1, 1)],
}
LOTS_NOW = {
    "built": {"columns": 0.15, "rows": 0.15, "three": 0.3, "four": 0.4},
    "building": {"columns": 0.2, "rows": 0.2, "three": 0.3, "four": 0.3},
    "renewing": {"one": 0.1, "columns": 0.25, "rows": 0.25, "three": 0.3, "four": 0.1},
    "opening": {"one": 0.45, "columns": 0.25, "rows": 0.2, "three": 0.07, "four": 0.03},
}
LOTS_BEFORE = {"one": 0.3, "columns": 0.15, "rows": 0.15, "left": 0.2, "low": 0.2}
# what happened to a block of lots: built land became wood; open land was built on; wood remained; else nothing of note
STORIES = {
    "built": {"greened": 0.06, "opened": 0.03},
    "building": {"greened": 0.06, "opened": 0.06},
    "renewing": {"greened": 0.09, "opened": 0.0},
    "opening": {"greened": 0.12, "opened": 0.12, "woods": 0.04},
}
FORMER_USES = {"100101": 0.4, "100102": 0.2, "0703": 0.2, "1101": 0.2}
FORMER_OPEN = {"0403": 0.6, "0201": 0.25, "0301": 0.15}


@dataclass
class Lot:
    box: tuple  # on the lattice of its block
    span: tuple  # fractions of its block
    ring: list
    code: str
    values: dict = field(default_factory=dict)
    key: str = ""

    def area(self) -> Fraction:
        return measure.ring_area(self.ring)


@dataclass
class Block:
    """The lots between four streets, now and before, on one lattice."""

    land: object
    cell: tuple
    claimed: bool  # belongs to a block (区块) of the park
    draw: streets.LotRings
    ring: list
    now: list
    before: list


def lattice(land, cell, spans):
    """Rings for the cell; function from a span in fractions to a box on the lattice."""
    u0, v0, u1, v1 = land.whole.block(cell)
    us = sorted({s[k] for s in spans for k in (0, 2)})
    vs = sorted({s[k] for s in spans for k in (1, 3)})
    rings = land.whole.lot_rings(
        cell, [u0 + (u1 - u0) * float(u) for u in us], [v0 + (v1 - v0) * float(v) for v in vs]
    )

    def box(span):
        return us.index(span[0]), vs.index(span[1]), us.index(span[2]), vs.index(span[3])

    return rings, box


def middle_code(lots, span) -> str:
    """The class of the lot that holds the middle of the span."""
    u, v = (span[0] + span[2]) / Fraction(2), (span[1] + span[3]) / Fraction(2)
    return next(lot.code for lot in lots if lot.span[0] <= u <= lot.span[2] and lot.span[1] <= v <= lot.span[3])


def former_code(lots, span, story, lone, rng) -> str:
    if story == "woods":
        return "0301"
    if story == "greened":
        return landuse.draw(FORMER_USES, rng)
    if story == "opened" and (lone or rng.random() < 0.4):
        return landuse.draw(FORMER_OPEN, rng)
    code = middle_code(lots, span)
    return code if rng.random() < 0.75 else landuse.draw(FORMER_USES, rng)


def present_codes(count: int, profile, story, rng) -> list:
    if story == "woods":
        return ["0301"] * count
    main = landuse.draw(profile, rng)
    codes = [main if rng.random() < 0.4 else landuse.draw(profile, rng) for _ in range(count)]
    if story == "greened":
        green = int(count * rng.random())
        codes = ["0301" if k == green or rng.random() < 0.3 else code for k, code in enumerate(codes)]
    return codes


def stories(land, rng) -> dict:
    """Cell -> story, to the shares of the kind of block."""
    cells = sorted(land.cells) + sorted(land.annex)
    shares = STORIES[land.entry.get("stages", "opening")]
    told = [story for story, share in shares.items() for _ in range(round(share * len(cells)))]
    rng.shuffle(cells)
    return dict(zip(cells, told))


def make_block(land, cell, story, rng) -> Block:
    kind = land.entry.get("stages", "opening")
    spans = PATTERNS["one" if story == "woods" else landuse.draw(LOTS_NOW[kind], rng)]
    old_spans = PATTERNS["one" if story == "woods" else landuse.draw(LOTS_BEFORE, rng)]
    rings, box = lattice(land, cell, spans + old_spans)
    profile = landuse.PROFILES[land.entry.get("profile", "research")]
    codes = present_codes(len(spans), profile, story, rng)
    now = [Lot(box(s), s, rings.box(*box(s)), code) for s, code in zip(spans, codes)]
    for lot in now:
        recent = story == "opened" or (story == "greened" and lot.code == "0301")
        lot.values = lot_values(lot.code, kind, recent, rng)
    lone = int(len(old_spans) * rng.random())
    before = []
    for k, span in enumerate(old_spans):
        code = former_code(now, span, story, k == lone, rng)
        before.append(Lot(box(span), span, rings.box(*box(span)), code))
    return Block(land, cell, cell in land.cells, rings, rings.box(0, 0, len(rings.us) - 1, len(rings.vs) - 1), now, before)


def make_lots(lands) -> list:
    """All blocks of lots; the lots of now get their keys in the order of the blocks."""
    blocks = []
    for land in lands:
        rng, told = land.rng("lots"), stories(land, land.rng("stories"))
        cells = sorted(land.cells) + sorted(land.annex)
        blocks += [make_block(land, cell, told.get(cell, "plain"), rng) for cell in cells]
    serials = {}
    for block in blocks:
        owner = block.land.key if block.claimed else "FT00"
        for lot in block.now:
            serials[owner] = serials.get(owner, 0) + 1
            lot.key = f"{owner}-{serials[owner]:03}"
    return blocks


def street_lands(lands, blocks) -> list:
    """(owner's key, its land or None, polygon): what is left of each patch between its lots."""
    found = []
    for land in lands:
        for patch, claimed in ((land.inside, True), (land.beside, False)):
            if patch:
                holes = [b.ring[::-1] for b in blocks if b.land is land and b.claimed == claimed]
                found.append((land, claimed, patch.outline() + holes))
    return found


def parcel_layer(lands, blocks) -> Layer:
    layer = Layer("ft_parcels_2025_示意", "parcels of 丰台园 at the end of 2025, invented", PARCEL_FIELDS)

    def add(shape, values, land, claimed):
        entry = land.entry if claimed else {}
        values = values | {"QK": entry.get("name"), "DQ": entry.get("S0"), "SM": NOTE}
        layer.features.append((shape, [values.get(name) for name, _ in PARCEL_FIELDS]))

    for block in blocks:
        for lot in block.now:
            add([[lot.ring]], lot.values | {"DKBH": lot.key}, block.land, block.claimed)
    for number, (land, claimed, polygon) in enumerate(street_lands(lands, blocks), 1):
        values = built("1207", "国有", False, land.rng(f"street {claimed}")) | {"DKBH": f"FTDL-{number:02}"}
        add([polygon], values, land, claimed)
    return layer


def former_layer(lands, blocks) -> Layer:
    layer = Layer("ft_landuse_2020_示意", "land use of 丰台园 at the end of 2020, invented", FORMER_FIELDS)
    shapes = [([[lot.ring]], lot.code) for block in blocks for lot in block.before]
    shapes += [([polygon], "1207") for _, _, polygon in street_lands(lands, blocks)]
    for number, (shape, code) in enumerate(shapes, 1):
        layer.features.append((shape, [f"TB{number:04}", code, NAMES[code], NOTE]))
    return layer
