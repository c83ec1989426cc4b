/*
 * clean/findings.h - what an editor should see and no rule can mend.
 */
#ifndef DBN_CLEAN_FINDINGS_H
#define DBN_CLEAN_FINDINGS_H

#include "clean/clean.h"

/** Looks at a text from left to right. */
typedef struct dbn_notes {
    dbn_span text;
    dbn_findings findings;
    uint32_t word_end; /* of the last word that was looked at */
    dbn_arena *arena;
} dbn_notes;

/** Note what is wrong with `code`, which stands at `range`. Offsets never go back.
 * DBN_ERR_NOMEM without a message. */
dbn_status dbn_notes_add(dbn_notes *notes, uint32_t code, dbn_range range) DBN_CHECKED;

#endif
