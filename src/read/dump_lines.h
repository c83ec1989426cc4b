/*
 * read/dump_lines.h - the lines of a dump, and whether they were wrapped.
 */
#ifndef DBN_READ_DUMP_LINES_H
#define DBN_READ_DUMP_LINES_H

#include "base/vec.h"
#include "text/view.h"

/** What can be said of one line. */
enum {
    DBN_LINE_STARTS_GROUP = 1U << 0,  /* first of the text or after a blank line */
    DBN_LINE_ENDS_SENTENCE = 1U << 1, /* a full stop, perhaps in quotation marks */
    DBN_LINE_STARTS_LOWER = 1U << 2,
    DBN_LINE_STARTS_UPPER = 1U << 3,
    DBN_LINE_BULLET = 1U << 4, /* starts with a bullet that is nothing else: "• " */
    DBN_LINE_DASH = 1U << 5,   /* starts with a dash or an asterisk and a space */
    DBN_LINE_NUMBER = 1U << 6, /* starts with "1. " or "1) " */
    DBN_LINE_QUOTE = 1U << 7,  /* starts with "> " */
    DBN_LINE_HYPHEN = 1U << 8  /* ends in a hyphen after a letter or a digit */
};

/**
 * A line that shows something: [beg, end) without what shows nothing at both ends.
 * `body` is behind the quotation marks of a quoted line, else beg.
 */
typedef struct dbn_dump_line {
    uint32_t beg, body, end;
    uint32_t columns; /* code points up to `end`, with the indentation */
    uint32_t first;   /* code points of the first word */
    uint32_t indent;  /* code points before `beg` */
    uint32_t width;   /* at which its group was wrapped; 0: each line stands for
                         itself */
    uint32_t flags;   /* DBN_LINE_* */
} dbn_dump_line;

typedef DBN_VEC(dbn_dump_line) dbn_dump_lines;

/** The lines of `text` that show something, in `arena`. DBN_ERR_NOMEM without a
 * message. */
dbn_status dbn_dump_lines_scan(dbn_dump_lines *out, dbn_span text,
                               dbn_arena *arena) DBN_CHECKED;

/** Set the widths at which the lines of `text` were wrapped (dump_width.c). */
void dbn_dump_lines_measure(dbn_dump_lines *lines, dbn_span text);

/** True when the first word of `next` had no room at the end of `line`, or was cut. */
bool dbn_dump_line_is_full(const dbn_dump_line *line, const dbn_dump_line *next,
                           uint32_t width);

#endif
