/*
 * read/html_elements.h - what is known about the elements of pages.
 */
#ifndef DBN_READ_HTML_ELEMENTS_H
#define DBN_READ_HTML_ELEMENTS_H

#include "read/html_tokens.h"
#include "text/records.h"

/** Which element; also the place of its row in the table. */
typedef enum dbn_html_name {
#define ELEMENT(identifier, name, flags, content, tag, mark, zones)                    \
    DBN_HTML_##identifier##_ELEMENT,
#include "read/html_elements.def"
#undef ELEMENT
    DBN_HTML_UNKNOWN_ELEMENT,
    DBN_HTML_ELEMENT_COUNT
} dbn_html_name;

enum {
    DBN_HTML_FLAG_FRAME = 1U << 0,     /* html, head, body: never on the stack */
    DBN_HTML_FLAG_BLOCK = 1U << 1,     /* text before, in and after it is apart */
    DBN_HTML_FLAG_VOID = 1U << 2,      /* has no content and no end tag */
    DBN_HTML_FLAG_ENDS_P = 1U << 3,    /* an open p ends before it */
    DBN_HTML_FLAG_BARRIER = 1U << 4,   /* end tags inside do not reach out of it */
    DBN_HTML_FLAG_HIDDEN = 1U << 5,    /* nobody sees what it holds */
    DBN_HTML_FLAG_SECTION = 1U << 6,   /* roles of what is around it end */
    DBN_HTML_FLAG_CONTAINER = 1U << 7, /* has a number for hints */
    DBN_HTML_FLAG_GROUP = 1U << 8,     /* its blocks have its first as parent */
    DBN_HTML_FLAG_LIST = 1U << 9,
    DBN_HTML_FLAG_FORMAT = 1U << 10,      /* its end tag counts even where misnested */
    DBN_HTML_FLAG_FOREIGN = 1U << 11,     /* svg, math: another vocabulary inside */
    DBN_HTML_FLAG_LEAVES = 1U << 12,      /* its start tag ends svg and math */
    DBN_HTML_FLAG_INTEGRATION = 1U << 13, /* in svg and math: holds HTML again */
    DBN_HTML_FLAG_HIDDEN_FOREIGN = 1U << 14, /* in svg and math: hidden there */
    DBN_HTML_FLAG_BLOCK_FOREIGN = 1U << 15   /* in svg: a label of its own */
};

typedef struct dbn_html_element {
    char name[16];   /* padded with NUL */
    uint32_t zones;  /* DBN_ZONE_* */
    uint16_t flags;  /* DBN_HTML_FLAG_* */
    uint8_t content; /* dbn_html_state */
    uint8_t tag;     /* dbn_tag */
    uint8_t mark;    /* dbn_mark_kind */
} dbn_html_element;

/** The row of an element. */
const dbn_html_element *dbn_html_element_of(dbn_html_name name);

/** Which element a tag names, in any case; DBN_HTML_UNKNOWN_ELEMENT for others. */
dbn_html_name dbn_html_element_find(dbn_span name);

#endif
