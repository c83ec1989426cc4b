# Install the build tree BUILD, move the result, and build SOURCE against it by
# pkg-config and by CMake; the program prints VERSION.
cmake_minimum_required(VERSION 3.25)
set(stage ${BUILD}/package-test)
set(prefix "${stage}/moved here")
set(flags)
if(SANITIZE)
  set(flags -fsanitize=${SANITIZE})
endif()

function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE out ERROR_VARIABLE out RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${out}")
  endif()
  set(out ${out} PARENT_SCOPE)
endfunction()

function(prints_version program)
  run(${program})
  string(STRIP "${out}" out)
  if(NOT out STREQUAL VERSION)
    message(FATAL_ERROR "${program} prints '${out}', not '${VERSION}'")
  endif()
endfunction()

file(REMOVE_RECURSE ${stage})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${stage}/first)
file(RENAME ${stage}/first ${prefix})
set(ENV{LD_LIBRARY_PATH} "${prefix}/${LIBDIR}")

set(ENV{PKG_CONFIG_PATH} "${prefix}/${LIBDIR}/pkgconfig")
run(pkg-config --cflags --libs doublon)
string(STRIP "${out}" out)
separate_arguments(found UNIX_COMMAND "${out}")
run(${CC} ${flags} ${SOURCE}/main.c ${found} -o ${stage}/by-pkg-config)
prints_version(${stage}/by-pkg-config)

run(${CMAKE_COMMAND} -S ${SOURCE} -B ${stage}/consumer "-DCMAKE_PREFIX_PATH=${prefix}"
  -DWANTED=${VERSION} -DCMAKE_C_COMPILER=${CC} -DCMAKE_C_FLAGS=${flags})
run(${CMAKE_COMMAND} --build ${stage}/consumer)
prints_version(${stage}/consumer/consumer)

# The command works where it was moved to, without help from the environment.
unset(ENV{LD_LIBRARY_PATH})
if(EXISTS "${prefix}/bin/doublon")
  execute_process(COMMAND "${prefix}/bin/doublon" clean
    INPUT_FILE ${SOURCE}/main.c OUTPUT_QUIET ERROR_VARIABLE said RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "the installed command fails (${status}): ${said}")
  endif()
endif()
file(REMOVE_RECURSE ${stage})
