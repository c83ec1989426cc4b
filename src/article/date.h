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

/** Days since 1 March of year 0 (Gregorian): neighbours differ by one. */
int64_t dbn_date_day(const dbn_date *date);

/** Find a day in the address of a page: "/2012/08/02/", "-20120802-". */
bool dbn_date_of_address(dbn_date *out, dbn_span address);

/** Read the hour that begins with piece `at`: "14h05", "14:05", "9.40 Uhr", "14 h".
 * Returns its last piece; DBN_NONE where there is none. */
uint32_t dbn_date_hour(dbn_date *out, const dbn_line *line, uint32_t at);

/**
 * Find the first full date (day, month, year) of a line, from piece `from` on, with
 * the weekday before it and the hour after it. False when there is none.
 */
bool dbn_date_of_line(dbn_date *out, dbn_date_place *place, const dbn_line *line,
                      uint32_t from, const dbn_profile *profile);

#endif
