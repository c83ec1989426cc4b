/*
 * read/html_blocks.c - the block builder: tokens in, blocks and marks out.
 *
 *     tokens ─▶ open elements (html_open) ─▶ whose text it is, and what that means
 *            └▶ text (html_text) ─────────▶ fixes
 *
 * A block starts with the first visible character after a block-level tag and ends
 * with the last one before the next such tag. It belongs to the nearest block-level
 * element. No tree is built, so nothing is moved: text that a browser would draw
 * elsewhere (before a table that it stands in) stays in page order. Every token is
 * looked at once; what a token can cost is bounded by the limits below.
 */
#include "read/html_blocks.h"

#include "base/utf8.h"
#include "read/html_jsonld.h"
#include "read/html_metas.h"
#include "read/html_open.h"
#include "read/html_text.h"
#include "read/html_traits.h"

#include <assert.h>

/* Inline elements around one place that get marks; deeper ones mean nothing more. */
#define MARKED_MAX 64

/* A page has at most one mark for so many of its bytes: an element that spans a
 * thousand blocks has a mark in each, and a thousand such elements would have a
 * million. No tag is shorter, so ordinary marks never meet it. */
#define BYTES_A_MARK 3

/* Inline elements around the whole of a block, whose class says what the block is. */
#define WRAPPERS_MAX 8

#define ELEMENT(name) DBN_HTML_##name##_ELEMENT

typedef struct wrapper {
    uint32_t mark;
    uint64_t words;
    uint32_t zones;
} wrapper;

/* A void inline element whose place is not known yet. */
typedef struct empty_mark {
    dbn_range tag;
    uint8_t kind;
} empty_mark;

/* Where an element that had several marks was closed. */
typedef struct closing {
    uint32_t open; /* where its start tag begins */
    dbn_range close;
    uint32_t last_mark; /* of those already met, DBN_NONE */
} closing;

/* What a page may have too much of, to be said in a finding. */
enum { LIMIT_DEPTH, LIMIT_ATTRIBUTES, LIMIT_METAS, LIMIT_COUNT };

typedef struct builder {
    dbn_html_tokens tokens;
    dbn_html_stack open;
    dbn_html_text text;
    dbn_html_metas metas;
    dbn_html_cache cache;
    dbn_records *records;
    const dbn_profiles *profiles;
    dbn_job *job;
    uint32_t max_blocks, max_marks;
    uint32_t block;      /* the block at hand, DBN_NONE between blocks */
    uint32_t hidden;     /* index of the element that hides, 0 for none */
    uint32_t links;      /* open links with an address */
    uint32_t containers; /* so far */
    uint32_t first_mark; /* of the block at hand */
    bool keeps_hidden;   /* nothing is visible: what hides is read after all */
    bool has_hidden;     /* an attribute hid something */
    bool in_raw;         /* inside script, style, title … */
    bool in_jsonld;
    dbn_html_piece_kind raw;     /* what that text is */
    uint32_t raw_beg;            /* where it begins */
    uint32_t marked[MARKED_MAX]; /* indices of open inline elements, outer first */
    uint32_t marked_count;
    wrapper wrappers[WRAPPERS_MAX];
    uint32_t wrapper_count;
    DBN_VEC(empty_mark) waiting; /* images before the first text of a block */
    DBN_VEC(closing) closings;
    uint32_t limits[LIMIT_COUNT]; /* the block at which each was passed first, by its
                                     index; DBN_NONE where none was */
} builder;

/* ---- marks ---- */

static dbn_status
push_mark(builder *b, dbn_mark mark)
{
    if (b->records->marks.count >= b->max_marks)
        return DBN_OK;
    mark.partner = DBN_NONE;
    return dbn_vec_push(&b->job->arena, &b->records->marks, mark);
}

static dbn_status
push_empty_mark(builder *b, empty_mark mark)
{
    return push_mark(b, (dbn_mark){.range = {b->text.len, b->text.len},
                                   .open = mark.tag,
                                   .close = {mark.tag.end, mark.tag.end},
                                   .block = b->block,
                                   .kind = mark.kind});
}

static void
add_wrapper(builder *b, const dbn_html_open *open)
{
    if (b->wrapper_count < WRAPPERS_MAX)
        b->wrappers[b->wrapper_count++] =
            (wrapper){open->mark, open->own_words,
                      open->zones | dbn_html_element_of(open->element)->zones};
}

