/*
 * segment/stop.h - whose is a full stop: the sentence's, or the word's before it?
 * Seen by segment/ only.
 */
#ifndef DBN_SEGMENT_STOP_H
#define DBN_SEGMENT_STOP_H

#include "base/utf8.h"
#include "lang/profile.h"
#include "text/fold.h"

/** Bytes of the longest word that is looked up. */
#define DBN_SPLITTER_WORD_MAX 32U

/** A block on its way to sentences. */
typedef struct dbn_splitter {
    dbn_span text;
    uint32_t beg, end;          /* of the block */
    uint32_t at;                /* where the current sentence begins */
    const dbn_profile *profile; /* NULL: no words */
    const uint64_t *small;      /* words in small letters; NULL: not gathered */
    bool has_open_quote;        /* a straight one, in the block so far */
} dbn_splitter;

/** What would begin behind a full stop. */
typedef struct dbn_ahead {
    bool can_begin; /* a sentence: a capital, a digit, a letter without case, nothing */
    bool is_upper, is_digit;
    bool is_numeral;   /* digits, or capitals that write a Roman number */
    dbn_word word;     /* what its language says of it */
    bool is_starter;   /* a capital, and a word that is no name: Le, L', Il */
    uint32_t beg, end; /* of that word */
} dbn_ahead;

static inline uint32_t
dbn_splitter_code(const dbn_splitter *s, uint32_t at, uint32_t *len)
{
    *len = 1;
    return at < s->end ? dbn_utf8_decode((dbn_span){s->text.ptr, s->end}, at, len) : 0;
}

static inline bool
dbn_splitter_is_space(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') ||
           (code >= 0x80 && dbn_char_class_of(code) == DBN_CHAR_SPACE);
}

/** Bits of a set of words: a text of 100 000 different ones fills a tenth. */
#define DBN_SMALL_BITS (1U << 20)

/** Note in `set` (of DBN_SMALL_BITS bits) the words that begin with a small letter. */
void dbn_small_words_gather(uint64_t *set, dbn_span text);

/** What stands behind `at`, over spaces, quotes, brackets and dashes. */
dbn_ahead dbn_splitter_ahead(const dbn_splitter *s, uint32_t at);

/** Does the full stop at `at`, before `ahead`, belong to its word? */
bool dbn_stop_is_of_word(const dbn_splitter *s, uint32_t at, const dbn_ahead *ahead);

/** Is the word before the full stop at `at` none that has one of its own: four small
 * letters or more, and no abbreviation? A sentence then ends whatever follows. */
bool dbn_stop_is_sure(const dbn_splitter *s, uint32_t at);

/** Does a heading without a full stop end at the space at `at`, before `ahead`? */
bool dbn_stop_is_missing(const dbn_splitter *s, uint32_t at, const dbn_ahead *ahead);

#endif
