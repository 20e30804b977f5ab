# SPDX-License-Identifier: MIT
"""The demo layers of zoning and land supply (fengtai-demo.gpkg): an invented park with planted faults, far from real ones.

Outlines are drawn in the frame of demo.py, about another place, so that the planted areas are exact.
"""

from . import demo
from .clusters import NOTE
from .fengtai import BLOCK_FIELDS, PARK_FIELDS
from .fengtai_land import FORMER_FIELDS, PARCEL_FIELDS
from .fengtai_projects import BUILDING_FIELDS, PROJECT_FIELDS
from .fengtai_supply import NAMES
from .geopackage import Layer

CENTRE = (115.62, 39.84)
CLEAN = "无植入问题"


def planted(fields) -> list:
    """The fields of the clean layer and the note on the planted fault."""
    return [*fields[:-1], ("YSSM", "TEXT"), fields[-1]]


DEMO_BLOCK_FIELDS = planted(BLOCK_FIELDS)
DEMO_PARCEL_FIELDS = planted([PARCEL_FIELDS[0], ("DKMC", "TEXT"), *PARCEL_FIELDS[1:]])
DEMO_PROJECT_FIELDS = planted(PROJECT_FIELDS)
DEMO_BUILDING_FIELDS = planted(BUILDING_FIELDS)

PARK = [(0, 0), (800, 0), (1600, 0), (2400, 0), (2400, 600), (2400, 800), (0, 800), (0, 600)]
# B reaches into A with a tab of 20 m x 10 m; between B and C lies a gap of 0.05 m x 400 m
BLOCKS = {
    "A": ([(0, 0), (800, 0), (800, 300), (800, 310), (800, 600), (0, 600)], "演示东区组团", "演示东区", 4000,
          "与演示区块B重叠200平方米（20米×10米）"),
    "B": ([(800, 0), (1600, 0), (1600, 100), (1600, 500), (1600, 600), (800, 600), (800, 310), (780, 310), (780, 300),
           (800, 300)], "演示西区组团", "演示西区", 3000,
          "与演示区块A重叠200平方米；与演示区块C之间有0.05米×400米的空隙（20平方米）"),
    "C": ([(1600, 0), (2400, 0), (2400, 600), (1600, 600), (1600, 500), (1600.05, 500), (1600.05, 100), (1600, 100)],
          "未列入", "演示西区", 2000, "与演示区块B之间有0.05米×400米的空隙（20平方米）"),
}
DISTRICT = {"A": "演示东区", "B": "演示西区", "C": "演示西区"}


def lattice(us, vs) -> list:
    """Boxes between the lines, row by row."""
    return [(u0, v0, u1, v1) for v0, v1 in zip(vs, vs[1:]) for u0, u1 in zip(us, us[1:])]


BOXES = {
    **{f"{n:02}": ("A", box) for n, box in enumerate(lattice((100, 300, 500, 700), (50, 200, 350, 500)), 1)},
    **{f"{n:02}": ("B", box) for n, box in enumerate(lattice((900, 1100, 1300, 1500), (50, 200, 350, 500)), 10)},
    **{f"{n:02}": ("C", box) for n, box in enumerate(lattice((1700, 1900, 2100, 2300), (50, 200, 350)), 19)},
    "25": ("B", (1540, 10, 1640, 90)),
    "26": ("C", (100, 650, 300, 770)),
}
SOLD = {"DLBM": "100101", "RJL": 1.5, "JD": "竣工", "GDFS": "出让", "QS": "国有", "GDRQ": "2012-04-16", "KGRQ": "2012-10-08",
        "JGRQ": "2014-09-20", "NX": 50, "DQR": "2062-04-16", "ZCBL": 0.8}