/* Text comes: the open inline elements that have no mark in this block get one. */
static dbn_status
start_marks(builder *b)
{
    uint32_t first = b->marked_count;
    while (first > 0 && b->open.items[b->marked[first - 1]].mark == DBN_NONE)
        first--;
    bool is_start = b->text.len == b->records->blocks.items[b->block].range.beg;
    for (uint32_t i = first; i < b->marked_count; i++) {
        dbn_html_open *open = &b->open.items[b->marked[i]];
        if (open->is_closed)
            continue;
        if (b->records->marks.count >= b->max_marks)
            return DBN_OK;
        open->mark = b->records->marks.count;
        DBN_TRY(
            push_mark(b, (dbn_mark){.range = {b->text.len, b->text.len},
                                    .open = open->tag,
                                    .block = b->block,
                                    .kind = dbn_html_element_of(open->element)->mark}));
        if (is_start)
            add_wrapper(b, open);
    }
    return DBN_OK;
}

static void
end_mark(builder *b, dbn_html_open *open)
{
    if (open->mark != DBN_NONE)
        b->records->marks.items[open->mark].range.end = b->text.len;
}

/* The element ends at `close`, empty where the page does not say so. */
static dbn_status
close_mark(builder *b, dbn_html_open *open, dbn_range close)
{
    end_mark(b, open);
    if (open->mark != DBN_NONE)
        b->records->marks.items[open->mark].close = close;
    open->mark = DBN_NONE;
    if (!open->spans_blocks)
        return DBN_OK;
    return dbn_vec_push(&b->job->scratch, &b->closings,
                        (closing){open->tag.beg, close, DBN_NONE});
}

static int
by_open(const void *left, const void *right)
{
    const closing *a = left, *b = right;
    return (a->open > b->open) - (a->open < b->open);
}

/* Marks of elements that went on in later blocks learn where those were closed, and
 * each its partner in the next block. */
static void
set_closings(builder *b)
{
    if (b->closings.count == 0)
        return;
    qsort(b->closings.items, b->closings.count, sizeof b->closings.items[0], by_open);
    for (uint32_t i = 0; i < b->records->marks.count; i++) {
        dbn_mark *mark = &b->records->marks.items[i];
        closing key = {.open = mark->open.beg};
        closing *found =
            bsearch(&key, b->closings.items, b->closings.count, sizeof key, by_open);
        if (found == NULL)
            continue;
        mark->close = found->close;
        if (found->last_mark != DBN_NONE)
            b->records->marks.items[found->last_mark].partner = i;
        found->last_mark = i;
    }
}

/* ---- blocks ---- */

static dbn_rule
rule_of_role(uint8_t role)
{
    switch (role) {
    case DBN_ROLE_HEADING:
        return DBN_RULE_READ_HEADING;
    case DBN_ROLE_ITEM:
        return DBN_RULE_READ_ITEM;
    case DBN_ROLE_QUOTE:
        return DBN_RULE_READ_QUOTE;
    case DBN_ROLE_CAPTION:
        return DBN_RULE_READ_CAPTION;
    case DBN_ROLE_CELL:
        return DBN_RULE_READ_CELL;
    case DBN_ROLE_CODE:
        return DBN_RULE_READ_CODE;
    default:
        return DBN_RULE_READ_PARAGRAPH;
    }
}

/* The first block of a group is its head: it has the parent of the group. */
static uint32_t
parent_in_groups(builder *b, uint32_t group)
{
    uint32_t block = b->block;
    for (; group != 0; group = b->open.items[group].outer_group) {
        dbn_html_open *open = &b->open.items[group];
        if (open->first_block == DBN_NONE)
            open->first_block = block;
        if (open->first_block != block)
            return open->first_block;
    }
    return DBN_NONE;
}

static dbn_status
start_block(builder *b)
{
    dbn_records *records = b->records;
    const dbn_html_open *top = dbn_html_top(&b->open);
    const dbn_html_open *owner = &b->open.items[top->owner];
    uint64_t depth = (uint64_t)b->open.count - 1 + b->open.beyond;
    if (records->blocks.count == b->max_blocks)
        return dbn_fail(&b->job->err, DBN_ERR_LIMIT, "the page has more than %u blocks",
                        b->max_blocks);
    b->block = records->blocks.count;
    b->first_mark = records->marks.count;
    b->wrapper_count = 0;
    dbn_block block = {.range = {b->text.len, b->text.len},
                       .parent = parent_in_groups(b, top->group),
                       .rule = rule_of_role(owner->role),
                       .role = owner->role,
                       .level = owner->level};
    if (block.role == DBN_ROLE_ITEM)
        block.level = owner->lists;
    if (top->is_code) {
        block.role = DBN_ROLE_CODE;
        block.rule = DBN_RULE_READ_CODE;
    }
    dbn_hint hint = {.zones = owner->zones,
                     .container = top->container,
                     .depth = depth > UINT16_MAX ? UINT16_MAX : (uint16_t)depth,
                     .tag = top->owner == 0 ? DBN_TAG_NONE
                                            : dbn_html_element_of(owner->element)->tag,
                     .words = owner->words,
                     .own_words = owner->own_words};
    b->text.is_verbatim = top->is_code;
    DBN_TRY_PUSH(b->job, dbn_vec_push(&b->job->arena, &records->blocks, block));
    DBN_TRY_PUSH(b->job, dbn_vec_push(&b->job->arena, &records->hints, hint));
    return DBN_OK;
}

