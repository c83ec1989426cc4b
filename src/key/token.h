/*
 * key/token.h - cuts text into tokens: words, numbers, hours, dates.
 *
 * The scanner is what key.c runs over every byte, so it stays private to the folder;
 * everybody else reads tokens from a dbn_key or looks at one with dbn_token_look().
 */
#ifndef DBN_KEY_TOKEN_H
#define DBN_KEY_TOKEN_H

#include "key/key.h"

/* Profile look-ups cost a fold and a probe; common words come again at once, in this
 * document or the next. Fits the second-level cache. */
#define DBN_WORD_CACHE 2048

typedef struct dbn_word_entry {
    uint64_t hash;
    const dbn_profile *profile;
    dbn_word word;
} dbn_word_entry;

/** Where the scanner stands in [at, end) of `text`, and what it knows. */
typedef struct dbn_token_reader {
    const char *text;
    uint32_t at, end;
    const dbn_profile *profile; /* NULL: no language */
    dbn_notation notation;
    dbn_word_entry *cache; /* DBN_WORD_CACHE entries, or NULL */
} dbn_token_reader;

/** A scanner of text[beg, end). `cache` may be NULL: slower. */
dbn_token_reader dbn_token_reader_of(dbn_span text, dbn_range range,
                                     const dbn_profile *profile, dbn_word_entry *cache);

/**
 * Read the next token and move behind it. False at the end. `look` may be NULL; it
 * gets everything but NAME, which needs the text before the token.
 */
bool dbn_token_reader_next(dbn_token_reader *scanner, dbn_token *token,
                           dbn_token_look *look);

/**
 * The next tokens, at most `room`; how many there were. Fewer only at the end. The same
 * tokens as dbn_token_reader_next() gives, in a fraction of the time.
 */
uint32_t dbn_token_reader_fill(dbn_token_reader *scanner, dbn_token *out,
                               uint32_t room);

/** Fold the letters of a word into `out`, at most `cap` bytes; their number. */
uint32_t dbn_word_fold(char *out, uint32_t cap, dbn_span text);

#endif
