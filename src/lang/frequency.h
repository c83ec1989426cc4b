/*
 * lang/frequency.h - how frequent each word of a dictionary is. Seen by lang/ only.
 */
#ifndef DBN_LANG_FREQUENCY_H
#define DBN_LANG_FREQUENCY_H

#include "lang/expand.h"

/** Cut the number off the beginning of a line of frequencies.txt. */
uint8_t dbn_frequency_next(dbn_span *line);

/** Sort by their bytes; forms that are written alike stand side by side. */
void dbn_forms_sort(dbn_expansion *expansion);

/**
 * 2 log2 of how often each form stands in 10^8 words, by its place among the sorted
 * ones. `file` is dicts/<lang>/frequencies.txt. What texts do not have is estimated: by
 * how often all forms of its entry stand there, and what share of such entries has its
 * ending. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_frequencies_make(uint8_t **out, const dbn_expansion *expansion,
                                dbn_span file, dbn_arena *arena) DBN_CHECKED;

#endif
