/*
 * base/banned.h - functions that are wrong on text from elsewhere, or that
 * depend on locale, made compile errors. Included by base/status.h, which
 * everybody includes. Include system headers first.
 */
#ifndef DBN_BASE_BANNED_H
#define DBN_BASE_BANNED_H

#include <ctype.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC poison strtok sprintf vsprintf gets strcpy strcat strncpy atoi atol atof
#pragma GCC poison setlocale alloca

#undef isalpha
#undef isdigit
#undef isspace
#undef isupper
#undef islower
#undef isalnum
#undef ispunct
#undef tolower
#undef toupper
#pragma GCC poison isalpha isdigit isspace isupper islower isalnum ispunct tolower     \
    toupper

#endif
