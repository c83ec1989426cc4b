/*
 * flow/hidden.h - what of a page is read, but stands in no block: the title of the
 * window, metas, attributes.
 */
#ifndef DBN_FLOW_HIDDEN_H
#define DBN_FLOW_HIDDEN_H

#include "flow/cut.h"

/** Add units for them: attributes between the ends of `article`, and outside of `kept`
 * (flow/kept.h). Linear in the page. */
dbn_status dbn_hidden_add(dbn_cutting *c, dbn_range article,
                          const dbn_ranges *kept) DBN_CHECKED;

#endif
