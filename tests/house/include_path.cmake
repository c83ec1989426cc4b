# PATHS holds ONLY, and nothing but it.
cmake_minimum_required(VERSION 3.25)
list(REMOVE_ITEM PATHS "")
list(REMOVE_DUPLICATES PATHS)
if(NOT PATHS STREQUAL ONLY)
  message(FATAL_ERROR "the command is compiled with '${PATHS}', not with '${ONLY}' alone")
endif()
