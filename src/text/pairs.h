/*
 * text/pairs.h - a file of translators as it lies there: which text of it is the
 * translation of which.
 *
 *     <source>Le <pc id="1">pont</pc>.</source>  <target>De brug.</target>
 *             └──────── place ───────┘                   └ place┘
 *     page:   Le pont.                                   De brug.
 *
 * The texts of a pair are blocks of a view of the file, so that whatever is found in
 * them has its line and column there. What a file of ours says of its page besides:
 * text/bilingual.h.
 */
#ifndef DBN_TEXT_PAIRS_H
#define DBN_TEXT_PAIRS_H

#include "text/records.h"

/** An inline code. Codes of the two sides with one name belong together. */
typedef struct dbn_pair_code {
    uint32_t at;   /* of the page, where it stood */
    dbn_range tag; /* of the decoded file: all of it */
    dbn_span name; /* "1", "/1", "%s" */
    bool may_go;   /* a translation may do without it */
} dbn_pair_code;

/** A text of a pair. */
typedef struct dbn_pair_side {
    dbn_range text;  /* of the page, without white space around it */
    dbn_range place; /* of the decoded file: with markup and escapes */
    uint32_t block;  /* of the page */
    uint32_t code_beg, code_end;
} dbn_pair_side;

/** What of the decoded file becomes another one where somebody writes another
 * translation: `range` is replaced by `before`, the translation, and `after`. */
typedef struct dbn_pair_slot {
    dbn_range range;
    dbn_span before, after;
    uint32_t first; /* pair of its unit: all of them are written as soon as one is, the
                       others with their sources; DBN_NONE: it stands by itself */
    bool is_there;  /* else nobody can tell where it would stand */
} dbn_pair_slot;

typedef struct dbn_pair {
    dbn_pair_side source, target;
    dbn_span id; /* of the segment, or its unit; may be empty */
    bool has_target;
    bool is_locked; /* its file says that nobody translates it */
    dbn_pair_slot slot;
    dbn_span origin;   /* of what a memory had, as it stands there; may be empty */
    dbn_range similar; /* of the decoded file: the source that the memory had */
    dbn_range memory;  /* likewise: its translation */
    uint8_t score;     /* how much of it is that of the source, in percent; 0: none */
} dbn_pair;

/** A term in a source. */
typedef struct dbn_pair_term {
    dbn_range range;      /* of the page */
    dbn_span translation; /* several: "a|b" */
} dbn_pair_term;

typedef enum dbn_pairs_kind {
    DBN_PAIRS_NONE, /* no file of translators */
    DBN_PAIRS_XLIFF12,
    DBN_PAIRS_XLIFF2,
    DBN_PAIRS_TMX,
    DBN_PAIRS_PO,
    DBN_PAIRS_TSV
} dbn_pairs_kind;

/** In the order of the file. */
typedef struct dbn_pairs {
    dbn_pairs_kind kind;
    dbn_span source_lang, target_lang; /* BCP 47; empty: the file does not say */
    DBN_VEC(dbn_pair) items;
    DBN_VEC(dbn_pair_code) codes;
    DBN_VEC(dbn_pair_term) terms; /* by their places, where somebody looked for them */
} dbn_pairs;

#endif
