# SPDX-License-Identifier: MIT
"""Writes GeoPackage 1.3 files whose bytes depend on nothing but their content."""

import sqlite3
import struct
from dataclasses import dataclass, field
from pathlib import Path

CRS = 4548
CGCS2000 = (
    'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",'
    'SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]'
)
GAUSS_KRUGER_117 = (
    f'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 117E",{CGCS2000},PROJECTION["Transverse_Mercator"],'
    'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],'
    'PARAMETER["false_easting",500000],PARAMETER["false_northing",0],'
    'UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","4548"]]'
)
WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
REFERENCE_SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", 4326, "EPSG", 4326, WGS84, "longitude/latitude on the WGS 84 ellipsoid"),
    ("CGCS2000 / 3-degree Gauss-Kruger CM 117E", CRS, "EPSG", CRS, GAUSS_KRUGER_117, "easting/northing in metres"),
)
METADATA = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""


@dataclass
class Layer:
    """fields: (name, SQL type); features: (shape in millimetres, values in field order).

    A shape is a list of polygons (lists of rings without the closing point), a list of lines (lists of points), or a point.
    """

    name: str
    description: str
    fields: list
    features: list = field(default_factory=list)
    kind: str = "MULTIPOLYGON"  # or MULTILINESTRING, POINT

    def value(self, feature, name):
        return feature[1][[f for f, _ in self.fields].index(name)]


def packed(points) -> bytes:
    return b"".join(struct.pack("<dd", x / 1000, y / 1000) for x, y in points)


def well_known_binary(kind: str, shape) -> bytes:
    if kind == "POINT":
        return struct.pack("<BI", 1, 1) + packed([shape])
    if kind == "MULTILINESTRING":
        lines = [struct.pack("<BII", 1, 2, len(line)) + packed(line) for line in shape]
        return struct.pack("<BII", 1, 5, len(lines)) + b"".join(lines)
    parts = [struct.pack("<BII", 1, 6, len(shape))]
    for polygon in shape:
        parts.append(struct.pack("<BII", 1, 3, len(polygon)))
        for ring in polygon:
            closed = ring + ring[:1]
            parts += [struct.pack("<I", len(closed)), packed(closed)]
    return b"".join(parts)


def points_of(kind: str, shape) -> list:
    if kind == "POINT":
        return [shape]
    lines = shape if kind == "MULTILINESTRING" else [ring for polygon in shape for ring in polygon]
    return [point for line in lines for point in line]


def envelope(kind: str, shapes):
    points = [p for shape in shapes for p in points_of(kind, shape)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs) / 1000, min(ys) / 1000, max(xs) / 1000, max(ys) / 1000


def geometry_blob(kind: str, shape) -> bytes:
    """GeoPackage header (little-endian, xy envelope) and WKB."""
    min_x, min_y, max_x, max_y = envelope(kind, [shape])
    header = struct.pack("<2sBBidddd", b"GP", 0, 0b00000011, CRS, min_x, max_x, min_y, max_y)
    return header + well_known_binary(kind, shape)


def add_layer(database, layer: Layer) -> None:
    columns = "".join(f', "{name}" {kind}' for name, kind in layer.fields)
    database.execute(
        f'CREATE TABLE "{layer.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {layer.kind}{columns})'
    )
    bounds = envelope(layer.kind, [shape for shape, _ in layer.features])
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, '1970-01-01T00:00:00.000Z', ?, ?, ?, ?, ?)",
        (layer.name, layer.name, layer.description, *bounds, CRS),
    )
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (layer.name, layer.kind, CRS)
    )
    marks = ", ".join("?" * (len(layer.fields) + 2))
    for fid, (shape, values) in enumerate(layer.features, 1):
        assert len(values) == len(layer.fields)
        blob = geometry_blob(layer.kind, shape)
        database.execute(f'INSERT INTO "{layer.name}" VALUES ({marks})', (fid, blob, *values))


def fix_header(path: Path) -> None:
    """Sets what SQLite notes about itself (change counters, library version) to constants."""
    with path.open("r+b") as file:
        file.seek(24)
        file.write(struct.pack(">I", 1))
        file.seek(92)
        file.write(struct.pack(">II", 1, 3040001))


def write(path: Path, layers) -> None:
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA page_size = 4096")
    database.execute("PRAGMA auto_vacuum = 0")
    database.execute("PRAGMA encoding = 'UTF-8'")
    database.execute("PRAGMA application_id = 0x47504B47")
    database.execute("PRAGMA user_version = 10300")
    database.execute("BEGIN")
    for statement in METADATA.split(";")[:-1]:
        database.execute(statement)
    database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", REFERENCE_SYSTEMS)
    for layer in layers:
        add_layer(database, layer)
    database.execute("COMMIT")
    database.close()
    fix_header(path)