/* What inline elements around the whole block say holds for the block. */
static void
take_wrappers(builder *b, dbn_range range, dbn_hint *hint)
{
    for (uint32_t i = 0; i < b->wrapper_count; i++) {
        const wrapper *around = &b->wrappers[i];
        if (b->records->marks.items[around->mark].range.end != range.end)
            continue;
        hint->words |= around->words;
        hint->own_words |= around->words;
        hint->zones |= around->zones;
        bool is_plain = hint->tag == DBN_TAG_NONE || hint->tag == DBN_TAG_DIV ||
                        hint->tag == DBN_TAG_OTHER;
        if ((around->zones & DBN_ZONE_TIME) != 0 && is_plain)
            hint->tag = DBN_TAG_TIME;
    }
}

static void
end_block(builder *b)
{
    dbn_html_text_end_block(&b->text);
    if (b->block == DBN_NONE)
        return;
    dbn_range *range = &b->records->blocks.items[b->block].range;
    range->end = b->text.len;
    for (uint32_t i = 0; i < b->marked_count; i++) {
        dbn_html_open *open = &b->open.items[b->marked[i]];
        end_mark(b, open);
        open->spans_blocks |= open->mark != DBN_NONE;
        open->mark = DBN_NONE;
    }
    take_wrappers(b, *range, &b->records->hints.items[b->block]);
    b->block = DBN_NONE;
}

/* A block-level tag stands here; one that nobody sees parts nothing. */
static void
break_block(builder *b)
{
    if (b->hidden == 0)
        end_block(b);
}

/* Something visible comes at `at`: put the gap behind, be in a block, have marks. */
static dbn_status
be_in_block(builder *b, uint32_t at)
{
    const dbn_html_open *top = dbn_html_top(&b->open);
    dbn_html_text *text = &b->text;
    bool is_apart = text->breaks >= 2 || (text->line_feeds >= 2 && top->is_pre);
    if (text->in_block && is_apart && !text->is_verbatim)
        end_block(b);
    if (text->in_block && text->breaks > 0)
        for (uint32_t i = 0; i < text->gap.count; i++)
            if (text->gap.items[i].kind == DBN_HTML_PIECE_BREAK)
                DBN_TRY_PUSH(b->job,
                             push_empty_mark(b, (empty_mark){text->gap.items[i].range,
                                                             DBN_MARK_BREAK}));
    DBN_TRY_PUSH(b->job, dbn_html_text_flush(text, at));
    if (b->block == DBN_NONE)
        DBN_TRY(start_block(b));
    for (uint32_t i = 0; i < b->waiting.count; i++)
        DBN_TRY_PUSH(b->job, push_empty_mark(b, b->waiting.items[i]));
    b->waiting.count = 0;
    DBN_TRY_PUSH(b->job, start_marks(b));
    return DBN_OK;
}

/* ---- text ---- */

static void
count_link_bytes(builder *b, uint32_t before)
{
    if (b->links > 0)
        b->records->hints.items[b->block].link_bytes += b->text.len - before;
}

static dbn_status
visible_run(builder *b, dbn_range run)
{
    dbn_range middle;
    DBN_TRY_PUSH(b->job, dbn_html_text_lead(&b->text, run, &middle));
    if (middle.beg == middle.end)
        return DBN_OK;
    DBN_TRY(be_in_block(b, middle.beg));
    uint32_t before = b->text.len;
    DBN_TRY_PUSH(b->job, dbn_html_text_run(&b->text, middle));
    count_link_bytes(b, before);
    DBN_TRY_PUSH(b->job,
                 dbn_html_text_gap_blanks(&b->text, (dbn_range){middle.end, run.end}));
    return DBN_OK;
}

