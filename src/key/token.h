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
typedef struct dbn_scanner {
    const char *text;
    uint32_t at, end;
    const dbn_profile *profile; /* NULL: no language */
    dbn_notation notation;
    dbn_word_entry *cache; /* DBN_WORD_CACHE entries, or NULL */
} dbn_scanner;

/** A scanner of text[beg, end). `cache` may be NULL: slower. */
dbn_scanner dbn_scanner_of(dbn_span text, dbn_range range, const dbn_profile *profile,
                           dbn_word_entry *cache);

/**
 * Read the next token and move behind it. False at the end. `look` may be NULL; it
 * gets everything but NAME, which needs the text before the token.
 */
bool dbn_scanner_next(dbn_scanner *scanner, dbn_token *token, dbn_token_look *look);

/** Fold the letters of a word into `out`, at most `cap` bytes; their number. */
uint32_t dbn_word_fold(char *out, uint32_t cap, dbn_span text);

#endif
