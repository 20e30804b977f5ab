# SPDX-License-Identifier: MIT
"""Land-use classes of 《国土空间调查、规划、用途管制用地用海分类指南》 (2023) and invented mixes of them."""

# code: (name, floor-area ratio from, to, term of the land right in years)
CLASSES = {
    "0701": ("城镇住宅用地", 1.8, 2.8, 70),
    "0802": ("科研用地", 1.5, 3.0, 50),
    "0804": ("教育用地", 0.6, 1.2, None),
    "0901": ("商业用地", 1.8, 3.5, 40),
    "0902": ("商务金融用地", 2.5, 4.5, 40),
    "100101": ("一类工业用地", 1.2, 2.2, 20),
    "100102": ("二类工业用地", 1.0, 1.8, 20),
    "1101": ("物流仓储用地", 0.8, 1.6, 20),
    "1207": ("城镇村道路用地", None, None, None),
    "1208": ("交通场站用地", 0.3, 0.8, None),
    "1301": ("供水用地", 0.3, 0.6, None),
    "1303": ("供电用地", 0.3, 0.6, None),
    "1401": ("公园绿地", None, None, None),
    "1402": ("防护绿地", None, None, None),
    "16": ("留白用地", None, None, None),
}
INDUSTRY = ("0802", "0902", "100101", "100102", "1101")

# share of the lots by kind of cluster; each sums to 1
PROFILES = {
    "core": {"0802": 0.28, "0902": 0.38, "100101": 0.08, "0901": 0.06, "0701": 0.09, "0804": 0.02, "1208": 0.02,
             "1303": 0.01, "1401": 0.05, "1402": 0.01},
    "research": {"0802": 0.42, "100101": 0.20, "0902": 0.10, "1101": 0.03, "0901": 0.04, "0701": 0.08, "0804": 0.03,
                 "1208": 0.01, "1303": 0.01, "1401": 0.05, "1402": 0.01, "16": 0.02},
    "make": {"100101": 0.38, "100102": 0.16, "0802": 0.15, "1101": 0.09, "0902": 0.03, "0901": 0.02, "0701": 0.04,
             "1208": 0.01, "1301": 0.01, "1303": 0.01, "1401": 0.04, "1402": 0.03, "16": 0.03},
}


def draw(weights: dict, rng) -> str:
    at = rng.random() * sum(weights.values())
    for key, weight in weights.items():
        at -= weight
        if at < 0:
            return key
    return key


def lot_attributes(code: str, rng) -> dict:
    """Invented attributes of a lot: ratio, stage, tenure."""
    name, low, high, term = CLASSES[code]
    stage = draw({"建成": 0.72, "在建": 0.14, "未供": 0.14}, rng) if code != "16" else "未供"
    values = {"DLBM": code, "DLMC": name, "JD": stage}
    if low is not None:
        values["RJL"] = round(low + (high - low) * rng.random(), 2)
    if stage != "未供":
        if term is None:
            values["GDFS"] = "划拨"
        else:
            values["GDFS"] = draw({"出让": 0.7, "租赁": 0.12, "先租后让": 0.18}, rng)
            values["NX"] = term
            values["DQR"] = f"{2026 + int(rng.random() * term)}-12-31"
            values["ZCBL"] = round(0.3 + 0.7 * rng.random(), 2)
    values["QS"] = draw({"国有": 0.88, "集体": 0.12}, rng)
    return values
