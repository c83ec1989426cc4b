/*
 * Brackets and quotation marks without their other half, block by block.
 *
 * A stack of what is open; a sign that closes something else than the innermost is
 * unmatched itself when nothing of its kind is open. Agencies open every paragraph of a
 * long quotation again and close only the last, or open only the first: a quotation
 * that a paragraph leaves open is no fault when the next one opens with the same mark,
 * or when a mark closes it within the next paragraphs. A text of one block is a
 * fragment, whose quotations may begin and end elsewhere. Which marks open and which
 * close, the profile of the language says; one that does both closes what it can.
 */
#include "base/utf8.h"
#include "check/desk.h"

#define DEPTH_MAX 32

typedef struct open_sign {
    uint32_t code, closer, at;
} open_sign;

/* What closes the bracket or the quotation that `code` opens; 0 where it opens none. */
static uint32_t
closer_of(const desk *d, uint32_t code)
{
    if (code == '(')
        return ')';
    return code == '[' ? ']' : desk_quote_closer(d, code);
}

static bool
is_closer(const desk *d, uint32_t code)
{
    return code == ')' || code == ']' || desk_closes_quote(d, code);
}

/* Every sign is one of these, or no ASCII. */
static bool
may_be_sign(char byte)
{
    return (byte & 0x80) != 0 || byte == '(' || byte == ')' || byte == '[' ||
           byte == ']';
}

static dbn_status
report(desk *d, uint32_t at, uint32_t code)
{
    bool is_quote = code > 0x7F;
    dbn_range range = {at, at + (code < 0x80 ? 1 : code < 0x800 ? 2 : 3)};
    if (desk_is_in(&d->protected, range))
        return DBN_OK;
    return desk_add(d, is_quote ? DBN_CODE_UNPAIRED_QUOTE : DBN_CODE_UNPAIRED_BRACKET,
                    range, (dbn_range){0, 0}, (dbn_span){NULL, 0});
}

/* "a) ", "1) ", ":-)": no bracket of ours. */
static bool
is_label_or_face(const desk *d, dbn_range block, uint32_t at)
{
    dbn_span text = d->text;
    char before = at > block.beg ? text.ptr[at - 1] : ' ';
    if (before == ':' || before == ';' || before == '-' || before == '=')
        return true;
    uint32_t beg = at;
    while (beg > block.beg && at - beg < 4 &&
           (dbn_is_ascii_alpha(text.ptr[beg - 1]) ||
            dbn_is_ascii_digit(text.ptr[beg - 1])))
        beg--;
    return beg < at && at - beg <= 3 &&
           (beg == block.beg || text.ptr[beg - 1] == ' ' || text.ptr[beg - 1] == '\n');
}

static bool
starts_with_code(const desk *d, dbn_range block, uint32_t code)
{
    uint32_t len;
    return block.beg < block.end && dbn_utf8_decode(d->text, block.beg, &len) == code;
}

/* A text of one block. */
static bool
is_fragment(const desk *d)
{
    return d->in->records->blocks.count == 1;
}

/* How far, in bytes, a quotation of several paragraphs may reach. */
#define REACH_MAX 8192U

/* Does a mark that closes `sign` come in the text behind, before one that opens? */
static bool
closes_later(const desk *d, uint32_t from, open_sign sign)
{
    uint32_t len, end = (uint32_t)d->text.len;
    if (end - from > REACH_MAX)
        end = from + REACH_MAX;
    for (uint32_t at = from; at < end; at += len) {
        uint32_t code = dbn_utf8_decode(d->text, at, &len);
        if (code == sign.code || code == sign.closer)
            return code == sign.closer;
    }
    return false;
}

/* Was what `closer` closes opened in the text before, and not closed there? */
static bool
opened_before(const desk *d, uint32_t to, uint32_t closer)
{
    uint32_t beg = to > REACH_MAX ? to - REACH_MAX : 0;
    for (uint32_t at = to; at > beg;) {
        uint32_t start, code = dbn_utf8_decode_before(d->text, beg, at, &start);
        if (code == closer || closer_of(d, code) == closer)
            return code != closer;
        at = start;
    }
    return false;
}

