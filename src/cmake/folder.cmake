# dbn_folder(NAME SOURCES file… [FLOORS folder…] [LIBRARIES target…])
#
# One static library a folder of src/, dbn_NAME. Linking follows src/layers.txt: a
# folder sees the floors it names, and the linker would miss what it does not name.
function(dbn_folder name)
  cmake_parse_arguments(ARG "" "" "SOURCES;FLOORS;LIBRARIES" ${ARGN})
  add_library(dbn_${name} STATIC ${ARG_SOURCES})
  target_include_directories(dbn_${name} PUBLIC
    ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/src/include)
  list(TRANSFORM ARG_FLOORS PREPEND dbn_)
  target_link_libraries(dbn_${name} PUBLIC ${ARG_FLOORS} PRIVATE dbn_options ${ARG_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY DBN_FOLDERS dbn_${name})
endfunction()
