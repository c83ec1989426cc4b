# What a shared library exports, checked:
#   cmake -DNM=nm -DLIBRARY=libdoublon.so -DHEADERS=src/include -P symbols.cmake
#
# The exported symbols are the functions that the headers declare with DBN_API: no
# other, none missing, all named dbn_*.
cmake_minimum_required(VERSION 3.25)

set(faults 0)
macro(fault text)
  message(NOTICE "${LIBRARY}: ${text}") # as it is: an error's text would be wrapped
  math(EXPR faults "${faults} + 1")
endmacro()

set(declared)
file(GLOB_RECURSE headers ${HEADERS}/*.h)
foreach(header IN LISTS headers)
  file(READ ${header} text)
  string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" "" text "${text}")
  string(REPLACE ";" "\n" text "${text}")
  string(REGEX MATCHALL "DBN_API[ \n\t][^(\n]*(\n[^(\n]*)?\\(" declarations "${text}")
  foreach(declaration IN LISTS declarations)
    if(NOT declaration MATCHES "__attribute__" AND declaration MATCHES "([A-Za-z0-9_]+) *\\($")
      list(APPEND declared ${CMAKE_MATCH_1})
    endif()
  endforeach()
endforeach()
if(NOT declared)
  message(FATAL_ERROR "no DBN_API declaration below ${HEADERS}")
endif()

execute_process(COMMAND ${NM} -D --defined-only --format=posix ${LIBRARY}
  OUTPUT_VARIABLE out COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" lines "${out}")
set(exported)
foreach(line IN LISTS lines)
  string(REGEX REPLACE "[ @].*" "" symbol "${line}")
  list(APPEND exported ${symbol})
  if(NOT symbol MATCHES "^dbn_")
    fault("exports '${symbol}', which is not named dbn_*")
  elseif(NOT symbol IN_LIST declared)
    fault("exports '${symbol}', which no header declares")
  endif()
endforeach()
foreach(symbol IN LISTS declared)
  if(NOT symbol IN_LIST exported)
    fault("does not export '${symbol}', which a header declares")
  endif()
endforeach()
list(LENGTH exported count)
if(faults)
  message(FATAL_ERROR "${faults} faults")
endif()
message(STATUS "symbols: ${count} exported")
