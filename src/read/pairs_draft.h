/*
 * read/pairs_draft.h - a file of translators on its way: its texts, as ranges of the
 * decoded file, and what of them is no text. For pairs*.c alone.
 */
#ifndef DBN_READ_PAIRS_DRAFT_H
#define DBN_READ_PAIRS_DRAFT_H

#include "read/pairs.h"

/** A text: of a source, a target, or a segment of one. */
typedef struct draft_side {
    dbn_range place;
    dbn_range tag;    /* that begins it */
    uint32_t behind;  /* its end tag */
    dbn_span element; /* the name of it, with its prefix */
    dbn_span id;      /* of the segment; empty: all of the unit */
    dbn_span lang;
    bool is_target;
    bool is_chosen; /* one of a pair; the others are no text of the page */
    bool is_open;   /* its end was not met yet */
    bool is_empty;  /* its tag is all there is of it */
    bool is_case;   /* it only holds segments, and stands beside what they are of */
    uint32_t pair;
} draft_side;

/** A range of a text that says something else than its bytes do. */
typedef struct draft_edit {
    uint32_t side;
    dbn_range range;
    dbn_rule rule;
    uint8_t len;
    char text[4]; /* what it says */
} draft_edit;

typedef struct draft_code {
    uint32_t side;
    dbn_range tag;
    dbn_span name;
    bool may_go;
} draft_code;

/** Everything in the order of the file. */
typedef struct draft {
    dbn_job *job;
    dbn_span text; /* the decoded file */
    dbn_pairs *pairs;
    DBN_VEC(draft_side) sides; /* this and the next two in scratch */
    DBN_VEC(draft_edit) edits;
    DBN_VEC(draft_code) codes;
    char separator; /* of the cells of a table */
} draft;

/** Say that the file is broken at `at`. `message` is of the catalogue. */
dbn_status draft_refuse(draft *d, uint32_t at, const char *message);

/** Begin a text behind all there are; *side is its number. */
dbn_status draft_open(draft *d, uint32_t *side, uint32_t at, bool is_target);

/** Replace a range of a text by a code point; remove it. */
dbn_status draft_replace(draft *d, uint32_t side, dbn_range range, uint32_t code,
                         dbn_rule rule);
dbn_status draft_remove(draft *d, uint32_t side, dbn_range range, dbn_rule rule);

/** Read the reference that stands at `at`, if one does: its end; `at` for none. */
dbn_status draft_reference(draft *d, uint32_t side, uint32_t at, uint32_t end,
                           uint32_t *behind);

/** Note a code, and remove it from its text. */
dbn_status draft_add_code(draft *d, uint32_t side, const draft_code *code);

/** Two texts are a pair; `target` may be DBN_NONE. */
dbn_status draft_pair(draft *d, uint32_t source, uint32_t target, dbn_span id);

/** The formats. */
dbn_status draft_read_xml(draft *d);
dbn_status draft_read_po(draft *d);
dbn_status draft_read_tsv(draft *d);

#endif
