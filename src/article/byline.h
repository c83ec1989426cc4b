/*
 * article/byline.h - who wrote: names, functions, agencies, and who took the picture.
 */
#ifndef DBN_ARTICLE_BYLINE_H
#define DBN_ARTICLE_BYLINE_H

#include "article/date.h"

/** People of one by-line; more are a list of members, not authors. */
#define DBN_BYLINE_PEOPLE 8U

typedef enum dbn_byline_kind {
    DBN_BYLINE_NONE,
    DBN_BYLINE_NAMES, /* names and nothing else: a by-line only where one can stand */
    DBN_BYLINE_FUNCTION, /* a function without a name: the same */
    DBN_BYLINE_SAID,     /* "Par …", or names with a function, an agency or a date */
    DBN_BYLINE_AGENCY,   /* agencies alone */
    DBN_BYLINE_CREDIT    /* who took the picture */
} dbn_byline_kind;

/** Ranges are of the line's text. */
typedef struct dbn_byline {
    dbn_byline_kind kind;
    uint32_t count;
    dbn_range people[DBN_BYLINE_PEOPLE];
    dbn_range function; /* empty for none */
    dbn_range date;     /* empty for none */
} dbn_byline;

/** What a line is as a by-line, a function or a credit, all of it or nothing. */
void dbn_byline_read(dbn_byline *out, const dbn_line *line, const dbn_profile *profile);

/** Names that metadata or markup vouch for: also those behind an introduction, and
 * up to four words that are no name by the grammar ("Tobi", "La rédaction"). An
 * address on the net is none. */
void dbn_byline_trust(dbn_byline *out, const dbn_line *line,
                      const dbn_profile *profile);

/** An address of a page or of a mailbox, a handle: nobody's name. */
bool dbn_byline_is_address(dbn_span text);

/** People behind a word that introduces them, anywhere in a line: "Datum: 3.5.2023
 * Autor: Fritz Imhof", "Posted by rasos on …". False for none. */
bool dbn_byline_introduced(dbn_byline *out, const dbn_line *line,
                           const dbn_profile *profile);

/** "Von:", "Auteur": a line that says what the next one is. */
bool dbn_byline_is_label(const dbn_line *line);

/** The end of "Update Claire" at the start of `line`: a label of live pages glued to
 * a name. 0 for none. */
uint32_t dbn_byline_glued_end(const dbn_line *line);

#endif
