/*
 * write/html.h - pieces of which reports are made: the page around them, the list of
 * documents, text with marks in it.
 *
 *     head ─▶ one document          or   head ─▶ a row a document, that opens ─▶ foot
 *
 * A report is one file that needs nothing else: no network, no script. What it shows
 * is from pages that nobody vouches for, so every byte of it goes through
 * dbn_html_text(), and the page forbids scripts; that of a check allows one, ours,
 * which saves what a reviser wrote. What is written is well-formed as XML too. All
 * return DBN_ERR_NOMEM, without a message, when the arena is full.
 */
#ifndef DBN_WRITE_HTML_H
#define DBN_WRITE_HTML_H

#include "write/say.h"

/** Text into content or an attribute value: escaped; bytes that are no UTF-8 as U+FFFD
 * and their two hexadecimal digits, controls as their pictures (U+2400 …). */
dbn_status dbn_html_text(const dbn_voice *voice, dbn_span text) DBN_CHECKED;

/** ` lang="fr"` where the language is known. */
dbn_status dbn_html_lang(const dbn_voice *voice, dbn_span lang) DBN_CHECKED;

/** ` id="d3-b12"`: every id names its document. `kind` is a literal, "b". */
dbn_status dbn_html_id(const dbn_voice *voice, uint64_t document, const char *kind,
                       uint32_t number) DBN_CHECKED;

/** ` href="#d3-b12"`. */
dbn_status dbn_html_href(const dbn_voice *voice, uint64_t document, const char *kind,
                         uint32_t number) DBN_CHECKED;

/* ---- the page ------------------------------------------------------------------ */

/** What the filter tells apart: the classes kc, kx, ko, kr, kf of blocks and of
 * documents, as bits. */
enum {
    DBN_HTML_COPY = 1U << 0,
    DBN_HTML_CONTRADICTION = 1U << 1,
    DBN_HTML_LEFT_OUT = 1U << 2,
    DBN_HTML_REPAIR = 1U << 3,
    DBN_HTML_FINDING = 1U << 4,
    DBN_HTML_ERROR = 1U << 5, /* of a check; its filter is by rule */
    DBN_HTML_WARNING = 1U << 6,
    DBN_HTML_INFO = 1U << 7,
    DBN_HTML_DOUBTFUL = 1U << 8, /* of aligned texts: beads */
    DBN_HTML_MOVED = 1U << 9,
    DBN_HTML_ALONE = 1U << 10 /* on one side only */
};

/** What a page is of. */
typedef enum dbn_html_of {
    DBN_HTML_OF_CLEAN,
    DBN_HTML_OF_DESK,
    DBN_HTML_OF_BITEXT,
    DBN_HTML_OF_TERMS,
    DBN_HTML_OF_REPEATS,
    DBN_HTML_OF_COUNT
} dbn_html_of;

/** What a document, or all of them, came to: cleaned, checked, or aligned. */
typedef struct dbn_html_counts {
    dbn_html_of of;       /* which of the next three counts */
    dbn_tally tally;      /* of a clean */
    uint64_t findings[3]; /* of a check: by dbn_severity */
    uint64_t beads[3];    /* of aligned texts: doubtful, moved, on one side only */
} dbn_html_counts;

/** ` class="NAME kc ko"`. */
dbn_status dbn_html_class(const dbn_voice *voice, const char *name,
                          uint32_t kind_bits) DBN_CHECKED;

/** The kinds that are counted. */
uint32_t dbn_html_kinds(const dbn_html_counts *counts);

/** The counts, each with its colour and its words: a list, or where no list may stand
 * (in a row that opens) words of a line. */
dbn_status dbn_html_tally(const dbn_voice *voice, const dbn_html_counts *counts,
                          bool is_inline) DBN_CHECKED;

/** One choice of the filter: `id` is a name of a-z, 0-9, points and hyphens. */
dbn_status dbn_html_choice(const dbn_voice *voice, dbn_span id, bool is_chosen,
                           dbn_span label) DBN_CHECKED;

/** A page: of one document, or a list of them. */
typedef struct dbn_html_page {
    dbn_span title; /* not escaped yet; of a list empty */
    const char *version;
    bool is_list;
    dbn_html_of
        of; /* there is no filter in the bar for a check, for terms and repeats */
} dbn_html_page;

/** Everything up to the first document. */
dbn_status dbn_html_head(const dbn_voice *voice, const dbn_html_page *page) DBN_CHECKED;

/** Everything behind the last document; `total` counts in the documents of a list, NULL
 * for one document. */
typedef struct dbn_html_total {
    uint64_t documents, failed;
    dbn_html_counts counts;
} dbn_html_total;

dbn_status dbn_html_foot(const dbn_voice *voice,
                         const dbn_html_total *total) DBN_CHECKED;

/* ---- text with marks in it ------------------------------------------------------ */

/** Marks, from the outermost to the innermost where they overlap. */
typedef enum dbn_html_mark_kind {
    DBN_HTML_MARK_REMOVED,       /* del; `number`: the block that a part of a cover
                                    stands in, 0 for none */
    DBN_HTML_MARK_TWIN,          /* what stays of a removed copy */
    DBN_HTML_MARK_CONTRADICTION, /* a link to the note `number` */
    DBN_HTML_MARK_FINDING,
    DBN_HTML_MARK_REPAIR, /* ins; may be empty, where something was removed */
    DBN_HTML_MARK_COUNT
} dbn_html_mark_kind;

typedef struct dbn_html_mark {
    dbn_range range;
    uint32_t number;
    uint32_t kind; /* dbn_html_mark_kind */
} dbn_html_mark;

typedef DBN_VEC(dbn_html_mark) dbn_html_marks;

/** A place where a mark begins or ends. */
typedef struct dbn_html_event {
    uint32_t at;
    uint32_t number;
    uint8_t kind;
    uint8_t order; /* at one place: ends, then empty marks, then beginnings */
} dbn_html_event;

/** A walk through a text and its marks, from its beginning to its end, part by part. */
typedef struct dbn_html_walk {
    dbn_span text;
    uint64_t document;
    DBN_VEC(dbn_html_event) events;
    uint32_t next;
    uint32_t depth[DBN_HTML_MARK_COUNT];  /* marks of the kind that are open */
    uint32_t number[DBN_HTML_MARK_COUNT]; /* of the first of them */
    /* The rule of a finding by the number of its mark, which is then a link to its
     * note; NULL: such marks are no links. */
    dbn_span (*rule_of)(const void *context, uint32_t number);
    const void *context;
} dbn_html_walk;

/** Begin a walk through `text`, borrowed. O(marks log marks). */
dbn_status dbn_html_walk_init(dbn_html_walk *walk, dbn_span text, uint64_t document,
                              const dbn_html_marks *marks,
                              dbn_arena *arena) DBN_CHECKED;

/** Write `part` with its marks; parts come in order and do not overlap. Every element
 * that is opened is closed. */
dbn_status dbn_html_walk_part(const dbn_voice *voice, dbn_html_walk *walk,
                              dbn_range part) DBN_CHECKED;

#endif
