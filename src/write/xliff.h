/*
 * write/xliff.h - a page and its translation as XLIFF.
 *
 * The page is its own skeleton: every unit says which bytes of it it stands for, and
 * holds the markup between them as original data. README.md says which metadata there
 * are.
 */
#ifndef DBN_WRITE_XLIFF_H
#define DBN_WRITE_XLIFF_H

#include "text/bilingual.h"

typedef struct dbn_xliff_options {
    bool is_2_2;         /* of version 2.2; else of 2.1 */
    bool is_once;        /* a unit whose sentences all stand before is locked */
    bool is_by_sentence; /* of version 1.2: a trans-unit a sentence, of which each has a
                            target; else one a unit, cut into segments */
} dbn_xliff_options;

/** Append a whole file of version 2. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_xliff(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                           const dbn_xliff_options *options) DBN_CHECKED;

/** The same of version 1.2, which cannot hold what XML cannot: units with controls are
 * left out, and stay as they are in the page. */
dbn_status dbn_write_xliff12(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                             const dbn_xliff_options *options) DBN_CHECKED;

/** Append where in the page the parts of a unit end, but for the last: "12 13 40". */
dbn_status dbn_xliff_ends(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                          const dbn_bilingual_unit *unit) DBN_CHECKED;

/** Append what a source or a target of version 2 says: escaped, and what XML cannot
 * hold as code points. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_xliff_text(dbn_buffer *out, dbn_arena *arena,
                                dbn_span text) DBN_CHECKED;

/** Append what all versions say of a match behind its score: where it comes from, which
 * ends its tag, and its two texts. DBN_ERR_NOMEM without a message. */
dbn_status dbn_xliff_match(dbn_buffer *out, dbn_arena *arena,
                           const dbn_unit_match *match) DBN_CHECKED;

/** Append who gave the target of part `number` of its unit, from 1: "s2 mt apertium
 * fr-es", "s3 100 house.tmx". DBN_ERR_NOMEM without a message. */
dbn_status dbn_xliff_origin(dbn_buffer *out, dbn_arena *arena,
                            const dbn_unit_part *part, uint32_t number) DBN_CHECKED;

/** Is all that the unit says said before it? */
bool dbn_xliff_is_repeated(const dbn_bilingual *b, const dbn_bilingual_unit *unit);

/** The terms of a unit, and what its author says of it in words, from *next on, which
 * moves behind them; empty where there are none. What its author allows in it, as
 * attributes of the unit: the modules of ITS and of sizes. */
dbn_status dbn_xliff_terms(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                           uint32_t *next, uint32_t unit) DBN_CHECKED;
dbn_status dbn_xliff_notes(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                           uint32_t *next, uint32_t unit) DBN_CHECKED;
dbn_status dbn_xliff_limits(dbn_buffer *out, dbn_arena *arena, const dbn_bilingual *b,
                            uint32_t next, uint32_t unit) DBN_CHECKED;

/** Is there a note of this kind, for which the file needs more at its head? */
bool dbn_xliff_has_note(const dbn_bilingual *b, dbn_note_kind kind);

#endif