/* In pre, lines are runs of their own: a blank one parts two paragraphs. */
static dbn_status
visible_lines(builder *b, dbn_range run)
{
    while (run.beg < run.end) {
        const char *found = memchr(b->text.page.ptr + run.beg, '\n', run.end - run.beg);
        dbn_range line = {run.beg, found == NULL
                                       ? run.end
                                       : (uint32_t)(found - b->text.page.ptr) + 1};
        DBN_TRY(visible_run(b, line));
        run.beg = line.end;
    }
    return DBN_OK;
}

static dbn_status
take_text(builder *b, dbn_range run)
{
    if (b->in_raw)
        DBN_TRY_PUSH(b->job, dbn_html_text_gap(&b->text, run, b->raw));
    else if (b->hidden != 0)
        DBN_TRY_PUSH(b->job, dbn_html_text_gap(&b->text, run, DBN_HTML_PIECE_HIDDEN));
    else if (dbn_html_top(&b->open)->is_pre && !dbn_html_top(&b->open)->is_code)
        return visible_lines(b, run);
    else
        return visible_run(b, run);
    return DBN_OK;
}

static dbn_status
take_reference(builder *b, const dbn_html_token *token)
{
    if (b->in_raw || b->hidden != 0)
        return take_text(b, token->range);
    char bytes[2 * DBN_UTF8_MAX];
    dbn_span means = {bytes, dbn_utf8_encode(bytes, token->codes[0])};
    if (token->codes[1] != 0)
        means.len += dbn_utf8_encode(bytes + means.len, token->codes[1]);
    uint32_t code = token->codes[0];
    bool is_ascii_space = code < 0x80 && dbn_html_is_space((char)code);
    if (is_ascii_space) {
        DBN_TRY_PUSH(b->job,
                     dbn_html_text_gap(&b->text, token->range, DBN_HTML_PIECE_SPACE));
        return DBN_OK;
    }
    if (dbn_html_is_blank(code)) {
        DBN_TRY_PUSH(b->job, dbn_html_text_blank(&b->text, token->range, means));
        return DBN_OK;
    }
    DBN_TRY(be_in_block(b, token->range.beg));
    DBN_TRY_PUSH(b->job, dbn_html_text_reference(&b->text, token->range, means));
    count_link_bytes(b, b->text.len - (uint32_t)means.len);
    return DBN_OK;
}

/* ---- elements ---- */

static dbn_status
gap(builder *b, dbn_range range, dbn_html_piece_kind kind)
{
    if (b->hidden != 0)
        kind = DBN_HTML_PIECE_HIDDEN;
    DBN_TRY_PUSH(b->job, dbn_html_text_gap(&b->text, range, kind));
    return DBN_OK;
}

/* Close the top; `close` is its end tag or empty. */
static dbn_status
close_top(builder *b, dbn_range close)
{
    uint32_t at = b->open.count - 1;
    dbn_html_open *top = &b->open.items[at];
    if (b->hidden == at)
        b->hidden = 0;
    if (top->is_block)
        break_block(b);
    if (b->marked_count > 0 && b->marked[b->marked_count - 1] == at) {
        if (!top->is_closed)
            DBN_TRY_PUSH(b->job, close_mark(b, top, close));
        b->marked_count--;
    }
    if (top->is_link && !top->is_closed)
        b->links--;
    dbn_html_pop(&b->open);
    return DBN_OK;
}

/* Close all from the top down to `at`, whose end tag is `close`. */
static dbn_status
close_down_to(builder *b, uint32_t at, dbn_range close)
{
    dbn_range nothing = {close.beg, close.beg};
    while (b->open.count > at + 1)
        DBN_TRY(close_top(b, nothing));
    return close_top(b, close);
}

/* Close by an end tag; its element may stay on the stack, if misnested. */
static dbn_status
close_by_end(builder *b, dbn_html_name element, dbn_range name, dbn_range close)
{
    bool misnested;
    uint32_t at = dbn_html_ended_by_end(&b->open, element, name, &misnested);
    if (at == 0)
        return DBN_OK;
    if (!misnested)
        return close_down_to(b, at, close);
    dbn_html_open *open = &b->open.items[at];
    DBN_TRY_PUSH(b->job, close_mark(b, open, close));
    open->is_closed = true;
    b->links -= open->is_link;
    return DBN_OK;
}

