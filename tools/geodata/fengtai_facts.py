# SPDX-License-Identifier: MIT
"""The figures of the README on 丰台园 and its demo, from the geometry alone, independently of parkplan."""

import math
from fractions import Fraction

from . import measure
from .fengtai_land import OTHER_LAND
from .fengtai_projects import DEVELOPED

STEP = 20.0  # metres between the points of an ellipsoidal area; finer ones change less than 1e-4 m2


def area(shape) -> float:
    return math.fsum(measure.ring_ellipsoidal_area(ring, STEP) for ring in measure.rings(shape))


def grouped(value: float, digits: int = 2) -> str:
    return f"{value:,.{digits}f}".replace(",", " ")


class Table:
    """The features of a layer with their areas, measured once."""

    def __init__(self, layer):
        self.layer = layer
        self.rows = [dict(zip([n for n, _ in layer.fields], values)) for _, values in layer.features]
        for row, (shape, _) in zip(self.rows, layer.features):
            if layer.kind == "MULTIPOLYGON":
                row |= {"shape": shape, "planar": measure.planar_area(shape), "area": area(shape)}

    def sums(self, condition):
        """Count, planar and ellipsoidal area of the rows that meet the condition."""
        chosen = [row for row in self.rows if condition(row)]
        return len(chosen), sum((r["planar"] for r in chosen), Fraction(0)), math.fsum(r["area"] for r in chosen)


def apart(a, b) -> bool:
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = measure.bounds(a), measure.bounds(b)
    return ax1 <= bx0 or bx1 <= ax0 or ay1 <= by0 or by1 <= ay0


def common(first, second):
    """Planar and ellipsoidal area that two lists of shapes share."""
    planar, ellipsoidal = Fraction(0), 0.0
    for one in first:
        for other in second:
            if not apart(one, other):
                pieces = measure.intersection(one, other)
                planar += measure.pieces_area(pieces)
                ellipsoidal += measure.pieces_ellipsoidal_area(pieces)
    return planar, ellipsoidal


def open_land(row) -> bool:
    return row["DLBM"] in OTHER_LAND


def built_land(row) -> bool:
    return not open_land(row)


def block_rows(blocks, parcels):
    yield "| key | 区块 | S3 | S0 | 存疑 | ellipsoidal m² | parcels | jobs |"
    yield "|---|---|---|---|---:|---:|---:|---:|"
    for row in blocks.rows:
        count = parcels.sums(lambda parcel: parcel["QK"] == row["QKMC"])[0]
        yield (
            f"| {row['QKBH']} | {row['QKMC']} | {row['FA_S3']} | {row['FA_S0']} | {row['CY']} "
            f"| {grouped(row['area'])} | {count} | {grouped(row['JZG'], 0)} |"
        )


def coverage_rows(named):
    park, blocks, parcels, former = (named[f"ft_{n}_示意"] for n in ("park", "blocks", "parcels_2025", "landuse_2020"))
    totals = [table.sums(lambda row: True) for table in (park, parcels, former)]
    assert len({planar for _, planar, _ in totals}) == 1
    inside, outside = blocks.sums(lambda row: True), parcels.sums(lambda row: row["QK"] is None)
    assert inside[1] + outside[1] == totals[0][1]
    for text, (_, planar, ellipsoidal) in (("park", totals[0]), ("blocks", inside), ("no block (未入组团)", outside)):
        yield f"- {text}: {grouped(float(planar))} m² planar, {grouped(ellipsoidal)} m² ellipsoidal"


def stage_rows(parcels):
    yield "| 阶段 | parcels | planar m² | ellipsoidal m² |"
    yield "|---|---:|---:|---:|"
    for stage in ("待开发", "一级开发", "已供", "在建", "竣工"):
        count, planar, ellipsoidal = parcels.sums(lambda row: row["JD"] == stage)
        yield f"| {stage} | {count} | {grouped(float(planar))} | {grouped(ellipsoidal)} |"
    for name, values in (("GDFS", ("出让", "租赁", "先租后让", "划拨", None)), ("QS", ("国有", "集体"))):
        for value in values:
            count, planar, ellipsoidal = parcels.sums(lambda row: row[name] == value)
            yield f"| {name} {value or 'empty'} | {count} | {grouped(float(planar))} | {grouped(ellipsoidal)} |"


def project_rows(projects):
    yield "| 类型 | 位置 | projects | land, ellipsoidal m² | floor area m² |"
    yield "|---|---|---:|---:|---:|"

    def line(kind, place, condition):
        count, _, ellipsoidal = projects.sums(lambda row: row["LX"] == kind and condition(row))
        floors = math.fsum(row["JZMJ"] for row in projects.rows if row["LX"] == kind and condition(row))
        return f"| {kind} | {place} | {count} | {grouped(ellipsoidal)} | {grouped(floors, 0)} |"

    for kind in ("一级开发", "重点工程", "存量更新"):
        yield line(kind, "all", lambda row: True)
        for place in dict.fromkeys(row["QK"] for row in projects.rows if row["LX"] == kind):
            yield line(kind, place, lambda row: row["QK"] == place)
        for year in range(2021, 2026):
            yield line(kind, year, lambda row: row["NF"] == year)


