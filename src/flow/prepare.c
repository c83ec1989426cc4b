/*
 * A block is cut out of the decoded text from its first visible character to its last,
 * and further by tags of elements that lie in it with one end. What lies in between is
 * read again by the tokenizer of pages: text is text, everything else is a code, byte
 * for byte. Nothing of a page is rebuilt, so that a page whose units are left as they
 * are is left as it is. Linear in the page, times log(edits).
 */
#include "flow/prepare.h"

#include <assert.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "read/html_elements.h"

/* How far from its end the beginning of an element is looked for, in elements. */
#define DEPTH_MAX 64U

/* An element under way. */
typedef struct element {
    uint32_t piece;
    dbn_span name;
} element;

typedef struct preparing {
    dbn_page_units *out;
    const dbn_document *doc;
    dbn_job *job;
    DBN_VEC(element) open;
    /* Of the unit under way, in the decoded text: */
    dbn_ranges sentences;
    uint32_t sentence; /* the one at hand, or the next */
    uint32_t begun;    /* the last that has a part; DBN_NONE: none has */
    uint32_t part_beg;
    bool is_value; /* of an attribute */
    bool is_block; /* the page shows it */
    /* Of the page: how far its records were used, and where blocks were found. */
    uint32_t segment, mark;
    dbn_range article;
} preparing;

/* ---- pieces --------------------------------------------------------------------- */

static dbn_span
page_of(const preparing *p)
{
    return p->doc->decoded->text;
}

static dbn_status
add_piece(preparing *p, dbn_piece piece)
{
    piece.partner = DBN_NONE;
    piece.part = p->out->parts.count - 1;
    DBN_TRY_PUSH(p->job, dbn_vec_push(&p->job->arena, &p->out->pieces, piece));
    p->out->parts.items[piece.part].piece_end = p->out->pieces.count;
    return DBN_OK;
}

/* Runs of white space are one space, as a page shows them. */
static dbn_status
add_text(preparing *p, dbn_range range)
{
    dbn_span text = dbn_span_slice(page_of(p), range);
    char *copy = dbn_arena_alloc(&p->job->arena, text.len);
    if (copy == NULL)
        return dbn_job_nomem(p->job);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_space = dbn_html_is_space(text.ptr[i]);
        if (!is_space || i == 0 || !dbn_html_is_space(text.ptr[i - 1]))
            copy[len++] = is_space ? ' ' : text.ptr[i];
    }
    return add_piece(p, (dbn_piece){.text = {copy, len}, .kind = DBN_PIECE_TEXT});
}

static dbn_status
add_reference(preparing *p, const dbn_html_token *token)
{
    char *copy = dbn_arena_alloc(&p->job->arena, 2 * (size_t)DBN_UTF8_MAX);
    if (copy == NULL)
        return dbn_job_nomem(p->job);
    size_t len = dbn_utf8_encode(copy, token->codes[0]);
    if (token->codes[1] != 0)
        len += dbn_utf8_encode(copy + len, token->codes[1]);
    return add_piece(p, (dbn_piece){.text = {copy, len}, .kind = DBN_PIECE_TEXT});
}

/* An end belongs to the innermost element of its name that has begun in the unit; those
 * in it that have not ended have no end there. */
static void
pair(preparing *p, uint32_t end, dbn_span name)
{
    uint32_t low = p->open.count > DEPTH_MAX ? p->open.count - DEPTH_MAX : 0;
    for (uint32_t i = p->open.count; i-- > low;) {
        if (!dbn_span_equal_ascii(p->open.items[i].name, name))
            continue;
        p->out->pieces.items[end].partner = p->open.items[i].piece;
        p->out->pieces.items[p->open.items[i].piece].partner = end;
        p->open.count = i;
        return;
    }
}

static dbn_status
add_markup(preparing *p, const dbn_html_token *token)
{
    dbn_piece piece = {.text = dbn_span_slice(page_of(p), token->range),
                       .kind = DBN_PIECE_CODE,
                       .mark = DBN_MARK_OTHER};
    dbn_span name = dbn_span_slice(page_of(p), token->name);
    bool is_tag = token->kind == DBN_HTML_START || token->kind == DBN_HTML_CLOSE;
    if (is_tag) {
        const dbn_html_element *row = dbn_html_element_of(dbn_html_element_find(name));
        bool is_void = token->self_closing || (row->flags & DBN_HTML_FLAG_VOID) != 0;
        piece.mark = row->mark;
        if (!is_void)
            piece.kind =
                token->kind == DBN_HTML_START ? DBN_PIECE_START : DBN_PIECE_END;
    }
    uint32_t own = p->out->pieces.count;
    DBN_TRY(add_piece(p, piece));
    if (piece.kind == DBN_PIECE_START)
        DBN_TRY_PUSH(p->job,
                     dbn_vec_push(&p->job->scratch, &p->open, (element){own, name}));
    if (piece.kind == DBN_PIECE_END)
        pair(p, own, name);
    return DBN_OK;
}

