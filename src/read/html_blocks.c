/*
 * read/html_blocks.c - text of a page into blocks.
 *
 * A block starts with the first visible character after a block-level tag and ends
 * with the last one before the next such tag. It belongs to the nearest block-level
 * element. No tree is built, so nothing is moved: text that a browser would draw
 * elsewhere (before a table that it stands in) stays in page order.
 */
#include "read/html_builder.h"

#include "base/hash.h"
#include "base/utf8.h"

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
parent_in_groups(dbn_html_builder *b, uint32_t group)
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
start_block(dbn_html_builder *b)
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
    if (block.role == DBN_ROLE_ITEM) {
        block.level = owner->lists;
        DBN_TRY_PUSH(b->job, dbn_html_item_number(b, owner, &block));
    }
    if (block.role == DBN_ROLE_CELL)
        dbn_html_cell_row(b, &block);
    if (top->is_code) {
        block.role = DBN_ROLE_CODE;
        block.rule = DBN_RULE_READ_CODE;
        block.level = 0;
    }
    dbn_hint hint = {
        .zones = owner->zones,
        .container = top->container,
        .depth = depth > UINT16_MAX ? UINT16_MAX : (uint16_t)depth,
        .tag =
            top->owner == 0 ? DBN_TAG_NONE : dbn_html_element_of(owner->element)->tag,
        .dress = (uint32_t)dbn_hash_mix((uint64_t)owner->dress << 32 | top->setting),
        .words = owner->words,
        .own_words = owner->own_words};
    b->text.is_verbatim = top->is_code;
    DBN_TRY_PUSH(b->job, dbn_vec_push(&b->job->arena, &records->blocks, block));
    DBN_TRY_PUSH(b->job, dbn_vec_push(&b->job->arena, &records->hints, hint));
    return DBN_OK;
}

/* What inline elements around the whole block say holds for the block. */
static void
take_wrappers(dbn_html_builder *b, dbn_range range, dbn_hint *hint)
{
    for (uint32_t i = 0; i < b->wrapper_count; i++) {
        const dbn_html_wrapper *around = &b->wrappers[i];
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

void
dbn_html_block_end(dbn_html_builder *b)
{
    dbn_html_text_end_block(&b->text);
    if (b->block == DBN_NONE)
        return;
    dbn_range *range = &b->records->blocks.items[b->block].range;
    range->end = b->text.len;
    for (uint32_t i = 0; i < b->marked_count; i++) {
        dbn_html_open *open = &b->open.items[b->marked[i]];
        dbn_html_mark_pause(b, open);
        open->spans_blocks |= open->mark != DBN_NONE;
        open->mark = DBN_NONE;
    }
    take_wrappers(b, *range, &b->records->hints.items[b->block]);
    b->block = DBN_NONE;
}

/* A block-level tag stands here; one that nobody sees parts nothing. */
void
dbn_html_block_break(dbn_html_builder *b)
{
    if (b->hidden == 0)
        dbn_html_block_end(b);
}

/* Something visible comes at `at`: put the gap behind, be in a block, have marks. */
static dbn_status
be_in_block(dbn_html_builder *b, uint32_t at)
{
    const dbn_html_open *top = dbn_html_top(&b->open);
    dbn_html_text *text = &b->text;
    bool is_apart = text->breaks >= 2 || (text->line_feeds >= 2 && top->is_pre);
    if (text->in_block && is_apart && !text->is_verbatim)
        dbn_html_block_end(b);
    if (text->in_block && text->breaks > 0)
        for (uint32_t i = 0; i < text->gap.count; i++)
            if (text->gap.items[i].kind == DBN_HTML_PIECE_BREAK)
                DBN_TRY_PUSH(b->job,
                             dbn_html_mark_empty(
                                 b, (dbn_html_empty_mark){text->gap.items[i].range,
                                                          DBN_MARK_BREAK}));
    DBN_TRY_PUSH(b->job, dbn_html_text_flush(text, at));
    if (b->block == DBN_NONE)
        DBN_TRY(start_block(b));
    for (uint32_t i = 0; i < b->waiting.count; i++)
        DBN_TRY_PUSH(b->job, dbn_html_mark_empty(b, b->waiting.items[i]));
    b->waiting.count = 0;
    DBN_TRY_PUSH(b->job, dbn_html_marks_start(b));
    return DBN_OK;
}

static void
count_link_bytes(dbn_html_builder *b, uint32_t before)
{
    if (b->links > 0)
        b->records->hints.items[b->block].link_bytes += b->text.len - before;
}

static dbn_status
visible_run(dbn_html_builder *b, dbn_range run)
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
visible_lines(dbn_html_builder *b, dbn_range run)
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

dbn_status
dbn_html_take_text(dbn_html_builder *b, dbn_range run)
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

dbn_status
dbn_html_take_reference(dbn_html_builder *b, const dbn_html_token *token)
{
    if (b->in_raw || b->hidden != 0)
        return dbn_html_take_text(b, token->range);
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

dbn_status
dbn_html_gap(dbn_html_builder *b, dbn_range range, dbn_html_piece_kind kind)
{
    if (b->hidden != 0)
        kind = DBN_HTML_PIECE_HIDDEN;
    DBN_TRY_PUSH(b->job, dbn_html_text_gap(&b->text, range, kind));
    return DBN_OK;
}
