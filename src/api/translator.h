/*
 * api/translator.h - the struct behind dbn_translator, and what pages and files of
 * translators share; for api/ alone.
 */
#ifndef DBN_API_TRANSLATOR_H
#define DBN_API_TRANSLATOR_H

#include "base/arena.h"
#include "doublon/translate.h"
#include "text/bilingual.h"
#include "translate/send.h"

struct dbn_translator {
    dbn_sender sender;
    dbn_span source, target; /* of the options, which are the caller's */
    dbn_arena arena;
};

/** Give targets to `b`, by its own terms, too, where it has any. */
dbn_status dbn_translate_pairs(dbn_translated *out, const dbn_translate_input *in,
                               dbn_bilingual *b, dbn_job *job) DBN_CHECKED;

/** Write it as a draft. */
dbn_status dbn_translate_put_draft(const dbn_bilingual *b, dbn_job *job,
                                   dbn_status (*output)(void *context, dbn_span bytes),
                                   void *context) DBN_CHECKED;

#endif
