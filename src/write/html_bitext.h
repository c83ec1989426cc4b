/*
 * write/html_bitext.h - texts beside their translations, to be looked at.
 */
#ifndef DBN_WRITE_HTML_BITEXT_H
#define DBN_WRITE_HTML_BITEXT_H

#include "write/bitext.h"

/** Below this a bead is said to be doubtful, in thousandths: one in three or more of
 * them is wrong. */
#define DBN_BEAD_DOUBTFUL 650U

/** Append the pair, with the page's head before the first one and its foot behind the
 * last; of several, each is a row that opens. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_bitext_html(dbn_buffer *out, dbn_arena *arena,
                                 const dbn_bitext_page *page) DBN_CHECKED;

#endif
