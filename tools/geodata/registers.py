# SPDX-License-Identifier: MIT
"""The register of the 31 clusters as a table (clusters-s3.csv), from the same source as the layers."""

import csv
import io
from pathlib import Path

from . import clusters

FIELDS = [
    "编号", "名称", "分园", "涵盖", "涵盖未尽", "涵盖原文", "产业", "产业未尽", "模式", "载体", "载体可增", "定位", "原文",
]
OPEN_CARRIERS = "m;s;b"  # the draft ends their lists of clusters with 等组团; that of z it does not


def row(cluster) -> list:
    return [
        f"{cluster['number']:02}", cluster["name"], cluster["park"],
        ";".join(part["name"] for part in cluster["parts"]) if "covers" in cluster else "",
        int(cluster["open_list"]), cluster.get("covers", ""),
        ";".join(cluster["industries"]), int("等领域" in cluster["sentence"]),
        ";".join(cluster["modes"]), ";".join(cluster["carriers"]), OPEN_CARRIERS,
        cluster["positioning"], cluster["sentence"],
    ]


def make_tables(register: Path) -> dict:
    """File name -> text."""
    _, all_clusters = clusters.read_register(register)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(FIELDS)
    table.writerows(row(cluster) for cluster in all_clusters)
    return {"clusters-s3.csv": text.getvalue()}