/* ---- parts ---------------------------------------------------------------------- */

static dbn_status
begin_part(preparing *p, bool is_segment)
{
    uint32_t at = p->out->pieces.count;
    const dbn_page_part part = {at, at, is_segment};
    DBN_TRY_PUSH(p->job, dbn_vec_push(&p->job->arena, &p->out->parts, part));
    return DBN_OK;
}

static dbn_status
go_to_sentence(preparing *p)
{
    if (p->begun == p->sentence)
        return DBN_OK;
    p->begun = p->sentence;
    return begin_part(p, true);
}

static dbn_status
go_between(preparing *p)
{
    if (p->begun == p->sentence) /* tags of the next sentence came by already */
        return DBN_OK;
    uint32_t count = p->out->parts.count;
    if (count > p->part_beg && !p->out->parts.items[count - 1].is_segment)
        return DBN_OK;
    return begin_part(p, false);
}

/* Is there a sentence at hand or to come, and where does it begin and end? */
static dbn_range
sentence_at(preparing *p, uint32_t at)
{
    while (p->sentence < p->sentences.count &&
           at >= p->sentences.items[p->sentence].end)
        p->sentence++;
    return p->sentence < p->sentences.count ? p->sentences.items[p->sentence]
                                            : (dbn_range){DBN_NONE, DBN_NONE};
}

static dbn_status
place_text(preparing *p, const dbn_html_token *token)
{
    for (uint32_t at = token->range.beg, end; at < token->range.end; at = end) {
        dbn_range sentence = sentence_at(p, at);
        bool is_inside = at >= sentence.beg;
        uint32_t limit = is_inside ? sentence.end : sentence.beg;
        end = limit < token->range.end ? limit : token->range.end;
        DBN_TRY(is_inside ? go_to_sentence(p) : go_between(p));
        if (token->kind == DBN_HTML_REFERENCE)
            return add_reference(p, token);
        DBN_TRY(add_text(p, (dbn_range){at, end}));
    }
    return DBN_OK;
}

/* Ends right behind a sentence are its own, beginnings between two of the next one. */
static dbn_status
place_markup(preparing *p, const dbn_html_token *token)
{
    uint32_t count = p->out->parts.count;
    bool is_behind = count > p->part_beg && p->out->parts.items[count - 1].is_segment &&
                     p->begun == p->sentence;
    if (!is_behind || token->kind == DBN_HTML_START) {
        dbn_range sentence = sentence_at(p, token->range.beg);
        bool is_inside = token->range.beg >= sentence.beg;
        bool is_next = token->kind == DBN_HTML_START && sentence.beg != DBN_NONE;
        DBN_TRY(is_inside || is_next ? go_to_sentence(p) : go_between(p));
    }
    return add_markup(p, token);
}

static bool
is_white(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!dbn_html_is_space(text.ptr[i]))
            return false;
    return true;
}

/* ---- units ---------------------------------------------------------------------- */

static dbn_status
add_unit(preparing *p, dbn_range range, dbn_span role, dbn_unit_writing writing)
{
    const dbn_page_unit unit = {.source =
                                    dbn_range_back_to(p->doc->decoded, NULL, range),
                                .role = role,
                                .part_beg = p->part_beg,
                                .part_end = p->out->parts.count,
                                .writing = (uint8_t)writing};
    bool has_sentence = false;
    for (uint32_t i = unit.part_beg; i < unit.part_end; i++)
        has_sentence |= p->out->parts.items[i].is_segment;
    if (!has_sentence)
        return DBN_OK;
    DBN_TRY_PUSH(p->job, dbn_vec_push(&p->job->arena, &p->out->units, unit));
    return DBN_OK;
}

static void
begin_unit(preparing *p)
{
    p->part_beg = p->out->parts.count;
    p->open.count = p->sentences.count = p->sentence = 0;
    p->begun = DBN_NONE;
    p->is_value = p->is_block = false;
}

/* In a value "&copy=2" is no reference, but a part of an address. */
static bool
is_no_reference(const preparing *p, const dbn_html_token *token)
{
    dbn_span page = page_of(p);
    char last = page.ptr[token->range.end - 1];
    char next = token->range.end < page.len ? page.ptr[token->range.end] : ' ';
    return p->is_value && last != ';' &&
           (next == '=' || dbn_is_ascii_alpha(next) || dbn_is_ascii_digit(next));
}

