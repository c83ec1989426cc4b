/*
 * read/html_text.c - gaps, and white space inside runs.
 *
 * Runs are looked through eight bytes at a step: clean text (no control character,
 * no two spaces in a row) asks for no fix and costs little more than reading it.
 */
#include "read/html_text.h"

#include "base/utf8.h"
#include "read/html_tokens.h"

typedef dbn_html_text html_text;

/* Replacements at fixed places of the pool. */
enum { POOL_SPACE = 0, POOL_LINE_FEED = 1 };

dbn_status
dbn_html_text_init(html_text *text, dbn_arena *arena, dbn_span page)
{
    *text = (html_text){.arena = arena, .page = page};
    return dbn_vec_append(arena, &text->fixes.pool, " \n", 2);
}

bool
dbn_html_is_blank(uint32_t code)
{
    return code == 0xA0 || code == 0x202F || (code >= 0x2000 && code <= 0x200B) ||
           code == 0x2028 || code == 0x2029 || code == 0x205F || code == 0x3000 ||
           code == 0xFEFF;
}

dbn_status
dbn_html_text_gap(html_text *text, dbn_range range, dbn_html_piece_kind kind)
{
    text->breaks += kind == DBN_HTML_PIECE_BREAK;
    if (text->gap.count > 0) {
        dbn_html_piece *last = &text->gap.items[text->gap.count - 1];
        if (last->kind == kind && kind != DBN_HTML_PIECE_BREAK && last->len == 0 &&
            last->range.end == range.beg) {
            last->range.end = range.end;
            return DBN_OK;
        }
    }
    return dbn_vec_push(text->arena, &text->gap,
                        (dbn_html_piece){.range = range, .kind = kind});
}

dbn_status
dbn_html_text_blank(html_text *text, dbn_range range, dbn_span blank)
{
    dbn_html_piece piece = {.range = range,
                            .text = text->fixes.pool.count,
                            .len = (uint32_t)blank.len,
                            .kind = DBN_HTML_PIECE_BLANK};
    DBN_TRY(
        dbn_vec_append(text->arena, &text->fixes.pool, blank.ptr, (uint32_t)blank.len));
    return dbn_vec_push(text->arena, &text->gap, piece);
}

/* Length of the blank character at `at`, 0 for any other. */
static uint32_t
blank_len(const html_text *text, dbn_range run, uint32_t at)
{
    unsigned char lead = (unsigned char)text->page.ptr[at];
    if (lead != 0xC2 && lead != 0xE2 && lead != 0xE3 && lead != 0xEF)
        return 0;
    uint32_t len;
    dbn_span part = {text->page.ptr, run.end};
    return dbn_html_is_blank(dbn_utf8_decode(part, at, &len)) ? len : 0;
}

/* One piece of white space at `at`, or nothing; `at` moves over it. */
static dbn_status
gap_one(html_text *text, dbn_range run, uint32_t *at)
{
    uint32_t beg = *at, end = beg;
    while (end < run.end && dbn_html_is_space(text->page.ptr[end]))
        text->line_feeds += text->page.ptr[end++] == '\n';
    dbn_html_piece_kind kind = DBN_HTML_PIECE_SPACE;
    if (end == beg && text->page.ptr[beg] == '\0') {
        end++;
        kind = DBN_HTML_PIECE_NUL;
    } else if (end == beg) {
        end += blank_len(text, run, beg);
        kind = DBN_HTML_PIECE_BLANK;
    }
    *at = end;
    return end == beg ? DBN_OK : dbn_html_text_gap(text, (dbn_range){beg, end}, kind);
}

dbn_status
dbn_html_text_gap_blanks(html_text *text, dbn_range run)
{
    for (uint32_t at = run.beg, before = run.end; at < run.end && at != before;) {
        before = at;
        DBN_TRY(gap_one(text, run, &at));
    }
    return DBN_OK;
}

static bool
is_space_or_nul(char c)
{
    return c == '\0' || dbn_html_is_space(c);
}

/* Where the white space at the end of `run` begins. */
static uint32_t
tail_of(const html_text *text, dbn_range run)
{
    uint32_t end = run.end;
    while (end > run.beg) {
        uint32_t at = end - 1;
        if (is_space_or_nul(text->page.ptr[at])) {
            end = at;
            continue;
        }
        while (at > run.beg && end - at < 3 &&
               dbn_utf8_is_continuation(text->page.ptr[at]))
            at--;
        if (at + blank_len(text, (dbn_range){run.beg, end}, at) != end)
            break;
        end = at;
    }
    return end;
}

