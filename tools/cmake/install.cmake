# What `cmake --install` puts where: the program with its manual pages and completions, libparkplan
# with its public headers, and the package that find_package(parkplan) reads.
include(CMakePackageConfigHelpers)

install(TARGETS parkplan_shared EXPORT parkplanTargets
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/parkplan")
if(TARGET parkplan)
  install(TARGETS parkplan RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  # The program writes them itself, of its own options.
  set(parkplan_pages "${PROJECT_BINARY_DIR}/pages")
  add_custom_command(OUTPUT "${parkplan_pages}.stamp"
                     COMMAND "${CMAKE_COMMAND}" -E rm -rf "${parkplan_pages}"
                     COMMAND parkplan pages "${parkplan_pages}"
                     COMMAND "${CMAKE_COMMAND}" -E touch "${parkplan_pages}.stamp"
                     DEPENDS parkplan
                     VERBATIM)
  add_custom_target(parkplan_pages ALL DEPENDS "${parkplan_pages}.stamp")
  install(DIRECTORY "${parkplan_pages}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}")
  install(DIRECTORY "${parkplan_pages}/bash-completion" "${parkplan_pages}/zsh" DESTINATION "${CMAKE_INSTALL_DATADIR}")
endif()

set(parkplan_package "${CMAKE_INSTALL_LIBDIR}/cmake/parkplan")
install(EXPORT parkplanTargets NAMESPACE parkplan:: DESTINATION "${parkplan_package}")
configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/parkplanConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package/parkplanConfig.cmake"
  INSTALL_DESTINATION "${parkplan_package}"
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/parkplanConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/package/parkplanConfig.cmake"
              "${PROJECT_BINARY_DIR}/package/parkplanConfigVersion.cmake"
        DESTINATION "${parkplan_package}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")
