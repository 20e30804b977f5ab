# Installs the build into an empty prefix, builds the outside project of this folder against it and
# compares what its program prints.
#   cmake -D BUILD=... -D WORK=... -D PROGRAM=ON|OFF -D COMPILER=... -D GENERATOR=... -P run.cmake
foreach(name IN ITEMS BUILD WORK PROGRAM COMPILER GENERATOR)
  if(NOT DEFINED ${name})
    message(FATAL_ERROR "run.cmake: -D ${name}=... is missing")
  endif()
endforeach()
set(prefix "${WORK}/prefix")
set(consumer "${WORK}/consumer")
file(REMOVE_RECURSE "${WORK}")

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(expect what got wanted)
  if(NOT got STREQUAL wanted)
    message(FATAL_ERROR "${what}: expected\n${wanted}\ngot\n${got}")
  endif()
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")

# Public headers show the standard library and each other, nothing else.
file(GLOB_RECURSE headers "${prefix}/include/*.hpp")
foreach(header IN LISTS headers)
  file(STRINGS "${header}" foreign REGEX "^ *# *include *<[^>]*[./+]")
  expect("third-party includes in ${header}" "${foreign}" "")
endforeach()

run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${consumer}" -G "${GENERATOR}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" -DCMAKE_BUILD_TYPE=Release "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DPARKPLAN_INCLUDE_DIR=${prefix}/include")
run("${CMAKE_COMMAND}" --build "${consumer}")
file(STRINGS "${consumer}/compile_commands.json" foreign REGEX "gdal")
expect("mentions of GDAL in the outside project's build" "${foreign}" "")

execute_process(COMMAND "${consumer}/consumer" OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
expect("what the outside program prints" "${printed}" "2000000 m2\nexit code 2\n")
if(PROGRAM)
  execute_process(COMMAND "${prefix}/bin/parkplan" --version OUTPUT_VARIABLE printed
                  COMMAND_ERROR_IS_FATAL ANY)
  if(NOT printed MATCHES "^parkplan [0-9]+\\.[0-9]+\\.[0-9]+")
    message(FATAL_ERROR "the installed program says of its version: ${printed}")
  endif()
  # Manual pages in both languages, the same ones, and completions that name the program.
  file(GLOB pages RELATIVE "${prefix}/share/man/man1" "${prefix}/share/man/man1/*.1")
  file(GLOB chinese RELATIVE "${prefix}/share/man/zh_CN/man1" "${prefix}/share/man/zh_CN/man1/*.1")
  expect("Chinese manual pages" "${chinese}" "${pages}")
  foreach(page IN ITEMS parkplan.1 parkplan-check.1 parkplan-explain.1)
    list(FIND pages "${page}" place)
    if(place EQUAL -1)
      message(FATAL_ERROR "${page} is not installed: ${pages}")
    endif()
  endforeach()
  foreach(completion IN ITEMS bash-completion/completions/parkplan zsh/site-functions/_parkplan)
    file(READ "${prefix}/share/${completion}" text)
    if(NOT text MATCHES "--fail-on")
      message(FATAL_ERROR "${completion} completes nothing: ${text}")
    endif()
  endforeach()
endif()
