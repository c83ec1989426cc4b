/*
 * text/view.h - a text and how it came from another one.
 *
 *     source ──▶ decoded ──▶ text ──▶ repaired ──▶ … ──▶ output
 *                   └─▶ the value of an attribute, a JSON-LD string …
 *
 * Views form a tree. A view knows its parent, the range of the parent it was made
 * from, and sorted edits; between the edits both texts are the same bytes (in a
 * decoded view of a legacy charset: the same characters). Any range maps both ways
 * by binary search. Views are immutable and live in the arena of their job.
 */
#ifndef DBN_TEXT_VIEW_H
#define DBN_TEXT_VIEW_H

#include "text/fix.h"

/** Which pass made a view. */
typedef enum dbn_pass {
    DBN_PASS_SOURCE,     /* the bytes as read; not necessarily UTF-8 */
    DBN_PASS_DECODE,     /* UTF-8 */
    DBN_PASS_EXTRACT,    /* no markup, lines joined */
    DBN_PASS_REPAIR,     /* encoding and Unicode mended */
    DBN_PASS_REPETITION, /* copies removed */
    DBN_PASS_TYPOGRAPHY, /* a profile's conventions */
    DBN_PASS_LAYOUT,     /* what is printed */
    DBN_PASS_CORRECTION  /* the copy desk's repairs, in the decoded text */
} dbn_pass;

/** Name of a pass, as logs print it. */
dbn_span dbn_pass_name(dbn_pass pass);

/** What lies between the edits of a view, parent to child. */
typedef enum dbn_units {
    DBN_UNITS_SAME,  /* the same bytes */
    DBN_UNITS_BYTE,  /* one byte of the parent, one code point */
    DBN_UNITS_UTF16, /* one or two 16-bit units, one code point */
} dbn_units;

/** In a decoded view: offset `at` of the text stands at `from` of the source. */
typedef struct dbn_checkpoint {
    uint32_t at, from;
} dbn_checkpoint;

typedef struct dbn_view {
    const struct dbn_view *parent; /* NULL for the source */
    dbn_range origin;              /* the part of the parent it was made from */
    dbn_span text;
    const dbn_edit *edits;
    uint32_t edit_count;
    uint32_t checkpoint_count;         /* 0 where units is DBN_UNITS_SAME */
    const dbn_checkpoint *checkpoints; /* one a KiB of text */
    dbn_units units;
    dbn_pass pass;
    uint32_t depth; /* views above it, less than DBN_VIEW_DEPTH */
} dbn_view;

/** Views in a chain, the source included: decoding, extraction, five rounds of repair,
 * repetition, three of typography and layout need thirteen. */
#define DBN_VIEW_DEPTH 16U

/** The largest document, in bytes. */
#define DBN_DOCUMENT_MAX ((size_t)INT32_MAX)

/**
 * The view of the bytes as read, which are borrowed for the life of the view.
 * Fails with DBN_ERR_LIMIT beyond DBN_DOCUMENT_MAX.
 */
dbn_status dbn_view_source(const dbn_view **out, dbn_span bytes,
                           dbn_job *job) DBN_CHECKED;

/** What a decoder made of bytes: UTF-8 (in the job's arena, or the source's own
 * bytes), and edits (in the arena) for what is not a plain unit: a byte order mark,
 * invalid bytes, all of a multi-byte charset that is not ASCII. */
typedef struct dbn_decoding {
    dbn_span text;
    DBN_VEC(dbn_edit) edits;
    dbn_units units;
} dbn_decoding;

/**
 * The decoded view of `source`. The caller vouches that the characters between the
 * edits correspond as `units` says. O(text).
 */
dbn_status dbn_view_decoded(const dbn_view **out, const dbn_view *source,
                            const dbn_decoding *decoding, dbn_job *job) DBN_CHECKED;

/**
 * Apply `fixes` (sorted, not overlapping: see dbn_fixes_resolve) to the part
 * `origin` of `parent`; fixes lie inside it, or it fails with DBN_ERR_USAGE. The only
 * function that makes text from text. Adjacent removals of one rule become one edit.
 * With no fixes and the whole parent the text is shared, not copied. O(fixes + text).
 */
dbn_status dbn_view_derive(const dbn_view **out, const dbn_view *parent,
                           dbn_range origin, const dbn_fixes *fixes, dbn_pass pass,
                           dbn_job *job) DBN_CHECKED;

/** The whole text of a view, as a range. */
static inline dbn_range
dbn_view_all(const dbn_view *view)
{
    return (dbn_range){0, (uint32_t)view->text.len};
}

/**
 * Where `range` of `view` stands in its parent. A range that reaches into a
 * replacement widens to all that was replaced; what was removed at its very ends
 * stays outside; an empty range widens to what was removed at that place.
 */
dbn_range dbn_range_back(const dbn_view *view, dbn_range range);

/**
 * Where `range` of the parent stands in `view`. A range that reaches into a replaced
 * part widens to the replacement; an empty image means that it was removed.
 */
dbn_range dbn_range_forward(const dbn_view *view, dbn_range range);

/** How many edits made something of `range`, which is not empty; what was removed at
 * its very beginning is none of it. O(log edits). */
uint32_t dbn_view_edits_in(const dbn_view *view, dbn_range range);

/** dbn_range_back() up to `ancestor`, which is `view` itself or above it; NULL: up
 * to the source. */
dbn_range dbn_range_back_to(const dbn_view *view, const dbn_view *ancestor,
                            dbn_range range);

/** dbn_range_forward() from `ancestor`, which is `view` itself or above it, down. */
dbn_range dbn_range_forward_to(const dbn_view *view, const dbn_view *ancestor,
                               dbn_range range);

/** The nearest view that both were made from, or are. The two are of one tree. */
const dbn_view *dbn_view_common(const dbn_view *a, const dbn_view *b);

/** The views from the source down to `view`, which is the last; returns how many. */
uint32_t dbn_view_chain(const dbn_view *chain[DBN_VIEW_DEPTH], const dbn_view *view);

#endif