/* Text that the page does not show, white space aside, is not translated. */
static bool
is_unseen(const preparing *p, const dbn_html_token *token)
{
    if (token->kind != DBN_HTML_TEXT || !p->is_block)
        return false;
    dbn_range seen = dbn_range_forward_to(p->doc->page, p->doc->decoded, token->range);
    return seen.beg == seen.end && !is_white(dbn_span_slice(page_of(p), token->range));
}

/* Is it an element of which nothing is translated: a script, a text field, what its
 * author keeps as it is? */
static bool
is_closed(const preparing *p, const dbn_html_tokens *tokens,
          const dbn_html_token *token)
{
    if (token->kind != DBN_HTML_START || token->self_closing)
        return false;
    const dbn_html_element *row = dbn_html_element_of(
        dbn_html_element_find(dbn_span_slice(page_of(p), token->name)));
    const dbn_html_attribute *translate = dbn_html_find(tokens, DBN_SPAN("translate"));
    bool is_kept = translate != NULL &&
                   dbn_span_equal_ascii(dbn_span_slice(page_of(p), translate->value),
                                        DBN_SPAN("no"));
    return (row->flags & DBN_HTML_FLAG_VOID) == 0 &&
           (is_kept || row->content != DBN_HTML_DATA);
}

/* Read over such an element up to its end, which may be that of the unit; its range is
 * that of the token then. */
static void
pass_element(const preparing *p, dbn_html_tokens *tokens, dbn_html_token *token)
{
    dbn_html_token next;
    dbn_span name = dbn_span_slice(page_of(p), token->name);
    uint32_t depth = 1;
    tokens->state =
        (dbn_html_state)dbn_html_element_of(dbn_html_element_find(name))->content;
    token->kind = DBN_HTML_COMMENT; /* a code of its own */
    while (depth > 0 && dbn_html_next(tokens, &next)) {
        bool is_same =
            dbn_span_equal_ascii(dbn_span_slice(page_of(p), next.name), name);
        depth += next.kind == DBN_HTML_START && is_same && !next.self_closing;
        depth -= next.kind == DBN_HTML_CLOSE && is_same;
        token->range.end = next.range.end;
    }
}

static dbn_status
read_pieces(preparing *p, dbn_range range, dbn_html_state state)
{
    dbn_html_tokens tokens;
    dbn_html_token token;
    dbn_html_tokens_init(&tokens, (dbn_span){page_of(p).ptr, range.end});
    tokens.at = range.beg;
    tokens.state = state;
    while (dbn_html_next(&tokens, &token)) {
        bool is_text = token.kind == DBN_HTML_TEXT || token.kind == DBN_HTML_REFERENCE;
        if (token.kind == DBN_HTML_REFERENCE && is_no_reference(p, &token))
            token.kind = DBN_HTML_TEXT;
        if (is_text && is_unseen(p, &token))
            is_text = false;
        if (is_closed(p, &tokens, &token))
            pass_element(p, &tokens, &token);
        DBN_TRY(is_text ? place_text(p, &token) : place_markup(p, &token));
    }
    return DBN_OK;
}

/* The sentences of a block, of the page or of the text before it; where nobody cut it,
 * it is one. */
static dbn_status
find_sentences(preparing *p, uint32_t block, const dbn_view *of)
{
    const dbn_segments *segments = &p->doc->segments;
    dbn_range whole = p->doc->records.blocks.items[block].range;
    for (; p->segment < segments->count && segments->items[p->segment].block <= block;
         p->segment++) {
        const dbn_segment *segment = &segments->items[p->segment];
        dbn_range range = dbn_range_back_to(p->doc->page, of, segment->range);
        if (segment->block == block)
            DBN_TRY_PUSH(p->job, dbn_vec_push(&p->job->scratch, &p->sentences, range));
    }
    whole = dbn_range_back_to(p->doc->page, of, whole);
    if (p->sentences.count == 0)
        DBN_TRY_PUSH(p->job, dbn_vec_push(&p->job->scratch, &p->sentences, whole));
    return DBN_OK;
}

/* Let the unit begin with the tags of elements that end in it, and end with those that
 * begin in it, as long as nothing else stands between. Inner marks come last. */