WAITING = {name: None for name in ("GDFS", "GDRQ", "KGRQ", "JGRQ", "NX", "DQR", "ZCBL")}
BUILDING = {"JD": "在建", "GDRQ": "2024-03-12", "KGRQ": "2024-08-20", "JGRQ": None, "DQR": "2074-03-12"}
ALLOCATED = {"GDFS": "划拨", "NX": None, "DQR": None, "ZCBL": None, "RJL": None}
# what differs from SOLD; YSSM only where a fault is planted
PARCELS = {
    "02": {"GDFS": "租赁", "GDRQ": "2006-09-30", "KGRQ": "2007-03-01", "JGRQ": "2008-11-20", "NX": 20, "DQR": "2026-09-30",
           "YSSM": "租赁2026年9月30日到期，早于2026年12月31日"},
    "03": {"DLBM": "0901", "RJL": 2.5, "GDRQ": "2012-03-15", "NX": 60, "DQR": "2072-03-15",
           "YSSM": "商业用地年限60年，超过最高年限40年"},
    "04": {"GDRQ": "2015-06-01", "KGRQ": "2015-11-10", "JGRQ": "2017-08-25", "DQR": "2064-06-01",
           "YSSM": "到期日2064年6月1日与供地日期2015年6月1日加50年（2065年6月1日）不符"},
    "05": {"DLBM": "0802", "RJL": 2.0, "ZCBL": 0.2, "YSSM": "自持比例0.20，其余地块均不低于0.50"},
    "06": {"JD": "已供", "GDRQ": "2021-05-18", "KGRQ": None, "JGRQ": None, "DQR": "2071-05-18",
           "YSSM": "2021年5月18日供地，至2025年底未开工"},
    "07": {"JD": "在建", "GDRQ": "2015-04-20", "KGRQ": "2016-03-01", "JGRQ": None, "DQR": "2065-04-20",
           "YSSM": "2016年3月1日开工，至2025年底未竣工（用而未尽）"},
    "08": {"JD": "未知", "YSSM": "阶段为“未知”，不在规定值内"},
    "09": {"DLBM": "0301", **ALLOCATED, "GDRQ": "2021-03-10", "KGRQ": "2021-06-15", "JGRQ": "2023-04-18"},
    "11": {"DLBM": "0802", "RJL": 2.2, "GDRQ": "2016-02-24", "KGRQ": "2016-07-18", "JGRQ": "2018-06-28", "NX": 20,
           "DQR": "2036-02-24"},
    "12": {"DQ": "演示东区", "YSSM": "填报所在区为演示东区，实际位于演示西区（演示区块B）"},
    "14": {"DLBM": "0901", "RJL": 2.4, "NX": 40, "DQR": "2052-04-16"},
    "15": {"DLBM": "0701", "RJL": 2.1, "NX": 70, "DQR": "2082-04-16", "ZCBL": 0.5},
    "16": {"DLBM": "0902", "RJL": 3.0, **BUILDING, "NX": 40, "DQR": "2064-03-12"},
    "17": {"GDFS": "先租后让", "NX": 30, "DQR": "2042-04-16"},
    "18": {"DLBM": "1401", **ALLOCATED},
    "19": {"JD": "一级开发", **WAITING},
    "20": {"JD": "一级开发", **WAITING},
    "21": {"JD": "待开发", **WAITING},
    "22": {**BUILDING},
    "23": {"JD": "已供", "GDRQ": "2025-06-11", "KGRQ": None, "JGRQ": None, "DQR": "2075-06-11"},
    "24": {"QS": "集体", "GDFS": "租赁", "GDRQ": "2018-05-22", "KGRQ": "2018-10-30", "JGRQ": "2020-09-15", "NX": 20,
           "DQR": "2038-05-22"},
    "25": {"DLBM": "0802", "RJL": 2.0, "YSSM": "跨两个区块：演示区块B 4800平方米（60%）、演示区块C 3200平方米（40%），填报为演示区块B"},
    "26": {"YSSM": "填报为演示区块C，实际不在任何区块内"},
}
# land use of 2020: the same land in other lots; (1200, 300) is a corner on the side of the first lot of B
FORMER = [
    ("100101", [(100, 50), (400, 50), (400, 500), (100, 500)]),
    ("0703", [(400, 50), (700, 50), (700, 500), (400, 500)]),
    ("100101", [(900, 50), (1200, 50), (1200, 300), (1200, 500), (900, 500)]),
    ("0403", [(1200, 50), (1500, 50), (1500, 300), (1200, 300)]),
    ("0901", [(1200, 300), (1500, 300), (1500, 500), (1200, 500)]),
    ("100102", [(1700, 50), (2300, 50), (2300, 350), (1700, 350)]),
    ("0802", [(1540, 10), (1640, 10), (1640, 90), (1540, 90)]),
    ("100101", [(100, 650), (300, 650), (300, 770), (100, 770)]),
]
# key: (parcel, kind, year, floor area, way, buildings, planted fault), the district where it is not that of the parcel
PROJECTS = {
    "1": ("01", "存量更新", 2023, 12000, "升级", "YS-JZ-1;YS-JZ-2", None, None),
    "2": ("02", "存量更新", 2024, 16000, "升级", "YS-JZ-2;YS-JZ-3", "重复计入演示项目1已计入的演示楼宇2（7000平方米）", None),
    "3": ("04", "存量更新", 2023, 6000, "收购", "YS-JZ-4;YS-JZ-99", "所列楼宇YS-JZ-99在楼宇图层中不存在", None),
    "4": ("11", "存量更新", 2022, 8000, "改造", "YS-JZ-5", "更新方式为“改造”，不在收购、升级、置换之内", None),
    "5": ("13", "存量更新", 2025, 4000, "置换", "YS-JZ-6", None, None),
    "6": ("19", "一级开发", 2024, 0, None, None, None, None),
    "7": ("16", "重点工程", 2025, 90000, None, None, "填报所在区为演示东区，实际位于演示西区（演示区块B）", "演示东区"),
    "8": ("22", "重点工程", 2025, 45000, None, None, None, None),
}
# key: (box, block, poor, way, floor area before, after, planted fault)
BUILDINGS = {
    "1": ((140, 90, 220, 140), "A", 1, "升级", 4500, 5000, None),
    "2": ((270, 90, 330, 140), "A", 1, "升级", 6000, 7000, None),
    "3": ((380, 90, 460, 140), "A", 1, "升级", 8000, 9000, None),
    "4": ((140, 240, 220, 290), "A", 1, "收购", 6000, 6000, None),
    "5": ((1140, 90, 1220, 140), "B", 1, "升级", 7500, 8000, None),
    "6": ((940, 240, 1020, 290), "B", 1, "置换", 4000, None, "未填更新后建筑面积"),
    "7": ((1140, 240, 1220, 290), "B", 0, None, 9000, 9000, None),
    "8": ((1740, 240, 1820, 290), "C", 1, None, 3000, 3000, None),
}


