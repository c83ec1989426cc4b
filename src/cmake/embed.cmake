# A file as bytes in C: cmake -DINPUT=file -DOUTPUT=file.c -DNAME=name -DHEADER=header.h
# [-DHASH=name2] -P embed.cmake. The header declares `extern const dbn_span NAME`, and
# NAME2 is "sha256-…" of the file, as a Content-Security-Policy names a script.
cmake_minimum_required(VERSION 3.25)
file(READ ${INPUT} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REPEAT "0x..," 16 line)
string(REGEX REPLACE "(${line})" "    \\1\n" bytes "${bytes}")
set(hashed "")
if(HASH)
  set(letters ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  file(SHA256 ${INPUT} sum)
  set(base64 "")
  foreach(at RANGE 0 60 6) # three bytes are four letters; the last two are three
    string(SUBSTRING "${sum}00" ${at} 6 three)
    foreach(shift 18 12 6 0)
      math(EXPR letter "(0x${three} >> ${shift}) & 63")
      string(SUBSTRING ${letters} ${letter} 1 letter)
      string(APPEND base64 ${letter})
    endforeach()
  endforeach()
  string(SUBSTRING ${base64} 0 43 base64)
  set(hashed "const dbn_span ${HASH} = {\"sha256-${base64}=\", 51};\n")
endif()
get_filename_component(from ${INPUT} NAME)
file(WRITE ${OUTPUT} "/* Written by src/cmake/embed.cmake from ${from}. */
#include \"${HEADER}\"

static const unsigned char bytes[] = {
${bytes}};

const dbn_span ${NAME} = {(const char *)bytes, sizeof bytes};
${hashed}")
