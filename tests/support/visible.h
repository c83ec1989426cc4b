/*
 * tests/support/visible.h - what a page shows, as gumbo's tree has it: another parser,
 * to be compared with ours.
 */
#ifndef DBN_TESTS_SUPPORT_VISIBLE_H
#define DBN_TESTS_SUPPORT_VISIBLE_H

#include "support/support.h"

/** The text that gumbo sees in a page, squeezed, in its order; to be released. */
test_bytes test_visible(dbn_span page);

/** Add `text` without white space of any kind, and without U+FFFD, which gumbo puts for
 * controls. */
void test_squeeze(test_bytes *out, dbn_span text);

#endif