dbn_status
dbn_html_text_lead(html_text *text, dbn_range run, dbn_range *middle)
{
    uint32_t at = run.beg;
    for (uint32_t before = run.end; at < run.end && at != before;) {
        before = at;
        DBN_TRY(gap_one(text, run, &at));
    }
    *middle = (dbn_range){at, at};
    if (at < run.end)
        middle->end = tail_of(text, (dbn_range){at, run.end});
    return DBN_OK;
}

/* ---- what gaps become ---- */

static dbn_rule
rule_of(dbn_html_piece_kind kind)
{
    switch (kind) {
    case DBN_HTML_PIECE_TAG:
    case DBN_HTML_PIECE_BREAK:
        return DBN_RULE_EXTRACT_TAG;
    case DBN_HTML_PIECE_SPACE:
    case DBN_HTML_PIECE_BLANK:
        return DBN_RULE_EXTRACT_SPACE;
    case DBN_HTML_PIECE_COMMENT:
        return DBN_RULE_EXTRACT_COMMENT;
    case DBN_HTML_PIECE_HIDDEN:
        return DBN_RULE_EXTRACT_HIDDEN;
    case DBN_HTML_PIECE_HEAD:
        return DBN_RULE_EXTRACT_HEAD;
    case DBN_HTML_PIECE_NUL:
        return DBN_RULE_EXTRACT_NUL;
    }
    return DBN_RULE_EXTRACT_TAG;
}

static dbn_status
push_fix(html_text *text, dbn_range range, uint32_t at, uint32_t len, dbn_rule rule)
{
    dbn_fix fix = {range.beg, range.end, at, len, rule};
    return dbn_vec_push(text->arena, &text->fixes, fix);
}

/* White space inside a block: one space, which stands there already if it can. */
static dbn_status
keep_space(html_text *text, const dbn_html_piece *piece)
{
    dbn_range range = piece->range;
    text->len++;
    if (text->is_verbatim)
        return push_fix(text, range, POOL_LINE_FEED, 1, rule_of(piece->kind));
    if (text->page.ptr[range.beg] != ' ')
        return push_fix(text, range, POOL_SPACE, 1, rule_of(piece->kind));
    range.beg++;
    if (range.beg == range.end)
        return DBN_OK;
    return push_fix(text, range, 0, 0, DBN_RULE_EXTRACT_SPACE);
}

static dbn_status
keep_blank(html_text *text, const dbn_html_piece *piece)
{
    if (piece->len == 0) {
        text->len += dbn_range_len(piece->range);
        return DBN_OK;
    }
    text->len += piece->len;
    return push_fix(text, piece->range, piece->text, piece->len,
                    DBN_RULE_EXTRACT_REFERENCE);
}

/* The gap lies inside a block. */
static dbn_status
flush_inside(html_text *text)
{
    bool has_space = false;
    for (uint32_t i = 0; i < text->gap.count; i++) {
        const dbn_html_piece *piece = &text->gap.items[i];
        bool is_space =
            piece->kind == DBN_HTML_PIECE_SPACE || piece->kind == DBN_HTML_PIECE_BREAK;
        if (piece->kind == DBN_HTML_PIECE_BLANK) {
            has_space = false;
            DBN_TRY(keep_blank(text, piece));
        } else if (piece->kind == DBN_HTML_PIECE_SPACE && text->is_verbatim) {
            text->len += dbn_range_len(piece->range);
        } else if (is_space && !has_space) {
            has_space = !text->is_verbatim;
            DBN_TRY(keep_space(text, piece));
        } else {
            DBN_TRY(push_fix(text, piece->range, 0, 0, rule_of(piece->kind)));
        }
    }
    return DBN_OK;
}

/* Pieces that are made one between blocks. */
static bool
is_structure(const dbn_html_piece *piece)
{
    return piece->kind <= DBN_HTML_PIECE_BLANK;
}

/* The gap lies between two blocks (or before the first): all goes, and its first
 * piece of structure becomes the line feed that separates them. */
static dbn_status
flush_between(html_text *text, bool needs_break, uint32_t at)
{
    for (uint32_t i = 0; i < text->gap.count;) {
        const dbn_html_piece *piece = &text->gap.items[i++];
        dbn_range range = piece->range;
        dbn_rule rule = rule_of(piece->kind);
        for (; is_structure(piece) && i < text->gap.count &&
               is_structure(&text->gap.items[i]);
             i++) {
            range.end = text->gap.items[i].range.end;
            if (rule_of(text->gap.items[i].kind) == DBN_RULE_EXTRACT_TAG)
                rule = DBN_RULE_EXTRACT_TAG;
        }
        if (needs_break && is_structure(piece)) {
            needs_break = false;
            text->len++;
            DBN_TRY(push_fix(text, range, POOL_LINE_FEED, 1, DBN_RULE_EXTRACT_BREAK));
        } else {
            DBN_TRY(push_fix(text, range, 0, 0, rule));
        }
    }
    if (!needs_break)
        return DBN_OK;
    text->len++; /* no piece of structure: the line feed is put in */
    return push_fix(text, (dbn_range){at, at}, POOL_LINE_FEED, 1,
                    DBN_RULE_EXTRACT_BREAK);
}

