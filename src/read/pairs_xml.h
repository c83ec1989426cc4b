/*
 * read/pairs_xml.h - a file of XLIFF or TMX, tag by tag; for pairs_xml.c and
 * pairs_units.c alone.
 */
#ifndef DBN_READ_PAIRS_XML_H
#define DBN_READ_PAIRS_XML_H

#include "read/pairs_draft.h"

/* Open elements; no format nests more than a dozen. */
#define DEPTH_MAX 256U

typedef enum element {
    ELEMENT_OTHER,
    ELEMENT_FILE, /* says the languages */
    ELEMENT_CASE, /* unit of version 2: it holds segments */
    ELEMENT_UNIT, /* trans-unit, segment, tu: whose texts belong together */
    ELEMENT_VARIANT,
    ELEMENT_SOURCE,
    ELEMENT_CUT_SOURCE, /* seg-source */
    ELEMENT_TARGET,
    ELEMENT_TEXT,   /* seg of TMX */
    ELEMENT_MARK,   /* mrk: a segment, or a note that is no code */
    ELEMENT_OPAQUE, /* ph, bpt …: what it holds is markup of the page */
    ELEMENT_PAIRED, /* g, pc: what it holds is text */
    ELEMENT_EMPTY,  /* x, sc, ec … */
    ELEMENT_ASIDE,  /* what a memory has: no text of the file's */
    ELEMENT_MATCH   /* one of that */
} element;

typedef struct open_element {
    dbn_span name;
    element element;
    uint32_t side;  /* that it opened; DBN_NONE */
    uint32_t outer; /* the text that goes on behind it */
    dbn_span code;  /* of a code its name */
    uint32_t beg;   /* of its start tag */
    uint32_t text;  /* behind that */
    dbn_span lang;
    bool may_go;
} open_element;

/* What a memory had for a segment. */
typedef struct match {
    dbn_span segment; /* its id; empty: all of the unit */
    dbn_span origin;
    dbn_range source;
    uint8_t score;
} match;

/* Matches of a unit that are looked at. */
#define MATCHES_MAX 64U

typedef struct scanner {
    draft *d;
    uint32_t at;
    open_element open[DEPTH_MAX];
    uint32_t depth;
    uint32_t side;           /* which text goes on; DBN_NONE */
    uint32_t first_side;     /* of the unit */
    uint32_t asides, opaque; /* how many of such are open */
    dbn_span unit_id;
    match matches[MATCHES_MAX];
    uint32_t match_count;
} scanner;

/** A unit has ended: its texts become pairs. */
dbn_status pairs_xml_end_unit(scanner *s);

#endif
