# SPDX-License-Identifier: MIT
"""The registers of the 31 clusters and of the 11 blocks of 丰台园 as tables, from the same sources as the layers."""

import csv
import io
from pathlib import Path

from . import clusters, fengtai

FIELDS = [
    "编号", "名称", "分园", "涵盖", "涵盖未尽", "涵盖原文", "产业", "产业未尽", "模式", "载体", "载体可增", "定位", "原文",
]
BLOCK_FIELDS = ["区块", "S3归属", "S3依据", "S0归属", "S0依据", "存疑", "说明"]
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


def quoted(block, scheme: str) -> str:
    """Place in the document and the words there; empty where the document says nothing of the block."""
    return f"{block[scheme + '_place']}：“{block[scheme + '_quote']}”" if block[f"{scheme}_quote"] else ""


def block_row(block) -> list:
    return [
        block["name"], block["S3"], quoted(block, "S3"), block["S0"], quoted(block, "S0"), int(block["ambiguous"]),
        block["reason"],
    ]


def table(fields, rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(rows)
    return text.getvalue()


def make_tables(folder: Path) -> dict:
    """File name -> text."""
    _, all_clusters = clusters.read_register(folder / "zgc.toml")
    blocks = fengtai.read_register(folder / "fengtai.toml")["block"]
    return {
        "clusters-s3.csv": table(FIELDS, [row(cluster) for cluster in all_clusters]),
        "fengtai-blocks.csv": table(BLOCK_FIELDS, [block_row(block) for block in blocks]),
    }
