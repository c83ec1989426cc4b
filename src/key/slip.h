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

void dbn_word_form_of(dbn_word_form *out, dbn_span word);

/** The most edits that may be asked for. */
#define DBN_SLIPS_MAX 3U

/** Edits that a word of so many letters may hold and still be the same. */
static inline uint32_t
dbn_slips_allowed(uint32_t count)
{
    return count < 3 ? 0 : count < 6 ? 1 : count < 10 ? 2 : DBN_SLIPS_MAX;
}

static inline bool
dbn_counts_are_far(uint32_t a, uint32_t b, uint32_t limit)
{
    return a > b + limit || b > a + limit;
}

/** A lower bound of the distance: an edit changes the set of letters by two at most. */
static inline bool
dbn_letters_are_far(const dbn_letters *a, const dbn_letters *b, uint32_t limit)
{
    uint64_t odd = a->set ^ b->set;
    for (uint32_t i = 0; i < 2 * limit; i++) /* few: cheaper than counting all */
        odd &= odd - (odd != 0);
    return odd != 0 || dbn_counts_are_far(a->count, b->count, limit);
}

/** Are the two so different that dbn_form_is_slip() says no, however asked? At once,
 * for whoever compares many words with many: nearly all are. */
static inline bool
dbn_forms_are_far(const dbn_word_form *a, const dbn_word_form *b)
{
    uint32_t longest =
        a->plain.count > b->plain.count ? a->plain.count : b->plain.count;
    uint32_t limit = dbn_slips_allowed(longest);
    return dbn_letters_are_far(&a->plain, &b->plain, limit) &&
           dbn_letters_are_far(&a->scanned, &b->scanned, limit);
}

/**
 * Are the two words the same but for slips? Short words are not; `most` edits at most,
 * 0 allows only what scanners confuse (2011, 20l1).
 */
bool dbn_form_is_slip(const dbn_word_form *a, const dbn_word_form *b, uint32_t most);

/** The same for two words that are compared once. */
bool dbn_word_is_slip(dbn_span a, dbn_span b, uint32_t most);

#endif
