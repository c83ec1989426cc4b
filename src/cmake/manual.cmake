# The manual and the completions, from the option table, the prose in src/cli/man/ and
# the headers; awk turns one into the other. The table is what the command says of
# itself, so these are made after it: a build that cannot run what it built does without.
find_program(DBN_AWK_PROGRAM awk REQUIRED)
set(DBN_AWK ${CMAKE_COMMAND} -E env LC_ALL=C ${DBN_AWK_PROGRAM})
set(DBN_MANUAL_DATE 2026-11-29) # when the prose was last worked over
set(DBN_OPTIONS ${PROJECT_BINARY_DIR}/src/cli/options.tsv)
if(DBN_DEBIAN)
  find_program(DBN_GZIP gzip REQUIRED)
endif()
set(DBN_CAN_RUN TRUE)
if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
  set(DBN_CAN_RUN FALSE)
  message(STATUS "doublon cannot run here: no man pages, no completions")
endif()

set(DBN_ZSH_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING
  "Where the completions of zsh are installed")

# dbn_page(file component): install a page of the manual; compressed in Debian.
function(dbn_page file component)
  string(REGEX MATCH "[0-9]$" section ${file})
  if(DBN_DEBIAN)
    add_custom_command(OUTPUT ${file}.gz COMMAND ${DBN_GZIP} -9nc ${file} > ${file}.gz
      DEPENDS ${file} VERBATIM)
    cmake_path(GET file FILENAME name)
    add_custom_target(compressed_${name} ALL DEPENDS ${file}.gz)
    set(file ${file}.gz)
  endif()
  install(FILES ${file} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section}
    COMPONENT ${component})
endfunction()

# dbn_manual(PAGES name.section…)
#
# From man/name.md each: its page, installed, and its lines in DBN_MANUAL_SOURCE, a C
# file for the command (`doublon help`). doublon.3 is made from the installed headers.
function(dbn_manual)
  cmake_parse_arguments(ARG "" "" "PAGES" ${ARGN})
  set(man ${CMAKE_CURRENT_SOURCE_DIR}/man)
  set(built ${CMAKE_CURRENT_BINARY_DIR})
  list(TRANSFORM ARG_PAGES REPLACE "\\.[0-9]$" ".md" OUTPUT_VARIABLE prose)
  list(TRANSFORM prose PREPEND ${man}/)
  add_custom_command(OUTPUT ${built}/manual.c
    COMMAND ${DBN_AWK} -f ${man}/pages.awk ${prose} > ${built}/manual.c
    DEPENDS ${man}/pages.awk ${prose} VERBATIM)
  set(DBN_MANUAL_SOURCE ${built}/manual.c PARENT_SCOPE)

  set(stamp -v date=${DBN_MANUAL_DATE} -v version=${PROJECT_VERSION})
  set(headers doublon.h doublon/types.h doublon/corpus.h)
  list(TRANSFORM headers PREPEND ${PROJECT_SOURCE_DIR}/src/include/)
  add_custom_command(OUTPUT ${built}/doublon.3
    COMMAND ${DBN_AWK} ${stamp} -f ${man}/roff.awk -f ${man}/header.awk ${headers} > ${built}/doublon.3
    DEPENDS ${man}/roff.awk ${man}/header.awk ${headers} VERBATIM)
  add_custom_target(manual_of_library ALL DEPENDS ${built}/doublon.3)
  dbn_page(${built}/doublon.3 development)

  if(NOT DBN_CAN_RUN)
    return()
  endif()
  add_custom_command(OUTPUT ${DBN_OPTIONS}
    COMMAND doublon_command --dump-options > ${DBN_OPTIONS}
    DEPENDS doublon_command VERBATIM)
  foreach(page text IN ZIP_LISTS ARG_PAGES prose)
    add_custom_command(OUTPUT ${built}/${page}
      COMMAND ${DBN_AWK} ${stamp} -f ${man}/roff.awk -f ${man}/mdman.awk ${DBN_OPTIONS} ${text} > ${built}/${page}
      DEPENDS ${man}/roff.awk ${man}/mdman.awk ${DBN_OPTIONS} ${text} VERBATIM)
    dbn_page(${built}/${page} command)
  endforeach()
  list(TRANSFORM ARG_PAGES PREPEND ${built}/)
  add_custom_target(manual ALL DEPENDS ${ARG_PAGES})
endfunction()

# dbn_completions(shell…)
#
# From completions/shell.awk each: doublon.shell, installed where the shell looks.
function(dbn_completions)
  if(NOT DBN_CAN_RUN)
    return()
  endif()
  set(built)
  foreach(shell IN LISTS ARGN)
    set(script ${CMAKE_CURRENT_SOURCE_DIR}/completions/${shell}.awk)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/doublon.${shell})
    add_custom_command(OUTPUT ${output}
      COMMAND ${DBN_AWK} -f ${script} ${DBN_OPTIONS} > ${output}
      DEPENDS ${script} ${DBN_OPTIONS} VERBATIM)
    list(APPEND built ${output})
  endforeach()
  add_custom_target(completions ALL DEPENDS ${built})
  add_dependencies(completions manual) # the same table is not printed twice at once
  set(share ${CMAKE_INSTALL_DATADIR})
  set(here ${CMAKE_CURRENT_BINARY_DIR})
  install(FILES ${here}/doublon.bash RENAME doublon
    DESTINATION ${share}/bash-completion/completions COMPONENT command)
  install(FILES ${here}/doublon.zsh RENAME _doublon
    DESTINATION ${DBN_ZSH_DIR} COMPONENT command)
  install(FILES ${here}/doublon.fish
    DESTINATION ${share}/fish/vendor_completions.d COMPONENT command)
endfunction()
