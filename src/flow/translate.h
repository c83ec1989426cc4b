/*
 * flow/translate.h - a page is given targets: by what repeats, by a memory, by an
 * engine.
 */
#ifndef DBN_FLOW_TRANSLATE_H
#define DBN_FLOW_TRANSLATE_H

#include "doublon/translate.h"
#include "flow/left.h"
#include "flow/terms.h"
#include "lang/dictionary.h"
#include "memory/memory.h"
#include "revise/revise.h"
#include "text/bilingual.h"
#include "translate/send.h"

/** Who translates; what all its sentences share. */
typedef struct dbn_translating {
    dbn_bilingual *b;
    dbn_sender *sender;
    dbn_terms *terms;                 /* NULL: none */
    const dbn_morphology *morphology; /* of the target; NULL: terms stand as listed */
    dbn_memory_store *memory;         /* NULL: none */
    uint32_t least;
    dbn_revise_languages languages;
    void (*on_finding)(void *context, const dbn_translate_finding *finding);
    void *context;
    dbn_flow_left_listener left; /* is told of what stays, but for what was found */
    dbn_job *job;
} dbn_translating;

/** Give targets to the segments of `b` that have none and may have one; whoever gave
 * them is their origin. Fails with DBN_ERR_NOMEM, or as dbn_send() does. */
dbn_status dbn_flow_translate(dbn_translated *out, dbn_translating *t) DBN_CHECKED;

#endif