/* Roles that text directly inside an element has. */
static void
set_role(dbn_html_open *open, unsigned flags)
{
    switch ((dbn_html_name)open->element) {
    case ELEMENT(H1):
    case ELEMENT(H2):
    case ELEMENT(H3):
    case ELEMENT(H4):
    case ELEMENT(H5):
    case ELEMENT(H6):
        if (open->role != DBN_ROLE_CAPTION) {
            open->role = DBN_ROLE_HEADING;
            open->level = (uint8_t)(open->element - ELEMENT(H1) + 1);
        }
        return;
    case ELEMENT(LI):
    case ELEMENT(DT):
    case ELEMENT(DD):
        open->role = DBN_ROLE_ITEM;
        break;
    case ELEMENT(BLOCKQUOTE):
        open->role = DBN_ROLE_QUOTE;
        break;
    case ELEMENT(FIGCAPTION):
    case ELEMENT(CAPTION):
        open->role = DBN_ROLE_CAPTION;
        break;
    case ELEMENT(TD):
    case ELEMENT(TH):
        open->role = DBN_ROLE_CELL;
        break;
    case ELEMENT(P):
        if (open->role == DBN_ROLE_CELL)
            open->role = DBN_ROLE_PARAGRAPH;
        return;
    default:
        if ((flags & DBN_HTML_FLAG_SECTION) == 0)
            return;
        open->role = DBN_ROLE_PARAGRAPH;
    }
    open->level = 0;
}

/* Some pages hide their own article until a script has looked at the reader: what
 * stands in the article and says that it is the body, or behind the paywall, stays, in
 * a zone of its own. `around` are the words of all elements around it. */
static bool
is_held_back(const dbn_html_open *open, uint64_t own, uint64_t around)
{
    uint64_t body = DBN_CLASS_BIT(BODY);
    uint64_t wanted = body | DBN_CLASS_BIT(PAYWALL);
    uint64_t others = DBN_CLASS_BIT(NAV) | DBN_CLASS_BIT(SHARE) |
                      DBN_CLASS_BIT(RELATED) | DBN_CLASS_BIT(AD) |
                      DBN_CLASS_BIT(COOKIE) | DBN_CLASS_BIT(NEWSLETTER) |
                      DBN_CLASS_BIT(COMMENT) | DBN_CLASS_BIT(FOOTER);
    bool is_inside =
        (open->zones & (DBN_ZONE_ARTICLE | DBN_ZONE_MAIN)) != 0 || (around & body) != 0;
    return is_inside && (own & wanted) != 0 && ((own | around) & others) == 0;
}

static void
set_traits(builder *b, dbn_html_open *open, unsigned flags)
{
    dbn_html_traits traits =
        b->hidden != 0 ? (dbn_html_traits){0}
                       : dbn_html_traits_of(&b->tokens, b->profiles, &b->cache);
    b->has_hidden |= traits.is_hidden;
    if (traits.is_hidden &&
        (b->keeps_hidden || is_held_back(open, traits.words, open->words))) {
        traits.is_hidden = false;
        traits.zones |= DBN_ZONE_HIDDEN;
    }
    open->own_words = traits.words;
    open->words |= traits.words;
    open->zones |= traits.zones;
    if (open->is_block || (flags & DBN_HTML_FLAG_BARRIER) != 0)
        open->zones |= dbn_html_element_of(open->element)->zones;
    open->is_hidden = traits.is_hidden || (flags & DBN_HTML_FLAG_HIDDEN) != 0 ||
                      (open->is_foreign && (flags & DBN_HTML_FLAG_HIDDEN_FOREIGN) != 0);
    if (open->is_hidden && b->hidden == 0)
        b->hidden = b->open.count - 1;
}

static void
set_groups(builder *b, dbn_html_open *open, unsigned flags)
{
    if ((flags & DBN_HTML_FLAG_CONTAINER) != 0)
        open->container = ++b->containers;
    if ((flags & DBN_HTML_FLAG_LIST) != 0 && open->lists < UINT8_MAX)
        open->lists++;
    if ((flags & DBN_HTML_FLAG_GROUP) != 0) {
        open->outer_group = open->group;
        open->group = b->open.count - 1;
        open->first_block = DBN_NONE;
    }
    if (open->element == ELEMENT(PRE) || open->element == ELEMENT(LISTING) ||
        open->element == ELEMENT(XMP) || open->element == ELEMENT(PLAINTEXT))
        open->is_pre = true;
    if (open->is_pre &&
        (open->element == ELEMENT(CODE) || open->element == ELEMENT(SAMP)))
        open->is_code = true;
}

static bool
is_link(const builder *b, dbn_html_name element)
{
    return element == ELEMENT(A) && dbn_html_find(&b->tokens, DBN_SPAN("href")) != NULL;
}