static dbn_range
widen(const preparing *p, dbn_range unit, uint32_t first, uint32_t last)
{
    const dbn_mark *marks = p->doc->records.marks.items;
    dbn_span page = page_of(p);
    for (uint32_t i = last; i-- > first;) {
        dbn_range open = marks[i].open, close = marks[i].close;
        if (open.beg == open.end || close.beg == close.end)
            continue;
        bool ends_inside = close.beg >= unit.beg && close.end <= unit.end;
        bool begins_inside = open.beg >= unit.beg && open.end <= unit.end;
        if (ends_inside && open.end <= unit.beg &&
            is_white(dbn_span_slice(page, (dbn_range){open.end, unit.beg})))
            unit.beg = open.beg;
        if (begins_inside && close.beg >= unit.end &&
            is_white(dbn_span_slice(page, (dbn_range){unit.end, close.beg})))
            unit.end = close.end;
    }
    return unit;
}

/* A plain text has no markup: its sentences are as they are on the page, where the
 * lines that were broken are whole again. */
static dbn_status
take_sentences(preparing *p, dbn_range block)
{
    uint32_t at = block.beg;
    for (uint32_t i = 0; i <= p->sentences.count; i++) {
        bool is_last = i == p->sentences.count;
        dbn_range next =
            is_last ? (dbn_range){block.end, block.end} : p->sentences.items[i];
        const dbn_range both[] = {{at, next.beg}, next};
        for (int k = 0; k < 2; k++) {
            if (both[k].beg == both[k].end)
                continue;
            DBN_TRY(begin_part(p, k == 1));
            DBN_TRY(add_piece(
                p, (dbn_piece){.text = dbn_span_slice(p->doc->page->text, both[k]),
                               .kind = DBN_PIECE_TEXT}));
        }
        at = next.end;
    }
    return DBN_OK;
}

/* ---- blocks --------------------------------------------------------------------- */

static bool
is_translated(const dbn_block *block)
{
    switch ((dbn_role)block->role) {
    case DBN_ROLE_BYLINE:
    case DBN_ROLE_DATE:
    case DBN_ROLE_CODE:
    case DBN_ROLE_FURNITURE:
        return false;
    default:
        return (block->flags & DBN_BLOCK_REMOVED) == 0;
    }
}

static dbn_status
add_block(preparing *p, uint32_t index)
{
    const dbn_block *block = &p->doc->records.blocks.items[index];
    const dbn_marks *marks = &p->doc->records.marks;
    while (p->mark < marks->count && marks->items[p->mark].block < index)
        p->mark++;
    uint32_t mark_end = p->mark;
    while (mark_end < marks->count && marks->items[mark_end].block == index)
        mark_end++;
    dbn_range text = dbn_range_back_to(p->doc->page, p->doc->decoded, block->range);
    bool is_set = index < p->doc->records.hints.count &&
                  p->doc->records.hints.items[index].tag == DBN_TAG_PRE;
    if (!is_translated(block) || is_set || text.beg == text.end)
        return DBN_OK;
    dbn_span role = dbn_role_span((dbn_role)block->role);
    begin_unit(p);
    if (p->doc->records.hints.count == 0) {
        DBN_TRY(find_sentences(p, index, p->doc->page));
        DBN_TRY(take_sentences(p, block->range));
        return add_unit(p, text, role, DBN_UNIT_AS_TEXT);
    }
    DBN_TRY(find_sentences(p, index, p->doc->decoded));
    text = widen(p, text, p->mark, mark_end);
    p->is_block = true;
    if (p->article.end == 0)
        p->article.beg = text.beg;
    p->article.end = text.end;
    DBN_TRY(read_pieces(p, text, DBN_HTML_DATA));
    return add_unit(p, text, role, DBN_UNIT_AS_CONTENT);
}

/* ---- attributes ----------------------------------------------------------------- */

/* Of a value there is only its text. */
static dbn_status
add_value(preparing *p, dbn_range range, dbn_span name, dbn_unit_writing writing)
{
    if (is_white(dbn_span_slice(page_of(p), range)))
        return DBN_OK;
    assert(page_of(p).ptr != NULL);
    begin_unit(p);
    DBN_TRY_PUSH(p->job, dbn_vec_push(&p->job->scratch, &p->sentences, range));
    p->is_value = writing == DBN_UNIT_AS_VALUE;
    char before = range.beg > 0 ? page_of(p).ptr[range.beg - 1] : ' ';
    if (p->is_value && before != '"' && before != '\'')
        writing = DBN_UNIT_AS_BARE;
    DBN_TRY(read_pieces(p, range, DBN_HTML_RCDATA));
    return add_unit(p, range, name, writing);
}

