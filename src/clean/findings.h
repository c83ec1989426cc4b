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
static inline dbn_status dbn_notes_add(dbn_notes *notes, uint32_t code,
                                       dbn_range range) DBN_CHECKED;

/** The rest of dbn_notes_add(). */
dbn_status dbn_notes_look(dbn_notes *notes, uint32_t code, dbn_range range) DBN_CHECKED;

/* The first that may be noted is Greek: Α. */
#define DBN_NOTES_FIRST 0x0391U

static inline dbn_status
dbn_notes_add(dbn_notes *notes, uint32_t code, dbn_range range)
{
    return code < DBN_NOTES_FIRST ? DBN_OK : dbn_notes_look(notes, code, range);
}

#endif