/* Open an element that has content. */
static dbn_status
open_element(builder *b, dbn_html_name element, const dbn_html_token *token,
             bool is_block)
{
    unsigned flags = dbn_html_element_of(element)->flags;
    bool in_foreign =
        dbn_html_top(&b->open)->is_foreign && !dbn_html_top(&b->open)->is_integration;
    dbn_html_open *open = dbn_html_push(&b->open, element, token, is_block);
    if (open == NULL)
        return DBN_OK;
    open->is_foreign = in_foreign || (flags & DBN_HTML_FLAG_FOREIGN) != 0;
    open->is_integration = in_foreign && (flags & DBN_HTML_FLAG_INTEGRATION) != 0;
    open->is_link = is_link(b, element);
    b->links += open->is_link;
    set_traits(b, open, flags);
    set_groups(b, open, flags);
    if (!in_foreign)
        set_role(open, flags);
    if (!is_block && b->marked_count < MARKED_MAX)
        b->marked[b->marked_count++] = b->open.count - 1;
    return DBN_OK;
}

/* Script, style, title …: their text is no text of the page. */
static dbn_status
open_raw(builder *b, dbn_html_name element, const dbn_html_token *token)
{
    b->tokens.state = dbn_html_element_of(element)->content;
    b->in_raw = true;
    b->raw_beg = token->range.end;
    b->raw = element == ELEMENT(TITLE) ? DBN_HTML_PIECE_HEAD : DBN_HTML_PIECE_HIDDEN;
    b->in_jsonld = element == ELEMENT(SCRIPT) && dbn_html_is_jsonld(&b->tokens);
    return gap(b, token->range, DBN_HTML_PIECE_TAG);
}

/* Raw text ends at `end`: some of it says something of the page. */
static dbn_status
close_raw(builder *b, uint32_t end)
{
    dbn_range content = {b->raw_beg, end};
    bool is_jsonld = b->in_jsonld;
    b->in_raw = b->in_jsonld = false;
    if (b->raw == DBN_HTML_PIECE_HEAD)
        return dbn_html_metas_title(&b->metas, content);
    return is_jsonld ? dbn_html_jsonld(&b->metas, content) : DBN_OK;
}

static dbn_status
take_void(builder *b, dbn_html_name element, const dbn_html_token *token)
{
    dbn_html_piece_kind kind =
        element == ELEMENT(BR) ? DBN_HTML_PIECE_BREAK : DBN_HTML_PIECE_TAG;
    if (element == ELEMENT(IMG) && b->hidden == 0) {
        empty_mark image = {token->range, DBN_MARK_IMAGE};
        DBN_TRY_PUSH(b->job, b->block == DBN_NONE
                                 ? dbn_vec_push(&b->job->scratch, &b->waiting, image)
                                 : push_empty_mark(b, image));
    }
    return gap(b, token->range, kind);
}

/* A button in a sentence is a word of it; elsewhere it is apart. */
static bool
is_apart(const builder *b, dbn_html_name element, unsigned flags)
{
    if (element != ELEMENT(BUTTON))
        return (flags & DBN_HTML_FLAG_BLOCK) != 0;
    uint8_t owner = b->open.items[dbn_html_top(&b->open)->owner].element;
    bool is_sentence = owner == ELEMENT(P) || owner == ELEMENT(LI) ||
                       (owner >= ELEMENT(H1) && owner <= ELEMENT(H6));
    return b->block == DBN_NONE || !is_sentence;
}

static dbn_status
close_before(builder *b, dbn_html_name element, dbn_range tag)
{
    if (b->open.beyond > 0)
        return DBN_OK;
    dbn_range nothing = {tag.beg, tag.beg};
    if (element == ELEMENT(A))
        return close_by_end(b, element, nothing, nothing);
    for (uint32_t at; (at = dbn_html_ended_by_start(&b->open, element)) != 0;)
        DBN_TRY(close_down_to(b, at, nothing));
    return DBN_OK;
}

/* A start tag inside svg or math. */
static dbn_status
take_foreign_start(builder *b, dbn_html_name element, const dbn_html_token *token)
{
    unsigned flags = dbn_html_element_of(element)->flags;
    bool is_block =
        (flags & DBN_HTML_FLAG_BLOCK_FOREIGN) != 0 || element == ELEMENT(FOREIGNOBJECT);
    if (is_block)
        break_block(b);
    DBN_TRY(gap(b, token->range, DBN_HTML_PIECE_TAG));
    if (token->self_closing)
        return DBN_OK;
    return open_element(b, element, token, is_block);
}

static bool
in_foreign(const builder *b)
{
    const dbn_html_open *top = dbn_html_top(&b->open);
    return top->is_foreign && !top->is_integration;
}

