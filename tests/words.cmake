# Words that must not stay in the project, checked: cmake -DROOT=… -P words.cmake
#
# Work left undone without a question to decide (those say NEEDSWORK: and the question),
# merge leftovers, and places that exist on one machine only.
cmake_minimum_required(VERSION 3.25)

# Written with brackets, so that this file does not find itself.
set(banned "TO[D]O" "FI[X]ME" "X[X]X:" "<<<<<<[<] " ">>>>>>[>] "
  "[^a-z.]/wor[k]/" "/ho[m]e/[a-z]" "/tm[p]/bash")

file(GLOB_RECURSE files RELATIVE ${ROOT}
  ${ROOT}/src/*.c ${ROOT}/src/*.h ${ROOT}/src/*.cpp ${ROOT}/src/*.def ${ROOT}/src/*.cmake
  ${ROOT}/src/*.txt ${ROOT}/src/*.md ${ROOT}/src/*.in ${ROOT}/tests/*.c ${ROOT}/tests/*.h
  ${ROOT}/tests/*.md ${ROOT}/tests/*.cmake ${ROOT}/tests/*.txt ${ROOT}/dicts/*.yaml
  ${ROOT}/dicts/*.md ${ROOT}/dicts/*.py ${ROOT}/corpora/*.md ${ROOT}/*.md ${ROOT}/*.sh)
# GLOB_RECURSE with a pattern at the root walks everything below it, builds as well.
list(FILTER files EXCLUDE REGEX "^build/")
list(APPEND files CMakeLists.txt CMakePresets.json .clang-tidy .ci/run)
list(REMOVE_DUPLICATES files)
foreach(file IN LISTS files)
  if(NOT EXISTS ${ROOT}/${file})
    continue()
  endif()
  foreach(word IN LISTS banned)
    file(STRINGS ${ROOT}/${file} found REGEX "${word}")
    foreach(line IN LISTS found)
      message(NOTICE "${file}: ${line}")
      set(fault TRUE)
    endforeach()
  endforeach()
endforeach()
list(LENGTH files count)
if(fault)
  message(FATAL_ERROR "words that must not stay")
endif()
message(STATUS "words: ${count} files")
