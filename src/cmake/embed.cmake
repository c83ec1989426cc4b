# A file as bytes in C: cmake -DINPUT=file -DOUTPUT=file.c -DNAME=name -DHEADER=header.h
# -P embed.cmake. The header declares `extern const dbn_span NAME`.
cmake_minimum_required(VERSION 3.25)
file(READ ${INPUT} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REPEAT "0x..," 16 line)
string(REGEX REPLACE "(${line})" "    \\1\n" bytes "${bytes}")
get_filename_component(from ${INPUT} NAME)
file(WRITE ${OUTPUT} "/* Written by src/cmake/embed.cmake from ${from}. */
#include \"${HEADER}\"

static const unsigned char bytes[] = {
${bytes}};

const dbn_span ${NAME} = {(const char *)bytes, sizeof bytes};
")
