/*
 * lang/case.h - small and capital letters, for words of dictionaries: the pairs of
 * Latin, Greek and Cyrillic, from frozen tables of ours.
 */
#ifndef DBN_LANG_CASE_H
#define DBN_LANG_CASE_H

#include "base/span.h"

uint32_t dbn_code_lower(uint32_t code);
uint32_t dbn_code_upper(uint32_t code);

/** How a word is written. */
typedef enum dbn_case {
    DBN_CASE_SMALL,   /* maison */
    DBN_CASE_CAPITAL, /* Maison */
    DBN_CASE_ALL,     /* MAISON */
    DBN_CASE_MIXED    /* McDonald, iPhone */
} dbn_case;

dbn_case dbn_case_of(dbn_span word);

/** `word` in small letters, but for its first one where `keeps_first`; cut to `cap`
 * bytes. The length. */
size_t dbn_case_lower(char *out, size_t cap, dbn_span word, bool keeps_first);

/** `word` with its first letter as a capital, or all of them. */
size_t dbn_case_raise(char *out, size_t cap, dbn_span word, bool all);

#endif