/* What a block has open; and for which signs the text before it has been asked for
 * what they close, and what was seen: bits, by place of the quotes in the profile. A
 * block may have many that close the same. */
typedef struct open_signs {
    open_sign items[DEPTH_MAX];
    uint32_t count;
    uint32_t asked, opened;
} open_signs;

/* The bit of what `closer` closes: of the first quotes that it does. */
static uint32_t
bit_of(const desk *d, uint32_t closer)
{
    uint32_t at = 0;
    while (at + 1 < d->quote_count && d->quotes[at].closer != closer)
        at++;
    return UINT32_C(1) << at;
}

/* Close what `code` closes, and all that was opened inside it and not closed there. */
static dbn_status
close_sign(desk *d, open_signs *open, uint32_t code, bool *is_closed)
{
    uint32_t match = open->count;
    while (match > 0 && open->items[match - 1].closer != code)
        match--;
    *is_closed = match > 0;
    if (match == 0)
        return DBN_OK;
    for (uint32_t i = match; i < open->count; i++)
        DBN_TRY(report(d, open->items[i].at, open->items[i].code));
    open->count = match - 1;
    return DBN_OK;
}

/* May a sign that closes, and has nothing to close in its block, stand there? */
static bool
may_close_nothing(const desk *d, dbn_range block, open_signs *open, open_sign sign)
{
    if (sign.code == ')')
        return is_label_or_face(d, block, sign.at);
    if (sign.code <= 0x7F || is_fragment(d))
        return sign.code > 0x7F;
    uint32_t bit = bit_of(d, sign.code);
    if ((open->asked & bit) == 0 && opened_before(d, block.beg, sign.code))
        open->opened |= bit;
    open->asked |= bit;
    return (open->opened & bit) != 0;
}

/* May a sign stay open at the end of its block? */
static bool
may_stay_open(const desk *d, dbn_range block, dbn_range next, open_sign sign)
{
    return sign.code > 0x7F &&
           (is_fragment(d) || starts_with_code(d, next, sign.code) ||
            closes_later(d, block.end, sign));
}

static dbn_status
check_block(desk *d, dbn_range block, dbn_range next)
{
    open_signs open = {.count = 0};
    uint32_t len;
    for (uint32_t at = block.beg; at < block.end; at += len) {
        bool is_closed = false;
        len = 1;
        if (!may_be_sign(d->text.ptr[at]))
            continue;
        uint32_t code = dbn_utf8_decode(d->text, at, &len);
        uint32_t closer = closer_of(d, code);
        if ((closer == 0 && !is_closer(d, code)) ||
            desk_is_in(&d->protected, (dbn_range){at, at + len}))
            continue;
        DBN_TRY(close_sign(d, &open, code, &is_closed));
        if (is_closed)
            continue;
        if (closer != 0 && open.count == DEPTH_MAX)
            return DBN_OK; /* no prose */
        if (closer != 0)
            open.items[open.count++] = (open_sign){code, closer, at};
        else if (!may_close_nothing(d, block, &open, (open_sign){code, 0, at}))
            DBN_TRY(report(d, at, code));
    }
    for (uint32_t i = 0; i < open.count; i++)
        if (!may_stay_open(d, block, next, open.items[i]))
            DBN_TRY(report(d, open.items[i].at, open.items[i].code));
    return DBN_OK;
}

dbn_status
desk_check_pairs(desk *d)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_range next = {0, 0};
        if (i + 1 < blocks->count)
            next = blocks->items[i + 1].range;
        if (desk_is_read(&blocks->items[i]) && blocks->items[i].role != DBN_ROLE_CELL)
            DBN_TRY(check_block(d, blocks->items[i].range, next));
    }
    return DBN_OK;
}
