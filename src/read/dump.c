/*
 * read/dump.c - plain text to blocks.
 *
 * Two passes over the lines (dump_lines.c, dump_width.c): first where a line goes on in
 * the next one, and how the words cut between them are mended (hyphens.c); then blocks,
 * and the fixes that join their lines. In a text that was not wrapped nothing is joined
 * and every line is a block.
 */
#include "read/dump.h"

#include "read/dump_lines.h"
#include "read/hyphens.h"

/* A heading is a short line, ... */
#define HEADING_COLUMNS 90U
/* ... and what follows is at least this long: a by-line or a date is not headed. */
#define HEADED_COLUMNS 100U

typedef struct dump {
    dbn_read *out;
    const dbn_read_input *in;
    const dbn_view *view;
    const dbn_profile *profile;
    dbn_job *job;
    dbn_dump_lines lines;
    dbn_hyphens hyphens; /* of joined lines, in order */
    uint32_t next_hyphen;
    dbn_fixes fixes;
    uint32_t shift_out, shift_in; /* bytes that fixes added and took so far */
} dump;

static bool
is_item(const dbn_dump_line *line)
{
    return (line->flags & (DBN_LINE_BULLET | DBN_LINE_DASH | DBN_LINE_NUMBER)) != 0;
}

/* A dash or a number may have come to the front of its line by chance, in the middle
 * of a sentence. */
static bool
starts_item(const dbn_dump_line *line, const dbn_dump_line *next)
{
    if ((next->flags & DBN_LINE_BULLET) != 0)
        return true;
    return is_item(next) &&
           (is_item(line) || (line->flags & DBN_LINE_ENDS_SENTENCE) != 0 ||
            !dbn_dump_line_is_full(line, next, line->width));
}

static bool
is_indented(const dbn_dump_line *line, const dbn_dump_line *next)
{
    return next->indent > line->indent + 1 && !is_item(line) &&
           (line->flags & DBN_LINE_HYPHEN) == 0;
}

/* True when the paragraph of line `i` goes on in the next line. */
static bool
goes_on(const dump *d, uint32_t i)
{
    const dbn_dump_line *line = &d->lines.items[i], *next = line + 1;
    if (line->width == 0 || i + 1 == d->lines.count ||
        (next->flags & DBN_LINE_STARTS_GROUP) != 0)
        return false;
    if ((line->flags & DBN_LINE_QUOTE) != (next->flags & DBN_LINE_QUOTE) ||
        line->body == line->end || next->body == next->end)
        return false;
    if (starts_item(line, next) || is_indented(line, next))
        return false;
    bool goes_on_lower = (line->flags & DBN_LINE_ENDS_SENTENCE) == 0 &&
                         (next->flags & DBN_LINE_STARTS_LOWER) != 0;
    return dbn_dump_line_is_full(line, next, line->width) || goes_on_lower;
}

static dbn_range
body_of(const dbn_dump_line *line)
{
    return (dbn_range){line->body, line->end};
}

static dbn_status
find_hyphens(dump *d)
{
    dbn_arena *scratch = &d->job->scratch;
    for (uint32_t i = 0; i + 1 < d->lines.count; i++) {
        const dbn_dump_line *line = &d->lines.items[i];
        dbn_hyphen hyphen;
        if (!goes_on(d, i) || !dbn_hyphen_between(&hyphen, d->view->text, body_of(line),
                                                  body_of(line + 1)))
            continue;
        DBN_TRY(dbn_vec_push(scratch, &d->hyphens, hyphen));
    }
    return dbn_hyphens_decide(&d->hyphens, d->view->text, d->profile, scratch);
}

static dbn_status
put_fix(dump *d, uint32_t from, uint32_t to, dbn_span text, dbn_rule rule)
{
    d->shift_out += (uint32_t)text.len;
    d->shift_in += to - from;
    return dbn_fixes_replace(&d->fixes, &d->job->arena, (dbn_range){from, to}, text,
                             rule);
}

/* Join `line` with the next one. */
static dbn_status
join(dump *d, const dbn_dump_line *line)
{
    uint32_t from = line->end, to = line[1].body;
    if (d->next_hyphen < d->hyphens.count &&
        d->hyphens.items[d->next_hyphen].hyphen.end == from) {
        const dbn_hyphen *h = &d->hyphens.items[d->next_hyphen++];
        return put_fix(d, h->is_kept ? from : h->hyphen.beg, to, DBN_SPAN(""),
                       DBN_RULE_EXTRACT_HYPHEN);
    }
    return put_fix(d, from, to, DBN_SPAN(" "), DBN_RULE_EXTRACT_LINE);
}

