/*
 * read/pairs_xml.h - a file of XLIFF or TMX, tag by tag; for pairs_xml.c,
 * pairs_tags.c and pairs_units.c alone.
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

/* A tag: its parts are ranges of the file. */
typedef struct tag {
    dbn_range range;
    dbn_span name;       /* with its prefix */
    dbn_span attributes; /* from behind the name to the end */
    element element;
    bool is_end, is_empty;
} tag;

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
    bool is_locked; /* translate="no", of it or of what is around it */
} open_element;

/* What a memory had for a segment. */
typedef struct match {
    dbn_span segment; /* its id; empty: all of the unit */
    dbn_span origin;
    dbn_range source, target;
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
    bool is_locked; /* the unit */
    match matches[MATCHES_MAX];
    uint32_t match_count;
} scanner;

/** The tag at s->at, which moves behind it. Fails where it does not end. */
dbn_status pairs_xml_read_tag(scanner *s, tag *out) DBN_CHECKED;

/** The value of an attribute, as it stands there; {NULL, 0} for none. */
dbn_span pairs_xml_attribute(const tag *t, dbn_span wanted);

/** A unit has ended: its texts become pairs. */
dbn_status pairs_xml_end_unit(scanner *s);

#endif