/* Metas that people read, in other places than the page. */
static bool
is_read(dbn_span name)
{
    static const char *const names[] = {"description",    "og:title",
                                        "og:description", "og:image:alt",
                                        "twitter:title",  "twitter:description"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dbn_span_equal_ascii(name, dbn_span_of(names[i])))
            return true;
    return false;
}

static dbn_span
value_of(const preparing *p, const dbn_html_tokens *tokens, const char *name)
{
    const dbn_html_attribute *found = dbn_html_find(tokens, dbn_span_of(name));
    return found == NULL ? (dbn_span){NULL, 0}
                         : dbn_span_slice(page_of(p), found->value);
}

static dbn_status
add_meta(preparing *p, const dbn_html_tokens *tokens)
{
    dbn_span name = value_of(p, tokens, "name");
    if (name.ptr == NULL)
        name = value_of(p, tokens, "property");
    const dbn_html_attribute *content = dbn_html_find(tokens, DBN_SPAN("content"));
    return content == NULL || !is_read(name)
               ? DBN_OK
               : add_value(p, content->value, name, DBN_UNIT_AS_VALUE);
}

static dbn_status
add_attributes(preparing *p, const dbn_html_tokens *tokens)
{
    static const char *const names[] = {"alt", "title", "aria-label"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const dbn_html_attribute *found = dbn_html_find(tokens, dbn_span_of(names[i]));
        if (found != NULL)
            DBN_TRY(
                add_value(p, found->value, dbn_span_of(names[i]), DBN_UNIT_AS_VALUE));
    }
    return DBN_OK;
}

/* What nobody sees in the text: the title of the window, metas, and between the first
 * block that is translated and the last the attributes. */
static dbn_status
add_hidden(preparing *p, dbn_range article)
{
    dbn_html_tokens tokens;
    dbn_html_token token;
    uint32_t title = DBN_NONE; /* where its text begins */
    dbn_html_tokens_init(&tokens, page_of(p));
    while (dbn_html_next(&tokens, &token)) {
        bool is_text = token.kind == DBN_HTML_TEXT || token.kind == DBN_HTML_REFERENCE;
        if (title != DBN_NONE && !is_text) {
            DBN_TRY(add_value(p, (dbn_range){title, token.range.beg}, DBN_SPAN("title"),
                              DBN_UNIT_AS_CONTENT));
            title = DBN_NONE;
        }
        if (token.kind != DBN_HTML_START)
            continue;
        dbn_html_name name =
            dbn_html_element_find(dbn_span_slice(page_of(p), token.name));
        if (name == DBN_HTML_META_ELEMENT)
            DBN_TRY(add_meta(p, &tokens));
        else if (token.range.beg >= article.beg && token.range.end <= article.end)
            DBN_TRY(add_attributes(p, &tokens));
        if (name == DBN_HTML_TITLE_ELEMENT)
            title = token.range.end;
        if (!token.self_closing)
            tokens.state = (dbn_html_state)dbn_html_element_of(name)->content;
    }
    return DBN_OK;
}

/* ---- the page ------------------------------------------------------------------- */

static int
in_order(const void *first, const void *second)
{
    const dbn_page_unit *a = first, *b = second;
    if (a->source.beg != b->source.beg)
        return a->source.beg < b->source.beg ? -1 : 1;
    return a->part_beg < b->part_beg ? -1 : a->part_beg > b->part_beg;
}

/* What lies in another unit is a code there: it goes with it. */
static void
sort_units(dbn_page_units *out)
{
    uint32_t kept = 0, end = 0;
    if (out->units.count > 1)
        qsort(out->units.items, out->units.count, sizeof *out->units.items, in_order);
    for (uint32_t i = 0; i < out->units.count; i++) {
        if (out->units.items[i].source.beg < end)
            continue;
        end = out->units.items[i].source.end;
        out->units.items[kept++] = out->units.items[i];
    }
    out->units.count = kept;
}

dbn_status
dbn_flow_prepare(dbn_page_units *out, dbn_doc *doc)
{
    *out = (dbn_page_units){0};
    dbn_arena_mark mark = dbn_arena_save(&doc->job.scratch);
    preparing p = {.out = out, .doc = &doc->document, .job = &doc->job};
    dbn_status status = DBN_OK;
    for (uint32_t i = 0; i < doc->document.records.blocks.count && status == DBN_OK;
         i++)
        status = add_block(&p, i);
    if (status == DBN_OK && doc->document.records.hints.count > 0)
        status = add_hidden(&p, p.article);
    dbn_arena_rewind(&doc->job.scratch, mark);
    sort_units(out);
    return status;
}
