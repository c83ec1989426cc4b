/*
 * memory/tokens.h - a segment as it is compared with others: its words, numbers,
 * addresses and codes, without punctuation. Seen by memory/ and its tests.
 */
#ifndef DBN_MEMORY_TOKENS_H
#define DBN_MEMORY_TOKENS_H

#include "base/span.h"
#include "base/vec.h"

/** Letters of a word that its stem has: "ville" and "villes" have one, so have
 * "internet" and "interne", which their letters tell apart later. */
#define DBN_MEMORY_STEM 5U

/** Tokens beyond these are not compared: such a segment only matches itself. */
#define DBN_MEMORY_TOKENS_MAX 4096U

/** To be raised with any change of what tokens or stems are: those of a memory are made
 * anew then. */
#define DBN_MEMORY_TOKENS_VERSION 1

typedef enum dbn_memory_kind {
    DBN_MEMORY_WORD,
    /* Placeables: in a translation they stand as they are. */
    DBN_MEMORY_NUMBER,  /* 12, 1.234,5, 12:30 */
    DBN_MEMORY_CODE,    /* letters and digits: A380, B-52 */
    DBN_MEMORY_ADDRESS, /* of a page or a mailbox */
} dbn_memory_kind;

typedef struct dbn_memory_token {
    dbn_range range; /* of the text */
    uint32_t form;   /* a hash of its bytes */
    uint32_t stem;   /* a hash of its first letters, folded; of a placeable of its kind.
                        Tokens of one form are of one stem */
    uint8_t kind;    /* dbn_memory_kind */
} dbn_memory_token;

typedef DBN_VEC(dbn_memory_token) dbn_memory_tokens;

/** Append the tokens of valid UTF-8, at most DBN_MEMORY_TOKENS_MAX. Linear.
 * DBN_ERR_NOMEM without a message. */
dbn_status dbn_memory_tokens_of(dbn_memory_tokens *out, dbn_span text,
                                dbn_arena *arena) DBN_CHECKED;

static inline bool
dbn_memory_is_placeable(const dbn_memory_token *token)
{
    return token->kind != DBN_MEMORY_WORD;
}

#endif