static dbn_status
take_start(builder *b, const dbn_html_token *token)
{
    dbn_html_name element =
        dbn_html_element_find(dbn_span_slice(b->tokens.text, token->name));
    unsigned flags = dbn_html_element_of(element)->flags;
    DBN_TRY(dbn_html_metas_of_tag(&b->metas, &b->tokens, element));
    while (in_foreign(b) && (flags & DBN_HTML_FLAG_LEAVES) != 0)
        DBN_TRY(close_top(b, (dbn_range){token->range.beg, token->range.beg}));
    if (in_foreign(b))
        return take_foreign_start(b, element, token);
    uint8_t content = dbn_html_element_of(element)->content;
    if (content != DBN_HTML_DATA && (flags & DBN_HTML_FLAG_HIDDEN) != 0)
        return open_raw(b, element, token);
    DBN_TRY(close_before(b, element, token->range));
    bool is_block = is_apart(b, element, flags);
    if (is_block)
        break_block(b);
    if ((flags & DBN_HTML_FLAG_FRAME) != 0)
        return gap(b, token->range, DBN_HTML_PIECE_TAG);
    if ((flags & DBN_HTML_FLAG_VOID) != 0)
        return take_void(b, element, token);
    DBN_TRY(gap(b, token->range, DBN_HTML_PIECE_TAG));
    bool is_self_closed_foreign =
        (flags & DBN_HTML_FLAG_FOREIGN) != 0 && token->self_closing;
    if (is_self_closed_foreign)
        return DBN_OK;
    b->tokens.state = content;
    return open_element(b, element, token, is_block);
}

static dbn_status
take_end(builder *b, const dbn_html_token *token)
{
    if (b->in_raw) {
        DBN_TRY(close_raw(b, token->range.beg));
        return gap(b, token->range, DBN_HTML_PIECE_TAG);
    }
    dbn_html_name element =
        dbn_html_element_find(dbn_span_slice(b->tokens.text, token->name));
    unsigned flags = dbn_html_element_of(element)->flags;
    /* An end tag that closes nothing parts nothing, but for </p>, which makes an empty
     * paragraph; beyond the limit of depth nobody knows what it closes. */
    bool may_part = element == ELEMENT(P) || b->open.beyond > 0 ||
                    (flags & DBN_HTML_FLAG_FRAME) != 0;
    if ((flags & DBN_HTML_FLAG_BLOCK) != 0 && may_part)
        break_block(b);
    if (element == ELEMENT(BR))
        return gap(b, token->range, DBN_HTML_PIECE_BREAK);
    /* The tag of what hides is part of what is hidden. */
    bool was_hidden = b->hidden != 0;
    if (b->open.beyond > 0 && (flags & DBN_HTML_FLAG_VOID) == 0)
        b->open.beyond--;
    else if ((flags & (DBN_HTML_FLAG_FRAME | DBN_HTML_FLAG_VOID)) == 0)
        DBN_TRY(close_by_end(b, element, token->name, token->range));
    DBN_TRY_PUSH(b->job, dbn_html_text_gap(&b->text, token->range,
                                           was_hidden ? DBN_HTML_PIECE_HIDDEN
                                                      : DBN_HTML_PIECE_TAG));
    return DBN_OK;
}

/* Note the limits that the tag at hand passes, with the block that is open or next. */
static void
note_limits(builder *b)
{
    const bool passed[LIMIT_COUNT] = {[LIMIT_DEPTH] = b->open.beyond > 0,
                                      [LIMIT_ATTRIBUTES] = b->tokens.has_more,
                                      [LIMIT_METAS] = b->metas.has_more};
    for (int i = 0; i < LIMIT_COUNT; i++)
        if (passed[i] && b->limits[i] == DBN_NONE)
            b->limits[i] = b->block == DBN_NONE ? b->records->blocks.count : b->block;
}

/* A finding for each limit that was passed, on its block; at the end of the text where
 * no block follows. */
static dbn_status
report_limits(builder *b)
{
    static const dbn_rule rules[LIMIT_COUNT] = {[LIMIT_DEPTH] = DBN_RULE_EXTRACT_DEPTH,
                                                [LIMIT_ATTRIBUTES] =
                                                    DBN_RULE_EXTRACT_ATTRIBUTES,
                                                [LIMIT_METAS] = DBN_RULE_EXTRACT_METAS};
    dbn_records *records = b->records;
    for (int i = 0; i < LIMIT_COUNT; i++) {
        dbn_finding finding = {.range = {b->text.len, b->text.len}, .rule = rules[i]};
        if (b->limits[i] == DBN_NONE)
            continue;
        if (b->limits[i] < records->blocks.count)
            finding.range = records->blocks.items[b->limits[i]].range;
        DBN_TRY_PUSH(b->job, dbn_vec_push(&b->job->arena, &records->findings, finding));
    }
    return DBN_OK;
}

