/*
 * read/html_page.h - a page to its visible text, in blocks.
 */
#ifndef DBN_READ_HTML_PAGE_H
#define DBN_READ_HTML_PAGE_H

#include "read/read.h"

/**
 * Extract the visible text of the page `decoded` (UTF-8). Fills out->records (a view
 * derived from `decoded`; blocks, hints, marks on it) and out->metas; touches nothing
 * else of `out`. Blocks stand in the text in page order, each trimmed, "\n" between
 * them; only blocks of code hold line feeds. Linear in the page; everything it makes
 * lives in job->arena.
 *
 * A block's parent is the first block of the list, quotation or table around it; that
 * first block itself has the parent of its group, or DBN_NONE. An inline element that
 * goes on over several blocks has a mark in each, all with the same tags.
 *
 * What `hidden` or `display:none` hides goes (extract.hidden), but stays in the zone
 * DBN_ZONE_HIDDEN where it stands in the article and calls itself its body or what is
 * behind the paywall, and where the page shows nothing else.
 *
 * Fails with DBN_ERR_LIMIT (in->max_blocks passed), DBN_ERR_NOMEM.
 */
dbn_status dbn_html_extract(dbn_read *out, const dbn_view *decoded,
                            const dbn_read_input *in, const dbn_profiles *profiles,
                            dbn_job *job) DBN_CHECKED;

#endif
