/*
 * lang/count.h - how many words a text has, in the opinion of those who pay for them.
 */
#ifndef DBN_LANG_COUNT_H
#define DBN_LANG_COUNT_H

#include "doublon/analysis.h"
#include "lang/profile.h"

/** Words of valid UTF-8; `profile` may be NULL: no elisions are known. Linear. */
uint64_t dbn_count_words(dbn_span text, dbn_counting counting,
                         const dbn_profile *profile);

/** Its characters, white space aside. */
uint64_t dbn_count_characters(dbn_span text);

#endif
