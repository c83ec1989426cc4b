/*
 * text/records.h - what is known about a view: blocks, marks, findings, and what a
 * page says of itself.
 */
#ifndef DBN_TEXT_RECORDS_H
#define DBN_TEXT_RECORDS_H

#include "text/view.h"

typedef DBN_VEC(dbn_block) dbn_blocks;
typedef DBN_VEC(dbn_mark) dbn_marks;
typedef DBN_VEC(dbn_finding) dbn_findings;
typedef DBN_VEC(dbn_copy) dbn_copies;
typedef DBN_VEC(dbn_contradiction) dbn_contradictions;
typedef DBN_VEC(dbn_range) dbn_ranges;

/** Where in a page a block stands: bits of dbn_hint.zones, for every open element. */
enum {
    DBN_ZONE_ARTICLE = 1U << 0,
    DBN_ZONE_MAIN = 1U << 1,
    DBN_ZONE_HEADER = 1U << 2,
    DBN_ZONE_FOOTER = 1U << 3,
    DBN_ZONE_NAV = 1U << 4,
    DBN_ZONE_ASIDE = 1U << 5,
    DBN_ZONE_FIGURE = 1U << 6,
    DBN_ZONE_CAPTION = 1U << 7,
    DBN_ZONE_QUOTE = 1U << 8,
    DBN_ZONE_LIST = 1U << 9,
    DBN_ZONE_TABLE = 1U << 10,
    DBN_ZONE_FORM = 1U << 11,
    DBN_ZONE_BUTTON = 1U << 12,
    DBN_ZONE_ADDRESS = 1U << 13,
    DBN_ZONE_TIME = 1U << 14,
    DBN_ZONE_NOSCRIPT = 1U << 15,
    DBN_ZONE_DIALOG = 1U << 16,
    DBN_ZONE_HIDDEN = 1U << 17, /* hidden, aria-hidden: seen by nobody at first */
    DBN_ZONE_HEADING = 1U << 18,
    DBN_ZONE_DRAWING = 1U << 19 /* a label of svg */
};

/**
 * What a page's markup says of a block; plain text has none (all zero). One a
 * block, in the same order. `words` has a bit for each kind of class, id, rel,
 * itemprop or data-testid word of the elements around the block: see
 * lang/profile.h, DBN_CLASS_*; `own_words` the same for the block's own element.
 * `dress` is a hash of the names and classes of that element and of the container:
 * what a page sets alike has the same one.
 */
typedef struct dbn_hint {
    uint32_t zones;      /* DBN_ZONE_* */
    uint32_t container;  /* number of the nearest enclosing sectioning or div element */
    uint32_t link_bytes; /* bytes of the block's text inside links */
    uint32_t dress;
    uint16_t depth; /* open elements, at most 65535 */
    uint8_t tag;    /* dbn_tag of the block's own element, 0 for none */
    uint64_t words;
    uint64_t own_words;
} dbn_hint;

typedef DBN_VEC(dbn_hint) dbn_hints;

/** `own_words` of the element of each mark, in the same order. */
typedef DBN_VEC(uint64_t) dbn_mark_words;

/** The container around each, by number; 0 is the page, and its own. A container has a
 * higher number than the one around it. */
typedef DBN_VEC(uint32_t) dbn_containers;

/** Elements that matter to roles. */
typedef enum dbn_tag {
    DBN_TAG_NONE,
    DBN_TAG_P,
    DBN_TAG_DIV,
    DBN_TAG_H1,
    DBN_TAG_H2,
    DBN_TAG_H3,
    DBN_TAG_H4,
    DBN_TAG_H5,
    DBN_TAG_H6,
    DBN_TAG_LI,
    DBN_TAG_DT,
    DBN_TAG_DD,
    DBN_TAG_BLOCKQUOTE,
    DBN_TAG_FIGCAPTION,
    DBN_TAG_CAPTION,
    DBN_TAG_TD,
    DBN_TAG_TH,
    DBN_TAG_PRE,
    DBN_TAG_TIME,
    DBN_TAG_ADDRESS,
    DBN_TAG_OTHER
} dbn_tag;

/** Where a page says something of itself. */
typedef enum dbn_meta_kind {
    DBN_META_TITLE, /* <title>; no name */
    DBN_META_NAME,  /* <meta name|property|itemprop=… content=…> */
    DBN_META_LANG,  /* <html lang=…>; no name */
    DBN_META_LINK,  /* <link rel=… href=…>: name is the rel */
    DBN_META_TIME,  /* <time datetime=…>; name is the class attribute or empty */
    DBN_META_JSONLD /* a string of a JSON-LD script: name is its path, "author.name",
                       the @type of the object in front: "NewsArticle.headline" */
} dbn_meta_kind;

/** One statement. The value is a view of its own source range. */
typedef struct dbn_meta {
    dbn_span name; /* lower case for NAME and LINK */
    const dbn_view *value;
    uint32_t object; /* JSONLD: which object of the page says so; 0 for others */
    uint8_t kind;    /* dbn_meta_kind */
} dbn_meta;

typedef DBN_VEC(dbn_meta) dbn_metas;

/** The records of one view. Arrays are sorted by position. */
typedef struct dbn_records {
    const dbn_view *view;
    dbn_blocks blocks;
    dbn_hints hints;           /* as many as blocks, or none */
    dbn_containers containers; /* that hints name, or none */
    dbn_marks marks;
    dbn_mark_words mark_words; /* as many as marks, or none */
    dbn_findings findings;
} dbn_records;

typedef DBN_VEC(dbn_segment) dbn_segments;

/** The segment that holds byte `at`, or NULL. O(log n). */
const dbn_segment *dbn_segment_at(const dbn_segments *segments, uint32_t at);

/**
 * Move records to `view`, a child of their view: ranges are mapped forward; a
 * block whose image is empty gets DBN_BLOCK_REMOVED and keeps its index; hints are
 * shared; findings lose their fixes, which are of the view before. Linear in the
 * records, times log(edits).
 */
dbn_status dbn_records_carry(dbn_records *out, const dbn_records *records,
                             const dbn_view *view, dbn_job *job) DBN_CHECKED;

/** By place, then by rule; findings that differ never tie. */
void dbn_findings_sort(dbn_findings *findings);

/** Index of the block that `offset` lies in, or of the last one before it; DBN_NONE
 * where there is none. O(log blocks). */
uint32_t dbn_block_at(const dbn_blocks *blocks, uint32_t offset);

/** Name of a role, a copy's or a contradiction's kind, a mark's kind, a unit of a
 * corpus and a relation: as documents and output write them. */
dbn_span dbn_role_span(dbn_role role);
dbn_span dbn_copy_kind_span(dbn_copy_kind kind);
dbn_span dbn_contradiction_kind_span(dbn_contradiction_kind kind);
dbn_span dbn_mark_kind_span(dbn_mark_kind kind);
dbn_span dbn_unit_span(dbn_unit unit);
dbn_span dbn_relation_span(dbn_relation relation);

/** Say that the block is in `tag`: as much of it as there is room for, in whole parts.
 */
void dbn_block_set_lang(dbn_block *block, dbn_span tag);

/** Empty where it is in the document's language. */
dbn_span dbn_block_lang(const dbn_block *block);

/** True for roles that stand in the text by default: lead, heading, paragraph,
 * quote, item. */
bool dbn_role_is_text(dbn_role role);

#endif
