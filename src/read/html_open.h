/*
 * read/html_open.h - the elements that are open at a place of a page.
 *
 *     [0] the document ◀─ [1] div ◀─ [2] p ◀─ [3] b        top
 *
 * No tree is built. What an end tag or an implied end closes is found at once,
 * whatever the depth: each element knows the one of its name below it, and the
 * nearest barrier. Elements beyond the limit of depth are only counted.
 */
#ifndef DBN_READ_HTML_OPEN_H
#define DBN_READ_HTML_OPEN_H

#include "base/job.h"
#include "read/html_elements.h"

/** Names that are not in the table share chains by their hash. */
#define DBN_HTML_CHAINS (DBN_HTML_ELEMENT_COUNT + 63)

typedef struct dbn_html_open {
    dbn_range tag;  /* the start tag */
    uint64_t words; /* DBN_CLASS_* bits of it and all around it */
    uint64_t own_words;
    uint32_t zones; /* of it and all around it */
    uint32_t container;
    uint32_t dress;       /* a hash of its name and class */
    uint32_t setting;     /* that of its container, itself included */
    uint32_t below;       /* index of the next one down in its chain, 0 for none */
    uint32_t barrier;     /* nearest barrier, itself included; 0 is the document */
    uint32_t special;     /* nearest block or barrier, itself included */
    uint32_t stop;        /* the same, but address, div and p do not count */
    uint32_t owner;       /* nearest block, itself included: owns text */
    uint32_t group;       /* nearest list, quotation, table, itself included */
    uint32_t outer_group; /* of a group: the next one out */
    uint32_t first_block; /* of a group; DBN_NONE before it has one */
    uint32_t item;        /* nearest item of a list, itself included; 0: none */
    int32_t number; /* where is_numbered: of an ordered list, of its next item; of an
                       item in one, its own */
    uint32_t countdown; /* of a list that counts down, 1 + its place in the builder's;
                           of an item, the same where its number is from the end */
    uint32_t mark;      /* its mark in the current block, or DBN_NONE */
    dbn_range name;
    uint16_t chain;
    uint8_t element; /* dbn_html_name */
    uint8_t role;    /* dbn_role that text in it has */
    uint8_t level;
    uint8_t lists;       /* lists around it */
    uint8_t columns;     /* of a row: those its cells have taken so far */
    bool is_block;       /* its text is apart from what is around */
    bool is_hidden;      /* it hides what is in it */
    bool is_foreign;     /* of svg or math */
    bool is_integration; /* of svg or math, but holds HTML */
    bool is_closed;      /* its end tag came while a block inside is still open */
    bool spans_blocks;   /* has had a mark in a block before the current one */
    bool is_link;        /* with an address */
    bool is_pre;         /* inside pre: line feeds count */
    bool is_numbered;    /* an ordered list, or an item in one before its first block */
    bool is_reversed;    /* of a list: it counts down */
    bool is_row_begun;   /* of a row: one of its cells has text */
    bool is_from_end; /* of a list: the last item is number one, as far as is known */
    bool is_code;     /* inside pre and code: white space stays */
} dbn_html_open;

typedef struct dbn_html_stack {
    dbn_html_open *items;
    uint32_t count, cap;
    uint32_t limit;                 /* of count */
    uint32_t beyond;                /* open elements past the limit */
    uint32_t last[DBN_HTML_CHAINS]; /* topmost of each chain, 0 for none */
    dbn_span page;
} dbn_html_stack;

/** Only the document is open. DBN_ERR_NOMEM without a message. */
dbn_status dbn_html_stack_init(dbn_html_stack *stack, dbn_arena *arena, dbn_span page,
                               uint32_t limit) DBN_CHECKED;

static inline dbn_html_open *
dbn_html_top(const dbn_html_stack *stack)
{
    return &stack->items[stack->count - 1];
}

/**
 * Open an element: what it inherits is copied from the one below. Returns NULL
 * past the limit, where it is only counted.
 */
dbn_html_open *dbn_html_push(dbn_html_stack *stack, dbn_html_name element,
                             const dbn_html_token *token, bool is_block);

/** Forget the top. */
void dbn_html_pop(dbn_html_stack *stack);

/**
 * The element that the start of `element` ends: it and all above it close. 0 for
 * none. Call until it returns 0.
 */
uint32_t dbn_html_ended_by_start(const dbn_html_stack *stack, dbn_html_name element);

/**
 * The element that the end tag `name` closes, 0 for none. *misnested: only that one
 * ends, what is open above it stays.
 */
uint32_t dbn_html_ended_by_end(const dbn_html_stack *stack, dbn_html_name element,
                               dbn_range name, bool *misnested);

#endif
