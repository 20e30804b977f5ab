# SPDX-License-Identifier: MIT
"""The illustrative layers of the 31 clusters: clusters, parks and parcels (zgc.gpkg)."""

import random
import tomllib
from pathlib import Path

from . import landuse, streets
from .geopackage import Layer

NOTE = "示意数据，非规划边界"
SOURCE = "《中关村国家自主创新示范区及各分园统筹发展规划（2018—2035年）（草案）》第三章第二节、第四章"
SCHEME = "分类指南2023"
INDUSTRIES = {
    "ICT": "新一代信息技术", "BIO": "生物与健康", "MFG": "先进制造", "ENV": "新能源与节能环保",
    "TRA": "现代交通", "MAT": "新材料", "SVC": "科技创新服务", "RND": "产业研发",
}
MODES = {
    "R": "研发孵化", "C": "创业社区", "A": "专业加速", "I": "产业链集聚", "L": "领军企业", "H": "总部经济",
}
CARRIERS = {
    "m": "微集群空间/专业孵化器", "s": "特色创新园/产业加速器", "z": "专业园/特色小镇", "b": "产业基地",
}
CLUSTER_FIELDS = [
    ("BSM", "TEXT"), ("ZTBH", "TEXT"), ("ZTMC", "TEXT"), ("ZTMC_EN", "TEXT"), ("SSFY", "TEXT"),
    ("XZQDM", "TEXT"), ("XZQMC", "TEXT"), ("KQXZQ", "TEXT"), ("HGDK", "TEXT"), ("HGYW", "TEXT"), ("HGKF", "INTEGER"),
    ("CYDM", "TEXT"), ("CYMC", "TEXT"), ("MSDM", "TEXT"), ("MSMC", "TEXT"), ("ZTIDM", "TEXT"), ("ZTIMC", "TEXT"),
    ("GNDW", "TEXT"), ("GNDWYW", "TEXT"), ("GLJG", "TEXT"), ("YJWJ", "TEXT"), ("SM", "TEXT"),
]
PARK_FIELDS = [
    ("BSM", "TEXT"), ("FYBH", "TEXT"), ("FYMC", "TEXT"), ("FYMC_EN", "TEXT"), ("XZQDM", "TEXT"), ("XZQMC", "TEXT"),
    ("SM", "TEXT"),
]
PARCEL_FIELDS = [
    ("DKBH", "TEXT"), ("ZTBH", "TEXT"), ("DLBZ", "TEXT"), ("DLBM", "TEXT"), ("DLMC", "TEXT"), ("RJL", "REAL"),
    ("JD", "TEXT"), ("GDFS", "TEXT"), ("NX", "INTEGER"), ("DQR", "DATE"), ("ZCBL", "REAL"), ("QS", "TEXT"),
    ("SM", "TEXT"),
]


class Part:
    """One place of a cluster, or a block of a park that belongs to no cluster."""

    def __init__(self, park, cluster, place, seed):
        self.park, self.cluster, self.place = park, cluster, place
        self.key = f"{seed}/{park}/{cluster and cluster['number']}/{place['lon']}/{place['lat']}"
        self.grid = streets.Grid(place["lon"], place["lat"], self.rng("grid"))
        self.cells, self.inside, self.outside = set(), None, None

    def rng(self, use: str):
        return random.Random(f"{self.key}/{use}")

    def room(self, occupied, clearance):
        """Is a cell on the grid, and that many metres from all other parts?"""
        return lambda cell: self.grid.contains(cell) and occupied.free(self, self.grid.circle(cell), clearance)

    def draw(self, wide) -> None:
        """Cuts corners only where the cluster stays inside its park to the millimetre."""

        def amid_the_park(node, _):
            return all(cell in wide for cell in streets.Patch.cells_at(node))

        def beyond_the_cluster(_, cell):
            return cell not in self.cells

        rng = self.rng("chamfer")
        self.inside = streets.Patch(self.grid, self.cells, rng, amid_the_park)
        self.outside = streets.Patch(self.grid, wide, rng, beyond_the_cluster)


def read_register(path: Path):
    with path.open("rb") as file:
        register = tomllib.load(file)
    return register["park"], register["cluster"]


def make_parts(parks, clusters, seed):
    parts = [Part(c["park"], c, place, seed) for c in clusters for place in c["parts"]]
    parts += [Part(p["name"], None, p["loose_block"], seed) for p in parks if "loose_block" in p]
    return parts


def open_yard(cells, rng) -> None:
    """Takes one enclosed cell out of a larger part, so that some clusters have a hole."""
    inner = [c for c in sorted(cells) if all(n in cells for n in streets.around(c))]
    if len(cells) > 14 and inner and rng.random() < 0.45:
        cells.remove(inner[int(len(inner) * rng.random())])


