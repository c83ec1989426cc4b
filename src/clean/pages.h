/*
 * clean/pages.h - the charsets that UTF-8 is misread as, and reading it again.
 */
#ifndef DBN_CLEAN_PAGES_H
#define DBN_CLEAN_PAGES_H

#include "lang/plausible.h"

/** In the order of pages.inc, which dicts/tools/pages.py writes. latin-1 is part of
 * windows-1252. */
enum {
    DBN_PAGE_1252,
    DBN_PAGE_1250,
    DBN_PAGE_1251,
    DBN_PAGE_1257,
    DBN_PAGE_8859_15,
    DBN_PAGE_MACINTOSH,
    DBN_PAGE_850,
    DBN_PAGE_437,
    DBN_PAGES
};

/** In these, 0xA0 is a no-break space, which many tools make a space of. */
#define DBN_PAGES_WITH_SPACE 5U

/** A character beyond ASCII. */
typedef struct dbn_page_row {
    uint16_t code;
    uint8_t bytes[DBN_PAGES]; /* in each page, 0 for none */
    uint8_t leads;            /* a bit for each page where it begins a sequence, … */
    uint8_t continuations;    /* … and where it goes on with one */
} dbn_page_row;

/** The row of `code`; NULL where no page has it. */
const dbn_page_row *dbn_page_row_of(uint32_t code);

/** Could `code` and then `next` be two bytes of one UTF-8 sequence, in some page? A
 * character that was lost may be any byte. */
bool dbn_page_may_join(uint32_t code, uint32_t next);

/** Is `code` in `page` a byte that begins a sequence? */
bool dbn_page_is_lead(uint32_t code, uint32_t page);

/** How to read a piece again. */
typedef enum dbn_reread {
    DBN_REREAD_STRICT,     /* whole sequences only */
    DBN_REREAD_SPACE_ENDS, /* a space may be a no-break space, ... */
    DBN_REREAD_SPACE_STAYS /* ... and may have swallowed the space after it */
} dbn_reread;

/** What a piece became. */
typedef struct dbn_reread_count {
    uint32_t sequences; /* of UTF-8 that were read */
    uint32_t lossy;     /* those with a lost character or a space in them */
} dbn_reread_count;

/** A piece with what its characters are in every page: looked up once, read again in
 * each. Borrows the piece. */
typedef struct dbn_page_piece {
    const dbn_piece *piece;
    const dbn_page_row *rows[DBN_PIECE_MAX]; /* as dbn_page_row_of() */
    uint32_t pages; /* a bit for each that can read anything of it */
    bool has_space;
} dbn_page_piece;

void dbn_page_look_up(dbn_page_piece *out, const dbn_piece *piece);

/** Read as UTF-8 what of `in` is whole UTF-8 in `page`; the rest stays as it is. */
dbn_reread_count dbn_page_reread(dbn_piece *out, const dbn_page_piece *in,
                                 uint32_t page, dbn_reread how);

#endif
