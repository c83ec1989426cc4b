/*
 * text/root.h - how a file of XML begins: by that formats are told apart.
 */
#ifndef DBN_TEXT_ROOT_H
#define DBN_TEXT_ROOT_H

#include "base/span.h"

/** A first tag longer than this is cut. */
#define DBN_ROOT_MAX 4096U

/** The first tag of a file, in ASCII: other characters are '?'. */
typedef struct dbn_root {
    char tag[DBN_ROOT_MAX]; /* without its brackets */
    dbn_span name;          /* in it, without a prefix; empty: there is no tag */
    dbn_span attributes;
} dbn_root;

/** In UTF-8 or, where a mark or the first tag says so, UTF-16. What stands in front of
 * the tag may be as long as it likes: declarations, comments, white space; with
 * anything else there is no tag. Linear. */
void dbn_root_read(dbn_root *out, dbn_span bytes);

/** Is the name of an attribute in the tag? */
bool dbn_root_has(const dbn_root *root, dbn_span attribute);

#endif
