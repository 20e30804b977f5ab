#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A workbook as text: its sheets with their print set-up and cells, not the bytes of its archive.

  tools/xlsx_dump.py FILE

A line per row: `row 7 (height 17)`, then its cells as `  B7 'text'`, `  C7 12.5 #,##0.00`; a blank cell
is not named, a merged one has its range. Clocks and the version of the library that wrote it are no part
of it.
"""
import pathlib
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "'"


def texts_of(node):
    return "".join(part.text or "" for part in node.iter(f"{MAIN}t"))


class Book:
    def __init__(self, archive):
        self.archive = archive
        self.strings = []
        if "xl/sharedStrings.xml" in archive.namelist():
            self.strings = [texts_of(item) for item in self.xml("xl/sharedStrings.xml").iter(f"{MAIN}si")]
        styles = self.xml("xl/styles.xml")
        own = {node.get("numFmtId"): node.get("formatCode") for node in styles.iter(f"{MAIN}numFmt")}
        builtin = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}
        cells = styles.find(f"{MAIN}cellXfs")
        self.formats = [own.get(node.get("numFmtId")) or builtin.get(node.get("numFmtId"), node.get("numFmtId"))
                        for node in cells]

    def xml(self, name):
        return ElementTree.fromstring(self.archive.read(name))

    def sheets(self):
        """[(name, tree)] in the order of the workbook."""
        targets = {node.get("Id"): node.get("Target") for node in self.xml("xl/_rels/workbook.xml.rels")}
        for node in self.xml("xl/workbook.xml").iter(f"{MAIN}sheet"):
            yield node.get("name"), self.xml("xl/" + targets[node.get(RELATION)])

    def head(self):
        core = self.xml("docProps/core.xml")
        for label, tag in (("title", f"{DUBLIN}title"), ("author", f"{DUBLIN}creator"),
                           ("created", f"{TERMS}created"), ("modified", f"{TERMS}modified")):
            node = core.find(tag)
            if node is not None and node.text:
                yield f"{label} {node.text}"
        for node in self.xml("xl/workbook.xml").iter(f"{MAIN}definedName"):
            yield f"{node.get('name')} {node.text}"

    def cell(self, node):
        kind, value = node.get("t"), node.find(f"{MAIN}v")
        if node.find(f"{MAIN}f") is not None:
            return f"= {node.find(f'{MAIN}f').text}"
        if kind == "inlineStr":
            return quoted(texts_of(node))
        if value is None or value.text is None:
            return None
        if kind == "s":
            return quoted(self.strings[int(value.text)])
        if kind is not None:
            return f"{kind} {quoted(value.text)}"
        return f"{value.text} {self.formats[int(node.get('s', '0'))]}"

    def sheet(self, tree):
        page, fit = tree.find(f"{MAIN}pageSetup"), tree.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
        if page is not None:
            fitted = "" if fit is None or fit.get("fitToPage") != "1" else " fit {}x{}".format(
                page.get("fitToWidth", "1"), page.get("fitToHeight", "1"))
            yield f"  page {page.get('paperSize')} {page.get('orientation')}{fitted}"
        foot = tree.find(f"{MAIN}headerFooter/{MAIN}oddFooter")
        if foot is not None:
            yield f"  foot {foot.text}"
        widths = [f"{float(node.get('width')):.1f}" for node in tree.iter(f"{MAIN}col")]
        yield f"  widths {' '.join(widths)}"
        merged = {}
        for node in tree.iter(f"{MAIN}mergeCell"):
            merged[node.get("ref").split(":")[0]] = node.get("ref")
        for row in tree.iter(f"{MAIN}row"):
            height = f" (height {float(row.get('ht')):.1f})" if row.get("ht") else ""
            yield f"  row {row.get('r')}{height}"
            for node in row.iter(f"{MAIN}c"):
                place, text = node.get("r"), self.cell(node)
                if text is not None or place in merged:
                    yield f"    {merged.get(place, place)} {text or 'blank'}"


def dump(path):
    try:
        with zipfile.ZipFile(path) as archive:
            book = Book(archive)
            lines = list(book.head())
            for name, tree in book.sheets():
                lines.append(f"sheet {name}")
                lines += book.sheet(tree)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        lines = [f"not a workbook: {error}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: xlsx_dump.py FILE")
    print(dump(pathlib.Path(sys.argv[1])), end="")