def check_targets(projects, buildings) -> None:
    """What the layers are meant to show; a mistake of the maker, not of the data, when it fails."""

    def of(kind, *places):
        chosen = [r for r in projects.rows if r["LX"] == kind and (not places or r["QK"] in places)]
        return math.fsum(r["area"] for r in chosen), math.fsum(r["JZMJ"] for r in chosen)

    assert of("一级开发", "西区Ⅰ")[0] < 680_000 < of("一级开发", *DEVELOPED)[0]
    assert of("重点工程")[1] > 1_000_000
    land, floors = of("存量更新", "东区")
    assert land > 50_000 < floors and abs(land - floors) > 5_000
    after = {row["JZBH"]: row["JZMJ_H"] for row in buildings.rows}
    named = {key for row in projects.rows if row["JZ"] for key in row["JZ"].split(";")}
    assert math.fsum(after[key] for key in named) == of("存量更新")[1]


def building_rows(projects, buildings):
    names = [key for row in projects.rows if row["JZ"] for key in row["JZ"].split(";")]
    twice = sorted({key for key in names if names.count(key) > 1})
    rows = [row for row in buildings.rows if row["JZBH"] in names]
    before, after = (math.fsum(row[name] for row in rows) for name in ("JZMJ_Q", "JZMJ_H"))
    poor = sum(row["DX"] for row in buildings.rows)
    yield (
        f"- buildings: {len(buildings.rows)}, of them {poor} 低效; {len(rows)} named by projects, floor area before "
        f"{grouped(before, 0)}, after {grouped(after, 0)} m², each once; named by two projects: {', '.join(twice)}"
    )


def balance_row(former, parcels):
    """建设用地 before and after: what became, what ceased to be."""
    old = [row["shape"] for row in former.rows if open_land(row)]
    new = [row["shape"] for row in parcels.rows if open_land(row)]
    kept = common(old, new)
    figures = []
    for k in (1, 2):
        before, after = former.sums(built_land)[k], parcels.sums(built_land)[k]
        gained, lost = former.sums(open_land)[k] - kept[k - 1], parcels.sums(open_land)[k] - kept[k - 1]
        assert abs(float(after - before - gained + lost)) < 1e-3
        figures.append([float(x) for x in (before, after, gained, lost, after - before)])
    words = ("2020", "2025", "增", "减", "净增")
    for name, values in zip(("planar", "ellipsoidal"), figures):
        yield f"- 建设用地, {name}: " + ", ".join(f"{w} {grouped(x)}" for w, x in zip(words, values)) + " m²"


def track_rows(layer):
    total = {}
    for feature in layer.features:
        place = layer.value(feature, "QK")
        length = math.fsum(math.dist(a, b) / 1000 for line in feature[0] for a, b in zip(line, line[1:]))
        total[place] = total.get(place, 0) + length
    text = ", ".join(f"{place} {grouped(length)} m" for place, length in total.items())
    yield f"- running track, planar length: {text}"


def demo_rows(named):
    blocks, parcels, former = (named[f"ft_demo_{n}_示意"] for n in ("blocks", "parcels", "landuse_2020"))
    shape = {row["QKMC"][-1]: row["shape"] for row in blocks.rows}
    planar, ellipsoidal = common([shape["A"]], [shape["B"]])
    yield f"- overlap of 演示区块A and 演示区块B: {float(planar):.3f} m² planar, {ellipsoidal:.3f} m² ellipsoidal"
    park = named["ft_demo_park_示意"].rows[0]
    for row in parcels.rows:
        if row["DKBH"] in ("YS-DK-25", "YS-DK-26"):
            shares = {name: common([row["shape"]], [other]) for name, other in shape.items()}
            text = ", ".join(f"演示区块{n} {float(p):.3f} ({e:.3f})" for n, (p, e) in shares.items() if p)
            yield f"- {row['DKBH']}: {float(row['planar']):.3f} m² planar ({row['area']:.3f} ellipsoidal), of it in {text or 'no block'}"
    covered = sum(row["planar"] for row in blocks.rows) - planar
    yield (
        f"- 演示园: {float(park['planar']):.3f} m² planar ({park['area']:.3f} ellipsoidal), in blocks {float(covered):.3f}, "
        f"in none {float(park['planar'] - covered):.3f} planar, with the gap of 20.000 between 演示区块B and 演示区块C"
    )
    assert former.sums(lambda row: True)[1] == parcels.sums(lambda row: True)[1]
    yield from balance_row(former, parcels)


def lines(layers) -> list:
    named = {layer.name: Table(layer) for layer in layers if layer.name.startswith("ft_")}
    parcels, projects, buildings = (named[f"ft_{n}_示意"] for n in ("parcels_2025", "projects", "buildings"))
    check_targets(projects, buildings)
    every = ["丰台园 (invented outlines):", "", *block_rows(named["ft_blocks_示意"], parcels), "", *coverage_rows(named)]
    every += [*balance_row(named["ft_landuse_2020_示意"], parcels), *track_rows(named["ft_track_示意"].layer)]
    every += [*building_rows(projects, buildings), "", *stage_rows(parcels), "", *project_rows(projects)]
    return [*every, "", "Demo of zoning and land supply:", "", *demo_rows(named)]
