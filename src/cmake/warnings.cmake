# Warnings and sanitizers of our own targets: link with dbn_options.
add_library(dbn_options INTERFACE)
target_compile_options(dbn_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wcast-qual -Wpointer-arith -Wwrite-strings -Wvla -Wundef -Wformat=2
  -Wimplicit-fallthrough -Wdouble-promotion -Wnull-dereference
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes>
  $<$<AND:$<COMPILE_LANGUAGE:C>,$<C_COMPILER_ID:GNU>>:-Wlogical-op -Wduplicated-cond -Wduplicated-branches>
  $<$<AND:$<COMPILE_LANGUAGE:C>,$<C_COMPILER_ID:Clang>>:-Wcomma -Wunreachable-code>
  $<$<BOOL:${DBN_WERROR}>:-Werror>)
if(DBN_SANITIZE)
  target_compile_options(dbn_options INTERFACE
    -fsanitize=${DBN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    # clang has its runtime for C++ only in programs that are C++, and ours are not.
    $<$<COMPILE_LANGUAGE:CXX>:-fno-sanitize=vptr>)
  target_link_options(dbn_options INTERFACE -fsanitize=${DBN_SANITIZE})
endif()
if(DBN_FUZZ)
  target_compile_options(dbn_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(dbn_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
