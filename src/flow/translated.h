/*
 * flow/translated.h - a draft held against its sentence.
 */
#ifndef DBN_FLOW_TRANSLATED_H
#define DBN_FLOW_TRANSLATED_H

#include "flow/draft.h"
#include "flow/translate.h"

/** What a draft came to. */
typedef struct dbn_judgement {
    bool is_good;
    dbn_rule rule;      /* else: what was found first … */
    const char *reason; /* … or, where no rule says it, a message of the catalogue */
    dbn_range source;   /* of the sentence; empty: nothing in it is at fault */
    bool is_held;       /* something at fault is held from now on: it is worth trying */
} dbn_judgement;

/**
 * Judge a draft of texts and codes. What it lost of numbers, names and terms the
 * sentence holds afterwards, so that the next draft cannot lose it.
 */
dbn_status dbn_flow_judge(dbn_judgement *out, const dbn_translating *t,
                          dbn_sentence *sentence, const dbn_draft *draft) DBN_CHECKED;

/** Hold the terms of a sentence: their first translation stands there instead. */
dbn_status dbn_flow_hold_terms(dbn_sentence *sentence, const dbn_translating *t,
                               bool *has_any) DBN_CHECKED;

#endif
