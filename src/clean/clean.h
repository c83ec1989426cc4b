/*
 * clean/clean.h - what is broken in the encoding or the Unicode of a text.
 *
 * Repairs: UTF-8 that was misread in another charset, or written as codes; NFC; C1
 * controls read as windows-1252; character references left in text (also double-escaped
 * and unterminated); ligatures of old fonts; soft hyphens, zero-width characters; stray
 * controls; line ends. Reports: bidi controls, words that mix scripts, U+FFFD, with the
 * word it was where only one is probable. Never touches quotation marks, apostrophes,
 * spaces (U+00A0, U+202F), dashes or any other punctuation.
 *
 * Misread text is repaired first, and alone: run again on what came of it, until no fix
 * is left. Then repairing once more changes nothing.
 */
#ifndef DBN_CLEAN_CLEAN_H
#define DBN_CLEAN_CLEAN_H

#include "lang/profile.h"
#include "text/records.h"

typedef struct dbn_clean_input {
    const dbn_view *view;
    bool encoding;    /* misread UTF-8, where the profile has letters; C1 controls */
    bool unicode;     /* everything else */
    bool line_breaks; /* vertical tabs, line separators … become "\n": for a whole
                         text; else a space, since blocks hold no line ends */
    bool markup; /* the text is a page with its tags: a reference to "<", or to what
                    could make a tag of what is none, stays written */
} dbn_clean_input;

typedef struct dbn_clean {
    dbn_fixes fixes;       /* resolved: ready for dbn_view_derive() */
    dbn_findings findings; /* sorted */
    dbn_fixes proposals;   /* of the findings, by their first_fix: never made here */
} dbn_clean;

/** One pass over the view; clean text is skipped at memory speed. `profile` is that of
 * the text; NULL: no statistics, and misread text stays. Results in
 * job->arena. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_clean_run(dbn_clean *out, const dbn_clean_input *in,
                         const dbn_profile *profile, dbn_job *job) DBN_CHECKED;

#endif
