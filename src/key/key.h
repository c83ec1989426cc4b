/*
 * key/key.h - a text as it is compared: an array of token hashes with positions.
 *
 * Case, accents, apostrophes, dashes, ligatures, spaces and punctuation are folded;
 * elided words are split (l'arbre: l + arbre); names stay; numbers, hours and dates
 * are compared by value in the language's notation ("10.000" = "10 000",
 * "16h15" = "16 h 15", "deux" = "2", "3 mars 2011" = "03/03/2011", "12" != "112").
 * Where a script writes no spaces (Chinese, Japanese, Thai …) each character is a
 * token. The folded text itself is never made. Frozen tables: DBN_KEY_VERSION.
 */
#ifndef DBN_KEY_KEY_H
#define DBN_KEY_KEY_H

#include "lang/profile.h"
#include "text/records.h"

/** One word, number or date: its hash, and where it begins in the view. */
typedef struct dbn_token {
    uint32_t hash;
    uint32_t beg;
} dbn_token;

typedef DBN_VEC(dbn_token) dbn_tokens;

/** What a token is; asked for rarely (contradictions), so computed again on demand. */
typedef enum dbn_token_kind {
    DBN_TOKEN_WORD,
    DBN_TOKEN_NAME,   /* a capitalised word that does not start its sentence */
    DBN_TOKEN_NUMBER, /* number, hour, percentage … by value; a word with digits */
    DBN_TOKEN_DATE,
    DBN_TOKEN_NEGATION
} dbn_token_kind;

/** All that can be said of one token. */
typedef struct dbn_token_look {
    dbn_range range;
    dbn_token_kind kind;
    uint64_t hash;      /* of what is compared; its upper half is that of dbn_token */
    uint32_t classes;   /* DBN_WORD_* of a word */
    int32_t year;       /* of a date; 0: not said */
    uint8_t month, day; /* of a date */
    bool is_lettered;   /* a word with digits in it (A380, B-52, ma1) */
} dbn_token_look;

/** The tokens of a view, and where each block's begin: block i has the tokens
 * [first[i], first[i + 1]). */
typedef struct dbn_key {
    const dbn_view *view;
    dbn_tokens tokens;
    const uint32_t *first; /* blocks + 1 entries */
} dbn_key;

/** One pass over the blocks of `records`. Lives in job->scratch until the caller
 * rewinds it: the key is larger than the text, and only finding copies needs it.
 * `profile` may be NULL: no language. */
dbn_status dbn_key_make(dbn_key *out, const dbn_records *records,
                        const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

/** The token that begins at `beg` of `text`. */
dbn_token_look dbn_token_look_at(dbn_span text, uint32_t beg,
                                 const dbn_profile *profile);

#endif
