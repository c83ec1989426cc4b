#include "flow/cut.h"

#include "base/utf8.h"
#include "flow/kept.h"
#include "read/html_elements.h"

/* How far from its end the beginning of an element is looked for, in elements. */
#define DEPTH_MAX 64U

/* ---- pieces --------------------------------------------------------------------- */

static dbn_status
add_piece(dbn_cutting *c, dbn_piece piece)
{
    DBN_TRY_PUSH(c->job, dbn_bilingual_add_source(c->out, &c->job->arena, piece));
    return DBN_OK;
}

/* Runs of white space are one space, as a page shows them. */
static dbn_status
add_text(dbn_cutting *c, dbn_range range)
{
    dbn_span text = dbn_span_slice(c->text, range);
    char *copy = dbn_arena_alloc(&c->job->arena, text.len);
    if (copy == NULL)
        return dbn_job_nomem(c->job);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_space = dbn_html_is_space(text.ptr[i]);
        if (!is_space || i == 0 || !dbn_html_is_space(text.ptr[i - 1]))
            copy[len++] = is_space ? ' ' : text.ptr[i];
    }
    return add_piece(c, (dbn_piece){.text = {copy, len}, .kind = DBN_PIECE_TEXT});
}

static dbn_status
add_reference(dbn_cutting *c, const dbn_html_token *token)
{
    char *copy = dbn_arena_alloc(&c->job->arena, 2 * (size_t)DBN_UTF8_MAX);
    if (copy == NULL)
        return dbn_job_nomem(c->job);
    size_t len = dbn_utf8_encode(copy, token->codes[0]);
    if (token->codes[1] != 0)
        len += dbn_utf8_encode(copy + len, token->codes[1]);
    return add_piece(c, (dbn_piece){.text = {copy, len}, .kind = DBN_PIECE_TEXT});
}

/* An end belongs to the innermost element of its name that has begun in the unit; those
 * in it that have not ended have no end there. What frames words of one part may go,
 * unless it leads somewhere; everything else holds the page together. */
static void
pair(dbn_cutting *c, uint32_t end, dbn_span name)
{
    uint32_t low = c->open.count > DEPTH_MAX ? c->open.count - DEPTH_MAX : 0;
    for (uint32_t i = c->open.count; i-- > low;) {
        if (!dbn_span_equal_ascii(c->open.items[i].name, name))
            continue;
        dbn_piece *pieces = c->out->pieces.items;
        uint32_t start = c->open.items[i].piece;
        dbn_bilingual_pair(c->out, start, end);
        pieces[start].may_go = pieces[end].may_go =
            pieces[start].part == pieces[end].part &&
            pieces[start].mark != DBN_MARK_LINK;
        c->open.count = i;
        return;
    }
}

static dbn_status
add_markup(dbn_cutting *c, const dbn_html_token *token)
{
    dbn_piece piece = {.text = dbn_span_slice(c->text, token->range),
                       .kind = DBN_PIECE_CODE,
                       .mark = DBN_MARK_OTHER};
    dbn_span name = dbn_span_slice(c->text, token->name);
    bool is_tag = token->kind == DBN_HTML_START || token->kind == DBN_HTML_CLOSE;
    if (is_tag) {
        const dbn_html_element *row = dbn_html_element_of(dbn_html_element_find(name));
        bool is_void = token->self_closing || (row->flags & DBN_HTML_FLAG_VOID) != 0;
        piece.mark = row->mark;
        if (!is_void)
            piece.kind =
                token->kind == DBN_HTML_START ? DBN_PIECE_START : DBN_PIECE_END;
    }
    uint32_t own = c->out->pieces.count;
    DBN_TRY(add_piece(c, piece));
    if (piece.kind == DBN_PIECE_START)
        DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->scratch, &c->open,
                                          (dbn_cut_element){own, name}));
    if (piece.kind == DBN_PIECE_END)
        pair(c, own, name);
    return DBN_OK;
}

/* ---- parts ---------------------------------------------------------------------- */

static dbn_status
begin_part(dbn_cutting *c, bool is_segment)
{
    DBN_TRY_PUSH(c->job, dbn_bilingual_add_part(c->out, &c->job->arena, is_segment));
    c->out->parts.items[c->out->parts.count - 1].bytes.beg = c->at;
    return DBN_OK;
}

static dbn_status
go_to_sentence(dbn_cutting *c)
{
    if (c->begun == c->sentence)
        return DBN_OK;
    c->begun = c->sentence;
    return begin_part(c, true);
}

