/*
 * key/slip.h - is one word another one misspelt?
 */
#ifndef DBN_KEY_SLIP_H
#define DBN_KEY_SLIP_H

#include "base/span.h"

/** Longer words are compared by their first letters. */
#define DBN_SLIP_LETTERS 32U

/** Folded letters, how many are digits, and a bit for each letter that occurs. */
typedef struct dbn_letters {
    char text[DBN_SLIP_LETTERS];
    uint32_t count;
    uint32_t digits;
    uint64_t set;
} dbn_letters;

/** A word ready to be compared with many: as it is, and as a scanner may see it. */
typedef struct dbn_word_form {
    dbn_letters plain, scanned;
} dbn_word_form;

dbn_word_form dbn_word_form_of(dbn_span word);

/** The most edits that may be asked for. */
#define DBN_SLIPS_MAX 3U

/**
 * Are the two words the same but for slips? Short words are not; `most` edits at most,
 * 0 allows only what scanners confuse (2011, 20l1).
 */
bool dbn_form_is_slip(const dbn_word_form *a, const dbn_word_form *b, uint32_t most);

/** The same for two words that are compared once. */
bool dbn_word_is_slip(dbn_span a, dbn_span b, uint32_t most);

#endif
