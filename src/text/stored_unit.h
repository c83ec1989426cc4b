/*
 * text/stored_unit.h - a text with its translations, as memories and their files have
 * it.
 */
#ifndef DBN_TEXT_STORED_UNIT_H
#define DBN_TEXT_STORED_UNIT_H

#include "base/hash.h"
#include "base/vec.h"

/** The text in one language. Spans may be empty, but for the first two. */
typedef struct dbn_memory_variant {
    dbn_span lang;       /* BCP 47 */
    dbn_span text;       /* UTF-8, as people read it */
    dbn_span content;    /* the same as XML, with codes; ptr NULL: it has none */
    dbn_span attributes; /* of its element, as XML, like the next */
    dbn_span notes;      /* elements before the text */
    bool is_source;
} dbn_memory_variant;

typedef DBN_VEC(dbn_memory_variant) dbn_memory_variants;

/** A neighbour that nobody knows. */
#define DBN_MEMORY_UNKNOWN UINT64_C(0)

typedef struct dbn_stored_unit {
    const dbn_memory_variant *variants;
    uint32_t variant_count;
    dbn_span attributes, notes;
    dbn_span origin;        /* what its file is called */
    uint64_t before, after; /* dbn_memory_context() of the neighbours of its source, or
                               DBN_MEMORY_UNKNOWN */
} dbn_stored_unit;

/** A hash of a text by its words and what stands between: tools set white space as they
 * like, and what stands at the ends is none of it. */
static inline uint64_t
dbn_memory_text_hash(dbn_span text)
{
    uint64_t hash = DBN_HASH_START;
    for (dbn_span word; (word = dbn_span_next_word(&text)).len > 0;)
        hash = dbn_hash_mix(hash ^ dbn_hash_bytes(word)) + 1;
    return hash;
}

/** By which a neighbour is known again; of no text: that of a beginning or an end. */
static inline uint64_t
dbn_memory_context(dbn_span text)
{
    uint64_t hash = dbn_memory_text_hash(text);
    return hash == DBN_MEMORY_UNKNOWN ? 1 : hash;
}

#endif
