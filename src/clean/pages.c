#include "clean/pages.h"

#include "base/utf8.h"

static const dbn_page_row rows[] = {
#define IS_LEAD(byte)         ((byte) >= 0xC2 && (byte) <= 0xF4)
#define IS_CONTINUATION(byte) (((byte)&0xC0) == 0x80)
#define MASK(is, a, b, c, d, e, f, g, h)                                               \
    (is(a) | is(b) << 1 | is(c) << 2 | is(d) << 3 | is(e) << 4 | is(f) << 5 |          \
     is(g) << 6 | is(h) << 7)
#define ROW(code, ...)                                                                 \
    {code,                                                                             \
     {__VA_ARGS__},                                                                    \
     MASK(IS_LEAD, __VA_ARGS__),                                                       \
     MASK(IS_CONTINUATION, __VA_ARGS__)},
#define BLOCK(high, beg, end)
#include "clean/pages.inc"
#undef ROW
#undef BLOCK
};

/* Where the rows of each 256 code points are. */
static const struct block {
    uint16_t beg, end;
} blocks[256] = {
#define ROW(code, ...)
#define BLOCK(high, beg, end) [high] = {beg, end},
#include "clean/pages.inc"
#undef ROW
#undef BLOCK
};

/* A byte that stands for any continuation: none is 1. */
#define LOST         0xFFFDU
#define LOST_BYTE    1U
#define SPACE_BYTE   0xA0U
#define SEQUENCE_MAX 4U

const dbn_page_row *
dbn_page_row_of(uint32_t code)
{
    if (code < 0x80 || code > UINT16_MAX) /* ASCII is the same in all pages */
        return NULL;
    struct block block = blocks[code >> 8];
    /* Where nothing is left out, as in latin-1, it is as far from the first as its
     * code. */
    uint32_t guess = block.beg + (code - rows[block.beg].code);
    if (guess >= block.beg && guess < block.end && rows[guess].code == code)
        return &rows[guess];
    while (block.beg < block.end) {
        uint16_t middle = (uint16_t)(block.beg + (block.end - block.beg) / 2);
        if (rows[middle].code == code)
            return &rows[middle];
        if (rows[middle].code < code)
            block.beg = (uint16_t)(middle + 1);
        else
            block.end = middle;
    }
    return NULL;
}

static bool
is_continuation(uint8_t byte)
{
    return IS_CONTINUATION(byte);
}

bool
dbn_page_is_lead(uint32_t code, uint32_t page)
{
    const dbn_page_row *row = dbn_page_row_of(code);
    return row != NULL && (row->leads >> page & 1) != 0;
}

/* Signs that stand right before letters in every text. On a Macintosh they are leads,
 * but of Armenian and of phonetic letters only. */
static bool
is_everyday_sign(uint32_t code)
{
    return code == 0xA0 || code == 0xBB || (code >= 0x2018 && code <= 0x201D) ||
           code == 0x2026;
}

bool
dbn_page_may_join(uint32_t code, uint32_t next)
{
    if (is_everyday_sign(code) && code != 0x201A)
        return false;
    const dbn_page_row *first = dbn_page_row_of(code);
    if (first == NULL || first->leads == 0)
        return false;
    const dbn_page_row *second = next == LOST ? NULL : dbn_page_row_of(next);
    return next == LOST ||
           (second != NULL && (first->leads & second->continuations) != 0);
}

/* The pages in which `code` may go on with a sequence. */
static uint32_t
pages_that_go_on(uint32_t code, const dbn_page_row *row)
{
    if (code == LOST)
        return (1U << DBN_PAGES) - 1;
    if (code == ' ')
        return (1U << DBN_PAGES_WITH_SPACE) - 1;
    return row == NULL ? 0 : row->continuations;
}

void
dbn_page_look_up(dbn_page_piece *out, const dbn_piece *piece)
{
    out->piece = piece;
    out->pages = 0;
    out->has_space = false;
    for (uint32_t i = 0; i < piece->count; i++) {
        uint32_t code = piece->codes[i];
        out->rows[i] = dbn_page_row_of(code);
        out->has_space |= code == ' ';
        if (i > 0 && out->rows[i - 1] != NULL)
            out->pages |=
                out->rows[i - 1]->leads & pages_that_go_on(code, out->rows[i]);
    }
}

