# GeoPackages are read through the sqlite3 library as well as through GDAL. Two copies of SQLite in
# one process would break each other's file locks (SQLite: "How To Corrupt An SQLite Database
# File", 2.2.1), so GDAL must use the shared library, too.
get_target_property(gdal_library GDAL::GDAL LOCATION)
if(NOT CMAKE_READELF)
  message(FATAL_ERROR "No readelf: it cannot be seen whether GDAL carries its own SQLite")
endif()
execute_process(COMMAND "${CMAKE_READELF}" -d "${gdal_library}"
                OUTPUT_VARIABLE gdal_needs ERROR_VARIABLE gdal_needs_error RESULT_VARIABLE status)
if(NOT status EQUAL 0 OR NOT gdal_needs MATCHES "NEEDED[^\n]*\\[libsqlite3\\.so")
  message(FATAL_ERROR "'${gdal_library}' does not use the shared library libsqlite3: it seems to carry its own "
                      "SQLite; build GDAL with the SQLite of the system")
endif()
