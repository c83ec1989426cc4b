/*
 * article/line.h - a short block cut into words and what stands between them: what
 * by-lines, dates and credits are recognised from.
 */
#ifndef DBN_ARTICLE_LINE_H
#define DBN_ARTICLE_LINE_H

#include "lang/profile.h"

/** A longer block is text whatever its words: nobody signs in 200 bytes. */
#define DBN_LINE_BYTES 200U
/** Words of a line, digits and letters apart; 200 bytes of prose hold fewer. */
#define DBN_LINE_PIECES 64U

/** What stands between two pieces; a set, since "12 mars - 10 h" has two. */
enum {
    DBN_GAP_SPACE = 1U << 0,
    DBN_GAP_HYPHEN = 1U << 1,
    DBN_GAP_APOSTROPHE = 1U << 2,
    DBN_GAP_POINT = 1U << 3,
    DBN_GAP_COMMA = 1U << 4,
    DBN_GAP_COLON = 1U << 5,
    DBN_GAP_SLASH = 1U << 6,
    DBN_GAP_BRACKET = 1U << 7,
    DBN_GAP_BAR = 1U << 8, /* | and the bullets that stand for it */
    DBN_GAP_COPYRIGHT = 1U << 9,
    DBN_GAP_END = 1U << 10,  /* what ends a sentence, apart from a full stop */
    DBN_GAP_DASH = 1U << 11, /* a dash that joins nothing: longer than a hyphen */
    DBN_GAP_OTHER = 1U << 12
};

/** A run of letters, or a run of digits. */
typedef struct dbn_line_piece {
    dbn_range range; /* of the text that was cut */
    dbn_word word;   /* classes and value; digits have their number as value */
    uint32_t gap;    /* DBN_GAP_* before it */
    uint8_t letters; /* at most 255 */
    bool is_digits;
    bool is_upper; /* starts with a capital */
} dbn_line_piece;

typedef struct dbn_line {
    dbn_span text;
    dbn_line_piece pieces[DBN_LINE_PIECES];
    uint32_t count;
    uint32_t tail; /* DBN_GAP_* after the last piece */
    bool is_whole; /* false: the text is longer than a line */
} dbn_line;

/** Cut `text`, borrowed. Linear; a text that is too long is not cut at all. */
void dbn_line_cut(dbn_line *out, dbn_span text, const dbn_profile *profile);

/** From the first byte of piece `first` to the last of piece `last`. */
static inline dbn_range
dbn_line_range(const dbn_line *line, uint32_t first, uint32_t last)
{
    return (dbn_range){line->pieces[first].range.beg, line->pieces[last].range.end};
}

static inline bool
dbn_line_piece_is(const dbn_line_piece *piece, uint32_t classes)
{
    return (piece->word.classes & classes) != 0;
}

#endif
