/*
 * dedup/sign.h - what a document is compared by with all the others of a corpus.
 *
 * A *content* is the text of a unit, whoever says it and how often; its id is that of
 * its bytes, unfolded. Contents that are not equal are candidates for each other where
 * they share *grams* (key/shared.h), of which only those are kept whose hash says so:
 * the same ones in every text.
 */
#ifndef DBN_DEDUP_SIGN_H
#define DBN_DEDUP_SIGN_H

#include "base/id.h"
#include "key/shared.h"

/** Bits of a gram's hash that are zero: the others tell grams apart well enough, and
 * leave room where millions are held. */
#define DBN_GRAM_ZEROS 10

/** A gram of a content, and at which of its tokens it begins first. */
typedef struct dbn_gram {
    uint64_t hash;
    uint32_t place;
} dbn_gram;

/** In the order of their places, each once. */
typedef DBN_VEC(dbn_gram) dbn_grams;

/** The id of a content of that unit. */
static inline dbn_id
dbn_content_id(dbn_span text, dbn_unit unit)
{
    return dbn_id_of(text, (uint64_t)unit + 1);
}

/** The paragraphs of a plain text, without the white space around them: a blank line
 * parts two; where there is none, a line end does. Linear; in job->scratch. */
dbn_status dbn_sign_paragraphs(dbn_ranges *out, dbn_span text,
                               dbn_job *job) DBN_CHECKED;

/** The kept grams of a content. `tokens` are those of its text. In job->scratch. */
dbn_status dbn_sign_grams(dbn_grams *out, const dbn_token *tokens, uint32_t count,
                          dbn_unit unit, dbn_job *job) DBN_CHECKED;

/** The most that dbn_gram_bits() says. */
#define DBN_GRAM_BITS_MAX 7U

/** Bits that it says of two contents that they share a gram which so many have: one
 * less where twice as many have it, and never none. */
uint32_t dbn_gram_bits(uint32_t contents);

/** What is counted of the grams that two contents share. */
typedef struct dbn_sharing {
    uint32_t shared;
    uint32_t common; /* of those, grams that very many contents have */
    uint16_t place;  /* of the last one, modulo 2^16 … */
    uint16_t step;   /* … and how far it is from there to its place in the other */
    uint8_t in_step; /* for so many, of another phrase than the one before, that was
                        the same; and … */
    uint8_t bits;    /* … of all of them: both as far as anybody asks */
} dbn_sharing;

/** Count one more gram, which begins at `own` and at `other`; `bits` are its
 * dbn_gram_bits(), 0 where very many contents have it. */
void dbn_sharing_add(dbn_sharing *sharing, uint32_t own, uint32_t other, uint32_t bits);

/** Do two contents that share so much of their kept grams look like each other enough
 * to be aligned? `fewer` is the number of grams of the one that has fewer. */
bool dbn_sign_is_candidate(dbn_unit unit, const dbn_sharing *sharing, uint32_t fewer);

/** A content that another one is to be aligned with. */
typedef struct dbn_partner {
    uint32_t content; /* its number among those that come into question */
    uint32_t shared;  /* grams */
} dbn_partner;

/** Contents that one is aligned with at most. */
#define DBN_PARTNERS_MAX 256U

/** Keep DBN_PARTNERS_MAX of them, those that share most, and sort them by number.
 * Returns how many are left. O(n log n). */
uint32_t dbn_sign_choose_partners(dbn_partner *partners, uint32_t count);

#endif