static dbn_status
go_between(dbn_cutting *c)
{
    if (c->begun == c->sentence) /* tags of the next sentence came by already */
        return DBN_OK;
    uint32_t count = c->out->parts.count;
    if (count > c->part_beg && !c->out->parts.items[count - 1].is_segment)
        return DBN_OK;
    return begin_part(c, false);
}

/* Is there a sentence at hand or to come, and where does it begin and end? */
static dbn_range
sentence_at(dbn_cutting *c, uint32_t at)
{
    while (c->sentence < c->sentences.count &&
           at >= c->sentences.items[c->sentence].end)
        c->sentence++;
    return c->sentence < c->sentences.count ? c->sentences.items[c->sentence]
                                            : (dbn_range){DBN_NONE, DBN_NONE};
}

static dbn_status
place_text(dbn_cutting *c, const dbn_html_token *token)
{
    for (uint32_t at = token->range.beg, end; at < token->range.end; at = end) {
        dbn_range sentence = sentence_at(c, at);
        bool is_inside = at >= sentence.beg;
        uint32_t limit = is_inside ? sentence.end : sentence.beg;
        end = limit < token->range.end ? limit : token->range.end;
        c->at = at;
        DBN_TRY(is_inside ? go_to_sentence(c) : go_between(c));
        if (token->kind == DBN_HTML_REFERENCE)
            return add_reference(c, token);
        DBN_TRY(add_text(c, (dbn_range){at, end}));
    }
    return DBN_OK;
}

/* Ends right behind a sentence are its own, beginnings between two of the next one. */
static dbn_status
place_markup(dbn_cutting *c, const dbn_html_token *token)
{
    uint32_t count = c->out->parts.count;
    bool is_behind = count > c->part_beg && c->out->parts.items[count - 1].is_segment &&
                     c->begun == c->sentence;
    c->at = token->range.beg;
    if (!is_behind || token->kind == DBN_HTML_START) {
        dbn_range sentence = sentence_at(c, token->range.beg);
        bool is_inside = token->range.beg >= sentence.beg;
        bool is_next = token->kind == DBN_HTML_START && sentence.beg != DBN_NONE;
        DBN_TRY(is_inside || is_next ? go_to_sentence(c) : go_between(c));
    }
    return add_markup(c, token);
}

bool
dbn_cut_is_white(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!dbn_html_is_space(text.ptr[i]))
            return false;
    return true;
}

void
dbn_cut_begin(dbn_cutting *c, dbn_cut_kind kind)
{
    c->part_beg = c->out->parts.count;
    c->open.count = c->sentences.count = c->sentence = 0;
    c->begun = DBN_NONE;
    c->kind = kind;
}

void
dbn_cut_go_on(dbn_cutting *c)
{
    c->part_beg = c->out->parts.count;
    c->open.count = 0;
    c->begun = DBN_NONE;
}

void
dbn_cut_drop_empty(dbn_cutting *c)
{
    for (uint32_t i = c->part_beg; i < c->out->parts.count; i++) {
        dbn_unit_part *part = &c->out->parts.items[i];
        bool has_text = false;
        for (uint32_t k = part->source.beg; k < part->source.end; k++)
            has_text |= c->out->pieces.items[k].kind == DBN_PIECE_TEXT &&
                        !dbn_cut_is_white(c->out->pieces.items[k].text);
        part->is_segment &= has_text;
    }
}

dbn_status
dbn_cut_add_sentence(dbn_cutting *c, dbn_range range)
{
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->scratch, &c->sentences, range));
    return DBN_OK;
}

dbn_status
dbn_cut_plain(dbn_cutting *c, dbn_span text, bool is_segment)
{
    DBN_TRY(begin_part(c, is_segment));
    return add_piece(c, (dbn_piece){.text = text, .kind = DBN_PIECE_TEXT});
}

/* A part ends where the next one begins, the last with its unit. */
static void
place_parts(dbn_cutting *c, const dbn_bilingual_unit *own, dbn_range text)
{
    dbn_unit_part *parts = c->out->parts.items;
    uint32_t at = own->source.beg;
    for (uint32_t i = own->part_beg; i < own->part_end; i++) {
        bool is_last = i + 1 == own->part_end;
        uint32_t end = is_last ? text.end : parts[i + 1].bytes.beg;
        parts[i].bytes.beg = at;
        if (is_last)
            at = own->source.end;
        else if (end > text.beg)
            at = dbn_range_back_to(c->doc->decoded, NULL, (dbn_range){text.beg, end})
                     .end;
        parts[i].bytes.end = at;
    }
}