static dbn_status
take_token(builder *b, const dbn_html_token *token)
{
    switch (token->kind) {
    case DBN_HTML_TEXT:
        return take_text(b, token->range);
    case DBN_HTML_REFERENCE:
        return take_reference(b, token);
    case DBN_HTML_START:
        DBN_TRY(take_start(b, token));
        note_limits(b);
        return DBN_OK;
    case DBN_HTML_CLOSE:
        return take_end(b, token);
    case DBN_HTML_COMMENT:
        return gap(b, token->range, DBN_HTML_PIECE_COMMENT);
    case DBN_HTML_DOCTYPE:
    case DBN_HTML_NOTHING:
        return gap(b, token->range, DBN_HTML_PIECE_TAG);
    }
    return DBN_OK;
}

/* ---- the whole page ---- */

static dbn_status
init(builder *b, dbn_read *out, const dbn_view *page, const dbn_read_input *in)
{
    dbn_arena *scratch = &b->job->scratch;
    uint32_t depth = in->max_depth == 0 ? DBN_MAX_DEPTH : in->max_depth;
    out->records = (dbn_records){0};
    out->metas.count = 0;
    dbn_html_tokens_init(&b->tokens, page->text);
    b->records = &out->records;
    b->metas = (dbn_html_metas){.out = &out->metas, .page = page, .job = b->job};
    b->max_blocks = in->max_blocks == 0 ? DBN_MAX_BLOCKS : in->max_blocks;
    b->max_marks = (uint32_t)(page->text.len / BYTES_A_MARK);
    b->block = DBN_NONE;
    memset(b->limits, 0xFF, sizeof b->limits); /* DBN_NONE */
    DBN_TRY_PUSH(b->job, dbn_html_text_init(&b->text, scratch, page->text));
    /* The document and one element at least. */
    DBN_TRY_PUSH(b->job, dbn_html_stack_init(&b->open, scratch, page->text,
                                             depth < 2 ? 2 : depth));
    return DBN_OK;
}

/* The page ends: so does all that is open. */
static dbn_status
finish(builder *b)
{
    uint32_t end = (uint32_t)b->tokens.text.len;
    if (b->in_raw)
        DBN_TRY(close_raw(b, end));
    while (b->open.count > 1)
        DBN_TRY(close_top(b, (dbn_range){end, end}));
    end_block(b);
    if (b->records->blocks.count > 0) {
        b->block = b->records->blocks.count - 1;
        for (uint32_t i = 0; i < b->waiting.count; i++)
            DBN_TRY_PUSH(b->job, push_empty_mark(b, b->waiting.items[i]));
    }
    set_closings(b);
    DBN_TRY_PUSH(b->job, dbn_html_text_finish(&b->text));
    note_limits(b); /* JSON-LD makes statements where its script ends */
    return report_limits(b);
}

static dbn_status
extract(builder *b, dbn_read *out, const dbn_view *page, const dbn_read_input *in)
{
    DBN_TRY(init(b, out, page, in));
    for (dbn_html_token token; dbn_html_next(&b->tokens, &token);) {
        DBN_TRY(take_token(b, &token));
        b->tokens.in_foreign = dbn_html_top(&b->open)->is_foreign;
    }
    DBN_TRY(finish(b));
    DBN_TRY(dbn_view_derive(&b->records->view, page, dbn_view_all(page), &b->text.fixes,
                            DBN_PASS_EXTRACT, b->job));
    assert(b->records->view->text.len == b->text.len);
    return DBN_OK;
}

/* A page that hides all it has, until a script runs, is read with what it hides. */
static dbn_status
extract_shown(builder *b, dbn_read *out, const dbn_view *page, const dbn_read_input *in)
{
    dbn_job *job = b->job;
    const dbn_profiles *profiles = b->profiles;
    DBN_TRY(extract(b, out, page, in));
    if (out->records.blocks.count > 0 || !b->has_hidden)
        return DBN_OK;
    memset(b, 0, sizeof *b);
    b->job = job;
    b->profiles = profiles;
    b->keeps_hidden = true;
    return extract(b, out, page, in);
}

dbn_status
dbn_html_extract(dbn_read *out, const dbn_view *decoded, const dbn_read_input *in,
                 const dbn_profiles *profiles, dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = DBN_ERR_NOMEM;
    builder *b = dbn_arena_alloc(&job->scratch, sizeof *b);
    if (b == NULL) {
        status = dbn_job_nomem(job);
    } else {
        b->job = job;
        b->profiles = profiles;
        status = extract_shown(b, out, decoded, in);
    }
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
