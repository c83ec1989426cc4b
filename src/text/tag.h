/*
 * text/tag.h - attributes of a tag as it stands in a page: what a mark's `open` and a
 * picture's `tag` are ranges of.
 */
#ifndef DBN_TEXT_TAG_H
#define DBN_TEXT_TAG_H

#include "base/span.h"

/**
 * The value of the first attribute `name` (in lower case) of the start tag `tag`, as
 * it is written: character references stand. False where there is none. Linear.
 */
bool dbn_tag_attribute(dbn_span *value, dbn_span tag, dbn_span name);

#endif