dbn_status
dbn_html_text_flush(html_text *text, uint32_t at)
{
    if (text->in_block && text->gap.count == 0)
        return DBN_OK;
    DBN_TRY(text->in_block ? flush_inside(text)
                           : flush_between(text, text->len > 0, at));
    text->gap.count = 0;
    text->breaks = 0;
    text->line_feeds = 0;
    text->in_block = true;
    return DBN_OK;
}

dbn_status
dbn_html_text_finish(html_text *text)
{
    DBN_TRY(flush_between(text, false, (uint32_t)text->page.len));
    text->gap.count = 0;
    return DBN_OK;
}

void
dbn_html_text_end_block(html_text *text)
{
    text->in_block = false;
    text->is_verbatim = false;
}

/* ---- runs ---- */

#define LOW_BITS  UINT64_C(0x0101010101010101)
#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Not zero when a byte is below 0x20 or both it and a neighbour are a space. A false
 * alarm costs one slow step, nothing else. */
static uint64_t
is_unclean(uint64_t word)
{
    uint64_t controls = (word - LOW_BITS * 0x20) & ~word & HIGH_BITS;
    uint64_t others = word ^ LOW_BITS * ' ';
    uint64_t spaces = (others - LOW_BITS) & ~others & HIGH_BITS;
    return controls | (spaces & spaces << 8);
}

/* The next place at or after `at` where white space must be mended, or run.end: two
 * spaces in a row, other ASCII white space, NUL. */
static uint32_t
find_unclean(dbn_span page, uint32_t at, uint32_t end)
{
    for (; end - at > 8; at += 7) { /* one byte twice, so that no pair is cut */
        uint64_t word;
        memcpy(&word, page.ptr + at, sizeof word);
        if (is_unclean(word) != 0)
            break;
    }
    for (; at < end; at++) {
        unsigned char c = (unsigned char)page.ptr[at];
        if (c > ' ')
            continue;
        bool is_pair = at + 1 < end && page.ptr[at + 1] == ' ';
        if (c == '\0' || (c == ' ' ? is_pair : dbn_html_is_space((char)c)))
            return at;
    }
    return end;
}

/* The white space and the NULs around `at`; `at` moves to their end. White space
 * becomes one space, NULs go. */
static dbn_status
mend_space(html_text *text, dbn_range run, uint32_t *at)
{
    uint32_t beg = *at, end, spaces = 0;
    if (beg > run.beg && text->page.ptr[beg - 1] == ' ')
        beg--;
    for (end = beg; end < run.end && is_space_or_nul(text->page.ptr[end]); end++)
        spaces += text->page.ptr[end] != '\0';
    *at = end;
    dbn_range range = {beg, end};
    if (spaces == 0) {
        text->len -= end - beg;
        return push_fix(text, range, 0, 0, DBN_RULE_EXTRACT_NUL);
    }
    text->len -= end - beg - 1;
    if (text->page.ptr[beg] != ' ')
        return push_fix(text, range, POOL_SPACE, 1, DBN_RULE_EXTRACT_SPACE);
    range.beg++;
    return push_fix(text, range, 0, 0, DBN_RULE_EXTRACT_SPACE);
}

/* NULs go from verbatim text too; all else stays. */
static dbn_status
mend_verbatim(html_text *text, dbn_range run, uint32_t *at)
{
    uint32_t beg = *at, end = beg;
    while (end < run.end && text->page.ptr[end] == '\0')
        end++;
    *at = end == beg ? beg + 1 : end;
    text->len -= end - beg;
    if (end == beg)
        return DBN_OK;
    return push_fix(text, (dbn_range){beg, end}, 0, 0, DBN_RULE_EXTRACT_NUL);
}

dbn_status
dbn_html_text_run(html_text *text, dbn_range run)
{
    text->len += dbn_range_len(run);
    for (uint32_t at = run.beg; at < run.end;) {
        at = find_unclean(text->page, at, run.end);
        if (at == run.end)
            break;
        DBN_TRY(text->is_verbatim ? mend_verbatim(text, run, &at)
                                  : mend_space(text, run, &at));
    }
    return DBN_OK;
}

dbn_status
dbn_html_text_reference(html_text *text, dbn_range range, dbn_span means)
{
    text->len += (uint32_t)means.len;
    return dbn_fixes_replace(&text->fixes, text->arena, range, means,
                             DBN_RULE_EXTRACT_REFERENCE);
}
