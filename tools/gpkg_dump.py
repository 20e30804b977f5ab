#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A GeoPackage as text that depends on its content only: not on page layout, insertion order,
R-tree shadow tables or the wording that a GDAL version uses for system tables.

  tools/gpkg_dump.py FILE
"""
import pathlib
import sqlite3
import sys

# System tables: the columns that carry meaning; `None` = all. Definitions of coordinate systems
# and the texts of extensions change with the versions of PROJ and GDAL.
SYSTEM = {
    "gpkg_contents": None,
    "gpkg_geometry_columns": None,
    "gpkg_data_columns": None,
    "gpkg_metadata": None,
    "gpkg_metadata_reference": None,
    "gpkg_ogr_contents": None,
    "gpkg_spatial_ref_sys": ["srs_id", "organization", "organization_coordsys_id"],
    "gpkg_extensions": ["table_name", "column_name", "extension_name", "scope"],
}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def value(cell):
    if cell is None:
        return "NULL"
    if isinstance(cell, bytes):
        return f"X'{cell.hex()}'"
    if isinstance(cell, str):
        return "'" + cell.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "'"
    return repr(cell)


def table_names(connection):
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    return sorted(n for n in names if not n.startswith(("rtree_", "sqlite_")))


def table_lines(connection, table):
    columns = list(connection.execute(f"PRAGMA table_info({quoted(table)})"))
    names = [column[1] for column in columns]
    wanted = SYSTEM.get(table)
    if table not in SYSTEM:
        for _, name, kind, not_null, default, key in columns:
            yield (f"  column {name} {kind}" + (" not null" if not_null else "")
                   + (f" default {default}" if default is not None else "")
                   + (f" key {key}" if key else ""))
    elif wanted is not None:
        names = [name for name in names if name in wanted]
    query = f"SELECT {', '.join(quoted(n) for n in names)} FROM {quoted(table)}"
    rows = ["  " + " | ".join(value(cell) for cell in row) for row in connection.execute(query)]
    yield from sorted(rows)


def rtree_lines(connection):
    """Whether the spatial indexes hold as many boxes as their tables hold geometries."""
    query = "SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE 'CREATE VIRTUAL TABLE%rtree%'"
    for (name,) in sorted(connection.execute(query)):
        count = connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]
        yield f"{name} | {count} boxes"


def dump(path):
    connection = sqlite3.connect(f"{pathlib.Path(path).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        lines = [f"application_id {application:#x}"]
        for table in table_names(connection):
            lines.append(f"table {table}")
            lines += table_lines(connection, table)
        lines += rtree_lines(connection)
        views = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='view' ORDER BY name")
        lines += [f"view {name}: {sql}" for name, sql in views]
    except sqlite3.DatabaseError as error:
        lines = [f"not a database: {error}"]
    finally:
        connection.close()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: gpkg_dump.py FILE")
    print(dump(sys.argv[1]), end="")
