# The layers of the program: each a folder, a target and a namespace, and the layers that it may use. The test
# `layering` reads what is said here, from layers.cmake in the build folder.

# understudy_layer(NAME [WAITS] SOURCES … USES …): the current folder. A layer that waits, for people or a network, is
# compiled in less time than the layers that are measured.
function(understudy_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 LAYER "WAITS" "" "SOURCES;USES")
  add_library(understudy_${name} STATIC ${LAYER_SOURCES})
  if(LAYER_WAITS)
    target_compile_options(understudy_${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  if(name STREQUAL "text") # the lowest: parsed once, for all
    target_precompile_headers(understudy_text PRIVATE ${UNDERSTUDY_PRECOMPILED})
  else()
    target_precompile_headers(understudy_${name} REUSE_FROM understudy_text)
  endif()
  list(TRANSFORM LAYER_USES PREPEND understudy_ OUTPUT_VARIABLE targets)
  target_link_libraries(understudy_${name} PUBLIC understudy_options ${targets})
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  list(JOIN LAYER_USES " " uses)
  set_property(GLOBAL APPEND_STRING PROPERTY UNDERSTUDY_LAYERS
    "set(folder_${name} ${folder})\nset(uses_${name} ${uses})\nlist(APPEND layers ${name})\n")
endfunction()

# Writes down the layers for the test, when all are known.
function(understudy_write_layers)
  get_property(layers GLOBAL PROPERTY UNDERSTUDY_LAYERS)
  file(WRITE ${PROJECT_BINARY_DIR}/layers.cmake "${layers}")
endfunction()

# understudy_embed(NAME FUNCTION NAMESPACE HEADER FILES…): NAME.cpp in the build folder, which has the files' text.
function(understudy_embed name function namespace header)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed.cmake)
  add_custom_command(OUTPUT ${name}.cpp
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${name}.cpp -DFUNCTION=${function} -DHEADER=${header} -DNAMESPACE=${namespace}
            "-DFILES=${ARGN}" -P ${script}
    DEPENDS ${ARGN} ${script} VERBATIM)
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp PROPERTIES COMPILE_OPTIONS "-Wno-overlength-strings")
endfunction()