/* The byte that a character was, LOST_BYTE for one that was lost, 0 for none. */
static uint8_t
byte_at(const dbn_page_piece *in, uint32_t at, uint32_t page, dbn_reread how)
{
    uint32_t code = in->piece->codes[at];
    if (in->rows[at] != NULL)
        return in->rows[at]->bytes[page];
    if (code == LOST)
        return LOST_BYTE;
    bool may_be_space = how != DBN_REREAD_STRICT && page < DBN_PAGES_WITH_SPACE;
    return code == ' ' && may_be_space ? SPACE_BYTE : 0;
}

/* One sequence that was found. */
typedef struct sequence {
    uint32_t code;
    uint32_t len; /* 0: none */
    bool is_lossy, ends_in_space;
} sequence;

/* What well-formed UTF-8 may not be: too long a form, or past the end of Unicode. */
static bool
is_well_formed(uint32_t code, uint32_t len)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return code >= least[len] && code <= 0x10FFFF;
}

static sequence
read_sequence(const dbn_page_piece *in, uint32_t at, uint32_t page, dbn_reread how)
{
    sequence none = {0}, s = {0};
    const dbn_piece *piece = in->piece;
    uint8_t lead = byte_at(in, at, page, DBN_REREAD_STRICT);
    if (!IS_LEAD(lead))
        return none;
    uint32_t len = dbn_utf8_len(lead);
    bool is_lost = false;
    s.code = lead & (0xFFU >> (len + 1));
    for (s.len = 1; s.len < len; s.len++) {
        bool is_inside = at + s.len < piece->count;
        uint8_t byte = is_inside ? byte_at(in, at + s.len, page, how) : 0;
        s.ends_in_space = is_inside && piece->codes[at + s.len] == ' ';
        if (byte == LOST_BYTE && len > 2 && is_lost)
            return none; /* too little is left to know that it was one */
        if (byte != LOST_BYTE && !is_continuation(byte))
            return none;
        is_lost = is_lost || byte == LOST_BYTE;
        s.is_lossy = s.is_lossy || byte == LOST_BYTE || s.ends_in_space;
        s.code = s.code << 6 | (byte & 0x3F);
    }
    if (is_lost)
        s.code = LOST;
    else if (!is_well_formed(s.code, len) || (s.code < 0xA0 && page != DBN_PAGE_1252))
        return none; /* a C1 control is windows-1252 as UTF-8, read again as that */
    return s;
}

static bool
is_surrogate(uint32_t code, uint32_t base)
{
    return code >= base && code < base + 0x400;
}

/* Some write a character past U+FFFF as its two surrogates, each in three bytes. */
static sequence
read_character(const dbn_page_piece *in, uint32_t at, uint32_t page, dbn_reread how)
{
    sequence none = {0}, s = read_sequence(in, at, page, how);
    if (s.len == 0 || !is_surrogate(s.code & ~0x400U, 0xD800))
        return s;
    if (!is_surrogate(s.code, 0xD800) || at + s.len >= in->piece->count)
        return none;
    sequence low = read_sequence(in, at + s.len, page, how);
    if (low.len == 0 || !is_surrogate(low.code, 0xDC00))
        return none;
    s.code = 0x10000 + ((s.code - 0xD800) << 10) + (low.code - 0xDC00);
    s.len += low.len;
    s.is_lossy = s.is_lossy || low.is_lossy;
    s.ends_in_space = low.ends_in_space;
    return s;
}

static void
put(dbn_piece *out, uint32_t code)
{
    if (out->count < DBN_PIECE_MAX)
        out->codes[out->count++] = code;
}

dbn_reread_count
dbn_page_reread(dbn_piece *out, const dbn_page_piece *in, uint32_t page, dbn_reread how)
{
    dbn_reread_count count = {0};
    const dbn_piece *piece = in->piece;
    out->count = 0;
    for (uint32_t at = 0; at < piece->count;) {
        /* Most characters begin no sequence. */
        const dbn_page_row *row = in->rows[at];
        sequence s = {0};
        if (row != NULL && (row->leads >> page & 1) != 0)
            s = read_character(in, at, page, how);
        if (s.len == 0) {
            put(out, piece->codes[at++]);
            continue;
        }
        count.sequences++;
        count.lossy += s.is_lossy;
        put(out, s.code);
        at += s.len;
        bool is_followed = at < piece->count && piece->codes[at] != ' ';
        if (s.ends_in_space && s.code != 0xA0 && how == DBN_REREAD_SPACE_STAYS &&
            is_followed)
            put(out, ' ');
    }
    return count;
}
