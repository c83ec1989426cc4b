/*
 * flow/nest.h - elements of a page of which something is remembered, in each other.
 *
 * Only they are, with how many of their name are open in them. An element that does
 * without its end tag ends where the next of its name begins, a paragraph before any
 * block; elements are not nested otherwise than that.
 */
#ifndef DBN_FLOW_NEST_H
#define DBN_FLOW_NEST_H

#include "base/span.h"

/** What lies deeper is not remembered. */
#define DBN_NEST_MAX 64U

typedef struct dbn_nested {
    dbn_span name;
    uint32_t depth; /* of its name, itself included */
    uint32_t value; /* its user's */
} dbn_nested;

/** Zero: nothing is open. */
typedef struct dbn_nest {
    dbn_nested open[DBN_NEST_MAX];
    uint32_t count;
} dbn_nest;

/** A start tag of this name comes by, or an end tag; true where the innermost element
 * ends with it, which is open[count] now. */
bool dbn_nest_start(dbn_nest *nest, dbn_span name);
bool dbn_nest_end(dbn_nest *nest, dbn_span name);

/** Remember the element whose start tag came by last; false where there is no room. */
bool dbn_nest_push(dbn_nest *nest, dbn_span name, uint32_t value);

/** Or do not. */
void dbn_nest_pass(dbn_nest *nest, dbn_span name);

#endif
