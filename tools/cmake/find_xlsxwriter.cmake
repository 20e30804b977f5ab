# Gives xlsxwriter::xlsxwriter. Distributions ship neither a CMake package of it nor, in its pkg-config
# file, its version.
find_path(XLSXWRITER_INCLUDE_DIR xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
mark_as_advanced(XLSXWRITER_INCLUDE_DIR XLSXWRITER_LIBRARY)
file(STRINGS "${XLSXWRITER_INCLUDE_DIR}/xlsxwriter.h" xlsxwriter_version REGEX "^#define LXW_VERSION \"")
string(REGEX REPLACE ".*\"([0-9.]+)\".*" "\\1" xlsxwriter_version "${xlsxwriter_version}")
if(xlsxwriter_version VERSION_LESS 1.1.4)
  message(FATAL_ERROR "libxlsxwriter ${xlsxwriter_version} is too old, 1.1.4 or later is needed")
endif()
add_library(xlsxwriter::xlsxwriter UNKNOWN IMPORTED)
set_target_properties(xlsxwriter::xlsxwriter PROPERTIES
  IMPORTED_LOCATION "${XLSXWRITER_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${XLSXWRITER_INCLUDE_DIR}")