def shape(parts) -> None:
    """First all parts, well apart; then the park around each, as far as there is room."""
    occupied = streets.Occupied()
    for part in parts:
        room = part.room(occupied, 250)
        part.cells = streets.grow(part.grid, part.place["km2"] * 1e6, part.rng("grow"), room)
        for cell in sorted(part.cells):
            occupied.add(part, part.grid.circle(cell))
        if part.cluster:
            open_yard(part.cells, part.rng("yard"))
    for part in parts:
        room = part.room(occupied, 10)
        wide = streets.widen(part.cells, part.rng("widen"), room) if part.cluster else part.cells
        for cell in sorted(wide - part.cells):
            occupied.add(part, part.grid.circle(cell))
        part.draw(wide)


def cluster_values(cluster, district) -> list:
    number, park = f"{cluster['number']:02}", cluster["park"]

    def names(codes, table):
        return ";".join(table[code] for code in codes) or None

    values = {
        "BSM": f"ZGC-ZT-{number}", "ZTBH": number, "ZTMC": cluster["name"], "ZTMC_EN": cluster["name_en"],
        "SSFY": park, "XZQDM": district["district_code"], "XZQMC": district["district"],
        "KQXZQ": ";".join(cluster.get("extra_districts", [])) or None,
        "HGDK": ";".join(p["name"] for p in cluster["parts"]) if "covers" in cluster else None,
        "HGYW": cluster.get("covers"), "HGKF": int(cluster["open_list"]),
        "CYDM": ";".join(cluster["industries"]), "CYMC": names(cluster["industries"], INDUSTRIES),
        "MSDM": ";".join(cluster["modes"]) or None, "MSMC": names(cluster["modes"], MODES),
        "ZTIDM": ";".join(cluster["carriers"]) or None, "ZTIMC": names(cluster["carriers"], CARRIERS),
        "GNDW": cluster["positioning"], "GNDWYW": cluster["sentence"], "GLJG": f"示意管理机构（{park}）",
        "YJWJ": SOURCE, "SM": NOTE,
    }
    return [values[name] for name, _ in CLUSTER_FIELDS]


def cluster_layer(parks, clusters, parts) -> Layer:
    layer = Layer("clusters_示意", "31 clusters (发展组团), illustrative outlines", CLUSTER_FIELDS)
    by_name = {park["name"]: park for park in parks}
    for cluster in clusters:
        outline = [part.inside.outline() for part in parts if part.cluster is cluster]
        layer.features.append((outline, cluster_values(cluster, by_name[cluster["park"]])))
    return layer


def park_layer(parks, parts) -> Layer:
    layer = Layer("parks_示意", "17 parks (分园), illustrative outlines", PARK_FIELDS)
    for number, park in enumerate(parks, 1):
        outline = [part.outside.outline() for part in parts if part.park == park["name"]]
        values = [f"ZGC-FY-{number:02}", f"{number:02}", park["name"], park["name_en"], park["district_code"],
                  park["district"], NOTE]
        layer.features.append((outline, values))
    return layer


def split_of(part, cell, rng) -> tuple[int, int]:
    """Columns and rows of lots in the block of a cell; lots stay wider than 75 m."""
    i, j = cell
    wide = part.grid.us[i + 1] - part.grid.us[i] > 230
    high = part.grid.vs[j + 1] - part.grid.vs[j] > 230
    return 1 + (wide and rng.random() < 0.45), 1 + (high and rng.random() < 0.35)


def part_parcels(part, rng):
    """(multipolygon, attributes) of the lots and of the street land of one part; they tile it."""
    profile = landuse.PROFILES[part.cluster["land_profile"]]
    street_land = part.inside.outline()
    parcels = []
    for cell in sorted(part.cells):
        block, lots = part.inside.lots(cell, *split_of(part, cell, rng))
        street_land.append(block[::-1])
        main_use = landuse.draw(profile, rng)
        for lot in lots:
            code = main_use if rng.random() < 0.5 else landuse.draw(profile, rng)
            parcels.append(([[lot]], landuse.lot_attributes(code, rng)))
    street = {"DLBM": "1207", "DLMC": landuse.CLASSES["1207"][0], "JD": "建成", "GDFS": "划拨", "QS": "国有"}
    parcels.append(([street_land], street))
    return parcels


def parcel_layer(clusters, parts) -> Layer:
    layer = Layer("parcels_示意", "parcels with planned land use inside the clusters, invented", PARCEL_FIELDS)
    for cluster in clusters:
        number, serial = f"{cluster['number']:02}", 0
        for part in (p for p in parts if p.cluster is cluster):
            for outline, values in part_parcels(part, part.rng("parcels")):
                serial += 1
                values |= {"DKBH": f"{number}-{serial:04}", "ZTBH": number, "DLBZ": SCHEME, "SM": NOTE}
                layer.features.append((outline, [values.get(name) for name, _ in PARCEL_FIELDS]))
    return layer


def make_layers(register: Path, seed: int):
    parks, clusters = read_register(register)
    parts = make_parts(parks, clusters, seed)
    shape(parts)
    return [cluster_layer(parks, clusters, parts), park_layer(parks, parts), parcel_layer(clusters, parts)]