/* A line that ends at `end` heads what follows when it is short, ends no sentence, and
 * stands above a paragraph. */
static bool
is_heading(const dump *d, const dbn_dump_line *line)
{
    const dbn_dump_line *next = line + 1;
    uint32_t i = (uint32_t)(next - d->lines.items);
    char last = d->view->text.ptr[line->end - 1];
    if (i == d->lines.count || line->columns > HEADING_COLUMNS || is_item(next) ||
        (line->flags & (DBN_LINE_ENDS_SENTENCE | DBN_LINE_STARTS_LOWER)) != 0 ||
        last == ',' || last == ';')
        return false;
    uint32_t columns = next->columns;
    for (; columns < HEADED_COLUMNS && goes_on(d, i); i++)
        columns += d->lines.items[i + 1].columns;
    return columns >= HEADED_COLUMNS;
}

static void
set_role(const dump *d, dbn_block *block, const dbn_dump_line *first,
         const dbn_dump_line *last)
{
    block->parent = DBN_NONE;
    block->role = DBN_ROLE_PARAGRAPH;
    block->rule = DBN_RULE_READ_PARAGRAPH;
    if (d->in->keep_all)
        return;
    if ((first->flags & DBN_LINE_QUOTE) != 0) {
        block->role = DBN_ROLE_QUOTE;
        block->rule = DBN_RULE_READ_QUOTE;
    } else if (is_item(first)) {
        block->role = DBN_ROLE_ITEM;
        block->rule = DBN_RULE_READ_ITEM;
        block->level = 1;
    } else if (first == last && is_heading(d, first)) {
        block->role = DBN_ROLE_HEADING;
        block->rule = DBN_RULE_READ_HEADING;
        block->level = 2;
    }
}

static dbn_status
refuse_blocks(dump *d, uint32_t max, uint32_t at)
{
    return dbn_fail_at(&d->job->err, DBN_ERR_LIMIT, at, "more than %u blocks", max);
}

/* Inside a quotation a sign with nothing behind it is a blank line. */
static bool
is_empty_quote(const dump *d, uint32_t i)
{
    const dbn_dump_line *line = &d->lines.items[i];
    bool follows = i > 0 && (line->flags & DBN_LINE_STARTS_GROUP) == 0;
    return line->body == line->end && !d->in->keep_all && follows &&
           (line[-1].flags & DBN_LINE_QUOTE) != 0;
}

static dbn_status
make_blocks(dump *d)
{
    uint32_t max = d->in->max_blocks == 0 ? DBN_MAX_BLOCKS : d->in->max_blocks;
    dbn_blocks *blocks = &d->out->records.blocks;
    for (uint32_t i = 0; i < d->lines.count; i++) {
        const dbn_dump_line *first = &d->lines.items[i];
        if (blocks->count == max)
            return refuse_blocks(d, max, first->beg);
        if (is_empty_quote(d, i)) {
            DBN_TRY(put_fix(d, first->beg, first->end, DBN_SPAN(""),
                            DBN_RULE_EXTRACT_SPACE));
            continue;
        }
        dbn_block block = {.range.beg = first->beg + d->shift_out - d->shift_in};
        for (; goes_on(d, i); i++)
            DBN_TRY(join(d, &d->lines.items[i]));
        const dbn_dump_line *last = &d->lines.items[i];
        block.range.end = last->end + d->shift_out - d->shift_in;
        set_role(d, &block, first, last);
        DBN_TRY(dbn_vec_push(&d->job->arena, blocks, block));
    }
    return DBN_OK;
}

static dbn_status
extract(dump *d)
{
    DBN_TRY(dbn_dump_lines_scan(&d->lines, d->view->text, &d->job->scratch));
    dbn_dump_lines_measure(&d->lines, d->view->text);
    DBN_TRY(find_hyphens(d));
    return make_blocks(d);
}

dbn_status
dbn_dump_extract(dbn_read *out, const dbn_view *decoded, const dbn_read_input *in,
                 const dbn_profile *profile, dbn_job *job)
{
    dump d = {.out = out, .in = in, .view = decoded, .profile = profile, .job = job};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    out->records = (dbn_records){0};
    dbn_status status = extract(&d);
    dbn_arena_rewind(&job->scratch, mark);
    if (status != DBN_OK)
        return status == DBN_ERR_NOMEM ? dbn_job_nomem(job) : status;
    return dbn_view_derive(&out->records.view, decoded, dbn_view_all(decoded), &d.fixes,
                           DBN_PASS_EXTRACT, job);
}
