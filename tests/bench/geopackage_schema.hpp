// SPDX-License-Identifier: MIT
#pragma once

namespace parkplan::bench {

/// System tables and reference systems of a GeoPackage 1.2 as GDAL writes them.
inline constexpr const char* system_tables = R"sql(
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY,
  feature_count INTEGER DEFAULT NULL);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
  m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_spatial_ref_sys VALUES
 ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined',
  'undefined Cartesian coordinate reference system'),
 ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined',
  'undefined geographic coordinate reference system'),
 ('WGS 84 geodetic', 4326, 'EPSG', 4326,
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
  || 'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],'
  || 'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
  || 'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
  || 'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
  'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid'),
 ('CGCS2000 / 3-degree Gauss-Kruger CM 117E', 4548, 'EPSG', 4548,
  'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 117E",'
  || 'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",'
  || 'SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],'
  || 'AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
  || 'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]],'
  || 'PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],'
  || 'PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],'
  || 'PARAMETER["false_easting",500000],PARAMETER["false_northing",0],'
  || 'UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Northing",NORTH],AXIS["Easting",EAST],'
  || 'AUTHORITY["EPSG","4548"]]', NULL);
)sql";

/// What is made once the rows are in; {0} is the table, {1} the geometry type, {2} the number of
/// rows, {3} to {6} the bounds: low x, low y, high x, high y.
inline constexpr const char* closing_statements = R"sql(
INSERT INTO gpkg_contents VALUES ('{0}', 'features', '{0}', '', '1970-01-01T00:00:00.000Z',
  {3}, {4}, {5}, {6}, 4548);
INSERT INTO gpkg_ogr_contents VALUES ('{0}', {2});
INSERT INTO gpkg_geometry_columns VALUES ('{0}', 'geom', '{1}', 4548, 0, 0);
INSERT INTO gpkg_extensions VALUES ('{0}', 'geom', 'gpkg_rtree_index',
  'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER "rtree_{0}_geom_insert" AFTER INSERT ON "{0}"
  WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
  BEGIN INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"),
  ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{0}_geom_update1" AFTER UPDATE OF "geom" ON "{0}"
  WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
  BEGIN INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"),
  ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{0}_geom_update2" AFTER UPDATE OF "geom" ON "{0}"
  WHEN OLD."fid" = NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
  BEGIN DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid"; END;
CREATE TRIGGER "rtree_{0}_geom_update3" AFTER UPDATE ON "{0}"
  WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
  BEGIN DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid";
  INSERT OR REPLACE INTO "rtree_{0}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"),
  ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{0}_geom_update4" AFTER UPDATE ON "{0}"
  WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
  BEGIN DELETE FROM "rtree_{0}_geom" WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER "rtree_{0}_geom_delete" AFTER DELETE ON "{0}" WHEN old."geom" NOT NULL
  BEGIN DELETE FROM "rtree_{0}_geom" WHERE id = OLD."fid"; END;
CREATE TRIGGER "trigger_insert_feature_count_{0}" AFTER INSERT ON "{0}"
  BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1
  WHERE lower(table_name) = lower('{0}'); END;
CREATE TRIGGER "trigger_delete_feature_count_{0}" AFTER DELETE ON "{0}"
  BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1
  WHERE lower(table_name) = lower('{0}'); END;
)sql";

} // namespace parkplan::bench
