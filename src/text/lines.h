/*
 * text/lines.h - byte offsets as people and other programs count them.
 */
#ifndef DBN_TEXT_LINES_H
#define DBN_TEXT_LINES_H

#include "base/job.h"

/** Line and column, both from 1; the column counts code points. */
typedef struct dbn_place {
    uint32_t line, column;
} dbn_place;

/** Counts every KiB of a text, so that a question costs at most a KiB of counting. */
typedef struct dbn_line_index {
    dbn_span text;
    struct dbn_line_point {
        uint32_t codepoints, utf16, lines;
        uint32_t line_codepoints; /* before the line at hand */
    } * points;
    uint32_t count;
} dbn_line_index;

/**
 * Index `text` (borrowed; need not be valid UTF-8: every byte that does not continue
 * a code point counts as one). One pass. Lives in `arena`.
 */
dbn_status dbn_line_index_make(dbn_line_index *out, dbn_span text,
                               dbn_arena *arena) DBN_CHECKED;

/** `offset` (bytes, up to the end of the text) in another unit. */
uint32_t dbn_offset_in(const dbn_line_index *index, uint32_t offset,
                       dbn_offset_unit unit);

/** Line and column of a byte offset. LF, CRLF and CR end a line. */
dbn_place dbn_place_of(const dbn_line_index *index, uint32_t offset);

#endif
