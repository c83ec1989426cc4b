/*
 * translate/masks.h - a text for an engine, with what must not be touched masked, and
 * what comes back.
 *
 *     Le <b>maliciel</b> de [Kaspersky]            runs: a pair, something held
 *     Le <g id="1">maliciel</g> de <x id="3"/>     as tags
 *     Le XQ1X maliciel XQ2X de XQ3X                as words
 *     Le [1]maliciel[2] de XQ3X                    as blanks
 *
 * Whether all of them came back, once each, is for who knows what they stand for.
 */
#ifndef DBN_TRANSLATE_MASKS_H
#define DBN_TRANSLATE_MASKS_H

#include "translate/machine.h"

typedef enum dbn_run_kind {
    DBN_RUN_TEXT,
    DBN_RUN_HELD,  /* something that stands alone */
    DBN_RUN_START, /* of a pair, properly nested with others */
    DBN_RUN_END
} dbn_run_kind;

typedef struct dbn_run {
    dbn_span
        text;    /* TEXT: what it says; HELD: what an engine may see of it, or empty */
    uint32_t id; /* of all but TEXT, from 1; none is used twice */
    uint32_t pair; /* START, END: the id of the other one */
    dbn_run_kind kind;
} dbn_run;

typedef DBN_VEC(dbn_run) dbn_runs;

/** The highest id. */
#define DBN_RUN_ID_MAX 99999U

/** Append the runs as `markup` has them. DBN_ERR_NOMEM, without a message. */
dbn_status dbn_masks_write(dbn_buffer *out, dbn_arena *arena, const dbn_runs *runs,
                           dbn_markup markup) DBN_CHECKED;

/**
 * Read what became of them, in the order of the answer: of START and END the kind and
 * the id. Spaces that writing put around words go again, as `runs` say. *is_read is
 * false where the markup is broken. Texts lie in `arena`. DBN_ERR_NOMEM, without a
 * message. Linear.
 */
dbn_status dbn_masks_read(dbn_runs *out, bool *is_read, dbn_arena *arena,
                          dbn_span answer, const dbn_runs *runs,
                          dbn_markup markup) DBN_CHECKED;

#endif