def ring(corners) -> list:
    return [demo.place(u, v, CENTRE) for u, v in corners]


def box_ring(box) -> list:
    return ring(demo.box(*box))


def values_for(fields, values: dict) -> list:
    return [(values | {"SM": NOTE}).get(name) for name, _ in fields]


def park_layer() -> Layer:
    layer = Layer("ft_demo_park_示意", "invented park", PARK_FIELDS)
    values = {"FYBH": "YS-FT", "FYMC": "演示园", "FYMC_EN": "Demo Park"}
    layer.features.append(([[ring(PARK)]], values_for(PARK_FIELDS, values)))
    return layer


def block_layer() -> Layer:
    layer = Layer("ft_demo_blocks_示意", "invented blocks with planted faults", DEMO_BLOCK_FIELDS)
    for letter, (corners, cluster, district, jobs, fault) in BLOCKS.items():
        values = {"QKBH": f"YS-{letter}", "QKMC": f"演示区块{letter}", "QKMC_EN": f"Demo Block {letter}", "FA_S3": cluster,
                  "FA_S0": district, "CY": 0, "JZG": jobs, "YSSM": fault}
        layer.features.append(([[ring(corners)]], values_for(DEMO_BLOCK_FIELDS, values)))
    return layer


def parcel_layer() -> Layer:
    layer = Layer("ft_demo_parcels_示意", "invented parcels of 2025 with planted faults", DEMO_PARCEL_FIELDS)
    for number, (letter, box) in BOXES.items():
        values = {"DKBH": f"YS-DK-{number}", "DKMC": f"演示地块{number}", "QK": f"演示区块{letter}", "DQ": DISTRICT[letter],
                  "YSSM": CLEAN, **SOLD} | PARCELS.get(number, {})
        values["DLMC"] = NAMES[values["DLBM"]]
        layer.features.append(([[box_ring(box)]], values_for(DEMO_PARCEL_FIELDS, values)))
    return layer


def former_layer() -> Layer:
    layer = Layer("ft_demo_landuse_2020_示意", "invented land use of 2020", FORMER_FIELDS)
    for number, (code, corners) in enumerate(FORMER, 1):
        values = {"TBBH": f"YS-TB-{number:02}", "DLBM": code, "DLMC": NAMES[code]}
        layer.features.append(([[ring(corners)]], values_for(FORMER_FIELDS, values)))
    return layer


def project_layer() -> Layer:
    layer = Layer("ft_demo_projects_示意", "invented projects with planted faults", DEMO_PROJECT_FIELDS)
    for number, (parcel, kind, year, floors, way, buildings, fault, district) in PROJECTS.items():
        letter, box = BOXES[parcel]
        values = {"XMBH": f"YS-XM-{number}", "XMMC": f"演示项目{number}", "QK": f"演示区块{letter}",
                  "DQ": district or DISTRICT[letter], "LX": kind, "NF": year, "JZMJ": float(floors), "GXFS": way,
                  "JZ": buildings, "YSSM": fault or CLEAN}
        layer.features.append(([[box_ring(box)]], values_for(DEMO_PROJECT_FIELDS, values)))
    return layer


def building_layer() -> Layer:
    layer = Layer("ft_demo_buildings_示意", "invented buildings with planted faults", DEMO_BUILDING_FIELDS)
    for number, (box, letter, poor, way, before, after, fault) in BUILDINGS.items():
        values = {"JZBH": f"YS-JZ-{number}", "JZMC": f"演示楼宇{number}", "QK": f"演示区块{letter}", "DX": poor, "GXFS": way,
                  "JZMJ_Q": float(before), "JZMJ_H": None if after is None else float(after), "YSSM": fault or CLEAN}
        layer.features.append(([[box_ring(box)]], values_for(DEMO_BUILDING_FIELDS, values)))
    return layer


def make_layers():
    return [park_layer(), block_layer(), parcel_layer(), former_layer(), project_layer(), building_layer()]
