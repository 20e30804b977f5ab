# SPDX-License-Identifier: MIT
"""The contestants. Each module has

    NAME                    how --peers and the table call it
    missing(context)        why it cannot run here, '' when it can
    version(context)        what it is, for the report
    jobs(context, data)     its contest.Job for each task it can do

in the order in which their answers are trusted.
"""

from . import cpp, grass, mapshaper, ogr_sqlite, parkplan, postgis, python, qgis

ALL = (cpp, parkplan, postgis, python, ogr_sqlite, qgis, mapshaper, grass)