dbn_status
dbn_cut_end(dbn_cutting *c, const dbn_bilingual_unit *unit)
{
    dbn_bilingual_unit own = *unit;
    bool has_sentence = false;
    own.source = dbn_range_back_to(c->doc->decoded, NULL, unit->source);
    own.part_beg = c->part_beg;
    own.part_end = c->out->parts.count;
    for (uint32_t i = own.part_beg; i < own.part_end; i++)
        has_sentence |= c->out->parts.items[i].is_segment;
    place_parts(c, &own, unit->source);
    if (has_sentence)
        DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->arena, &c->out->units, own));
    return DBN_OK;
}

/* ---- tokens --------------------------------------------------------------------- */

/* In a value "&copy=2" is no reference, but a part of an address. */
static bool
is_no_reference(const dbn_cutting *c, const dbn_html_token *token)
{
    dbn_span page = c->text;
    char last = page.ptr[token->range.end - 1];
    char next = token->range.end < page.len ? page.ptr[token->range.end] : ' ';
    return c->kind == DBN_CUT_VALUE && last != ';' &&
           (next == '=' || dbn_is_ascii_alpha(next) || dbn_is_ascii_digit(next));
}

/* Text that the page does not show, white space aside, is not translated. */
static bool
is_unseen(const dbn_cutting *c, const dbn_html_token *token)
{
    if (token->kind != DBN_HTML_TEXT || c->kind != DBN_CUT_BLOCK || c->doc == NULL)
        return false;
    dbn_range seen = dbn_range_forward_to(c->doc->page, c->doc->decoded, token->range);
    return seen.beg == seen.end &&
           !dbn_cut_is_white(dbn_span_slice(c->text, token->range));
}

/* Is it an element of which nothing is translated: a script, a text field, what its
 * author keeps as it is? */
static bool
is_closed(const dbn_cutting *c, const dbn_html_tokens *tokens,
          const dbn_html_token *token)
{
    if (token->kind != DBN_HTML_START || token->self_closing)
        return false;
    dbn_span name = dbn_span_slice(c->text, token->name);
    const dbn_html_element *row = dbn_html_element_of(dbn_html_element_find(name));
    return (row->flags & DBN_HTML_FLAG_VOID) == 0 &&
           (dbn_kept_says(tokens, name, c->its) == DBN_KEPT ||
            row->content != DBN_HTML_DATA);
}

/* Read over such an element up to its end, which may be that of the unit; its range is
 * that of the token then. */
static void
pass_element(const dbn_cutting *c, dbn_html_tokens *tokens, dbn_html_token *token)
{
    dbn_html_token next;
    dbn_span name = dbn_span_slice(c->text, token->name);
    uint32_t depth = 1;
    tokens->state =
        (dbn_html_state)dbn_html_element_of(dbn_html_element_find(name))->content;
    token->kind = DBN_HTML_COMMENT; /* a code of its own */
    while (depth > 0 && dbn_html_next(tokens, &next)) {
        bool is_same = dbn_span_equal_ascii(dbn_span_slice(c->text, next.name), name);
        depth += next.kind == DBN_HTML_START && is_same && !next.self_closing;
        depth -= next.kind == DBN_HTML_CLOSE && is_same;
        token->range.end = next.range.end;
    }
}

dbn_status
dbn_cut_markup(dbn_cutting *c, dbn_range range)
{
    dbn_html_tokens tokens;
    dbn_html_token token;
    dbn_html_tokens_init(&tokens, (dbn_span){c->text.ptr, range.end});
    tokens.at = range.beg;
    tokens.state = c->kind == DBN_CUT_BLOCK ? DBN_HTML_DATA : DBN_HTML_RCDATA;
    while (dbn_html_next(&tokens, &token)) {
        bool is_text = token.kind == DBN_HTML_TEXT || token.kind == DBN_HTML_REFERENCE;
        if (token.kind == DBN_HTML_REFERENCE && is_no_reference(c, &token))
            token.kind = DBN_HTML_TEXT;
        if (is_text && is_unseen(c, &token))
            is_text = false;
        if (is_closed(c, &tokens, &token))
            pass_element(c, &tokens, &token);
        DBN_TRY(is_text ? place_text(c, &token) : place_markup(c, &token));
        uint32_t count = c->out->pieces.count;
        if (token.kind == DBN_HTML_START && count > 0 &&
            c->out->pieces.items[count - 1].kind == DBN_PIECE_START)
            c->out->pieces.items[count - 1].is_term =
                dbn_its_is_term(c->its, &tokens, dbn_span_slice(c->text, token.name));
    }
    return DBN_OK;
}
