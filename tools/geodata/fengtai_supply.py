# SPDX-License-Identifier: MIT
"""Invented supply of land: stage, way of supply, dates, term. The data are as of the end of 2025."""

import datetime

from . import landuse

NAMES = {code: values[0] for code, values in landuse.CLASSES.items()} | {
    "0201": "果园", "0301": "乔木林地", "0403": "其他草地", "0703": "农村宅基地",
}
# way of supply by use: what is neither sold nor let is allocated
FOR_SALE = ("0701", "0802", "0901", "0902", "100101", "100102", "1101")
FLEXIBLE = ("0802", "100101", "100102", "1101")  # terms below the legal ones are usual
TERMS = {"0701": 70, "0802": 50, "0901": 40, "0902": 40, "100101": 50, "100102": 50, "1101": 50}
LEASE_TERM = 20
FIRST_END = 2028  # no term of a clean parcel ends earlier

# stages by the kind of block
STAGES = {
    "built": {"竣工": 0.80, "在建": 0.09, "已供": 0.05, "一级开发": 0.03, "待开发": 0.03},
    "building": {"竣工": 0.50, "在建": 0.30, "已供": 0.10, "一级开发": 0.06, "待开发": 0.04},
    "renewing": {"竣工": 0.62, "在建": 0.16, "已供": 0.08, "一级开发": 0.08, "待开发": 0.06},
    "opening": {"竣工": 0.26, "在建": 0.16, "已供": 0.14, "一级开发": 0.26, "待开发": 0.18},
}


def text(date) -> str:
    return date.isoformat()


def later(date, low: int, high: int, rng):
    """A date low to high days later, with a day of the month that every month has."""
    after = date + datetime.timedelta(days=low + int((high - low) * rng.random()))
    return after.replace(day=min(after.day, 28))


def day_in(year: int, month_from: int, month_to: int, rng):
    month = month_from + int((month_to - month_from + 1) * rng.random())
    return datetime.date(year, month, 1 + int(28 * rng.random()))


def years_later(date, years: int):
    return date.replace(year=date.year + years)


def way_and_term(code: str, ownership: str, rng) -> tuple:
    if code not in FOR_SALE:
        return "划拨", None
    if ownership == "集体":
        return "租赁", LEASE_TERM
    way = landuse.draw({"出让": 0.74, "租赁": 0.10, "先租后让": 0.16}, rng) if code in FLEXIBLE else "出让"
    if way == "租赁":
        return way, LEASE_TERM
    if code in FLEXIBLE:
        return way, int(landuse.draw({"20": 0.3, "30": 0.2, "50": 0.5} if way == "出让" else {"20": 0.6, "30": 0.4}, rng))
    return way, TERMS[code]


def dates(stage: str, term, recent: bool, rng) -> dict:
    """Dates of supply, start and completion that fit the stage; nothing is idle and nothing drags on.

    Recent: not before the land use of 2020 was taken.
    """
    if stage == "已供":
        return {"GDRQ": day_in(2025, 2, 11, rng)}
    if stage == "在建":
        supplied = day_in(2023, 7, 12, rng) if rng.random() < 0.4 else day_in(2024, 1, 10, rng)
        return {"GDRQ": supplied, "KGRQ": later(supplied, 60, 300, rng)}
    earliest = max(2004, FIRST_END - (term or 50))
    late = rng.random() < 0.35
    first = 2021 if recent else max(earliest, 2018) if late else earliest
    supplied = day_in(first + int((2023 - first) * rng.random()), 1, 12, rng)
    started = later(supplied, 60, 300, rng)
    return {"GDRQ": supplied, "KGRQ": started, "JGRQ": later(started, 540, 780, rng)}


def built(code: str, ownership: str, recent: bool, rng) -> dict:
    """Streets, greens and woods are laid out and allocated."""
    days = dates("竣工", None, recent, rng)
    return {"DLBM": code, "DLMC": NAMES[code], "JD": "竣工", "GDFS": "划拨", "QS": ownership} | {
        name: text(day) for name, day in days.items()
    }


def lot_values(code: str, stages: str, recent: bool, rng) -> dict:
    """The attributes of a lot; recent: its use came after 2020."""
    ownership = landuse.draw({"国有": 0.94, "集体": 0.06}, rng)
    if code in ("0301", "1401", "1402"):
        return built(code, ownership, recent, rng)
    values = {"DLBM": code, "DLMC": NAMES[code], "QS": ownership}
    low, high = landuse.CLASSES[code][1:3]
    if low is not None:
        values["RJL"] = round(low + (high - low) * rng.random(), 2)
    values["JD"] = "待开发" if code == "16" else landuse.draw(STAGES[stages], rng)
    if values["JD"] in ("待开发", "一级开发"):
        return values
    values["GDFS"], term = way_and_term(code, ownership, rng)
    days = dates(values["JD"], term, recent, rng)
    values |= {name: text(day) for name, day in days.items()}
    if term:
        values |= {"NX": term, "DQR": text(years_later(days["GDRQ"], term))}
        values["ZCBL"] = round(0.5 + 0.5 * rng.random(), 2)
    return values
