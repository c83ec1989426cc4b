/*
 * article/date.h - days and hours, as metadata and as newspapers write them.
 */
#ifndef DBN_ARTICLE_DATE_H
#define DBN_ARTICLE_DATE_H

#include "article/article.h"
#include "article/line.h"

/** Where a date stands in a line: pieces [first, last]. */
typedef struct dbn_date_place {
    uint32_t first, last;
} dbn_date_place;

/** Read "2024-03-12", "2024-03-12T14:05:00+01:00" and what lies between them at the
 * start of `text`. False when there is no such date. */
bool dbn_date_of_iso(dbn_date *out, dbn_span text);

/**
 * Find the first full date (day, month, year) of a line, from piece `from` on, with
 * the weekday before it and the hour after it. False when there is none.
 */
bool dbn_date_of_line(dbn_date *out, dbn_date_place *place, const dbn_line *line,
                      uint32_t from, const dbn_profile *profile);

#endif
