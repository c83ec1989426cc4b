/*
 * lang/agreement.h - what a term in a text is of the term that is listed, and the same
 * of another term.
 *
 *     serveur: "serveurs" is its plural ─▶ that of servidor: servidores
 *
 * Rules of endings (dicts/<lang>/morphology.yaml, `agreement`) say what a form may be,
 * the dictionary which forms there are. What is not certain is not said.
 */
#ifndef DBN_LANG_AGREEMENT_H
#define DBN_LANG_AGREEMENT_H

#include "lang/morphology.h"

typedef enum dbn_agreement {
    DBN_AGREEMENT_SAME,
    DBN_AGREEMENT_PLURAL,
    DBN_AGREEMENT_FEMININE,
    DBN_AGREEMENT_FEMININE_PLURAL,
    DBN_AGREEMENT_UNKNOWN
} dbn_agreement;

/** What `form` is of the term `listed`, in any case of letters. DBN_ERR_NOMEM without a
 * message, like the next. */
dbn_status dbn_agreement_of(dbn_agreement *out, const dbn_morphology *morphology,
                            dbn_span listed, dbn_span form,
                            dbn_arena *arena) DBN_CHECKED;

/** The form of `listed` that is wanted, in `arena`; empty where it is not certain. */
dbn_status dbn_agreement_make(dbn_span *out, const dbn_morphology *morphology,
                              dbn_span listed, dbn_agreement wanted,
                              dbn_arena *arena) DBN_CHECKED;

#endif
