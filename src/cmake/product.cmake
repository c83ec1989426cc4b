# What is installed: libdoublon, the command, the headers, the data, and the files by
# which pkg-config and CMake find them. The build tree has the layout of an installed
# one (bin/, lib/, share/), so that the command finds its data by one rule: relative to
# itself. What is installed has four components: command, library, data (dicts/) and
# development; packages.cmake makes Debian packages of them.
include(CMakePackageConfigHelpers)
set(DBN_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/doublon)
set(DBN_DICTS_INSTALL_DIR ${CMAKE_INSTALL_DATADIR}/doublon/dicts)
set(DBN_EXPORTS ${CMAKE_CURRENT_LIST_DIR}/exports.map)

# dbn_relative(VARIABLE FROM TO): the way between two installed folders, whatever the
# prefix turns out to be.
function(dbn_relative variable from to)
  file(RELATIVE_PATH path /prefix/${from} /prefix/${to})
  string(REGEX REPLACE "/$" "" path "${path}")
  set(${variable} "${path}" PARENT_SCOPE)
endfunction()

# dbn_library()
#
# libdoublon.so from the objects of every folder declared so far; called by api/, the
# last of them. Only what the headers mark DBN_API is exported (tests/symbols.cmake).
# api/ is compiled with DBN_VERSION_STRING.
function(dbn_library)
  get_property(folders GLOBAL PROPERTY DBN_FOLDERS)
  list(TRANSFORM folders REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
  add_library(doublon SHARED ${objects})
  add_library(doublon::doublon ALIAS doublon)
  # The archives bring the libraries behind them; their objects are all there already.
  target_link_libraries(doublon PRIVATE ${folders} dbn_options)
  target_link_options(doublon PRIVATE LINKER:--version-script=${DBN_EXPORTS})
  if(NOT DBN_SANITIZE) # the sanitizers' own symbols are the program's
    target_link_options(doublon PRIVATE LINKER:-z,defs)
  endif()
  target_include_directories(doublon INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  set_target_properties(doublon PROPERTIES
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
    LINK_DEPENDS ${DBN_EXPORTS}
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR})

  target_compile_definitions(dbn_api PRIVATE DBN_VERSION_STRING="${PROJECT_VERSION}")
  cmake_path(GET DBN_DICTS_INSTALL_DIR PARENT_PATH data)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/${data})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/dicts
    ${PROJECT_BINARY_DIR}/${DBN_DICTS_INSTALL_DIR} SYMBOLIC)

  dbn_install_library()
endfunction()

# dbn_command(SOURCES file…)
#
# The command doublon, on the installed headers alone: src/include is all that its
# include path holds, so a private include does not compile. It is compiled with
# DBN_DICTS_FROM_COMMAND, the way from its folder to the data.
function(dbn_command)
  cmake_parse_arguments(ARG "" "" "SOURCES" ${ARGN})
  add_executable(doublon_command ${ARG_SOURCES})
  target_link_libraries(doublon_command PRIVATE doublon::doublon dbn_options)
  dbn_relative(library ${CMAKE_INSTALL_BINDIR} ${CMAKE_INSTALL_LIBDIR})
  dbn_relative(dicts ${CMAKE_INSTALL_BINDIR} ${DBN_DICTS_INSTALL_DIR})
  target_compile_definitions(doublon_command PRIVATE DBN_DICTS_FROM_COMMAND="${dicts}")
  set_target_properties(doublon_command PROPERTIES
    OUTPUT_NAME doublon
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_BINDIR}
    INSTALL_RPATH "$ORIGIN/${library}")
  install(TARGETS doublon_command COMPONENT command)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/cli/jobs
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doublon COMPONENT command)
endfunction()

function(dbn_install_library)
  install(TARGETS doublon EXPORT doublonTargets
    LIBRARY COMPONENT library NAMELINK_COMPONENT development)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/include/
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
    FILES_MATCHING PATTERN "*.h")
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/dicts/
    DESTINATION ${DBN_DICTS_INSTALL_DIR} COMPONENT data PATTERN tools EXCLUDE)

  dbn_relative(DBN_PREFIX_FROM_PC ${CMAKE_INSTALL_LIBDIR}/pkgconfig "")
  configure_file(${PROJECT_SOURCE_DIR}/src/cmake/doublon.pc.in
    ${PROJECT_BINARY_DIR}/doublon.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/doublon.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

  configure_package_config_file(${PROJECT_SOURCE_DIR}/src/cmake/doublonConfig.cmake.in
    ${PROJECT_BINARY_DIR}/doublonConfig.cmake INSTALL_DESTINATION ${DBN_PACKAGE_DIR}
    PATH_VARS DBN_DICTS_INSTALL_DIR)
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/doublonConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
  install(EXPORT doublonTargets NAMESPACE doublon:: DESTINATION ${DBN_PACKAGE_DIR}
    COMPONENT development)
  install(FILES ${PROJECT_BINARY_DIR}/doublonConfig.cmake
    ${PROJECT_BINARY_DIR}/doublonConfigVersion.cmake DESTINATION ${DBN_PACKAGE_DIR}
    COMPONENT development)
endfunction()
