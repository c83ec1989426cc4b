/*
 * Where a text is not to be touched, and where it is somebody else's.
 */
#include "base/utf8.h"
#include "check/desk.h"
#include "text/fold.h"

uint32_t
desk_quote_closer(const desk *d, uint32_t code)
{
    for (uint32_t i = 0; i < d->quote_count; i++)
        if (d->quotes[i].opener == code)
            return d->quotes[i].closer;
    return 0;
}

bool
desk_closes_quote(const desk *d, uint32_t code)
{
    for (uint32_t i = 0; i < d->quote_count; i++)
        if (d->quotes[i].closer == code)
            return true;
    return false;
}

bool
desk_is_in(const dbn_ranges *ranges, dbn_range range)
{
    uint32_t low = 0, high = ranges->count;
    while (low < high) { /* the first that ends behind the start of `range` */
        uint32_t mid = low + (high - low) / 2;
        if (ranges->items[mid].end <= range.beg)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == ranges->count)
        return false;
    uint32_t beg = ranges->items[low].beg;
    return range.beg == range.end ? beg < range.beg : beg < range.end;
}

static int
by_start(const void *left, const void *right)
{
    const dbn_range *a = left, *b = right;
    return (a->beg > b->beg) - (a->beg < b->beg);
}

void
desk_join(dbn_ranges *ranges)
{
    uint32_t kept = 0;
    if (ranges->count > 1)
        qsort(ranges->items, ranges->count, sizeof ranges->items[0], by_start);
    for (uint32_t i = 0; i < ranges->count; i++) {
        dbn_range r = ranges->items[i];
        if (kept > 0 && r.beg < ranges->items[kept - 1].end) {
            if (r.end > ranges->items[kept - 1].end)
                ranges->items[kept - 1].end = r.end;
            continue;
        }
        ranges->items[kept++] = r;
    }
    ranges->count = kept;
}

static dbn_status
protect(desk *d, uint32_t beg, uint32_t end)
{
    dbn_range range = {beg, end};
    DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->scratch, &d->protected, range));
    return DBN_OK;
}

/* Bytes of `text`, a block of front matter, before the value of a field that is read:
 * "title: "; 0 for another block. */
static uint32_t
field_len(const desk *d, dbn_span text)
{
    for (uint32_t i = 0; i < d->in->front_field_count; i++) {
        dbn_span name = d->in->front_fields[i];
        if (dbn_span_starts(text, name) && name.len < text.len &&
            text.ptr[name.len] == ':')
            return (uint32_t)name.len + 1;
    }
    return 0;
}

/* The blocks from `first` to `last`, but for the values of fields that are read. */
static dbn_status
protect_blocks(desk *d, uint32_t first, uint32_t last, bool is_front)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    uint32_t beg = blocks->items[first].range.beg;
    for (uint32_t i = first; is_front && i <= last; i++) {
        dbn_range range = blocks->items[i].range;
        uint32_t len = field_len(d, dbn_span_slice(d->text, range));
        if (len == 0)
            continue;
        DBN_TRY(protect(d, beg, range.beg + len));
        beg = range.end;
    }
    return protect(d, beg, blocks->items[last].range.end);
}

/* Blocks between two fences of Markdown, and front matter: `---` to `---` at the very
 * start. A fence without an end is none. */
static dbn_status
protect_fenced(desk *d)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    bool is_open = false, is_front = false;
    uint32_t first = 0;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_span text = dbn_span_slice(d->text, blocks->items[i].range);
        bool starts_fence = dbn_span_starts(text, DBN_SPAN("```")) ||
                            dbn_span_starts(text, DBN_SPAN("~~~"));
        bool starts_front = i == 0 && dbn_span_starts(text, DBN_SPAN("---"));
        bool ends = is_front ? dbn_span_ends(text, DBN_SPAN("---"))
                             : dbn_span_ends(text, DBN_SPAN("```")) ||
                                   dbn_span_ends(text, DBN_SPAN("~~~"));
        if (!is_open && (starts_fence || starts_front)) {
            first = i;
            is_front = starts_front;
            is_open = true;
            if (text.len <= 3 || !ends)
                continue;
        }
        if (is_open && ends) {
            DBN_TRY(protect_blocks(d, first, i, is_front));
            is_open = false;
        }
    }
    return DBN_OK;
}

dbn_status
desk_protect(desk *d)
{
    const dbn_marks *marks = &d->in->records->marks;
    for (uint32_t i = 0; i < marks->count; i++)
        if (marks->items[i].kind == DBN_MARK_CODE)
            DBN_TRY(protect(d, marks->items[i].range.beg, marks->items[i].range.end));
    return protect_fenced(d);
}

static dbn_status
add_quotation(desk *d, uint32_t beg, uint32_t end)
{
    dbn_range range = {beg, end};
    DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->scratch, &d->quoted, range));
    return DBN_OK;
}

/* The outermost quotations of a block. One without an end ends with its block: agencies
 * often cut a dispatch inside one, and carrying it on would make a quotation of the
 * rest. */
static dbn_status
find_in_block(desk *d, dbn_range block)
{
    uint32_t opened = 0, opener = 0, closer = 0, depth = 0, len;
    for (uint32_t at = block.beg; at < block.end; at += len) {
        uint32_t code = dbn_utf8_decode(d->text, at, &len);
        if (code < 0x80 && code != '"')
            continue;
        if (depth > 0 && code == closer) {
            if (--depth == 0)
                DBN_TRY(add_quotation(d, opened, at));
        } else if (depth > 0) {
            depth += code == opener;
        } else if ((closer = code == '"' ? code : desk_quote_closer(d, code)) != 0) {
            opener = code;
            opened = at + len;
            depth = 1;
        }
    }
    return depth == 0 ? DBN_OK : add_quotation(d, opened, block.end);
}

dbn_status
desk_find_quotations(desk *d)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const dbn_block *b = &blocks->items[i];
        if (b->role == DBN_ROLE_QUOTE)
            DBN_TRY(add_quotation(d, b->range.beg, b->range.end));
        else if (desk_is_read(b))
            DBN_TRY(find_in_block(d, b->range));
    }
    return DBN_OK;
}

static bool
is_word_code(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class != DBN_CHAR_OTHER && class != DBN_CHAR_SPACE;
}

bool
desk_next_word(dbn_range *word, dbn_span text, uint32_t *at, uint32_t end)
{
    uint32_t len;
    while (*at < end && !is_word_code(dbn_utf8_decode(text, *at, &len)))
        *at += len;
    if (*at >= end)
        return false;
    word->beg = *at;
    while (*at < end) {
        uint32_t code = dbn_utf8_decode(text, *at, &len);
        bool joins = code == '-' && *at + 1 < end &&
                     is_word_code(dbn_utf8_decode(text, *at + 1, &len));
        (void)dbn_utf8_decode(text, *at, &len);
        if (!joins && !is_word_code(code))
            break;
        *at += len;
    }
    word->end = *at;
    return true;
}
