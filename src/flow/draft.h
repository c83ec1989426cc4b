/*
 * flow/draft.h - a sentence as engines get it, and what they make of it.
 *
 *     Le <b>maliciel</b> de Kaspersky.       a term, a code around it
 *     Le [1]maliciel[2] de Kaspersky.        whole, codes masked
 *     Le [1][3][2] de Kaspersky.             the term held, too: "malware"
 *     Le ‖ maliciel ‖ de Kaspersky.          apart: codes stay where they are
 */
#ifndef DBN_FLOW_DRAFT_H
#define DBN_FLOW_DRAFT_H

#include "base/job.h"
#include "text/bilingual.h"
#include "translate/masks.h"

/** What a sentence has that an engine must not touch, and what stands there instead. */
typedef struct dbn_held {
    dbn_range range; /* in the text of the sentence */
    dbn_span as;
} dbn_held;

/** A code of a sentence: a piece of the source, in front of the byte `at`. */
typedef struct dbn_sentence_code {
    uint32_t at, piece;
} dbn_sentence_code;

typedef struct dbn_sentence {
    uint32_t unit, part;
    dbn_span text; /* without codes */
    DBN_VEC(dbn_sentence_code) codes;
    DBN_VEC(dbn_held) held; /* sorted, apart, with no code inside */
} dbn_sentence;

/** Read a part of a page. DBN_ERR_NOMEM, without a message, like all here. */
dbn_status dbn_sentence_read(dbn_sentence *out, const dbn_bilingual *b, uint32_t part,
                             dbn_arena *arena) DBN_CHECKED;

/** Hold a range, unless some of it is held already, or a code stands in it. *is_new:
 * it is held now. */
dbn_status dbn_sentence_hold(dbn_sentence *sentence, dbn_held held, bool *is_new,
                             dbn_arena *arena) DBN_CHECKED;

/** A piece of a draft. */
typedef enum dbn_stretch_kind {
    DBN_STRETCH_TEXT, /* stays as it is */
    DBN_STRETCH_CODE,
    DBN_STRETCH_ASKED /* an engine is asked for it */
} dbn_stretch_kind;

/** What a mask stands for. */
typedef struct dbn_masked {
    uint32_t code; /* a piece of the source; DBN_NONE: a text */
    dbn_span as;
} dbn_masked;

typedef struct dbn_stretch {
    dbn_stretch_kind kind;
    uint32_t code;              /* CODE: a piece of the source */
    uint32_t question;          /* ASKED: for its user */
    dbn_span text;              /* TEXT */
    dbn_runs runs;              /* ASKED */
    DBN_VEC(dbn_masked) masked; /* of each id, from 1 */
} dbn_stretch;

typedef DBN_VEC(dbn_stretch) dbn_draft;

/** Make a draft: whole, or apart at its codes. What has no letter is not asked. */
dbn_status dbn_draft_make(dbn_draft *out, const dbn_bilingual *b,
                          const dbn_sentence *sentence, bool is_apart,
                          dbn_arena *arena) DBN_CHECKED;

/** Append what an answer says of a stretch that was asked: texts and codes. *is_read
 * is false where its markup is broken, or something held is lost or doubled. */
dbn_status dbn_draft_read(dbn_draft *out, bool *is_read, const dbn_stretch *asked,
                          dbn_span answer, dbn_markup markup,
                          dbn_arena *arena) DBN_CHECKED;

#endif
